"""What the theme page shows: news, the strategy's period, the areas, the ministers, the ways in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from samlad.catalogue import indicators
from samlad.model import Level
from samlad.portal.content.ministers import (
    ministers_in_2018_group,
    ministers_responsible,
    responsible_over_time,
    verified_to,
)
from samlad.portal.content.models import Item
from samlad.portal.content.partial_date import Precision
from samlad.portal.pages.cards import all_area_cards
from samlad.portal.pages.strategy import position
from samlad.portal.register.models import Initiative, TimelineEvent
from samlad.portal.statistics import rows
from samlad.portal.statistics.maps import map_figure
from samlad.portal.statistics.places import counties, name_of, places
from samlad.portal.wording import language

NEWEST_ITEMS = 4
NEWEST_EVENTS = 4
#: The indicator on the map: the one the strategy's name is about.
MAPPED = "residential-birth-dissimilarity"
#: An event of this kind is a deadline, not proof that anything was done.
DUE = "due"


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
        "areas": [found for found in all_area_cards() if found.area.number],
        "across": next(found for found in all_area_cards() if not found.area.number),
        "verified_to": verified_to(),
        **_news(today),
        **_ministers(today),
        **_map(),
        **_counts(),
    }


def _news(today: date) -> dict[str, Any]:
    events = TimelineEvent.objects.exclude(kind=DUE).filter(date__lte=today.isoformat())
    dated = [e for e in events.order_by("-date", "id") if e.date.precision is not Precision.YEAR]
    deadlines = TimelineEvent.objects.filter(kind=DUE, date__gte=today.isoformat())
    return {
        "items": list(Item.objects.select_related("type")[:NEWEST_ITEMS]),
        "events": dated[:NEWEST_EVENTS],
        "deadlines": list(deadlines[:2]),
    }


def _map() -> dict[str, Any]:
    division = rows.divisions_of(MAPPED)[0]
    period = rows.periods_of(MAPPED, division, Level.MUNICIPALITY)[-1]
    return {
        "map": map_figure(MAPPED, division, period, Level.MUNICIPALITY, language()),
        "map_address": reverse("indicator", args=[MAPPED]),
        "counties": [Place(area.code, name_of(area.code, language())) for area in counties()],
    }


def _ministers(today: date) -> dict[str, Any]:
    responsible_now = ministers_responsible(today)
    now = {role.id for role in responsible_now}
    return {
        "responsible_now": responsible_now,
        "responsible_before": [r for r in responsible_over_time()[::-1] if r.id not in now],
        "group_2018": ministers_in_2018_group(),
    }


def _counts() -> dict[str, int]:
    return {
        "indicator_count": len(indicators()),
        "place_count": len(places()),
        "initiative_count": Initiative.objects.count(),
        "item_count": Item.objects.count(),
    }
