"""The trend of a series: Theil's slope with Sen's rank interval, exact for few values.

The slope is the median of the slopes of all pairs of values (Theil 1950; Sen 1968, JASA 63). Its
interval drops as many of the steepest pairs at each end as the exact distribution of Kendall's S
allows, so that it holds what it says also for five values; the usual normal approximation does
not. With four values or fewer there is no interval of 95 per cent at all: even four values in
order come so by chance one time in twelve.

The swings between years, noise in the values among them, are in the rank interval. The values' own
intervals, where they have any, are carried through the weights of a straight line and added in
squares. What is noise already seen as swings counts twice then, which is cautious by a factor of
at most the square root of two.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from itertools import count as numbers_from
from statistics import fmean, median

from samlad.model import Result
from samlad.progress.change import best
from samlad.progress.written import step


@dataclass(frozen=True, slots=True)
class Trend:
    """slope: units of the value a year. low, high: its interval; None where none of that
    confidence exists. points: how many values it rests on.
    """

    slope: float
    low: float | None
    high: float | None
    points: int

    @property
    def sign(self) -> int:
        """1 where it surely rises, -1 where it surely falls, 0 where neither is sure."""
        if self.low is None or self.high is None:
            return 0
        return (self.low > 0) - (self.high < 0)


def trend(series: Sequence[Result], confidence: float) -> Trend | None:
    """The trend of results in order of period; None for fewer than two values.

    confidence: of the interval, per cent.
    """
    rows = [(row, value) for row in series if (value := best(row)) is not None]
    if len(rows) < 2:
        return None
    years = [start_year(row.period) for row, _ in rows]
    found = theil_sen(years, [value for _, value in rows], confidence)
    if found.low is None or found.high is None:
        return found
    below, above = _carried([row for row, _ in rows], [value for _, value in rows], years)
    return Trend(
        slope=found.slope,
        low=found.slope - math.hypot(found.slope - found.low, below),
        high=found.slope + math.hypot(found.high - found.slope, above),
        points=found.points,
    )


def theil_sen(years: Sequence[float], values: Sequence[float], confidence: float) -> Trend:
    """The median slope of all pairs and its exact rank interval; no two years are the same.

    >>> theil_sen([1, 2, 3, 4, 5], [2, 4, 6, 8, 10], 95)
    Trend(slope=2.0, low=2.0, high=2.0, points=5)
    """
    pairs = combinations(zip(years, values, strict=True), 2)
    slopes = sorted(
        step(before, after) / (late - early) for (early, before), (late, after) in pairs
    )
    dropped = left_out(len(values), confidence)
    if dropped is None:
        return Trend(median(slopes), None, None, len(values))
    return Trend(median(slopes), slopes[dropped], slopes[-1 - dropped], len(values))


@cache
def left_out(number: int, confidence: float) -> int | None:
    """How many of the steepest pairs at each end lie outside the interval; None for no interval.

    When nothing but chance orders the values, the number of pairs in falling order is that of the
    inversions of a random permutation.

    >>> [left_out(n, 95) for n in (4, 5, 6, 7, 10)]
    [None, 0, 1, 3, 11]
    """
    allowed = math.factorial(number) * (100 - confidence) / 200
    reached = 0
    for inversions, ways in enumerate(_permutations(number)):
        reached += ways
        if reached > allowed:
            return inversions - 1 if inversions else None
    return None


@cache
def fewest_for_interval(confidence: float) -> int:
    """How many values there must be for any interval of that confidence.

    >>> [fewest_for_interval(confidence) for confidence in (90, 95, 99)]
    [4, 5, 6]
    """
    return next(number for number in numbers_from(2) if left_out(number, confidence) is not None)


@cache
def _permutations(number: int) -> tuple[int, ...]:
    """How many permutations of `number` things have 0, 1, 2 … inversions."""
    ways = [1]
    for size in range(2, number + 1):
        longer = [0] * (len(ways) + size - 1)
        for inversions, count in enumerate(ways):
            for more in range(size):
                longer[inversions + more] += count
        ways = longer
    return tuple(ways)


def _carried(
    rows: Sequence[Result], values: Sequence[float], years: Sequence[int]
) -> tuple[float, float]:
    """How far the values' own intervals reach below and above the slope of a straight line."""
    middle = fmean(years)
    spread = sum((year - middle) ** 2 for year in years)
    below = above = 0.0
    for row, value, year in zip(rows, values, years, strict=True):
        if row.low is None or row.high is None:
            continue
        weight = (year - middle) / spread
        down, up = value - row.low, row.high - value
        if weight < 0:
            down, up = up, down
        below += (weight * down) ** 2
        above += (weight * up) ** 2
    return math.sqrt(below), math.sqrt(above)


def start_year(period: str) -> int:
    """The year a period begins, which is its place in time.

    >>> start_year("2022"), start_year("2023/24")
    (2022, 2023)
    """
    return int(period[:4])
