"""What may be said of two values: has it changed, does a place differ, or is it uncertain.

Takes results, gives the difference with its interval and a verdict. The interval of a difference
is put together from the intervals of the two values (MOVER, Zou & Donner 2008, Statistics in
Medicine 27(10)), which takes them as independent; for one place over time that is cautious.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import fmean

from samlad.model import Result
from samlad.progress.written import as_written

#: Fewer values than this show no course: no arrow from two points.
FEWEST_FOR_A_COURSE = 3


class Verdict(StrEnum):
    """What the numbers carry."""

    INCREASED = "increased"
    DECREASED = "decreased"
    UNCHANGED = "unchanged"  # equal as written, where no interval is meant
    UNCLEAR = "unclear"  # the difference is not greater than its uncertainty
    USUAL = "usual"  # without interval: not greater than the values' usual swings
    TWO_POINTS = "two_points"
    ONE_POINT = "one_point"
    NO_VALUE = "no_value"


#: Verdicts on a course of three values or more.
COURSES = (
    Verdict.INCREASED, Verdict.DECREASED, Verdict.UNCHANGED, Verdict.UNCLEAR, Verdict.USUAL,
)  # fmt: skip

#: Two values that differ by chance alone differ as much as two neighbours in time do: within this
#: many usual steps 95 times of 100.
STEPS_IN_A_SWING = 1.96


@dataclass(frozen=True, slots=True)
class Difference:
    """`later − earlier` (or place − reference) with its 95 % interval where both have one."""

    amount: float
    low: float | None
    high: float | None

    @property
    def is_certain(self) -> bool:
        """Whether the interval leaves out 0; without interval the figures are full counts."""
        if self.low is None or self.high is None:
            return True
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Change:
    """From the first comparable value to the last."""

    verdict: Verdict
    first: Result | None = None
    last: Result | None = None
    difference: Difference | None = None


def best(result: Result) -> float | None:
    """The value to show: bias-corrected where there is one, since its interval belongs to it."""
    return result.value if result.corrected is None else result.corrected


def difference(earlier: Result, later: Result) -> Difference | None:
    """The difference of two results; None when one of them has no value."""
    before, after = best(earlier), best(later)
    if before is None or after is None:
        return None
    amount = after - before
    if None in (earlier.low, earlier.high, later.low, later.high):
        return Difference(amount, None, None)
    below = math.hypot(after - _number(later.low), _number(earlier.high) - before)
    above = math.hypot(_number(later.high) - after, before - _number(earlier.low))
    return Difference(amount, amount - below, amount + above)


def change(series: Sequence[Result], breaks: Iterable[str], decimals: int) -> Change:
    """From the first value after the last break to the last value of one place's series.

    decimals: how the values are written; values without interval that are written alike are
    unchanged, and a change within their usual swings is told as that.
    """
    shown = [result for result in series if best(result) is not None]
    if not shown:
        return Change(Verdict.NO_VALUE)
    last = shown[-1]
    floor = max((period for period in breaks if period <= last.period), default="")
    comparable = [result for result in shown if result.period >= floor]
    first = comparable[0]
    if first is last:
        return Change(Verdict.ONE_POINT, last=last)
    amount = difference(first, last)
    if len(comparable) < FEWEST_FOR_A_COURSE:
        return Change(Verdict.TWO_POINTS, first, last, amount)
    found = verdict(amount, decimals)
    if found in (Verdict.INCREASED, Verdict.DECREASED) and _is_usual(amount, comparable):
        found = Verdict.USUAL
    return Change(found, first, last, amount)


def usual_swing(series: Sequence[Result]) -> float:
    """How far two values of a series without intervals lie apart by its swings alone.

    The usual step is the root of the mean square of the steps from one period to the next; a
    steady trend makes it larger, which is on the cautious side. In the unit of the series.
    """
    values = [_value(result) for result in series]
    steps = [after - before for before, after in pairwise(values)]
    return STEPS_IN_A_SWING * math.sqrt(fmean(step * step for step in steps))


def _is_usual(amount: Difference | None, series: Sequence[Result]) -> bool:
    if amount is None or amount.low is not None:
        return False
    return abs(amount.amount) <= usual_swing(series)


def turn(found: Change, series: Sequence[Result]) -> Result | None:
    """The highest or lowest value in between, when the way there turned more than the change.

    `16.3 … 18.4 … 15.9` fell by less than it rose on the way: the peak has to be told.
    """
    if found.verdict not in COURSES or found.first is None or found.last is None:
        return None
    first, last = _value(found.first), _value(found.last)
    between = [
        row
        for row in series
        if found.first.period < row.period < found.last.period and best(row) is not None
    ]
    outside = {row.period: _outside(_value(row), first, last) for row in between}
    farthest = max(between, key=lambda row: outside[row.period], default=None)
    if farthest is None or outside[farthest.period] <= abs(last - first):
        return None
    is_certain = all(
        amount is not None and amount.is_certain
        for amount in (difference(found.first, farthest), difference(farthest, found.last))
    )
    return farthest if is_certain and outside[farthest.period] > 0 else None


def _outside(value: float, first: float, last: float) -> float:
    """How far the value lies above or below both ends."""
    return max(value - max(first, last), min(first, last) - value, 0.0)


def verdict(amount: Difference | None, decimals: int) -> Verdict:
    """Increased, decreased, unchanged or unclear."""
    if amount is None:
        return Verdict.NO_VALUE
    if not amount.is_certain:
        return Verdict.UNCLEAR
    if as_written(amount.amount, decimals) == 0:
        return Verdict.UNCHANGED
    return Verdict.INCREASED if amount.amount > 0 else Verdict.DECREASED


def _value(result: Result) -> float:
    return _number(best(result))


def _number(limit: float | None) -> float:
    assert limit is not None
    return limit
