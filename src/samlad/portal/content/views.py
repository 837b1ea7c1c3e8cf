"""The pages of content and ministers: what is asked for, what is shown."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from samlad.errors import UnknownName
from samlad.portal.content import ministers
from samlad.portal.content.downloads import csv_file, json_file
from samlad.portal.content.item_lists import FACETS, SORTS, items
from samlad.portal.content.item_page import item_page
from samlad.portal.content.listing import every_hit, list_page
from samlad.portal.content.models import Government, Item, Person
from samlad.portal.content.search_words import sort_text
from samlad.portal.navigation import Link, trail
from samlad.portal.wording import words

ITEM_COLUMNS = (
    "id", "official_title", "type", "published", "precision", "senders", "senders_suggested",
    "topics", "topics_suggested", "areas", "initiatives", "reference", "summary_sv", "summary_en",
    "source_url", "evidence", "note",
)  # fmt: skip


@require_safe
def item_list(request: HttpRequest) -> HttpResponse:
    """The list of items with its filter."""
    listing = list_page(request, reverse("items"), items(), FACETS, SORTS)
    return render(
        request,
        "content/items.html",
        {"listing": listing, "trail": trail(Link(words("content.items_title")))},
    )


@require_safe
def items_csv(request: HttpRequest) -> HttpResponse:
    """Every hit of the selection as CSV."""
    _, rows = _every_item(request)
    return csv_file(words("content.items_title").lower(), rows, ITEM_COLUMNS)


@require_safe
def items_json(request: HttpRequest) -> HttpResponse:
    """Every hit of the selection as JSON."""
    query, rows = _every_item(request)
    return json_file(rows, {"selection": query})


@require_safe
def item_detail(request: HttpRequest, item_id: str) -> HttpResponse:
    """The page of one item. Raises UnknownName when there is none of that id."""
    page = item_page(item_id)
    if page is None:
        raise UnknownName("item", item_id, Item.objects.values_list("id", flat=True))
    context = {
        "page": page,
        "item": page.item,
        "initiatives": page.item.initiatives.order_by("-decided", "id"),
        "verified_to": ministers.verified_to(),
        "trail": trail(Link(words("content.items_title"), reverse("items"))),
    }
    return render(request, "content/item.html", context)


@require_safe
def minister_list(request: HttpRequest) -> HttpResponse:
    """Who has answered for the work, the group of 2018, and everyone since 2014."""
    responsible = ministers.responsible_over_time()
    last_known = [role for role in responsible if role.held(ministers.verified_to())]
    persons = Person.objects.prefetch_related("roles__departments")
    context = {
        "last_known": last_known,
        "before": [role for role in reversed(responsible) if role not in last_known],
        "group": ministers.ministers_in_2018_group(),
        "persons": sorted(persons, key=lambda person: sort_text(person.name)),
        "governments": Government.objects.order_by("-start"),
        "verified_to": ministers.verified_to(),
        "trail": trail(Link(words("content.ministers_title"))),
    }
    return render(request, "content/ministers.html", context)


def _every_item(request: HttpRequest) -> tuple[str, list[dict[str, Any]]]:
    """The selection as in the address, and its items as rows of plain values."""
    listed = items().prefetch_related(
        "sender_links", "topic_links", "area_links", "initiative_links"
    )
    selection, hits = every_hit(request, reverse("items"), listed, FACETS, SORTS)
    return selection.query_string().removeprefix("?"), [_row(item) for item in hits]


def _row(item: Item) -> dict[str, Any]:
    senders, topics = list(item.sender_links.all()), list(item.topic_links.all())
    return {
        "id": item.id,
        "official_title": item.official_title,
        "type": item.type_id,
        "published": str(item.published),
        "precision": str(item.published.precision),
        "senders": [link.sender_id for link in senders if not link.is_suggested],
        "senders_suggested": [link.sender_id for link in senders if link.is_suggested],
        "topics": [link.topic_id for link in topics if not link.is_suggested],
        "topics_suggested": [link.topic_id for link in topics if link.is_suggested],
        "areas": [link.area for link in item.area_links.all()],
        "initiatives": [link.initiative_id for link in item.initiative_links.all()],
        "reference": item.reference or None,
        "summary_sv": item.summary_sv,
        "summary_en": item.summary_en,
        "source_url": item.source_url,
        "evidence": item.evidence,
        "note": item.note or None,
    }
