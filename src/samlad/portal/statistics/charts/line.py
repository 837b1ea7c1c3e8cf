"""The line chart: series over time with intervals, breaks and gaps, and a small one for cards.

Takes points by period, gives SVG; the parts of a series that may be joined come from `series`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from django.utils.safestring import SafeString

from samlad.portal.statistics.charts.scales import Axis, spread, value_axis
from samlad.portal.statistics.charts.series import (
    Line,
    Point,
    described,
    limits_of,
    segments,
    value_of,
)
from samlad.portal.statistics.charts.svg import (
    BOLD,
    WIDE,
    Size,
    coordinate,
    label,
    picture,
    text_width,
)
from samlad.portal.statistics.formats import Format
from samlad.portal.statistics.words import word
from samlad.progress import start_year

__all__ = ["Line", "Point", "line_chart", "spark", "starts_at_zero"]

#: With more points than this, only ends and lonely points are marked.
MOST_MARKED = 8
#: Between two labels at the right edge.
LABEL_APART = 17


def line_chart(
    lines: Sequence[Line],
    *,
    id: str,
    title: str,
    form: Format,
    breaks: Sequence[str] = (),
    size: Size = WIDE,
) -> SafeString:
    """The series over time. breaks: periods from which earlier ones do not compare."""
    periods = sorted({point.period for line in lines for point in line.shown})
    across, up = _axes(lines, periods, form, breaks, size)
    body = [
        *_grid(up, across, form),
        *_period_labels(periods, across, size),
        *_break_marks(breaks, periods, across, up, form.language),
    ]
    for kind, line in _kinds(lines):
        body.extend(_series(line, kind, across, up, breaks))
    body.extend(_names(lines, across, up))
    return picture(
        f"chart chart--line chart--{size.name}",
        id=f"{id}-{size.name}",
        box=(0, 0, size.width, size.height),
        title=title,
        description=described(lines, form),
        body=body,
    )


def spark(
    line: Line, *, id: str, title: str, form: Format, breaks: Sequence[str] = ()
) -> SafeString:
    """A small line with its first and last value, for cards and tables."""
    shown = line.shown
    width, height = 200, 72
    limits = limits_of([line])
    ends = (min(limits), max(limits)) if limits else (0.0, 1.0)
    short = max(form.least_span - (ends[1] - ends[0]), 0.0)
    low, high = ends[0] - short / 2, ends[1] + short / 2
    years = [start_year(point.period) for point in shown] or [0]
    across = Axis(min(years), max(years), 6, width - 6)
    up = Axis(low, high, 40, 6)
    body = list(_series(line, "series-1", across, up, breaks))
    if shown:
        body.extend(_spark_ends(shown, across, form, height))
    return picture(
        "chart chart--spark",
        id=id,
        box=(0, 0, width, height),
        title=title,
        description=described([line], form),
        body=body,
    )


def starts_at_zero(lines: Sequence[Line], form: Format) -> bool:
    """Whether the value axis of these series begins at 0; if not, the page says so."""
    limits = limits_of(lines)
    return value_axis(limits, 0, 1, least=form.least_span).low <= 0


def _axes(
    lines: Sequence[Line], periods: Sequence[str], form: Format, breaks: Sequence[str], size: Size
) -> tuple[Axis, Axis]:
    """Time from left to right and value from bottom to top, with room for their labels."""
    limits = limits_of(lines)
    top = 34 if any(_is_within(period, periods) for period in breaks) else 16
    up = value_axis(limits, size.height - 34, top, least=form.least_span)
    left = 8 + max(text_width(form.axis(mark, up.step)) for mark in up.marks)
    names = max((text_width(line.name, BOLD) for line in lines if line.shown), default=0)
    right = 14 + (min(names, size.width * 0.45) if len(lines) > 1 else 14)
    years = [start_year(period) for period in periods] or [0]
    return Axis(min(years), max(years), left + 12, size.width - right), up


def _grid(up: Axis, across: Axis, form: Format) -> Iterator[str]:
    for mark in up.marks:
        y = coordinate(up.at(mark))
        kind = "chart-zero" if mark == 0 else "chart-grid"
        yield (
            f'<path class="{kind}" d="M{coordinate(across.start - 12)} {y}'
            f'H{coordinate(across.end + 6)}"/>'
        )
        yield label(
            across.start - 18, up.at(mark) + 4.5, form.axis(mark, up.step), "chart-tick", "end"
        )


def _period_labels(periods: Sequence[str], across: Axis, size: Size) -> Iterator[str]:
    """As many periods as have room, counted from the last, which always has its label."""
    if not periods:
        return
    last = start_year(periods[-1])
    room = max(text_width(period) for period in periods) + 14
    years = last - start_year(periods[0])
    a_year = (across.end - across.start) / years if years else room
    every = max(1, math.ceil(room / a_year))
    for period in periods:
        if (last - start_year(period)) % every == 0:
            x = across.at(start_year(period))
            yield label(x, size.height - 10, period, "chart-tick", "middle")


def _is_within(period: str, periods: Sequence[str]) -> bool:
    return bool(periods) and periods[0] < period <= periods[-1]


def _break_marks(
    breaks: Sequence[str], periods: Sequence[str], across: Axis, up: Axis, language: str
) -> Iterator[str]:
    for period in breaks:
        if _is_within(period, periods):
            x = across.at(start_year(period) - 0.5)
            yield (
                f'<path class="chart-break" d="M{coordinate(x)} {coordinate(up.end - 8)}'
                f'V{coordinate(up.start)}"/>'
            )
            yield label(x, up.end - 14, word("break", language), "chart-note", "middle")


def _series(line: Line, kind: str, across: Axis, up: Axis, breaks: Sequence[str]) -> Iterator[str]:
    """Interval, line and points of one series; its kind gives colour and dashes."""
    shown = line.shown
    yield f'<g class="{kind}">'
    for part in segments(line, breaks):
        yield from _interval(part, across, up)
        if len(part) > 1:
            yield f'<path class="chart-line" d="{_path(part, across, up)}"/>'
        for point in part:
            if len(part) == 1 or len(shown) <= MOST_MARKED or point is shown[-1]:
                x, y = _at(point, across, up)
                yield f'<circle class="chart-point" cx="{x}" cy="{y}" r="4"/>'
    yield "</g>"


def _interval(part: Sequence[Point], across: Axis, up: Axis) -> Iterator[str]:
    """A band along a line, a bar at a lonely point; nothing where no interval is given."""
    known = [point for point in part if point.low is not None and point.high is not None]
    if not known:
        return
    if len(part) == 1:
        x, high, low = _ends(known[0], across, up)
        yield f'<path class="chart-bar" d="M{x} {high}V{low}"/>'
        return
    ends = [_ends(point, across, up) for point in known]
    upper = "L".join(f"{x} {high}" for x, high, _ in ends)
    lower = "L".join(f"{x} {low}" for x, _, low in reversed(ends))
    yield f'<path class="chart-band" d="M{upper}L{lower}z"/>'


def _names(lines: Sequence[Line], across: Axis, up: Axis) -> Iterator[str]:
    """Each series is named where it ends; with one series the title names it."""
    if len(lines) < 2:
        return
    ends = [(kind, line) for kind, line in _kinds(lines) if line.shown]
    places = [up.at(value_of(line.shown[-1])) for _, line in ends]
    heights = spread(places, LABEL_APART, up.end, up.start)
    for (kind, line), y in zip(ends, heights, strict=True):
        yield label(across.end + 12, y + 4.5, line.name, f"chart-name {kind}")


def _kinds(lines: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    """Each series with its class: series-1, series-2 … and series-0 for the reference."""
    number = 0
    for line in lines:
        number += not line.is_reference
        yield f"series-{0 if line.is_reference else number}", line


def _spark_ends(shown: Sequence[Point], across: Axis, form: Format, height: int) -> Iterator[str]:
    first, last = shown[0], shown[-1]
    if first is last:
        middle = (across.start + across.end) / 2
        yield label(
            middle,
            height - 4,
            f"{last.period}: {form.short(value_of(last))}",
            "chart-tick",
            "middle",
        )
        return
    yield label(0, height - 18, first.period, "chart-tick")
    yield label(0, height - 2, form.short(value_of(first)), "chart-tick")
    yield label(200, height - 18, last.period, "chart-tick", "end")
    yield label(200, height - 2, form.short(value_of(last)), "chart-value", "end")


def _path(part: Sequence[Point], across: Axis, up: Axis) -> str:
    return "M" + "L".join(" ".join(_at(point, across, up)) for point in part)


def _at(point: Point, across: Axis, up: Axis) -> tuple[str, str]:
    x = across.at(start_year(point.period))
    return coordinate(x), coordinate(up.at(value_of(point)))


def _ends(point: Point, across: Axis, up: Axis) -> tuple[str, str, str]:
    """x, and y of the interval's upper and lower end."""
    low, high = point.low, point.high
    assert low is not None and high is not None
    x = across.at(start_year(point.period))
    return coordinate(x), coordinate(up.at(high)), coordinate(up.at(low))
