"""Search over everything that has a page: what is found of each kind, as links with a line."""

from __future__ import annotations

from collections.abc import Mapping

from samlad.portal.finding import Found, Wanted, find
from samlad.portal.finding.kinds import Hit, kinds
from samlad.portal.wording import language

#: Name on the page → kind, in the order of the page.
SHOWN: Mapping[str, str] = {
    "places": "place",
    "indicators": "indicator",
    "initiatives": "initiative",
    "goals": "goal",
    "items": "item",
    "ministers": "minister",
}


def found_of(name: str, query: str, wanted: slice) -> tuple[Found, list[Hit]]:
    """What is found of a kind by its name on the page, and the hits of that part, best first."""
    kind = kinds()[SHOWN[name]]
    start, stop = wanted.start or 0, wanted.stop
    found = find(
        Wanted(
            kind=kind.name,
            query=query,
            language=language(),
            sort="relevance",
            offset=start,
            limit=stop - start,
        )
    )
    return found, kind.hits(found.keys) if kind.hits else []
