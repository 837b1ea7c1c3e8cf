"""The straight path from the baseline to a target, and whether the pace of a trend reaches it.

Takes values and years in the indicator's own unit; values are held against the target as they are
written. A straight path is no forecast: it says what an even pace would have to be, and how far
from it the latest value lies.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from samlad.model import Direction, Goal, Result, Target
from samlad.progress.change import best
from samlad.progress.trend import Trend, start_year
from samlad.progress.written import as_written

#: No pace is drawn out to a year farther ahead than this.
FARTHEST = 50
#: Decimals that a quotient is exact to.
EXACT = 9


@dataclass(frozen=True, slots=True)
class Path:
    """pace: units a year of the straight path; expected: where it is in the latest year; behind:
    how far the latest value lies short of that, below 0 when it is ahead. The three are None where
    no path leads there: the baseline was at the target or beyond, or the target's year is not
    after the baseline's. left: from the latest value to the target, with sign. is_met: whether the
    latest value is at the target or beyond, its interval left aside. years_left: 0 or less when
    the target's year has come. needed: units a year from the latest value on; None when nothing is
    left, or no years are.
    """

    target: Target
    pace: float | None
    expected: float | None
    behind: float | None
    left: float
    is_met: bool
    years_left: int
    needed: float | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """share: the pace in per cent of the pace needed, with the limits that the slope's interval
    gives; year: when it would reach the target. They are None unless the trend surely leads towards
    a target that is still ahead, the year also where it lies more than FARTHEST years ahead.
    projected: where the pace leads by the target's year, the intervals of latest value and slope
    added in squares; None where the unit has no such values.
    """

    share: float | None
    low: float | None
    high: float | None
    projected: float | None
    projected_low: float | None
    projected_high: float | None
    year: int | None


def path(baseline: Result, latest: Result, target: Target, goal: Goal) -> Path:
    """The straight path between two results' values and a target."""
    first, last = _value(baseline), _value(latest)
    start, now, end = (start_year(p) for p in (baseline.period, latest.period, target.period))
    is_ahead = _short(first, target, goal) > 0 and end > start
    pace = (target.value - first) / (end - start) if is_ahead else None
    expected = None if pace is None else first + pace * (min(now, end) - start)
    left = target.value - last
    is_met = _short(last, target, goal) <= 0
    return Path(
        target=target,
        pace=pace,
        expected=expected,
        behind=None if expected is None else (expected - last) * wanted_sign(goal.direction),
        left=left,
        is_met=is_met,
        years_left=end - now,
        needed=left / (end - now) if end > now and not is_met else None,
    )


def outlook(way: Path, latest: Result, trend: Trend, goal: Goal) -> Outlook | None:
    """Where the trend leads; None when the target's year has come or the trend has no interval."""
    if way.years_left <= 0 or trend.low is None or trend.high is None:
        return None
    share = low = high = year = None
    if way.needed is not None and trend.sign * way.needed > 0:
        share = _per_cent(trend.slope, way.needed)
        low, high = sorted(_per_cent(limit, way.needed) for limit in (trend.low, trend.high))
        year = _year_met(way, latest, trend)
    return Outlook(share, low, high, *_projected(way, latest, trend, goal), year)


def wanted_sign(direction: Direction) -> int:
    """1 where more is wanted, -1 where less is."""
    return 1 if direction is Direction.UP else -1


def is_reached(row: Result, target: Target, goal: Goal) -> bool:
    """Whether the value surely is at the target or beyond: its whole interval, where it has one."""
    worst = row.low if goal.direction is Direction.UP else row.high
    return _short(_value(row) if worst is None else worst, target, goal) <= 0


def is_missed(row: Result, target: Target, goal: Goal) -> bool:
    """Whether the value surely falls short of the target: its whole interval."""
    finest = row.high if goal.direction is Direction.UP else row.low
    return _short(_value(row) if finest is None else finest, target, goal) > 0


def _short(value: float, target: Target, goal: Goal) -> float:
    """How far a value falls short of the target, both as they are written; 0 or less at it."""
    wanted, found = (as_written(one, goal.decimals) for one in (target.value, value))
    return (wanted - found) * wanted_sign(goal.direction)


def _per_cent(pace: float, needed: float) -> float:
    """The pace in per cent of that needed, without what the machine's rounding adds."""
    return round(100 * pace / needed, EXACT)


def _projected(
    way: Path, latest: Result, trend: Trend, goal: Goal
) -> tuple[float | None, float | None, float | None]:
    """Where the pace leads by the target's year, and the limits of that, within the unit's."""
    assert trend.low is not None and trend.high is not None
    last = _value(latest)
    lowest, highest = goal.bounds
    projected = last + trend.slope * way.years_left
    if not lowest <= projected <= highest:
        return None, None, None
    down = 0.0 if latest.low is None else last - latest.low
    up = 0.0 if latest.high is None else latest.high - last
    below = math.hypot((trend.slope - trend.low) * way.years_left, down)
    above = math.hypot((trend.high - trend.slope) * way.years_left, up)
    return projected, max(projected - below, lowest), min(projected + above, highest)


def _year_met(way: Path, latest: Result, trend: Trend) -> int | None:
    """The first year in which the pace has covered what is left."""
    years = math.ceil(round(way.left / trend.slope, EXACT))
    return start_year(latest.period) + years if years <= FARTHEST else None


def _value(row: Result) -> float:
    value = best(row)
    assert value is not None
    return value
