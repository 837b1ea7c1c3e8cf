"""The pages of content and ministers: what is asked for, what is shown."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from samlad.errors import UnknownName
from samlad.portal.content import ministers
from samlad.portal.content.item_lists import FACETS, SORTS, items
from samlad.portal.content.item_page import item_page
from samlad.portal.content.list_views import Listed, Plain, linked
from samlad.portal.content.models import (
    Government,
    Item,
    ItemArea,
    ItemSender,
    ItemTopic,
    Person,
)
from samlad.portal.kept import kept
from samlad.portal.navigation import Link, trail
from samlad.portal.ordering import alphabetical
from samlad.portal.wording import words

ITEM_COLUMNS = (
    "id", "official_title", "type", "published", "precision", "senders", "senders_suggested",
    "topics", "topics_suggested", "areas", "initiatives", "reference", "summary_sv", "summary_en",
    "source_url", "evidence", "note",
)  # fmt: skip


def item_detail(request: HttpRequest, item_id: str) -> HttpResponse:
    """The page of one item. Raises UnknownName when there is none of that id."""
    page = item_page(item_id)
    if page is None:
        raise UnknownName("item", item_id, Item.objects.values_list("id", flat=True))
    context = {
        "page": page,
        "item": page.item,
        "initiatives": page.item.initiatives.public().order_by("-decided", "id"),
        "verified_to": ministers.verified_to(),
        "trail": trail(Link(words("content.items_title"), reverse("items"))),
    }
    return render(request, "content/item.html", context)


def minister_list(request: HttpRequest) -> HttpResponse:
    """Who has answered for the work, the group of 2018, and everyone since 2014."""
    context = {
        "posts": posts_html(),
        "verified_to": ministers.verified_to(),
        "trail": trail(Link(words("content.ministers_title"))),
    }
    return render(request, "content/ministers.html", context)


@kept
def posts_html() -> SafeString:
    """What the page of ministers says below its heading."""
    persons = Person.objects.prefetch_related("roles__departments")
    context = {
        "responsible": ministers.ministers_responsible(ministers.verified_to()),
        "group": ministers.ministers_in_2018_group(),
        "persons": sorted(persons, key=lambda person: alphabetical(person.name)),
        "governments": Government.objects.order_by("-start"),
    }
    return render_to_string("content/posts.html", context)


def plain_items(hits: QuerySet[Item]) -> Iterator[Plain]:
    """Items as a download has them: links as lists of keys, what is not known as None."""
    senders, suggested_senders = (
        linked(ItemSender, "item_id", "sender_id", is_suggested=own) for own in (False, True)
    )
    topics, suggested_topics = (
        linked(ItemTopic, "item_id", "topic_id", is_suggested=own) for own in (False, True)
    )
    areas = linked(ItemArea, "item_id", "area")
    initiatives = linked(
        Item.initiatives.through, "item_id", "initiative_id", initiative__visibility="published"
    )
    for item in hits:
        yield {
            "id": item.id,
            "official_title": item.official_title,
            "type": item.type_id,
            "published": str(item.published),
            "precision": str(item.published.precision),
            "senders": senders[item.id],
            "senders_suggested": suggested_senders[item.id],
            "topics": topics[item.id],
            "topics_suggested": suggested_topics[item.id],
            "areas": areas[item.id],
            "initiatives": initiatives[item.id],
            "reference": item.reference or None,
            "summary_sv": item.summary_sv,
            "summary_en": item.summary_en,
            "source_url": item.source_url,
            "evidence": item.evidence,
            "note": item.note or None,
        }


ITEMS = Listed(
    name="items",
    title="content.items_title",
    template="content/items.html",
    rows=items,
    plain=plain_items,
    columns=ITEM_COLUMNS,
    facets=FACETS,
    sorts=SORTS,
)
