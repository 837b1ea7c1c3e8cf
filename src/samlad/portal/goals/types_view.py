"""The page of the aim that no areas be marked by socio-economic challenges, and its data."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samlad.catalogue import indicators
from samlad.model import NATION
from samlad.portal.goals.area_types import TypesPage, rows_of
from samlad.portal.goals.area_types import types_page as types_page_of
from samlad.portal.goals.moves import moves, moves_table, types_by_year
from samlad.portal.goals.places import read_place
from samlad.portal.goals.stands import goal_address
from samlad.portal.goals.tree import NO_SUCH_AREAS, goal_of
from samlad.portal.goals.words import word, wording
from samlad.portal.navigation import Link, trail
from samlad.portal.numbers import number
from samlad.portal.register.models import TimelineEvent
from samlad.portal.register.words import EventKind
from samlad.portal.statistics import rows
from samlad.portal.statistics.exports import Part, json_response, meaning, table_response
from samlad.portal.statistics.figures import source_line
from samlad.portal.statistics.places import county_of, inside, name_of
from samlad.portal.statistics.type_figures import AREAS
from samlad.portal.statistics.views.indicators import place_options
from samlad.portal.wording import in_language, words
from samlad.portal.wording import language as page_language
from samlad.progress import best

#: The event that the map of utanförskap was published by.
MAP_PUBLISHED = "karta-publiceras"


def area_types(request: HttpRequest) -> HttpResponse:
    """Areas and people by type over time, by place, with the level beside and why they differ."""
    language = page_language()
    place = read_place(request, language)
    page = types_page(place, language)
    goal = goal_of(NO_SUCH_AREAS)
    query = "" if place == NATION else f"?plats={place}"
    context = {
        "trail": trail(
            Link(words("base.nav_goals"), reverse("goals")),
            Link(word("types_page_title", language)),
        ),
        "page": page,
        "movement": moves_table(page.moves, language) if page.moves else None,
        "goal": goal,
        "wording": wording(goal.source_status, language),
        "goal_link": Link(in_language(goal.title), goal_address(goal.id, place)),
        "place": place,
        "name": name_of(place, language),
        "inside": inside(place, language),
        "is_nation": place == NATION,
        "is_municipality": county_of(place) is not None,
        "place_options": place_options(language, place),
        "lists": _lists(language),
        "source": source_line(indicators()[AREAS.format(1)], "regso-2020", page.periods, language),
        "csv": reverse("area-types-csv") + query,
        "xlsx": reverse("area-types-xlsx") + query,
        "json": reverse("area-types-json") + query,
    }
    return render(request, "goals/area_types.html", context)


@lru_cache(maxsize=640)
def types_page(place: str, language: str) -> TypesPage:
    """The page of a place, kept since a release does not change."""
    return types_page_of(place, language)


def area_types_table(request: HttpRequest, form: str) -> HttpResponse:
    """The rows of the page."""
    language = page_language()
    place = read_place(request, language)
    parts = [Part("typer", rows_of(place))]
    return table_response(form, parts, f"omradestyper-{place}", language)


def area_types_json(request: HttpRequest) -> HttpResponse:
    """The rows of the page, the moves where two years are known, and what each number means."""
    language = page_language()
    place = read_place(request, language)
    found = rows_of(place)
    moved = moves(types_by_year(place))
    head: dict[str, Any] = {
        "place": {"code": place, "name": name_of(place, language)},
        "movement": {
            "before": moved.before,
            "after": moved.after,
            "areas": [
                {"from": before, "to": after, "areas": areas}
                for (before, after), areas in moved.counted.counts.items()
            ],
        }
        if moved
        else None,
        "indicators": [
            meaning(indicators()[id_], language)
            for id_ in dict.fromkeys(row.indicator for row in found)
        ],
    }
    return json_response([Part("typer", found)], head, language)


def _lists(language: str) -> list[str]:
    """The three lists of areas that are confused, each with its newest number."""
    told = []
    newest = [rows.national(AREAS.format(n)) for n in (1, 2)]
    if all(newest):
        one, two = (number(best(series[-1]), 0, language) for series in newest)
        told.append(
            word("types_list_types", language, one=one, two=two, period=newest[0][-1].period)
        )
    events = TimelineEvent.objects.order_by("date")
    for event in (
        events.filter(pk=MAP_PUBLISHED).first(),
        events.filter(kind=EventKind.POLICE_LIST).last(),
    ):
        if event is not None:
            told.append(f"{in_language(event.title)} ({str(event.date)[:4]}).")
    return told
