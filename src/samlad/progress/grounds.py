"""Where an indicator can stand against its goal, and what can decide it."""

from __future__ import annotations

from enum import StrEnum


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
    MAY_BE_ENOUGH = "may_be_enough"  # the trend leads there, but perhaps not in time
    TOO_LATE = "too_late"  # the target's year has come, and it was not reached by then
    LOST = "lost"  # the target's year has come; it was reached in time, and no longer is
    AROUND_TARGET = "around_target"  # the year has come, and the interval holds the target
    ANY_SLOPE = "any_slope"  # the interval of the slope holds 0
    UNCHANGED = "unchanged"  # all comparable values are the same
    CONTRARY = "contrary"  # the trend is sure, but the change since the baseline goes the other way
    NO_INTERVAL = "no_interval"  # too few values for an interval of that confidence
    FEW_POINTS = "few_points"
    FEW_AFTER_BREAK = "few_after_break"
    TURNED = "turned"  # a gap that was to shrink has passed 0
    BELOW_ZERO = "below_zero"  # a gap that was to shrink lies below 0, and was never surely above
    AROUND_ZERO = "around_zero"  # it is below 0, but its interval holds 0
    NOTHING_SINCE = "nothing_since"  # no value since the baseline
    NO_VALUE = "no_value"
