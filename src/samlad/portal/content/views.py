"""The pages of content and ministers: what is asked for, what is shown."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from samlad.errors import UnknownName
from samlad.portal.content import ministers
from samlad.portal.content.item_filter import ITEMS
from samlad.portal.content.item_page import item_page
from samlad.portal.content.models import Government, Item, Person
from samlad.portal.filter.answer import answer
from samlad.portal.filter.page import drawn
from samlad.portal.finding import Wanted, find
from samlad.portal.finding.current import answering
from samlad.portal.kept import kept
from samlad.portal.navigation import Link, trail
from samlad.portal.ordering import alphabetical
from samlad.portal.wording import words

#: So many ids are looked through for the one that was meant.
NEAR = 500


def item_list(request: HttpRequest) -> HttpResponse:
    """All items with their filter."""
    return drawn(request, answer(ITEMS, request.GET))


def item_detail(request: HttpRequest, item_id: str) -> HttpResponse:
    """The page of one item. Raises UnknownName when there is none of that id."""
    page = item_page(item_id)
    if page is None:
        raise UnknownName("item", item_id, _ids_like(item_id))
    context = {
        "page": page,
        "item": page.item,
        "initiatives": page.item.initiatives.public().order_by("-decided", "id"),
        "verified_to": ministers.verified_to(),
        "trail": trail(Link(words("content.items_title"), reverse("items"))),
    }
    return render(request, "content/item.html", context)


def _ids_like(item_id: str) -> list[str]:
    """Ids that begin as this one does, so few that the nearest is found at once."""
    for length in (24, 12, 4):
        like = Item.objects.filter(id__startswith=item_id[:length]).order_by("id")
        ids = list(like.values_list("id", flat=True)[:NEAR])
        if ids:
            return ids
    return []


def minister_list(request: HttpRequest) -> HttpResponse:
    """Who has answered for the work, the group of 2018, and everyone since 2014."""
    context = {
        "posts": posts_html(),
        "verified_to": ministers.verified_to(),
        "trail": trail(Link(words("content.ministers_title"))),
    }
    return render(request, "content/ministers.html", context)


def posts_html() -> SafeString:
    """What the page of ministers says below its heading."""
    return _posts(answering("item"))


@kept
def _posts(_index: str) -> SafeString:
    """The same, kept as long as the index of items answers that its numbers are from."""
    persons = list(Person.objects.prefetch_related("roles__departments"))
    published = find(Wanted(limit=0)).counts.get("minister", {})
    for person in persons:
        person.published = published.get(person.id, 0)  # type: ignore[attr-defined]
    context = {
        "responsible": ministers.ministers_responsible(ministers.verified_to()),
        "group": ministers.ministers_in_2018_group(),
        "persons": sorted(persons, key=lambda person: alphabetical(person.name)),
        "governments": Government.objects.order_by("-start"),
    }
    return render_to_string("content/posts.html", context)
