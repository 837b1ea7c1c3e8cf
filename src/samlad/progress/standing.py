"""Which standing the evidence gives: the rules, in the order in which they are asked.

Takes what was worked out of a series and what its goal wants, gives a standing and what decided
it. The order and each rule with an example stand in docs/progress.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from samlad.model import Aspect, Direction, Goal, Result, Target, Thresholds
from samlad.progress.change import Change, best
from samlad.progress.path import Outlook, Path, is_missed, is_reached, wanted_sign
from samlad.progress.trend import Trend


class Standing(StrEnum):
    """Where an indicator stands against its goal."""

    REACHED = "reached"
    ON_PATH = "on_path"
    TOO_SLOW = "too_slow"
    WRONG_WAY = "wrong_way"
    NO_TARGET_IMPROVING = "no_target_improving"
    NO_TARGET_WORSENING = "no_target_worsening"
    UNCLEAR = "unclear"
    BROKEN_SERIES = "broken_series"
    NO_DATA = "no_data"


class Ground(StrEnum):
    """What decided the standing."""

    AT_TARGET = "at_target"
    PACE = "pace"  # the trend is sure, and so is what its pace amounts to
    TOO_LATE = "too_late"  # the target's year has come and the value falls short
    ANY_SLOPE = "any_slope"  # the interval of the slope holds 0
    CONTRARY = "contrary"  # the trend is sure, but the change since the baseline goes the other way
    NO_INTERVAL = "no_interval"  # too few values for an interval of that confidence
    FEW_POINTS = "few_points"
    FEW_AFTER_BREAK = "few_after_break"
    TURNED = "turned"  # a gap that was to shrink has passed 0
    NOTHING_SINCE = "nothing_since"  # no value since the baseline
    NO_VALUE = "no_value"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is worked out before the standing is decided.

    used: the comparable values; is_cut: whether a break leaves others out.
    """

    change: Change
    used: tuple[Result, ...]
    is_cut: bool
    trend: Trend | None
    target: Target | None
    path: Path | None
    outlook: Outlook | None


def decide(
    found: Evidence, rows: Sequence[Result], goal: Goal, limits: Thresholds
) -> tuple[Standing, Ground]:
    """The first of these that holds; the order is that of docs/progress.md."""
    latest, target = found.change.last, found.target
    if latest is None:
        is_older = any(best(row) is not None for row in rows)
        return Standing.NO_DATA, Ground.NOTHING_SINCE if is_older else Ground.NO_VALUE
    if _has_turned(latest, goal):
        return Standing.UNCLEAR, Ground.TURNED
    if target is not None and is_reached(latest, target, goal.direction):
        return Standing.REACHED, Ground.AT_TARGET
    sign = found.trend.sign * wanted_sign(goal.direction) if found.trend else 0
    is_contrary = _is_contrary(found, goal)
    if sign < 0 and not is_contrary:
        is_aimed = target is not None
        return Standing.WRONG_WAY if is_aimed else Standing.NO_TARGET_WORSENING, Ground.PACE
    is_late = found.path is not None and found.path.years_left <= 0
    if target is not None and is_late and is_missed(latest, target, goal.direction):
        return Standing.TOO_SLOW, Ground.TOO_LATE
    if found.trend is None:
        return _too_few(found, rows, limits)
    if is_contrary:
        return Standing.UNCLEAR, Ground.CONTRARY
    if sign == 0:
        is_wide = found.trend.low is None
        return Standing.UNCLEAR, Ground.NO_INTERVAL if is_wide else Ground.ANY_SLOPE
    if target is None:
        return Standing.NO_TARGET_IMPROVING, Ground.PACE
    return _pace(found, limits)


def _has_turned(latest: Result, goal: Goal) -> bool:
    """Whether a gap is below 0: those who were behind are ahead, and less is no longer better."""
    value = best(latest)
    is_shrinking_gap = goal.aspect is Aspect.GAP and goal.direction is Direction.DOWN
    return is_shrinking_gap and value is not None and value < 0


def _is_contrary(found: Evidence, goal: Goal) -> bool:
    """Whether the change since the baseline, as it is written, goes the other way than the trend.

    How sure the change is does not matter: else a wider interval could make a standing surer.
    """
    amount = found.change.difference
    if amount is None or found.trend is None:
        return False
    return round(amount.amount, goal.decimals) * found.trend.sign < 0


def _too_few(
    found: Evidence, rows: Sequence[Result], limits: Thresholds
) -> tuple[Standing, Ground]:
    """Too few comparable values: it is the break that is to blame where the whole had enough."""
    whole = sum(best(row) is not None for row in rows)
    if found.is_cut and whole >= limits.fewest_points:
        return Standing.BROKEN_SERIES, Ground.FEW_AFTER_BREAK
    return Standing.UNCLEAR, Ground.FEW_POINTS


def _pace(found: Evidence, limits: Thresholds) -> tuple[Standing, Ground]:
    """Whether a pace that surely leads the right way is enough."""
    if found.outlook is None:  # the year has come, and the interval holds the target
        return Standing.UNCLEAR, Ground.AT_TARGET
    share = found.outlook.share
    is_enough = share is None or share < 0 or share >= limits.on_path_from
    return Standing.ON_PATH if is_enough else Standing.TOO_SLOW, Ground.PACE
