"""The door to finding: from what is asked to what is found.

Raises UnknownName for a kind, facet or order that there is none of.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from samlad.errors import UnknownName
from samlad.portal.content.finding.asked import ANSWERED, Found, Wanted
from samlad.portal.content.finding.documents import DOCUMENTS, Document
from samlad.portal.content.finding.plain import find_plainly
from samlad.portal.content.search_words import is_match, search_text, words_of
from samlad.portal.loading import loaded_fingerprint

SORTS = ("date", "oldest", "title", "relevance")


def find(wanted: Wanted) -> Found:
    """What is found of one kind, with the counts of every facet."""
    if wanted.kind not in DOCUMENTS:
        raise UnknownName("kind", wanted.kind, DOCUMENTS)
    if wanted.sort not in SORTS:
        raise UnknownName("order", wanted.sort, SORTS)
    asked = words_of(wanted.query)
    return find_plainly(
        wanted,
        _documents(wanted.kind, loaded_fingerprint()),
        lambda document: is_match(asked, _words(document.heading, document.body)),
    )


def find_everything(query: str, language: str) -> Mapping[str, Found]:
    """Kind → what is found of it, the most fitting first; every kind that has a page."""
    return {
        kind: find(Wanted(kind=kind, query=query, language=language, sort="relevance"))
        for kind in ANSWERED
    }


@lru_cache(maxsize=8)
def _documents(kind: str, _facts: str) -> tuple[Document, ...]:
    return tuple(DOCUMENTS[kind]())


def _words(heading: Mapping[str, str], body: Mapping[str, str]) -> str:
    return search_text(*heading.values(), *body.values())
