"""Where an indicator stands against its goal: how far since the baseline, and will it get there.

Takes a series of results and a goal, gives a standing with every value it used. It knows nothing
of pages, averages nothing over indicators, and answers `unclear` rather than guess. The two
questions are kept apart: `change` tells how far since the baseline; `trend`, `path` and `outlook`
tell whether the pace reaches a target. All in the indicator's own unit, so that a share and its
complement get the same answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from samlad import catalogue
from samlad.errors import DefinitionError, InputError
from samlad.model import Break, Direction, Goal, Result, Target, Thresholds
from samlad.progress.change import Change, best, change
from samlad.progress.grounds import Ground, Standing
from samlad.progress.path import Outlook, Path, outlook, path
from samlad.progress.standing import Evidence, decide, met
from samlad.progress.trend import Trend, trend


class Start(StrEnum):
    """Why changes are counted from the period they are counted from."""

    STRATEGY = "strategy"  # the year the strategy began
    AFTER_BREAK = "after_break"  # the first comparable value after the last break
    FIRST_VALUE = "first_value"  # the first value there is since the strategy began


@dataclass(frozen=True, slots=True)
class Assessment:
    """An answer with all it rests on.

    series: every row that was given, missing values too. used: the comparable values, those after
    the last break, on which the trend rests. breaks: those between the first value and the last;
    cut: the one that leaves values out, None where none is left out. baseline, latest: the ends of
    `change`. target: None where none was set for this place. met: the newest value since the
    baseline that surely was at the target. release: what the values come from, as the caller names
    it.
    """

    standing: Standing
    ground: Ground
    goal: Goal
    thresholds: Thresholds
    series: tuple[Result, ...]
    used: tuple[Result, ...]
    breaks: tuple[Break, ...]
    cut: Break | None
    change: Change
    start: Start | None
    target: Target | None
    met: Result | None
    trend: Trend | None
    path: Path | None
    outlook: Outlook | None
    release: str = ""

    @property
    def baseline(self) -> Result | None:
        """The value that changes are counted from; None with fewer than two values."""
        return self.change.first

    @property
    def latest(self) -> Result | None:
        """The newest value since the strategy began."""
        return self.change.last


def assess(
    series: Sequence[Result],
    goal: Goal,
    *,
    thresholds: Thresholds | None = None,
    release: str = "",
) -> Assessment:
    """Where the series of one indicator at one place stands against the goal.

    Raises DefinitionError when the goal has no direction, or its target's year is not after the
    baseline; InputError when the rows are not one series.
    """
    limits = thresholds or catalogue.thresholds()
    _check_goal(goal, limits)
    rows = _in_order(series)
    found = _evidence(rows, goal, limits)
    standing, ground = decide(found, rows, goal, limits)
    return Assessment(
        standing=standing,
        ground=ground,
        goal=goal,
        thresholds=limits,
        series=rows,
        used=found.used,
        breaks=tuple(cut for cut in goal.breaks if _is_within(cut.period, rows)),
        cut=found.cut,
        change=found.change,
        start=_start(found, rows, limits),
        target=found.target,
        met=met(found.used, found.target, goal, limits.baseline) if found.target else None,
        trend=found.trend,
        path=found.path,
        outlook=found.outlook,
        release=release,
    )


def _evidence(rows: tuple[Result, ...], goal: Goal, limits: Thresholds) -> Evidence:
    shown = [row for row in rows if best(row) is not None]
    last_cut = _last_cut(goal.breaks, shown)
    used = tuple(row for row in shown if last_cut is None or row.period >= last_cut.period)
    since = [row for row in rows if row.period >= limits.baseline]
    changed = change(since, [cut.period for cut in goal.breaks], goal.decimals)
    slope = trend(used, limits.confidence) if len(used) >= limits.fewest_points else None
    target = _target_here(goal, rows)
    latest = changed.last
    way = None
    if target is not None and latest is not None:
        way = path(changed.first or latest, latest, target, goal)
    return Evidence(
        change=changed,
        used=used,
        cut=last_cut if len(used) < len(shown) else None,
        trend=slope,
        target=target,
        path=way,
        outlook=outlook(way, latest, slope, goal) if way and latest and slope else None,
    )


def _last_cut(breaks: Sequence[Break], shown: Sequence[Result]) -> Break | None:
    """The break after which values compare with the newest: the last one not after it."""
    past = [cut for cut in breaks if shown and cut.period <= shown[-1].period]
    return max(past, key=lambda cut: cut.period, default=None)


def _start(found: Evidence, rows: Sequence[Result], limits: Thresholds) -> Start | None:
    """Why the baseline is the period it is; None where there is no baseline."""
    first = found.change.first
    if first is None:
        return None
    if first.period[:4] == limits.baseline:
        return Start.STRATEGY
    is_cut = any(
        limits.baseline <= row.period < first.period for row in rows if best(row) is not None
    )
    return Start.AFTER_BREAK if is_cut else Start.FIRST_VALUE


def _target_here(goal: Goal, rows: Sequence[Result]) -> Target | None:
    """The goal's target, where it was set for the place of the rows."""
    if goal.target is None or not rows or rows[0].place not in goal.target.places:
        return None
    return goal.target


def _is_within(period: str, rows: Sequence[Result]) -> bool:
    """Whether there are values on both sides of a break."""
    shown = [row.period for row in rows if best(row) is not None]
    return bool(shown) and shown[0] < period <= shown[-1]


def _check_goal(goal: Goal, limits: Thresholds) -> None:
    name = f"goal '{goal.id}', indicator '{goal.indicator}'"
    if goal.direction is Direction.NONE:
        raise DefinitionError(
            f"{name}: no direction, so nothing says what is better; declare 'up' or 'down'"
        )
    if goal.target is not None and goal.target.period <= limits.baseline:
        raise DefinitionError(
            f"{name}: the target's year {goal.target.period} is not after the baseline "
            f"{limits.baseline}"
        )


def _in_order(series: Sequence[Result]) -> tuple[Result, ...]:
    """The rows by period; InputError when they are not of one indicator, place and division."""
    kinds = {(row.indicator, row.place, row.division) for row in series}
    if len(kinds) > 1:
        names = "; ".join(" ".join(kind) for kind in sorted(kinds)[:2])
        raise InputError(f"one series is asked for, but the rows are of several: {names}")
    rows = sorted(series, key=lambda row: row.period)
    for before, after in pairwise(rows):
        if before.period[:4] == after.period[:4]:
            raise InputError(
                f"two rows for {before.period[:4]} of '{before.indicator}' at '{before.place}'; "
                "a series has one each year"
            )
    return tuple(rows)
