"""Series over time as charts take them: points by period, named lines, the parts that join.

Years without a value stay empty, a line never crosses a break, and a series of one or two points
has no parts to join, since two points show no course. Knows nothing of SVG.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from samlad.portal.statistics.formats import Format
from samlad.portal.statistics.words import word
from samlad.progress import start_year

#: Fewer points than this make no line.
FEWEST_FOR_A_LINE = 3


@dataclass(frozen=True, slots=True)
class Point:
    """A period's value with its interval; None where there is none."""

    period: str
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A named series, its points in order of period.

    is_reference: what the others are compared with, drawn without a colour of its own.
    """

    name: str
    points: tuple[Point, ...]
    is_reference: bool = False

    @property
    def shown(self) -> list[Point]:
        """The points that have a value."""
        return [point for point in self.points if point.value is not None]


def segments(line: Line, breaks: Sequence[str] = ()) -> list[list[Point]]:
    """The parts of a series that may be drawn as one line: no gap and no break within.

    A gap is a step longer than the shortest step of the series, so that figures published
    every second year are joined while a missing year is not.
    """
    shown = line.shown
    if not shown:
        return []
    years = [start_year(point.period) for point in shown]
    step = min((b - a for a, b in pairwise(years)), default=1)
    found = [[shown[0]]]
    for before, after in pairwise(shown):
        is_gap = start_year(after.period) - start_year(before.period) > step
        is_break = any(before.period < period <= after.period for period in breaks)
        if is_gap or is_break or len(shown) < FEWEST_FOR_A_LINE:
            found.append([])
        found[-1].append(after)
    return found


def described(lines: Sequence[Line], form: Format) -> str:
    """The course of each series in a sentence: first and last value with their periods."""
    return " ".join(_course(line, form) for line in lines) or word("no_values", form.language)


def limits_of(lines: Sequence[Line]) -> list[float]:
    """Every value and every end of an interval."""
    return [
        limit
        for line in lines
        for point in line.shown
        for limit in (point.value, point.low, point.high)
        if limit is not None
    ]


def value_of(point: Point) -> float:
    """The value of a point that is shown."""
    assert point.value is not None
    return point.value


def _course(line: Line, form: Format) -> str:
    shown = line.shown
    if not shown:
        return word("desc_none", form.language, name=line.name)
    first, last = shown[0], shown[-1]
    values = {"name": line.name, "last": form.full(value_of(last)), "last_period": last.period}
    if first is last:
        return word("desc_one", form.language, **values)
    return word(
        "desc_course",
        form.language,
        first=form.full(value_of(first)),
        first_period=first.period,
        **values,
    )
