"""Which standing the evidence gives: the rules, in the order in which they are asked.

Takes what was worked out of a series and what its goal wants, gives a standing and what decided
it. The order and each rule with an example stand in docs/progress.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samlad.model import Break, Goal, Result, Target, Thresholds
from samlad.progress.change import Change, best
from samlad.progress.gap import below_zero, may_be_either
from samlad.progress.grounds import Ground, Standing
from samlad.progress.path import Outlook, Path, is_missed, is_reached, wanted_sign
from samlad.progress.trend import Trend, start_year
from samlad.progress.written import as_written, step

Decided = tuple[Standing, Ground]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is worked out before the standing is decided.

    used: the comparable values; cut: the break that leaves others out, None where none is left out.
    """

    change: Change
    used: tuple[Result, ...]
    cut: Break | None
    trend: Trend | None
    target: Target | None
    path: Path | None
    outlook: Outlook | None


def decide(found: Evidence, rows: Sequence[Result], goal: Goal, limits: Thresholds) -> Decided:
    """The first of these that holds; the order is that of docs/progress.md."""
    latest, target = found.change.last, found.target
    if latest is None:
        is_older = any(best(row) is not None for row in rows)
        return Standing.NO_DATA, Ground.NOTHING_SINCE if is_older else Ground.NO_VALUE
    if ground := below_zero(found.used, goal):
        return Standing.UNCLEAR, ground
    if target is not None and is_reached(latest, target, goal):
        return Standing.REACHED, Ground.AT_TARGET
    is_contrary = _is_contrary(found)
    sign = found.trend.sign * wanted_sign(goal.direction) if found.trend else 0
    if sign and may_be_either(latest, goal):
        return Standing.UNCLEAR, Ground.AROUND_ZERO
    if target is not None and found.path is not None and found.path.years_left <= 0:
        return _when_due(found, target, 0 if is_contrary else sign, goal, limits)
    if sign < 0 and not is_contrary:
        is_aimed = target is not None
        return Standing.WRONG_WAY if is_aimed else Standing.NO_TARGET_WORSENING, Ground.PACE
    if found.trend is None:
        return _too_few(found, rows, limits)
    if is_contrary:
        return Standing.UNCLEAR, Ground.CONTRARY
    if sign == 0:
        return Standing.UNCLEAR, _unsure(found.trend, found.used)
    if target is None:
        return Standing.NO_TARGET_IMPROVING, Ground.PACE
    return _pace(found, limits)


def met(used: Sequence[Result], target: Target, goal: Goal, baseline: str) -> Result | None:
    """The newest value since the baseline that surely was at the target or beyond."""
    since = [row for row in used if row.period >= baseline]
    return next((row for row in reversed(since) if is_reached(row, target, goal)), None)


def _is_contrary(found: Evidence) -> bool:
    """Whether the change since the baseline goes the other way than the trend.

    How sure or how large the change is does not matter: else a wider interval could make a standing
    surer, and another unit could change it.
    """
    first, last = found.change.first, found.change.last
    if first is None or last is None or found.trend is None:
        return False
    before, after = best(first), best(last)
    assert before is not None and after is not None
    return step(before, after) * found.trend.sign < 0


def _when_due(
    found: Evidence, target: Target, sign: int, goal: Goal, limits: Thresholds
) -> Decided:
    """The target's year has come, and it is not reached; sign: 1 where a sure trend leads there."""
    latest = found.change.last
    assert latest is not None
    if not is_missed(latest, target, goal):
        if sign < 0:
            return Standing.WRONG_WAY, Ground.PACE
        return Standing.UNCLEAR, Ground.AROUND_TARGET
    due = start_year(target.period)
    in_time = [row for row in found.used if start_year(row.period) <= due]
    was_met = met(in_time, target, goal, limits.baseline) is not None
    ground = Ground.LOST if was_met else Ground.TOO_LATE
    if sign < 0:
        return Standing.WRONG_WAY, ground
    is_on_its_way = sign > 0 and not was_met
    return Standing.TOO_SLOW if is_on_its_way else Standing.UNCLEAR, ground


def _too_few(found: Evidence, rows: Sequence[Result], limits: Thresholds) -> Decided:
    """Too few comparable values: it is the break that is to blame where the whole had enough."""
    whole = sum(best(row) is not None for row in rows)
    if found.cut is not None and whole >= limits.fewest_points:
        return Standing.BROKEN_SERIES, Ground.FEW_AFTER_BREAK
    return Standing.UNCLEAR, Ground.FEW_POINTS


def _unsure(trend: Trend, used: Sequence[Result]) -> Ground:
    """Why neither way is sure."""
    if trend.low is None:
        return Ground.NO_INTERVAL
    is_even = trend.low == trend.high == 0
    return Ground.UNCHANGED if is_even else Ground.ANY_SLOPE


def _pace(found: Evidence, limits: Thresholds) -> Decided:
    """Whether a pace that surely leads the right way is enough, with its whole interval."""
    ahead = found.outlook
    if ahead is None or ahead.low is None or ahead.high is None:  # at the target, if not surely
        return Standing.ON_PATH, Ground.PACE
    if as_written(ahead.low, 0) >= limits.on_path_from:
        return Standing.ON_PATH, Ground.PACE
    if as_written(ahead.high, 0) < limits.on_path_from:
        return Standing.TOO_SLOW, Ground.PACE
    return Standing.UNCLEAR, Ground.MAY_BE_ENOUGH
