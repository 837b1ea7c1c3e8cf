"""What a place's page shows: cards by policy area, its neighbourhoods, its neighbours.

The page, the CSV and the JSON are made of the same rows, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from samlad.catalogue import indicators
from samlad.model import NATION, Area, Level, PolicyArea, Result
from samlad.portal.ordering import alphabetical
from samlad.portal.results import results
from samlad.portal.statistics import rows
from samlad.portal.statistics.cards import groups_of
from samlad.portal.statistics.exports import Part
from samlad.portal.statistics.maps import county_map
from samlad.portal.statistics.neighbourhoods import (
    TYPES,
    Neighbourhood,
    neighbourhoods_of,
    table_of,
)
from samlad.portal.statistics.places import county_of, inside, place, shapes
from samlad.portal.statistics.type_figures import (
    POPULATION,
    STANDARD,
    counts_table,
    population_figure,
    standard_figure,
)
from samlad.portal.table_html import table_html
from samlad.store.results import latest

#: The newest count of residents stands in this indicator's column of persons.
RESIDENTS = "foreign-born-share"
#: Value of ?del= → the part of the place's numbers.
PARTS = ("plats", "jamforelse", "omraden", "typer", "standard")
#: The parts that the others hold already, for one figure each: its indicators' names.
OF_FIGURES = {"typer": POPULATION, "standard": STANDARD}


@dataclass(frozen=True, slots=True)
class PlacePage:
    """What a place's page shows of results and shapes, its large parts as HTML.

    areas: the policy areas that have indicators here. newest: the newest count of residents.
    """

    areas: tuple[PolicyArea, ...]
    indicators: SafeString
    newest: Result | None
    number_of_areas: int
    neighbourhoods: SafeString
    map: SafeString | str
    neighbours: tuple[Area, ...]


@cache
def place_page(code: str, language: str) -> PlacePage:
    """The page of the nation, a county or a municipality, kept since a release does not change."""
    area = place(code)
    own = rows.by_indicator(code)
    others = {other: rows.by_indicator(other) for other in compared_with(area)}
    near = neighbourhoods_of(code) if area.level is Level.MUNICIPALITY else ()
    groups = groups_of(code, own, others, language)
    return PlacePage(
        areas=tuple(group.area for group in groups),
        indicators=render_to_string("statistics/groups.html", {"groups": groups}),
        newest=latest(own.get(RESIDENTS, ())),
        number_of_areas=len(near),
        neighbourhoods=_neighbourhoods(code, own, near, language),
        map=_map(area, language),
        neighbours=_neighbours(area),
    )


def _neighbourhoods(
    code: str,
    own: Mapping[str, Sequence[Result]],
    near: Sequence[Neighbourhood],
    language: str,
) -> SafeString:
    """The part of the page on area types and neighbourhoods."""
    name = inside(code, language)
    address = reverse("place", args=[code]).removesuffix("/")
    context = {
        "by_type": population_figure(code, own, language),
        "standard": standard_figure(code, own, language),
        "counts": counts_table(own, name, language),
        "number": len(near),
        "table": table_html(table_of(near, name, language)) if near else "",
        "csv": f"{address}.csv?del=omraden",
        "json": f"{address}.json?del=omraden",
    }
    return render_to_string("statistics/neighbourhoods.html", context)


def compared_with(area: Area) -> tuple[str, ...]:
    """The larger places that a place is compared with: its county and the nation."""
    if area.level is Level.NATION:
        return ()
    county = county_of(area.code)
    return (county, NATION) if county else (NATION,)


def parts_of(area: Area, part: str) -> list[Part]:
    """The rows of the page by part, or the one part that is named.

    plats: every period of the place itself. jamforelse: the same indicators and periods of the
    county and the nation. omraden: all that is known of its RegSO and DeSO. typer, standard: the
    rows of the figures by area type, which plats holds too.
    """
    own = results().for_place(area.code)
    if part in OF_FIGURES:
        ids = {OF_FIGURES[part].format(type_) for type_ in TYPES}
        return [Part(part, [row for row in own if row.indicator in ids])]
    keys = {(row.indicator, row.division, row.period) for row in own}
    every = {
        "plats": lambda: own,
        "jamforelse": lambda: [
            row
            for code in compared_with(area)
            for row in results().for_place(code)
            if (row.indicator, row.division, row.period) in keys
        ],
        "omraden": lambda: _inside(area),
    }
    return [Part(name, list(make())) for name, make in every.items() if part in ("", name)]


def _inside(area: Area) -> Sequence[Result]:
    if area.level is not Level.MUNICIPALITY:
        return ()
    wanted = [i.id for i in indicators().values() if {Level.REGSO, Level.DESO} & set(i.levels)]
    return results().neighbourhoods(area.code, wanted)


def _map(area: Area, language: str) -> SafeString | str:
    if area.level is Level.NATION:
        return ""
    county = county_of(area.code)
    if county:
        return county_map(county, language, id="lansbild", chosen=area.code)
    return county_map(area.code, language, id="lansbild")


def _neighbours(area: Area) -> tuple[Area, ...]:
    """The places that share a border, of the same size."""
    if area.level is Level.NATION:
        return ()
    every = shapes()
    found = (every.municipalities if area.level is Level.MUNICIPALITY else every.counties)[
        area.code
    ]
    near = (place(code) for code in found.neighbours)
    return tuple(sorted(near, key=lambda one: alphabetical(one.name)))
