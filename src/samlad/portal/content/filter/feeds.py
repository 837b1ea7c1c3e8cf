"""The selection as a feed: newest first, in pages that link to the next, in Atom and RSS.

A feed is of exactly the selection of its address, words included.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.xmlutils import SimplerXMLGenerator

from samlad.portal.content.filter.answer import Answer, answer
from samlad.portal.content.filter.around import chips
from samlad.portal.content.filter.asked import Asked
from samlad.portal.content.filter.data import faults_text
from samlad.portal.content.models import Item
from samlad.portal.content.partial_date import PartialDate
from samlad.portal.dates import in_words
from samlad.portal.wording import in_language, language, words

#: So many items has a page of a feed, unless `antal` says.
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


def items_atom(request: HttpRequest) -> HttpResponse:
    """The feed in Atom."""
    return _feed(request, "items-atom", PagedAtom)


def items_rss(request: HttpRequest) -> HttpResponse:
    """The feed in RSS 2.0."""
    return _feed(request, "items-rss", PagedRss)


def moment(day: PartialDate | None) -> datetime | None:
    """The first moment that the date can mean, since feeds ask for one."""
    return datetime.combine(day.first_day, time(), UTC) if day else None


def _feed(request: HttpRequest, name: str, form: type[PagedAtom] | type[PagedRss]) -> HttpResponse:
    found = answer(request.GET, USUAL, is_feed=True)
    if found.faults:
        return faults_text(found)
    items = found.items()
    feed = form(
        title=_title(found),
        link=request.build_absolute_uri(reverse("items") + found.asked.as_feed().query_string()),
        description=words("content.items_lead"),
        language=language(),
        feed_url=request.build_absolute_uri(reverse(name) + found.asked.query_string()),
        next=_page(request, name, found.next),
        previous=_page(request, name, found.previous),
    )
    for item in items:
        feed.add_item(**_entry(request, item))
    return HttpResponse(feed.writeString("utf-8"), content_type=form.content_type)


def _title(found: Answer) -> str:
    asked = ", ".join(chip.text for chip in chips(found))
    title = words("content.items_title")
    return f"Samlad: {title}{f' – {asked}' if asked else ''}"


def _page(request: HttpRequest, name: str, page: Asked | None) -> str:
    return request.build_absolute_uri(reverse(name) + page.query_string()) if page else ""


def _entry(request: HttpRequest, item: Item) -> dict[str, Any]:
    address = request.build_absolute_uri(reverse("item", args=[item.id]))
    kind, day = in_language(item.type.name), in_words(str(item.published or ""), language())
    senders = [in_language(link.sender.name) for link in item.sender_links.all()]
    return {
        "title": item.official_title,
        "link": address,
        "unique_id": address,
        "description": in_language(item.summary) or ", ".join(filter(None, (kind, day))),
        "pubdate": moment(item.published),
        "updateddate": moment(item.updated or item.published),
        "categories": [kind],
        "author_name": ", ".join(senders) or None,
    }
