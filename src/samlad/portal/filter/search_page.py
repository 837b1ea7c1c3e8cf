"""The page of simple search: what is asked, what is found of each kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samlad.errors import InputError
from samlad.portal.filter.everything import SHOWN, found_of
from samlad.portal.finding.kinds import Hit
from samlad.portal.finding.question import read_question
from samlad.portal.navigation import Link, trail
from samlad.portal.parameters import PAGE, WORDS, read_one_of, read_page, read_words
from samlad.portal.wording import language, words

#: How many hits of a kind stand on the page of all kinds, and on a page of one kind.
FEW, MANY = 8, 50

KIND = "slag"


@dataclass(frozen=True, slots=True)
class KindFound:
    """What was found of a kind: its heading, total, hits, and where the rest of them are.

    nearest: the words to ask for instead, where there is nothing of the kind.
    """

    kind: str
    heading: str
    total: int
    hits: list[Hit]
    all_address: str
    nearest: str


def search(request: HttpRequest) -> HttpResponse:
    """The search page. Raises InputError for words that are too long or a kind that is none."""
    query = read_words(request.GET)
    kind, page = read_one_of(KIND, request.GET, SHOWN), read_page(request.GET)
    has_words = not read_question(query, language()).is_empty
    wanted = slice((page - 1) * MANY, page * MANY) if kind else slice(FEW)
    kinds = [kind] if kind else list(SHOWN)
    found = [_found(name, query, wanted) for name in kinds] if has_words else []
    pages = max(1, -(-found[0].total // MANY)) if kind and found else 1
    if page > pages:
        raise InputError(words("content.page_past_last", page=page, last=pages))
    context = {
        "query": query,
        "has_words": has_words,
        "found": [each for each in found if each.total],
        "nearest": _nearest(found),
        "kind": kind,
        "everything": _address(query),
        "page": page,
        "pages": pages,
        "previous": _address(query, kind, page - 1) if page > 1 else "",
        "next": _address(query, kind, page + 1) if page < pages else "",
        "trail": trail(Link(words("content.search_title"))),
    }
    return render(request, "filter/search.html", context)


def _found(kind: str, query: str, wanted: slice) -> KindFound:
    found, hits = found_of(kind, query, wanted)
    rest = _address(query, kind) if found.total > len(hits) else ""
    heading = words(f"content.found_{kind}")
    return KindFound(kind, heading, found.total, hits, rest, found.nearest)


def _nearest(found: list[KindFound]) -> tuple[str, str] | None:
    """The words to ask for instead and their address, where nothing is found of any kind."""
    if any(each.total for each in found):
        return None
    offered = Counter(each.nearest for each in found if each.nearest).most_common(1)
    return (offered[0][0], _address(offered[0][0])) if offered else None


def _address(query: str, kind: str = "", page: int = 1) -> str:
    pairs = [(WORDS, query), *([(KIND, kind)] if kind else [])]
    return f"{reverse('search')}?{urlencode(pairs + ([(PAGE, str(page))] if page > 1 else []))}"
