"""A gap that is to shrink, and 0: below it those who were behind are ahead.

Takes the comparable values of a gap, says whether it has turned, lies below 0, or may lie on
either side; there a lower number no longer says what is better.
"""

from __future__ import annotations

from collections.abc import Sequence

from samlad.model import Aspect, Direction, Goal, Result
from samlad.progress.change import best
from samlad.progress.grounds import Ground
from samlad.progress.written import as_written


def below_zero(used: Sequence[Result], goal: Goal) -> Ground | None:
    """TURNED or BELOW_ZERO where the newest value surely is below 0; None where it is not.

    It has turned only where an earlier value surely was above 0: a value without interval as it is
    written, one with an interval by the whole of it.
    """
    if not _is_to_shrink(goal) or not used or not _is_below(used[-1], goal.decimals):
        return None
    was_above = any(_is_above(row, goal.decimals) for row in used[:-1])
    return Ground.TURNED if was_above else Ground.BELOW_ZERO


def may_be_either(latest: Result, goal: Goal) -> bool:
    """Whether the value is below 0 but its interval reaches above: which way is better is open."""
    value = best(latest)
    is_below = value is not None and as_written(value, goal.decimals) < 0
    return _is_to_shrink(goal) and is_below and not _is_below(latest, goal.decimals)


def _is_to_shrink(goal: Goal) -> bool:
    return goal.aspect is Aspect.GAP and goal.direction is Direction.DOWN


def _is_below(row: Result, decimals: int) -> bool:
    if row.high is not None:
        return row.high < 0
    value = best(row)
    return value is not None and as_written(value, decimals) < 0


def _is_above(row: Result, decimals: int) -> bool:
    if row.low is not None:
        return row.low > 0
    value = best(row)
    return value is not None and as_written(value, decimals) > 0
