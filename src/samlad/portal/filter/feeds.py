"""The selection as a feed: newest first, in pages that link to the next, in Atom and RSS.

A feed is of exactly the selection of its address, words included.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.xmlutils import SimplerXMLGenerator

from samlad.portal.content.partial_date import PartialDate
from samlad.portal.filter.answer import Answer, answer
from samlad.portal.filter.around import chips
from samlad.portal.filter.asked import Asked
from samlad.portal.filter.data import faults_text
from samlad.portal.filter.declared import Filter
from samlad.portal.wording import language, words

#: So many hits has a page of a feed, unless `antal` says.
USUAL = 100


class PagedAtom(Atom1Feed):
    """Atom with the addresses of the next page and of the page before (RFC 5005)."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """The links after those that every feed has."""
        super().add_root_elements(handler)
        for relation in ("next", "previous"):
            if self.feed[relation]:
                handler.addQuickElement(
                    "link", "", {"rel": relation, "href": str(self.feed[relation])}
                )


class PagedRss(Rss201rev2Feed):
    """RSS with the same links, in Atom's name space as is the custom."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """The links after those that every feed has."""
        super().add_root_elements(handler)
        for relation in ("next", "previous"):
            if self.feed[relation]:
                handler.addQuickElement(
                    "atom:link", None, {"rel": relation, "href": str(self.feed[relation])}
                )


#: The ending of an address → the form of the feed.
FEEDS: Mapping[str, type[PagedAtom] | type[PagedRss]] = {"atom": PagedAtom, "rss": PagedRss}


@dataclass(frozen=True, slots=True)
class Entry:
    """A hit as a feed has it. published, updated: blank where they are not known."""

    title: str
    address: str
    description: str
    published: PartialDate | None
    updated: PartialDate | None
    categories: tuple[str, ...]
    author: str = ""


def moment(day: PartialDate | None) -> datetime | None:
    """The first moment that the date can mean, since feeds ask for one."""
    return datetime.combine(day.first_day, time(), UTC) if day else None


def feed(request: HttpRequest, of: Filter, form: str) -> HttpResponse:
    """The selection, the newest first, a page at a time."""
    found = answer(of, request.GET, USUAL, is_feed=True)
    if found.faults:
        return faults_text(found)
    name = f"{of.name}-{form}"
    whole = reverse(of.name) + found.asked.as_feed().query_string()
    written = FEEDS[form](
        title=_title(found),
        link=request.build_absolute_uri(whole),
        description=words(of.lead),
        language=language(),
        feed_url=request.build_absolute_uri(reverse(name) + found.asked.query_string()),
        next=_page(request, name, found.next),
        previous=_page(request, name, found.previous),
    )
    assert of.entry is not None, "only a filter whose hits have entries has the address of a feed"
    for hit in found.hits():
        written.add_item(**_item(request, of.entry(hit)))
    return HttpResponse(written.writeString("utf-8"), content_type=written.content_type)


def _title(found: Answer) -> str:
    asked = ", ".join(chip.text for chip in chips(found))
    return f"Samlad: {words(found.asked.of.title)}{f' – {asked}' if asked else ''}"


def _page(request: HttpRequest, name: str, page: Asked | None) -> str:
    return request.build_absolute_uri(reverse(name) + page.query_string()) if page else ""


def _item(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    address = request.build_absolute_uri(entry.address)
    return {
        "title": entry.title,
        "link": address,
        "unique_id": address,
        "description": entry.description,
        "pubdate": moment(entry.published),
        "updateddate": moment(entry.updated or entry.published),
        "categories": list(entry.categories),
        "author_name": entry.author or None,
    }
