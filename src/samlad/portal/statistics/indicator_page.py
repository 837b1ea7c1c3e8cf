"""What an indicator's page shows for a selection: figures, table, words, ways to the data.

The page, the CSV and the JSON are made of the same parts, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from samlad.model import NATION, Indicator, Level, Result
from samlad.portal.ordering import alphabetical
from samlad.portal.statistics import rows
from samlad.portal.statistics.exports import Part
from samlad.portal.statistics.figures import (
    Addresses,
    Figure,
    Heading,
    cells_of,
    columns_of,
    course_figure,
    dots_figure,
    heads_of,
)
from samlad.portal.statistics.formats import format_of
from samlad.portal.statistics.maps import map_figure, map_title, place_address
from samlad.portal.statistics.places import counties, name_of
from samlad.portal.statistics.selection import Selection
from samlad.portal.statistics.words import word
from samlad.portal.table_html import Sort, table_html
from samlad.portal.tables import Cell, Column, Table
from samlad.progress import best

#: What ?sortera= names → the attribute it sorts by.
KEYS = {"enheter": "units", "personer": "persons"}
#: Columns of numbers that can be sorted by, with what ?sortera= calls them.
SORTED_BY = {"value": "varde", "units": "enheter", "persons": "personer"}


@dataclass(frozen=True, slots=True)
class Numbers:
    """The rows behind a page: each place's series, and all places of one period."""

    courses: tuple[tuple[str, tuple[Result, ...]], ...]
    places: tuple[Result, ...]

    def parts(self, selection: Selection) -> list[Part]:
        """The rows by part, or the one part that the selection names."""
        course = [row for _, series in self.courses for row in series]
        both = [Part("utveckling", course), Part("platser", self.places)]
        return [part for part in both if selection.part in ("", part.name)]


@dataclass(frozen=True, slots=True)
class Parts:
    """The large parts of the page as HTML, empty where there is nothing to show.

    An indicator of neighbourhoods only has neither a course nor a map of municipalities.
    """

    course: SafeString | str
    map: SafeString | str
    table: SafeString | str
    source: SafeString


@lru_cache(maxsize=128)
def parts_of(indicator_id: str, selection: Selection, language: str) -> Parts:
    """The parts of the page for a selection, kept since a release does not change."""
    indicator = rows.indicator_of(indicator_id)
    numbers = numbers_of(indicator, selection, language)
    course = figure_over_time(indicator, selection, numbers, language)
    on_map = figure_on_map(indicator, selection, language)
    return Parts(
        course=render_to_string("statistics/figure.html", {"figure": course})
        if numbers.courses
        else "",
        map=render_to_string("statistics/figure.html", {"figure": on_map, "level": 3})
        if on_map
        else "",
        table=places_table(indicator, selection, numbers, language) if on_map else "",
        source=course.source,
    )


def numbers_of(indicator: Indicator, selection: Selection, language: str) -> Numbers:
    """The numbers that the selection asks for, sorted as it says.

    With a single period and no chosen places, the counties stand beside the nation.
    """
    chosen = selection.places
    if not chosen and is_single(indicator, selection):
        chosen = tuple(county.code for county in counties())
    courses = (
        (code, rows.series(indicator.id, code, selection.division)) for code in (NATION, *chosen)
    )
    found = rows.at(indicator.id, selection.division, selection.period, selection.level)
    return Numbers(
        courses=tuple((code, series) for code, series in courses if series),
        places=tuple(in_order(found, selection.sort, language)),
    )


def is_single(indicator: Indicator, selection: Selection) -> bool:
    """Whether there is one period only, so that nothing can be followed over time."""
    return len(rows.periods_of(indicator.id, selection.division, Level.NATION)) <= 1


def in_order(found: Sequence[Result], sort: str, language: str) -> list[Result]:
    """The rows sorted by code, name or a number; those without the number last."""
    key = sort.removeprefix("-")
    falling = sort.startswith("-")
    if key == "kod":
        return sorted(found, key=lambda row: row.place, reverse=falling)
    if key == "namn":
        return sorted(
            found, key=lambda row: alphabetical(name_of(row.place, language)), reverse=falling
        )
    known: list[tuple[float, Result]] = []
    rest: list[Result] = []
    for row in found:
        number = best(row) if key == "varde" else getattr(row, KEYS[key])
        if number is None:
            rest.append(row)
        else:
            known.append((number, row))
    known.sort(key=lambda pair: pair[0], reverse=falling)
    return [row for _, row in known] + rest


def figure_over_time(
    indicator: Indicator, selection: Selection, numbers: Numbers, language: str
) -> Figure:
    """The nation and the chosen places over time, or at the one period there is."""
    title = word("course_title", language, title=indicator.title[language])
    draw = course_figure
    if is_single(indicator, selection):
        title = dated(indicator.title[language], selection.period)
        draw = dots_figure
    data = addresses(indicator, replace(selection, part="utveckling"))
    return draw(indicator, numbers.courses, Heading("utveckling", title, language, data))


def dated(title: str, period: str) -> str:
    """The title with its period, unless it names it already."""
    return title if period in title else f"{title}, {period}"


def figure_on_map(indicator: Indicator, selection: Selection, language: str) -> Figure | None:
    """The map of the selected period, None where there is nothing to draw."""
    if not selection.period:
        return None
    figure = map_figure(
        indicator.id, selection.division, selection.period, selection.level, language
    )
    data = addresses(indicator, replace(selection, part="platser"))
    return replace(figure, csv=data.csv, json=data.json)


def addresses(indicator: Indicator, selection: Selection) -> Addresses:
    """Where the selected numbers lie as CSV and JSON."""
    query = selection.query(indicator)
    return Addresses(
        csv=reverse("indicator-csv", args=[indicator.id]) + query,
        json=reverse("indicator-json", args=[indicator.id]) + query,
    )


def places_table(
    indicator: Indicator, selection: Selection, numbers: Numbers, language: str
) -> SafeString:
    """All municipalities or counties of the period, with heads that sort."""
    form = format_of(indicator, language)
    shown = columns_of(numbers.places)
    heads = [Column(word("column_place", language)), Column(word("column_code", language))]
    heads += heads_of(shown, language)
    base = reverse("indicator", args=[indicator.id])
    address = place_address("0000")
    table = Table(
        id="platser-tabell",
        caption=form.captioned(map_title(indicator, selection.level, selection.period, language)),
        columns=tuple(heads),
        rows=tuple(
            (
                Cell(name_of(row.place, language), address.replace("0000", row.place)),
                Cell(row.place),
                *cells_of(row, shown, form),
            )
            for row in numbers.places
        ),
    )
    names = {0: "namn", 1: "kod"}
    names |= {i: SORTED_BY[name] for i, name in enumerate(shown, start=2) if name in SORTED_BY}
    sorts = {index: _sort(base, indicator, selection, name) for index, name in names.items()}
    return table_html(table, sorts)


def _sort(base: str, indicator: Indicator, selection: Selection, name: str) -> Sort:
    """A head's link: the first click sorts rising, the next falling."""
    is_rising = selection.sort == name
    wanted = f"-{name}" if is_rising else name
    order = ""
    if selection.sort.removeprefix("-") == name:
        order = "ascending" if is_rising else "descending"
    query = selection.query(indicator, sort=wanted)
    return Sort(f"{base}{query}#platser", order)
