"""The evidence of an assessment: figure with the path, every value that was used, how it was done.

Takes an assessment, gives a figure, tables and facts as the pages show them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from samlad.catalogue import divisions, indicators
from samlad.model import Indicator, Result
from samlad.portal.goals import reasons, target_words, words
from samlad.portal.goals.words import word
from samlad.portal.statistics.cards import missing
from samlad.portal.statistics.charts.line import Line, Point, line_chart
from samlad.portal.statistics.charts.svg import NARROW, WIDE
from samlad.portal.statistics.figures import (
    Addresses,
    cells_of,
    columns_of,
    heads_of,
    line_of,
    source_line,
)
from samlad.portal.statistics.formats import Format, format_of
from samlad.portal.statistics.places import inside, name_of
from samlad.portal.tables import Cell, Column, Table
from samlad.progress import Assessment, best, start_year

#: Fewer values than this are told and not drawn.
FEWEST_DRAWN = 2


@dataclass(frozen=True, slots=True)
class Evidence:
    """An indicator's assessment at a place as a page shows it.

    sign: towards, away, unclear. chart: empty where there is too little to draw. missing: why the
    newest row has no value. facts: terms and descriptions.
    """

    id: str
    indicator: Indicator
    aspect: str
    standing: str
    sign: str
    latest: str
    since: str
    reasons: str
    target: str
    missing: str
    chart: SafeString
    table: Table | None
    facts: tuple[tuple[str, str], ...]
    source: SafeString
    csv: str
    json: str


def evidence_of(found: Assessment, place: str, language: str) -> Evidence:
    """All that a page shows of an assessment."""
    indicator = indicators()[found.goal.indicator]
    data = _data(indicator, place)
    division = found.series[0].division if found.series else ""
    return Evidence(
        id=indicator.id,
        indicator=indicator,
        aspect=word(f"aspect_{found.goal.aspect}", language),
        standing=words.standing(found, language),
        sign=words.sign(found),
        latest=words.latest(found, indicator, language),
        since=words.since(found, indicator, language),
        reasons=reasons.reasons(found, indicator, language),
        target=target_words.target(found, indicator, language),
        missing=missing(indicator, found.series[-1], language)
        if found.series and found.latest is None
        else "",
        chart=_chart(found, indicator, place, language),
        table=_table(found, indicator, place, language) if found.series else None,
        facts=tuple(_facts(found, indicator, division, language)),
        source=source_line(indicator, division, [row.period for row in found.series], language)
        if found.series
        else SafeString(),
        csv=data.csv if found.series else "",
        json=data.json if found.series else "",
    )


def _data(indicator: Indicator, place: str) -> Addresses:
    """Where the same series lies as data, on the indicator's own addresses."""
    query = f"?plats={place}&del=utveckling"
    return Addresses(
        csv=reverse("indicator-csv", args=[indicator.id]) + query,
        json=reverse("indicator-json", args=[indicator.id]) + query,
    )


def _chart(found: Assessment, indicator: Indicator, place: str, language: str) -> SafeString:
    """The series with its breaks, and the straight path to the target where there is one."""
    own = line_of(name_of(place, language), found.series)
    if len(own.shown) < FEWEST_DRAWN:
        return SafeString()
    lines = [own, *_path_line(found, language)]
    form = format_of(indicator, language)
    title = f"{indicator.short[language]}, {name_of(place, language)}"
    return mark_safe(
        "".join(
            line_chart(
                lines,
                id=f"bild-{indicator.id}",
                title=title,
                form=form,
                breaks=[cut.period for cut in indicator.breaks],
                size=size,
            )
            for size in (WIDE, NARROW)
        )
    )


def _path_line(found: Assessment, language: str) -> Iterator[Line]:
    """A point of the straight path for each year from the baseline to the target."""
    first, way = found.baseline, found.path
    if first is None or way is None or way.pace is None:
        return
    start, end = start_year(first.period), start_year(way.target.period)
    value = best(first)
    assert value is not None
    points = (Point(str(year), value + way.pace * (year - start)) for year in range(start, end + 1))
    yield Line(word("path_line", language), tuple(points), is_reference=True)


def _table(found: Assessment, indicator: Indicator, place: str, language: str) -> Table:
    """Every row of the series: value, interval, and what the assessment used it as."""
    form = format_of(indicator, language)
    shown = columns_of(found.series)
    title = word(
        "evidence_caption", language, title=indicator.short[language], place=inside(place, language)
    )
    return Table(
        id=f"varden-{indicator.id}",
        caption=form.captioned(title),
        columns=(
            Column(word("column_period", language)),
            *heads_of(shown, language),
            Column(word("evidence_used_for", language)),
        ),
        rows=tuple(
            (
                Cell(row.period),
                *cells_of(row, shown, form),
                Cell(", ".join(_uses(row, found, language))),
            )
            for row in found.series
        ),
    )


def _uses(row: Result, found: Assessment, language: str) -> Iterator[str]:
    if best(row) is None:
        yield word("use_missing", language)
        return
    if row not in found.used:
        yield word("use_not", language)
        return
    if found.trend is not None:
        yield word("use_trend", language)
    for name, end in (("baseline", found.baseline), ("latest", found.latest)):
        if row == end:
            yield word(f"use_{name}", language)


def _facts(
    found: Assessment, indicator: Indicator, division: str, language: str
) -> Iterator[tuple[str, str]]:
    form = format_of(indicator, language)
    if found.baseline is not None:
        yield word("fact_baseline", language), found.baseline.period
        yield word("fact_change", language), reasons.since_in_full(found, indicator, language)
    yield word("fact_points", language), str(len(found.used))
    confidence = words.confidence(found.thresholds, language)
    if found.trend is not None:
        yield word("fact_trend", language), _a_year(form, reasons.slope(form, found.trend.slope))
        limits = reasons.between(form, found.trend.low, found.trend.high)
        has_limits = found.trend.low is not None
        yield (
            word("fact_trend_interval", language, confidence=confidence),
            (_a_year(form, limits) if has_limits else limits),
        )
    yield word("fact_target", language), _target(found, form)
    if found.target is not None and found.target.source_url:
        yield word("target_source", language), found.target.source_url
    for cut in found.breaks:
        yield (
            word("evidence_break", language, period=cut.period, reason="").rstrip(": "),
            cut.reason[language],
        )
    if division:
        named = divisions()[division].title[language] if division in divisions() else division
        yield (
            word("fact_vintage", language),
            word("evidence_vintage", language, release=found.release, division=named),
        )


def _target(found: Assessment, form: Format) -> str:
    if found.target is not None:
        return form.full(found.target.value)
    return word("no_target_here" if found.goal.target else "no_target", form.language)


def _a_year(form: Format, said: str) -> str:
    return word("a_year", form.language, value=said)
