"""The door to finding: from what is asked to what is found.

Raises UnknownName for a kind, facet or order that there is none of.
"""

from __future__ import annotations

from collections.abc import Mapping

from samlad.errors import UnknownName
from samlad.portal.content.finding.asked import ANSWERED, Found, Wanted
from samlad.portal.content.finding.current import index_of
from samlad.portal.content.finding.documents import DOCUMENTS
from samlad.portal.content.finding.facets import facets

SORTS = ("date", "oldest", "title", "relevance")


def find(wanted: Wanted) -> Found:
    """What is found of one kind, with the counts of every facet."""
    if wanted.kind not in DOCUMENTS:
        raise UnknownName("kind", wanted.kind, DOCUMENTS)
    if wanted.sort not in SORTS:
        raise UnknownName("order", wanted.sort, SORTS)
    known = [facet.id for facet in facets(wanted.kind)]
    for facet in wanted.chosen:
        if facet not in known:
            raise UnknownName("facet", facet, known)
    return index_of(wanted.kind).find(wanted)


def find_everything(query: str, language: str) -> Mapping[str, Found]:
    """Kind → what is found of it, the most fitting first; every kind that has a page."""
    return {
        kind: find(Wanted(kind=kind, query=query, language=language, sort="relevance"))
        for kind in ANSWERED
    }
