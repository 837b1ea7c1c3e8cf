"""What can be chosen in each tab of the filter: codes, names, order, and which belong together.

Takes the tables of types, topics, senders and persons; knows nothing of what is found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from samlad.catalogue import policy_areas
from samlad.portal.content.finding.facets import Facet, facets
from samlad.portal.content.models import ContentType, Person, Sender, Topic
from samlad.portal.content.words import SenderKind
from samlad.portal.kept import kept
from samlad.portal.ordering import alphabetical
from samlad.portal.wording import in_language, language


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen.

    code: in the address; key: in what is found; depth: below the choice before it; group: key of
    the text that stands above it and those after it.
    """

    code: str
    key: str
    label: str
    depth: int = 0
    group: str = ""


#: The tabs of choices, in the order of the page; the period comes after them. Policy areas stand
#: among the topics, so that they can be chosen together.
FACETS: tuple[Facet, ...] = tuple(facet for facet in facets("item") if facet.id != "area")

#: Choices by code, by the parameter of their facet.
Choices = Mapping[str, Mapping[str, Choice]]


@kept
def read_choices() -> Choices:
    """Every facet's choices as they are now, in the order of the page."""
    lists = {
        "typ": _types(),
        "omrade": [*_areas(), *_topics()],
        "statsrad": _ministers(),
        "avsandare": _senders(),
    }
    return {name: {choice.code: choice for choice in found} for name, found in lists.items()}


def families(choices: Iterable[Choice]) -> list[list[Choice]]:
    """Each choice with those below it."""
    found: list[list[Choice]] = []
    for choice in choices:
        if choice.depth == 0:
            found.append([])
        found[-1].append(choice)
    return found


def nearest(name: str, choices: Mapping[str, Choice]) -> Choice | None:
    """The choice whose code or name is most like what was written."""
    by_name = {choice.label.casefold(): choice for choice in reversed(list(choices.values()))}
    written = name.casefold()
    if written in by_name:
        return by_name[written]
    for known in (choices, by_name):
        found = get_close_matches(written, list(known), n=1, cutoff=0.6)
        if found:
            return known[found[0]]
    return None


def _types() -> Iterator[Choice]:
    """The types by name, the kinds of a type after it."""
    rows = ContentType.objects.order_by().values_list("code", f"name_{language()}", "parent_id")
    below = _below(rows)
    for code, name in below[None]:
        yield Choice(code, code, name)
        yield from (Choice(kind, kind, label, depth=1) for kind, label in below[code])


def _areas() -> Iterator[Choice]:
    """The policy areas, by the slug of their page."""
    for area in policy_areas().values():
        yield Choice(
            area.slug, area.id, in_language(area.name), group="content.choices_policy_areas"
        )


def _topics() -> Iterator[Choice]:
    """The topics by name, below each its narrower ones and the names it had before."""
    rows = Topic.objects.order_by().values_list(
        "code", f"name_{language()}", "successor_id", "parent_id"
    )
    below = _below((code, name, later or wider) for code, name, later, wider in rows)

    def at(parent: str | None, depth: int) -> Iterator[Choice]:
        for code, name in below[parent]:
            yield Choice(code, code, name.strip(), depth, "content.choices_topics")
            yield from at(code, depth + 1)

    yield from at(None, 0)


def _ministers() -> Iterator[Choice]:
    names = Person.objects.order_by().values_list("id", "name")
    for id_, name in sorted(names, key=lambda row: alphabetical(row[1])):
        yield Choice(id_, id_, name)


def _senders() -> Iterator[Choice]:
    """Ministries first, then the other bodies; ministers have a tab of their own."""
    for kind in (SenderKind.DEPARTMENT, SenderKind.BODY):
        rows = Sender.objects.filter(kind=kind).order_by()
        names = rows.values_list("code", f"name_{language()}")
        for code, name in sorted(names, key=lambda row: alphabetical(row[1])):
            yield Choice(code, code, name, group=f"content.choices_{kind.value}")


def _below(
    rows: Iterable[tuple[str, str, str | None]],
) -> Mapping[str | None, list[tuple[str, str]]]:
    """Parent → code and name of those below it, by name."""
    found: dict[str | None, list[tuple[str, str]]] = defaultdict(list)
    for code, name, parent in sorted(rows, key=lambda row: alphabetical(row[1])):
        found[parent].append((code, name))
    return found
