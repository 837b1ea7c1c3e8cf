"""What the theme page shows: news, the strategy's period, the areas, the ministers, the ways in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from django.template.loader import get_template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from samlad.catalogue import indicators
from samlad.model import Level
from samlad.portal.content.item_lists import items
from samlad.portal.content.ministers import (
    ministers_in_2018_group,
    ministers_responsible,
    verified_to,
)
from samlad.portal.content.models import Item
from samlad.portal.content.partial_date import PartialDate
from samlad.portal.kept import kept
from samlad.portal.pages.strategy import position
from samlad.portal.register.models import Initiative
from samlad.portal.register.timeline import coming_due, newest_events
from samlad.portal.statistics.cards import chosen_by_area
from samlad.portal.statistics.indicator_page import figure_on_map
from samlad.portal.statistics.places import counties, name_of, places
from samlad.portal.statistics.selection import default_selection
from samlad.portal.wording import language

NEWEST_ITEMS = 4
NEWEST_EVENTS = 4
NEXT_DEADLINES = 3
#: The indicator on the map: the one the strategy's name is about.
MAPPED = "residential-birth-dissimilarity"


@dataclass(frozen=True, slots=True)
class Place:
    """A place as a link: its code and its name in the page's language."""

    code: str
    name: str


def theme(today: date) -> dict[str, Any]:
    """The context of the theme page on that day."""
    return {
        "position": position(today),
        "today": today,
        "areas": [found for found in chosen_by_area(language()) if found.area.number],
        "areas_drawn": _areas_drawn(language()),
        "map_drawn": _map_drawn(language()),
        "verified_to": verified_to(),
        **_news(today),
        **_ministers(today),
        **_counts(),
    }


@kept
def _news(today: date) -> dict[str, Any]:
    return {
        "items": list(items()[:NEWEST_ITEMS]),
        "events": newest_events(NEWEST_EVENTS, today),
        "deadlines": coming_due(NEXT_DEADLINES, today),
    }


@cache
def _areas_drawn(in_language: str) -> SafeString:
    """The areas with their cards: kept, since a release does not change while it is served."""
    area = get_template("pages/area.html")
    return mark_safe(
        "".join(area.render({"found": found}) for found in chosen_by_area(in_language))
    )


@cache
def _map_drawn(in_language: str) -> SafeString:
    """The map beside the counties, kept likewise."""
    indicator = indicators()[MAPPED]
    newest = replace(default_selection(indicator), level=Level.MUNICIPALITY)
    context = {
        "map": figure_on_map(indicator, newest, in_language),
        "map_address": reverse("indicator", args=[MAPPED]),
        "counties": [Place(area.code, name_of(area.code, in_language)) for area in counties()],
    }
    return mark_safe(get_template("pages/map.html").render(context))


@kept
def _ministers(today: date) -> dict[str, Any]:
    return {
        "responsible": ministers_responsible(PartialDate(today.isoformat())),
        "group_2018": ministers_in_2018_group(),
    }


@kept
def _counts() -> dict[str, int]:
    return {
        "indicator_count": len(indicators()),
        "place_count": len(places()),
        "initiative_count": Initiative.objects.public().count(),
        "item_count": Item.objects.count(),
    }
