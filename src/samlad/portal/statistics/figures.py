"""Figures: a chart with heading, finding, table, source and links to the same numbers as data.

Takes an indicator and what to show of it, gives what the figure component of the pages asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from samlad.catalogue import indicators, reasons, sources, table_title
from samlad.model import NATION, Indicator, Result, Status
from samlad.portal.numbers import NOTHING, number
from samlad.portal.statistics import findings
from samlad.portal.statistics.charts.bars import Row, dot_chart
from samlad.portal.statistics.charts.line import Line, Point, line_chart, starts_at_zero
from samlad.portal.statistics.charts.svg import NARROW, WIDE
from samlad.portal.statistics.formats import Format, format_of
from samlad.portal.statistics.places import inside, name_of
from samlad.portal.statistics.words import first_sentence, word
from samlad.portal.tables import Cell, Column, Table
from samlad.progress import best


@dataclass(frozen=True, slots=True)
class Figure:
    """What the figure component shows. csv and json: addresses of exactly these numbers."""

    id: str
    title: str
    finding: str
    svg: SafeString
    table: Table | None
    source: SafeString
    csv: str = ""
    json: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the numbers of a figure or a page lie as data."""

    csv: str
    json: str


@dataclass(frozen=True, slots=True)
class Heading:
    """What a figure is called, in which language, and where its numbers lie as data."""

    id: str
    title: str
    language: str
    data: Addresses


#: The code and the results of each place; the first is told in words.
Courses = Sequence[tuple[str, Sequence[Result]]]


def course_figure(indicator: Indicator, series: Courses, heading: Heading) -> Figure:
    """Places over time."""
    language = heading.language
    form = format_of(indicator, language)
    breaks = [b.period for b in indicator.breaks]
    lines = [
        line_of(name_of(code, language), rows, is_reference=code == NATION and len(series) > 1)
        for code, rows in series
    ]
    charts = [
        line_chart(lines, id=heading.id, title=heading.title, form=form, breaks=breaks, size=size)
        for size in (WIDE, NARROW)
    ]
    notes = _notes(indicator, lines, form)
    return _figure(indicator, series, heading, charts, notes, told=series)


def dots_figure(indicator: Indicator, series: Courses, heading: Heading) -> Figure:
    """Places at their only period, the nation as what the others meet."""
    language = heading.language
    form = format_of(indicator, language)
    rows = [row for _, found in series for row in found]
    dots = [
        Row(
            name_of(row.place, language),
            best(row),
            row.low,
            row.high,
            "reference" if row.place == NATION else "",
        )
        for row in rows
    ]
    charts = [
        dot_chart(dots, id=heading.id, title=heading.title, form=form, size=size)
        for size in (WIDE, NARROW)
    ]
    notes = [word("interval_note", language)] if any(row.low is not None for row in rows) else []
    notes += [word("corrected_note", language)] if indicator.kind == "index" else []
    return _figure(indicator, series, heading, charts, notes, told=series[:1])


def _figure(
    indicator: Indicator,
    series: Courses,
    heading: Heading,
    charts: Iterable[str],
    notes: Iterable[str],
    *,
    told: Courses,
) -> Figure:
    """The charts with what stands around them. told: the places of the finding."""
    id, title, language = heading.id, heading.title, heading.language
    rows = [row for _, found in series for row in found]
    division = rows[0].division if rows else ""
    return Figure(
        id=id,
        title=title,
        finding=findings.courses(
            indicator, [(inside(code, language), found) for code, found in told], language
        ),
        svg=mark_safe("".join(charts)),
        table=results_table(indicator, rows, id=f"{id}-table", title=title, language=language),
        source=source_line(indicator, division, [row.period for row in rows], language),
        csv=heading.data.csv,
        json=heading.data.json,
        note=" ".join(notes),
    )


def line_of(name: str, rows: Iterable[Result], *, is_reference: bool = False) -> Line:
    """One place's results as a named line, in order of period."""
    ordered = sorted(rows, key=lambda row: row.period)
    points = tuple(Point(r.period, best(r), r.low, r.high) for r in ordered)
    return Line(name, points, is_reference)


def results_table(
    indicator: Indicator, rows: Sequence[Result], *, id: str, title: str, language: str
) -> Table:
    """Results with their intervals, units and persons; a missing value says why."""
    form = format_of(indicator, language)
    shown = columns_of(rows)
    heads = [Column(word("column_place", language)), Column(word("column_period", language))]
    heads += heads_of(shown, language)
    return Table(
        id=id,
        caption=form.captioned(title),
        columns=tuple(heads),
        rows=tuple(
            (Cell(name_of(row.place, language)), Cell(row.period), *cells_of(row, shown, form))
            for row in rows
        ),
    )


def columns_of(rows: Sequence[Result]) -> list[str]:
    """Which columns the rows fill: the value always, remarks where a value is not as counted.

    Why there is no value stands where the value would, so it needs no column.
    """
    filled = {
        "value": True,
        "interval": any(row.low is not None for row in rows),
        "raw": any(row.corrected is not None for row in rows),
        "units": any((row.units or 0) > 1 for row in rows),
        _counted(rows): any(row.persons is not None for row in rows),
        "remark": any(row.status is not Status.SHOWN and best(row) is not None for row in rows),
    }
    return [name for name, is_filled in filled.items() if is_filled]


def _counted(rows: Sequence[Result]) -> str:
    """What the rows' counts are of: dwellings where the published table counts them."""
    units = {
        sources()[series.source].options["tables"][series.table]["unit"]
        for row in rows[:1]
        for series in indicators()[row.indicator].series
    }
    return "dwellings" if units == {"dwellings"} else "persons"


def heads_of(shown: Sequence[str], language: str) -> list[Column]:
    """The heads of those columns."""
    return [Column(word(f"column_{name}", language), name != "remark") for name in shown]


def cells_of(row: Result, shown: Sequence[str], form: Format) -> list[Cell]:
    """The row's cells for those columns; the reason for a missing value covers its columns."""
    if best(row) is not None:
        return [Cell(CELLS[name](row, form)) for name in shown]
    covered = [name for name in shown if name in OF_VALUE]
    reason = Cell(NOTHING, note=why_missing(row, form.language), span=len(covered))
    return [reason, *(Cell(CELLS[name](row, form)) for name in shown if name not in OF_VALUE)]


def _interval(row: Result, form: Format) -> str:
    return form.interval(row.low, row.high)


def _remark(row: Result, form: Format) -> str:
    if best(row) is None:
        return ""
    return "" if row.status is Status.SHOWN else word(f"status_{row.status}", form.language)


#: The columns that are empty where there is no value.
OF_VALUE = ("value", "interval", "raw")

#: Column of a table of results → what stands in it.
CELLS: dict[str, Callable[[Result, Format], str]] = {
    "value": lambda row, form: form.plain(best(row)),
    "interval": _interval,
    "raw": lambda row, form: form.plain(row.value),
    "units": lambda row, form: number(row.units, 0, form.language),
    "persons": lambda row, form: number(row.persons, 0, form.language),
    "dwellings": lambda row, form: number(row.persons, 0, form.language),
    "remark": _remark,
}


def value_cell(row: Result, form: Format) -> Cell:
    """The value alone, or a dash and why there is none."""
    if best(row) is None:
        return Cell(NOTHING, note=why_missing(row, form.language))
    return Cell(form.plain(best(row)))


def why_missing(row: Result, language: str) -> str:
    """The reason in one sentence, else the status in words."""
    if row.reason and row.reason in reasons():
        return first_sentence(reasons()[row.reason][language])
    return word(f"status_{row.status}", language)


def source_line(
    indicator: Indicator, division: str, periods: Iterable[str], language: str
) -> SafeString:
    """Publisher, table, years and licence of what the numbers rest on, with who computed them."""
    span = sorted(set(periods))
    years = "–".join(dict.fromkeys((span[0], span[-1]))) if span else NOTHING
    parts = []
    for series in indicator.series:
        if series.division == division:
            source = sources()[series.source]
            name = table_title(series.source, series.table)[language]
            parts.append(
                word("source_line", language, publisher=source.publisher, table=name,
                     years=years, licence=source.licence[language])
            )  # fmt: skip
    told = word("computed_by", language)
    if indicator.is_official:
        told = word("weighted_by" if indicator.kind == "published" else "official_figure", language)
    text = " ".join(escape(part) for part in dict.fromkeys(parts))
    method = f'<a href="{reverse("method")}">{escape(word("how_computed", language))}</a>'
    return mark_safe(f"{text} {escape(told)} {method}")


def _notes(indicator: Indicator, lines: Sequence[Line], form: Format) -> Iterable[str]:
    """What the drawing cannot say by itself."""
    language = form.language
    points = [point for line in lines for point in line.shown]
    if any(len(line.shown) in (1, 2) for line in lines):
        yield word("few_points_note", language)
    if any(point.low is not None for point in points):
        yield word("interval_note", language)
    if indicator.kind == "index":
        yield word("corrected_note", language)
    if points and not starts_at_zero(lines, form):
        yield word("axis_not_zero", language)
    for cut in indicator.breaks:
        if any(p.period < cut.period for p in points) and any(
            p.period >= cut.period for p in points
        ):
            yield f"{cut.period}: {cut.reason[language]}"
