"""The straight path from the baseline to a target, and whether the pace of a trend reaches it.

Takes values and years in the indicator's own unit. A straight path is no forecast: it says what an
even pace would have to be, and how far from it the latest value lies.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from samlad.model import Direction, Result, Target
from samlad.progress.change import best
from samlad.progress.trend import Trend, start_year


@dataclass(frozen=True, slots=True)
class Path:
    """pace: units a year of the straight path; None where the target's year is not after the
    baseline's. expected: where the path is in the latest year. behind: how far the latest value
    lies short of that, below 0 when it is ahead. left: from the latest value to the target, with
    sign. years_left: 0 or less when the target's year has come. needed: units a year from the
    latest value on; None when no years are left.
    """

    target: Target
    pace: float | None
    expected: float | None
    behind: float | None
    left: float
    years_left: int
    needed: float | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """share: the pace in per cent of the pace needed, with the limits that the slope's interval
    gives; None where nothing more is needed. projected: where the pace leads by the target's year,
    the intervals of latest value and slope added in squares. year: when it would reach the target;
    None when it leads away.
    """

    share: float | None
    low: float | None
    high: float | None
    projected: float
    projected_low: float | None
    projected_high: float | None
    year: int | None


def path(baseline: Result, latest: Result, target: Target, direction: Direction) -> Path:
    """The straight path between two results' values and a target."""
    first, last = _value(baseline), _value(latest)
    start, now, end = (start_year(p) for p in (baseline.period, latest.period, target.period))
    pace = (target.value - first) / (end - start) if end > start else None
    expected = None if pace is None else first + pace * (min(now, end) - start)
    left = target.value - last
    return Path(
        target=target,
        pace=pace,
        expected=expected,
        behind=None if expected is None else (expected - last) * wanted_sign(direction),
        left=left,
        years_left=end - now,
        needed=left / (end - now) if end > now else None,
    )


def outlook(way: Path, latest: Result, trend: Trend) -> Outlook | None:
    """Where the trend leads; None when the target's year has come."""
    if way.needed is None:
        return None
    last = _value(latest)
    shares = [None if s is None else _share(s, way.needed) for s in (trend.low, trend.high)]
    low, high = sorted(s for s in shares if s is not None) if None not in shares else (None, None)
    below = above = None
    if trend.low is not None and trend.high is not None:
        down = 0.0 if latest.low is None else last - latest.low
        up = 0.0 if latest.high is None else latest.high - last
        below = math.hypot((trend.slope - trend.low) * way.years_left, down)
        above = math.hypot((trend.high - trend.slope) * way.years_left, up)
    projected = last + trend.slope * way.years_left
    return Outlook(
        share=_share(trend.slope, way.needed),
        low=low,
        high=high,
        projected=projected,
        projected_low=None if below is None else projected - below,
        projected_high=None if above is None else projected + above,
        year=_year_met(way, latest, trend),
    )


def wanted_sign(direction: Direction) -> int:
    """1 where more is wanted, -1 where less is."""
    return 1 if direction is Direction.UP else -1


def is_reached(row: Result, target: Target, direction: Direction) -> bool:
    """Whether the value surely is at the target or beyond: its whole interval, where it has one."""
    worst = row.low if direction is Direction.UP else row.high
    return _short(_value(row) if worst is None else worst, target, direction) <= 0


def is_missed(row: Result, target: Target, direction: Direction) -> bool:
    """Whether the value surely falls short of the target: its whole interval."""
    finest = row.high if direction is Direction.UP else row.low
    return _short(_value(row) if finest is None else finest, target, direction) > 0


def _short(value: float, target: Target, direction: Direction) -> float:
    return (target.value - value) * wanted_sign(direction)


def _share(slope: float, needed: float) -> float | None:
    return None if needed == 0 else 100 * slope / needed


def _year_met(way: Path, latest: Result, trend: Trend) -> int | None:
    """The first year in which the pace has covered what is left."""
    if way.left == 0:
        return start_year(latest.period)
    if way.left * trend.slope <= 0:
        return None
    years = way.left / trend.slope
    return start_year(latest.period) + math.ceil(round(years, 9)) if years < 1000 else None


def _value(row: Result) -> float:
    value = best(row)
    assert value is not None
    return value
