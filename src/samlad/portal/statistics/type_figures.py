"""Figures by area type: how many live in each type of area, and low economic standard in each.

Takes a place, gives bar charts of published results. The types are relative and redrawn every
year, which every figure says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.urls import reverse
from django.utils.safestring import mark_safe

from samlad.catalogue import indicators
from samlad.model import Indicator, Result
from samlad.portal.numbers import number
from samlad.portal.statistics.charts.bars import Row, bar_chart
from samlad.portal.statistics.charts.svg import NARROW, WIDE
from samlad.portal.statistics.figures import Figure, results_table, source_line
from samlad.portal.statistics.formats import format_of
from samlad.portal.statistics.neighbourhoods import TYPES, type_words
from samlad.portal.statistics.places import inside
from samlad.portal.statistics.words import word
from samlad.portal.tables import Cell, Column, Table
from samlad.progress import best

Series = Mapping[str, Sequence[Result]]
Finding = Callable[[Mapping[int, Result], str, Indicator, str], str]

POPULATION = "area-type-population-share-{}"
STANDARD = "low-economic-standard-area-type-{}"
AREAS = "area-type-areas-{}"
PERSONS = "area-type-persons-{}"


#: Five indicators, one for each area type → the text of what they are called together.
FAMILIES = {
    POPULATION: "statistics.family_population",
    STANDARD: "statistics.family_standard",
    AREAS: "statistics.family_areas",
    PERSONS: "statistics.family_persons",
}


def family_of(indicator_id: str) -> str:
    """The key of the family's name; empty for an indicator that is not one of five."""
    return next(
        (
            key
            for name, key in FAMILIES.items()
            if indicator_id in {name.format(type_) for type_ in TYPES}
        ),
        "",
    )


def is_by_type(indicator: Indicator) -> bool:
    """Whether the indicator is one of five, one for each area type, and shown as a bar."""
    return indicator.kind in {"area-type-areas", "area-type-persons", "area-type-population"} or (
        indicator.kind == "share" and "types" in indicator.options
    )


def population_figure(place: str, own: Series, language: str) -> Figure | None:
    """Where the residents of a place live, by area type."""
    return _figure("typer", POPULATION, place, own, language, finding=_population_finding)


def standard_figure(place: str, own: Series, language: str) -> Figure | None:
    """Low economic standard in each area type."""
    return _figure("standard", STANDARD, place, own, language, finding=_standard_finding)


def counts_table(
    own: Series, place_name: str, language: str, *, id: str = "typer-antal"
) -> Table | None:
    """Areas and people by type in the year of the types; None where there are no types."""
    if not own.get(AREAS.format(1)):
        return None
    return Table(
        id=id,
        caption=word("type_counts_caption", language, place=place_name),
        columns=(
            Column(word("column_type", language)),
            Column(word("column_areas", language), is_numeric=True),
            Column(word("column_persons", language), is_numeric=True),
        ),
        rows=tuple(
            (
                Cell(type_words(type_, language)),
                *(
                    Cell(number(best(own[name.format(type_)][-1]), 0, language))
                    for name in (AREAS, PERSONS)
                ),
            )
            for type_ in TYPES
        ),
    )


def _figure(
    id: str, name: str, place: str, own: Series, language: str, *, finding: Finding
) -> Figure | None:
    found = {type_: own.get(name.format(type_), ()) for type_ in TYPES}
    newest = {type_: series[-1] for type_, series in found.items() if series}
    if not any(best(row) is not None for row in newest.values()):
        return None
    first = indicators()[name.format(1)]
    form = format_of(first, language)
    rows = [
        Row(type_words(type_, language), best(row), row.low, row.high)
        for type_, row in newest.items()
    ]
    place_name = inside(place, language)
    period = next(iter(newest.values())).period
    address = reverse("place", args=[place]).removesuffix("/")
    title = word(f"{id}_title", language, place=place_name, period=period)
    drawn = (bar_chart(rows, id=id, title=title, form=form, size=size) for size in (WIDE, NARROW))
    division = next(iter(newest.values())).division
    return Figure(
        id=id,
        title=title,
        finding=finding(newest, place_name, first, language),
        svg=mark_safe("".join(drawn)),
        table=_table(newest, first, id, title, language),
        source=source_line(first, division, [period], language),
        csv=f"{address}.csv?del={id}",
        json=f"{address}.json?del={id}",
        note=word("types_note", language),
    )


def _table(
    newest: Mapping[int, Result], first: Indicator, id: str, title: str, language: str
) -> Table:
    base = results_table(first, list(newest.values()), id=f"{id}-tabell", title=title,
                         language=language)  # fmt: skip
    return Table(
        id=base.id,
        caption=base.caption,
        columns=(Column(word("column_type", language)), *base.columns[1:]),
        rows=tuple(
            (Cell(type_words(type_, language)), *row[1:])
            for type_, row in zip(newest, base.rows, strict=True)
        ),
    )


def _population_finding(
    newest: Mapping[int, Result], place_name: str, first: Indicator, language: str
) -> str:
    """How large a share lives in the areas with the greatest challenges."""
    form = format_of(first, language)
    shares = [best(newest[type_]) for type_ in (1, 2) if type_ in newest]
    values = [share for share in shares if share is not None]
    if len(values) < 2:
        return ""
    if not any(values):
        return word("typer_finding_none", language)
    return word("typer_finding", language, place=place_name, one=form.full(values[0]),
                two=form.full(values[1]))  # fmt: skip


def _standard_finding(
    newest: Mapping[int, Result], place_name: str, first: Indicator, language: str
) -> str:
    """Low economic standard at both ends of the types that are there."""
    form = format_of(first, language)
    known = {type_: value for type_, row in newest.items() if (value := best(row)) is not None}
    if len(known) < 2:
        return ""
    low, high = min(known), max(known)
    return word("standard_finding", language, place=place_name, first=low, last=high,
                one=form.full(known[low]), two=form.full(known[high]))  # fmt: skip
