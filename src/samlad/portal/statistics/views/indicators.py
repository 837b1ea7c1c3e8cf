"""The list of indicators, an indicator's page, and the same numbers as CSV and JSON."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from samlad.catalogue import divisions, policy_areas
from samlad.model import Indicator
from samlad.portal.navigation import Link, trail
from samlad.portal.statistics import rows
from samlad.portal.statistics.cards import cards_by_area
from samlad.portal.statistics.exports import json_response, meaning, table_response
from samlad.portal.statistics.indicator_page import (
    addresses,
    numbers_of,
    parts_of,
)
from samlad.portal.statistics.places import counties, municipalities, name_of
from samlad.portal.statistics.selection import (
    MOST_PLACES,
    Selection,
    level_name,
    read_selection,
)
from samlad.portal.statistics.words import first_sentence, word
from samlad.portal.wording import language as page_language
from samlad.portal.wording import words

#: What the form of year, size and division leaves as it is.
KEPT_BY_YEAR = ("plats", "sortera")


def indicators(request: HttpRequest) -> HttpResponse:
    """All indicators by policy area, with the nation's newest value and course."""
    language = page_language()
    context = {
        "trail": trail(Link(words("base.nav_indicators"))),
        "areas": [group.area for group in cards_by_area(language)],
        "rows": indicator_rows(language),
    }
    return render(request, "statistics/indicators.html", context)


@cache
def indicator_rows(language: str) -> SafeString:
    """The list of indicators, kept since a release does not change."""
    return render_to_string("statistics/groups.html", {"groups": cards_by_area(language)})


def indicator(request: HttpRequest, id: str) -> HttpResponse:
    """One indicator: definition, course, map, table, limits, breaks, source."""
    language = page_language()
    found = rows.indicator_of(id)
    selection = read_selection(found, request.GET, language)
    area = policy_areas()[found.area]
    lead = first_sentence(found.definition[language])
    context = {
        "trail": trail(
            Link(words("base.nav_indicators"), reverse("indicators")),
            Link(found.short[language]),
        ),
        "indicator": found,
        "lead": lead,
        "more": found.definition[language].removeprefix(lead).strip(),
        "area": area,
        "selection": selection,
        "parts": parts_of(id, selection, language),
        "facts": facts_of(found, selection, language),
        "choices": choices_of(found, selection, language),
        "data": addresses(found, selection),
    }
    return render(request, "statistics/indicator.html", context)


def indicator_csv(request: HttpRequest, id: str) -> HttpResponse:
    """The numbers of the page, as CSV."""
    language = page_language()
    found = rows.indicator_of(id)
    selection = read_selection(found, request.GET, language)
    parts = numbers_of(found, selection, language).parts(selection)
    return table_response("csv", parts, found.id, language)


def indicator_json(request: HttpRequest, id: str) -> HttpResponse:
    """The numbers of the page with what they mean, as JSON."""
    language = page_language()
    found = rows.indicator_of(id)
    selection = read_selection(found, request.GET, language)
    head = {
        "indicator": meaning(found, language),
        "selection": {
            "division": selection.division,
            "level": str(selection.level),
            "period": selection.period,
            "places": list(selection.places),
            "sort": selection.sort,
        },
    }
    parts = numbers_of(found, selection, language).parts(selection)
    return json_response(parts, head, language)


def facts_of(found: Indicator, selection: Selection, language: str) -> list[tuple[str, str]]:
    """What is known about the indicator, as terms and descriptions."""
    periods = rows.periods_of(found.id, selection.division, found.levels[0])
    facts = {
        "unit": word(f"unit_{found.unit}", language),
        "direction": word(f"goal_{found.direction}", language),
        "levels": ", ".join(_inner(word(f"level_{level}", language)) for level in found.levels),
        "periods": "–".join(dict.fromkeys((periods[0], periods[-1]))) if periods else "",
        "division": divisions()[selection.division].title[language] if selection.division else "",
    }
    return [(word(f"fact_{term}", language), said) for term, said in facts.items() if said]


def _inner(name: str) -> str:
    """A name as it stands inside a list: small first letter."""
    return name[:1].lower() + name[1:]


def choices_of(found: Indicator, selection: Selection, language: str) -> dict[str, Any]:
    """What the forms of the page offer, and what is chosen now."""
    base = reverse("indicator", args=[found.id])
    kept = parse_qsl(selection.query(found).removeprefix("?"))
    periods = rows.periods_of(found.id, selection.division, selection.level)
    levels = rows.levels_of(found.id, selection.division)
    return {
        "base": base,
        "periods": [(period, period == selection.period) for period in reversed(periods)],
        "levels": [
            (level_name(level), word(f"level_{level}", language), level is selection.level)
            for level in levels
        ],
        "divisions": [
            (id_, divisions()[id_].title[language], id_ == selection.division)
            for id_ in rows.divisions_of(found.id)
        ],
        "chosen": [
            Link(
                name_of(code, language),
                base
                + selection.query(found, places=tuple(c for c in selection.places if c != code))
                + "#utveckling",
            )
            for code in selection.places
        ],
        "is_full": len(selection.places) >= MOST_PLACES,
        "options": place_options(language),
        "kept": kept,
        "kept_view": [(name, value) for name, value in kept if name in KEPT_BY_YEAR],
    }


def place_options(language: str, chosen: str = "") -> SafeString:
    """The options of the list of places: counties with their municipalities; chosen: a code."""
    options = _place_options(language)
    marked = options.replace(f'value="{chosen}"', f'value="{chosen}" selected') if chosen else ""
    return mark_safe(marked or options)


@cache
def _place_options(language: str) -> str:
    groups = "".join(
        f'<optgroup label="{escape(name_of(county.code, language))}">'
        f'<option value="{county.code}">{escape(name_of(county.code, language))}</option>'
        + "".join(
            f'<option value="{area.code}">{escape(area.name)}</option>'
            for area in municipalities(county.code)
        )
        + "</optgroup>"
        for county in counties()
    )
    return f'<option value="">{escape(word("choose_place", language))}</option>{groups}'
