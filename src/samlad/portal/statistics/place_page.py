"""What a place's page shows: cards by policy area, its neighbourhoods, its neighbours.

The page, the CSV and the JSON are made of the same rows, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from samlad.catalogue import indicators
from samlad.model import NATION, Area, Level, Result
from samlad.portal.results import results
from samlad.portal.statistics import rows
from samlad.portal.statistics.cards import Group, groups_of
from samlad.portal.statistics.exports import Part
from samlad.portal.statistics.figures import Figure
from samlad.portal.statistics.long_table import table_html
from samlad.portal.statistics.maps import county_map
from samlad.portal.statistics.neighbourhoods import (
    counts_by_type,
    neighbourhoods_of,
    table_of,
)
from samlad.portal.statistics.places import alphabetical, county_of, inside, place, shapes
from samlad.portal.statistics.type_figures import (
    counts_table,
    population_figure,
    standard_figure,
)
from samlad.portal.tables import Table

#: The newest count of residents stands in this indicator's column of persons.
RESIDENTS = "foreign-born-share"
#: Value of ?del= → the part of the place's numbers.
PARTS = ("plats", "jamforelse", "omraden")


@dataclass(frozen=True, slots=True)
class PlacePage:
    """Everything on a place's page that comes from results and shapes."""

    groups: tuple[Group, ...]
    residents: Result | None
    number_of_areas: int
    by_type: Figure | None
    standard: Figure | None
    counts: Table | None
    neighbourhoods: SafeString | str
    map: SafeString | str
    neighbours: tuple[Area, ...]


def place_page(area: Area, language: str) -> PlacePage:
    """The page of the nation, a county or a municipality."""
    own = rows.by_indicator(area.code)
    others = {code: rows.by_indicator(code) for code in compared_with(area)}
    is_municipality = area.level is Level.MUNICIPALITY
    near = neighbourhoods_of(area.code) if is_municipality else ()
    name = inside(area.code, language)
    return PlacePage(
        groups=groups_of(area.code, own, others, language),
        residents=rows.latest(own.get(RESIDENTS, ())),
        number_of_areas=len(near),
        by_type=population_figure(area.code, own, language),
        standard=standard_figure(area.code, own, language),
        counts=counts_table(counts_by_type(area.code), name, language) if near else None,
        neighbourhoods=table_html(table_of(near, name, language)) if near else "",
        map=_map(area, language),
        neighbours=_neighbours(area),
    )


def compared_with(area: Area) -> tuple[str, ...]:
    """The larger places that a place is compared with: its county and the nation."""
    if area.level is Level.NATION:
        return ()
    county = county_of(area.code)
    return (county, NATION) if county else (NATION,)


def parts_of(area: Area, part: str) -> list[Part]:
    """The rows of the page by part, or the one part that is named.

    plats: every period of the place itself. jamforelse: the same indicators and periods of the
    county and the nation. omraden: all that is known of its RegSO and DeSO.
    """
    own = results().for_place(area.code)
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
