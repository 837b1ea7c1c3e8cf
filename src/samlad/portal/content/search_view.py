"""The page of simple search: what is asked, what is found of each kind."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samlad.errors import InputError, UnknownName
from samlad.portal.content.filter.asked import plain_text
from samlad.portal.content.search import FINDERS, Found
from samlad.portal.content.search_words import words_of
from samlad.portal.content.selection import PAGE, WORDS, read_page, read_words
from samlad.portal.navigation import Link, trail
from samlad.portal.wording import words

#: How many hits of a kind stand on the page of all kinds, and on a page of one kind.
FEW, MANY = 8, 50

KIND = "slag"


@dataclass(frozen=True, slots=True)
class KindFound:
    """What was found of a kind: its heading, its hits, and where the rest of them are."""

    kind: str
    heading: str
    found: Found
    all_address: str


def search(request: HttpRequest) -> HttpResponse:
    """The search page. Raises InputError for words that are too long or a kind that is none."""
    query = plain_text(read_words(request.GET))
    kind, page = _kind(request), read_page(request.GET)
    asked = words_of(query)
    wanted = slice((page - 1) * MANY, page * MANY) if kind else slice(0, FEW)
    kinds = [kind] if kind else list(FINDERS)
    found = [_found(name, query, wanted) for name in kinds] if asked else []
    pages = max(1, -(-found[0].found.total // MANY)) if kind and found else 1
    if page > pages:
        raise InputError(words("content.page_past_last", page=page, last=pages))
    nearest = next((each.found.nearest for each in found if each.found.nearest), "")
    context = {
        "query": query,
        "has_words": bool(asked),
        "found": [each for each in found if each.found.total],
        "nearest": nearest,
        "nearest_address": _address(nearest, kind),
        "kind": kind,
        "everything": _address(query),
        "page": page,
        "pages": pages,
        "previous": _address(query, kind, page - 1) if page > 1 else "",
        "next": _address(query, kind, page + 1) if page < pages else "",
        "trail": trail(Link(words("content.search_title"))),
    }
    return render(request, "content/search.html", context)


def _kind(request: HttpRequest) -> str:
    kind = request.GET.get(KIND, "")
    if kind and kind not in FINDERS:
        nearest = UnknownName("kind", kind, FINDERS).nearest or ("items",)
        raise InputError(
            words(
                "content.not_a_choice",
                name=kind[:80],
                facet=words("content.facet_found"),
                nearest=nearest[0],
            )
        )
    return kind


def _found(kind: str, query: str, wanted: slice) -> KindFound:
    found = FINDERS[kind](query, wanted)
    rest = _address(query, kind) if found.total > len(found.hits) else ""
    return KindFound(kind, words(f"content.found_{kind}"), found, rest)


def _address(query: str, kind: str = "", page: int = 1) -> str:
    pairs = [(WORDS, query), *([(KIND, kind)] if kind else [])]
    return f"{reverse('search')}?{urlencode(pairs + ([(PAGE, str(page))] if page > 1 else []))}"
