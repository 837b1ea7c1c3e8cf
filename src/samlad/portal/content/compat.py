"""The Government's own filter address, so that programs written for its site work here too.

Takes regeringen.se's parameters; answers in its forms, with addresses of Samlad's pages. Parameters
and codes that are not known are left alone; a page past the last is empty, as it is there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from samlad.errors import InputError, UnknownName
from samlad.model import LANGUAGES, Text
from samlad.portal.content.models import ContentType, Item, Sender, Topic
from samlad.portal.dates import in_words
from samlad.portal.filter.asked import plain_text
from samlad.portal.filter.feeds import moment
from samlad.portal.filter.period import read_period
from samlad.portal.finding import Wanted, find
from samlad.portal.kept import kept
from samlad.portal.parameters import LONGEST_QUERY
from samlad.portal.wording import in_language, language, words

#: Each a list of codes of which an item has at least one.
LISTS = (
    "preFilteredCategories",
    "filteredContentCategories",
    "filteredPoliticalLevelCategories",
    "filteredPoliticalAreaCategories",
    "filteredPublisherCategories",
)
USUAL, USUAL_OF_FEED, MOST = 20, 100, 1000
#: More than there can be items, for a search that has to be put together from several.
ALL = 10_000_000

#: Facet → codes of it; an item has one of any of them.
Group = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Page:
    """The items of one page, and how many there are in all."""

    items: Sequence[Item]
    total: int


def filtered_items(request: HttpRequest) -> HttpResponse:
    """`GET /Filter/GetFilteredItems`: a list as HTML inside JSON, and the total."""
    with translation.override(_language(request.GET)):
        try:
            page = _page(request.GET, USUAL)
        except InputError as fault:
            return _json({"Message": str(fault), "TotalCount": 0}, status=400)
        hits = "".join(map(_hit, page.items))
        message = f'<ul class="list--block">{hits}</ul>'
        return _json({"Message": message, "TotalCount": page.total})


def filtered_feed(request: HttpRequest) -> HttpResponse:
    """`GET /Filter/RssFeed`: RSS 2.0 with a category for each type, sender and topic."""
    with translation.override(_language(request.GET)):
        try:
            page = _page(request.GET, USUAL_OF_FEED)
        except InputError as fault:
            kind = "text/plain; charset=utf-8"
            return HttpResponse(f"{fault}\n", content_type=kind, status=400)
        feed = CodedRss(
            title=f"Samlad: {words('content.items_title')}",
            link=request.build_absolute_uri(reverse("items")),
            description=words("content.items_lead"),
            language=language(),
            feed_url=request.build_absolute_uri(),
        )
        for item in page.items:
            feed.add_item(**_entry(request, item))
        return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def term(request: HttpRequest, code: str) -> HttpResponse:
    """`/tx/CODE`: the list of what has that code. Raises UnknownName when nothing has it."""
    found = _facets().get(code)
    if found is None:
        raise UnknownName("code", code, _facets())
    parameter = {"type": "typ", "topic": "omrade", "sender": "avsandare", "minister": "statsrad"}
    facet, key = found
    return HttpResponseRedirect(f"{reverse('items')}?{parameter[facet]}={key}")


class CodedRss(Rss201rev2Feed):
    """RSS whose categories carry the code of the list that they are of."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """What every feed has, then the categories."""
        super().add_item_elements(handler, item)
        for code, name in item["coded"]:
            handler.addQuickElement("category", name, {"domain": code})


def _language(parameters: QueryDict) -> str:
    named = parameters.get("lang", "")
    return named if named in LANGUAGES else "sv"


def _page(parameters: QueryDict, usual: int) -> Page:
    size = _whole("pageSize", parameters, usual)
    if size > MOST:
        raise InputError(words("content.compat_size", size=size, most=MOST))
    wanted = replace(
        _wanted(parameters), offset=(_whole("page", parameters, 1) - 1) * size, limit=size
    )
    known = _facets()
    groups = [_group(parameters.get(name, ""), known) for name in LISTS]
    total, keys = _found(wanted, groups)
    rows = Item.objects.select_related("type").prefetch_related(
        "sender_links__sender", "topic_links__topic"
    )
    by_key = rows.in_bulk(list(keys))
    return Page([by_key[key] for key in keys if key in by_key], total)


def _wanted(parameters: QueryDict) -> Wanted:
    query = plain_text(parameters.get("searchText", ""))
    if len(query) > LONGEST_QUERY:
        said = words("content.query_too_long", limit=LONGEST_QUERY, length=len(query))
        raise InputError(said)
    period = read_period(
        plain_text(parameters.get("fromDate", "")), plain_text(parameters.get("toDate", ""))
    )
    for _, sentence in period.faults:
        raise InputError(sentence)
    sort = "date"
    if _is_true(parameters, "displaySortedByRelevance") and query:
        sort = "relevance"
    elif _is_true(parameters, "sortAlphabetically"):
        sort = "title"
    return Wanted(
        query=query, language=language(), since=period.since, until=period.until, sort=sort
    )


def _found(wanted: Wanted, groups: Sequence[Group]) -> tuple[int, Sequence[str]]:
    """Total and keys of the page: items that have one of every group that names anything."""
    groups = [group for group in groups if group]
    chosen = {facet: codes for group in groups for facet, codes in group.items()}
    if len(chosen) == len(groups):  # each of one facet, no facet twice: one question
        found = find(replace(wanted, chosen=chosen))
        return found.total, found.keys
    every = replace(wanted, offset=0, limit=ALL)
    having = [
        {
            key
            for facet, codes in group.items()
            for key in find(replace(every, chosen={facet: codes})).keys
        }
        for group in groups
    ]
    keys = [key for key in find(every).keys if all(key in those for those in having)]
    return len(keys), keys[wanted.offset : wanted.offset + wanted.limit]


def _group(codes: str, known: Mapping[str, tuple[str, str]]) -> Group:
    found: dict[str, tuple[str, ...]] = {}
    for code in dict.fromkeys(code.strip() for code in codes.split(",")):
        if code in known:
            facet, key = known[code]
            found[facet] = (*found.get(facet, ()), key)
    return found


@kept
def _facets() -> Mapping[str, tuple[str, str]]:
    """Code of the publisher's list → the facet it is of, and its name there."""
    senders = Sender.objects.values_list("code", "person_id")
    return {
        **{code: ("topic", code) for code in Topic.objects.values_list("code", flat=True)},
        **{code: ("minister", person) if person else ("sender", code) for code, person in senders},
        **{code: ("type", code) for code in ContentType.objects.values_list("code", flat=True)},
    }


def _whole(name: str, parameters: QueryDict, usual: int) -> int:
    text = plain_text(parameters.get(name, ""))
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) <= 7 and int(text) >= 1):
        raise InputError(words("content.compat_number", parameter=name, name=text[:40]))
    return int(text)


def _is_true(parameters: QueryDict, name: str) -> bool:
    return parameters.get(name, "").casefold() == "true"


def _hit(item: Item) -> str:
    address = reverse("item", args=[item.id])
    kind, *others = _categories(item)
    senders = ", ".join(_link(code, name) for code, name in others if code in _sender_codes(item))
    return (
        f'<li><div class="sortcompact"><a href="{escape(address)}">'
        f'{escape(item.official_title)}</a><div class="block--timeLinks"><p>'
        f"{escape(words('content.compat_published'))} {_time(item)} · {_link(*kind)}"
        f"{' ' + escape(words('content.compat_from')) + ' ' + senders if senders else ''}"
        "</p></div></div></li>"
    )


def _time(item: Item) -> str:
    said = in_words(str(item.published or ""), language())
    return f'<time datetime="{item.published}">{escape(said)}</time>' if said else ""


def _link(code: str, name: str) -> str:
    return f'<a href="/tx/{escape(code)}">{escape(name)}</a>'


def _sender_codes(item: Item) -> set[str]:
    return {link.sender_id for link in item.sender_links.all()}


def _categories(item: Item) -> Iterator[tuple[str, str]]:
    """Code and name of its type, its senders and its topics."""
    named: list[tuple[str, Text]] = [(item.type_id, item.type.name)]
    named += [(link.sender_id, link.sender.name) for link in item.sender_links.all()]
    named += [(link.topic_id, link.topic.name) for link in item.topic_links.all()]
    return ((code, in_language(name)) for code, name in named)


def _entry(request: HttpRequest, item: Item) -> dict[str, Any]:
    address = request.build_absolute_uri(reverse("item", args=[item.id]))
    return {
        "title": item.official_title,
        "link": address,
        "unique_id": address,
        "description": in_language(item.summary),
        "pubdate": moment(item.published),
        "coded": list(_categories(item)),
    }


def _json(what: Mapping[str, Any], status: int = 200) -> HttpResponse:
    text = json.dumps(what, ensure_ascii=False)
    return HttpResponse(text, content_type="application/json", status=status)
