"""The list of places, a place's page, and the same numbers as CSV and JSON."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samlad.errors import InputError
from samlad.model import NATION, Area, Level
from samlad.portal.navigation import Link, trail
from samlad.portal.register.initiative_lists import initiatives_for_place
from samlad.portal.results import results
from samlad.portal.statistics.exports import json_response, meaning, table_response
from samlad.portal.statistics.maps import place_address
from samlad.portal.statistics.place_page import PARTS, parts_of, place_page
from samlad.portal.statistics.places import (
    counties,
    county_of,
    found,
    inside,
    municipalities,
    name_of,
)
from samlad.portal.statistics.places import place as place_of
from samlad.portal.statistics.rows import indicator_of
from samlad.portal.statistics.selection import unknown
from samlad.portal.wording import language as page_language
from samlad.portal.wording import words

#: So many initiatives are shown; the rest are a link away.
NEWEST = 12


def places(request: HttpRequest) -> HttpResponse:
    """All places, the nation first, grouped by county; or those that match the words."""
    language = page_language()
    query = request.GET.get("q", "")
    context = {
        "trail": trail(Link(words("base.nav_places"))),
        "query": query,
        "found": [_link(area.code, language) for area in found(query, language)],
        "nation": _link(NATION, language),
        "counties": [
            (
                _link(county.code, language),
                [_link(area.code, language) for area in municipalities(county.code)],
            )
            for county in counties()
        ],
    }
    return render(request, "statistics/places.html", context)


def place(request: HttpRequest, code: str) -> HttpResponse:
    """One place: its indicators, neighbourhoods, initiatives and neighbours."""
    language = page_language()
    area = place_of(code)
    page = place_page(code, language)
    initiatives = initiatives_for_place(code)
    address = reverse("place", args=[code]).removesuffix("/")
    context = {
        "trail": _trail(area, language),
        "code": code,
        "level": str(area.level),
        "name": name_of(code, language),
        "inside": inside(code, language),
        "county": _link(code[:2], language) if county_of(code) else None,
        "page": page,
        "initiatives": list(initiatives[:NEWEST]),
        "number_of_initiatives": initiatives.count(),
        "neighbours": [_link(near.code, language) for near in page.neighbours],
        "municipalities": [_link(one.code, language) for one in municipalities(code)]
        if area.level is Level.COUNTY
        else [],
        "counties": [_link(one.code, language) for one in counties()] if code == NATION else [],
        "csv": f"{address}.csv",
        "json": f"{address}.json",
    }
    return render(request, "statistics/place.html", context)


def place_csv(request: HttpRequest, code: str) -> HttpResponse:
    """The numbers of the page, as CSV."""
    language = page_language()
    area = place_of(code)
    return table_response(
        "csv", parts_of(area, _part(request, language)), f"plats-{code}", language
    )


def place_json(request: HttpRequest, code: str) -> HttpResponse:
    """The numbers of the page with what they mean, as JSON."""
    language = page_language()
    area = place_of(code)
    parts = parts_of(area, _part(request, language))
    ids = sorted({row.indicator for part in parts for row in part.rows})
    head = {
        "place": {
            "code": code,
            "name": name_of(code, language),
            "level": str(area.level),
            "parent": results().area(code).parent,
        },
        "indicators": [meaning(indicator_of(id_), language) for id_ in ids],
    }
    return json_response(parts, head, language)


def _part(request: HttpRequest, language: str) -> str:
    part = request.GET.get("del", "").strip()
    if part and part not in PARTS:
        raise InputError(unknown("del", part, PARTS, language))
    return part


def _link(code: str, language: str) -> Link:
    return Link(name_of(code, language), place_address(code))


def _trail(area: Area, language: str) -> list[Link]:
    above = [Link(words("base.nav_places"), reverse("places"))]
    county = county_of(area.code)
    if county:
        above.append(_link(county, language))
    return trail(*above, Link(name_of(area.code, language)))
