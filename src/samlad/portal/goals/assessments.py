"""Assessments for the pages: one place's indicators against the goals they follow, kept.

Takes a place, gives what samlad.progress says of the release's series. Nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache

from samlad.catalogue import goal_for, indicators, targets
from samlad.model import Direction, Indicator, Result
from samlad.portal.goals.tree import followed_by
from samlad.portal.results import RESULTS, results
from samlad.portal.statistics import rows
from samlad.progress import Assessment, Tally, assess, tally

#: So many letters of the release's hash name it well enough on a page.
SHORT = 12


@lru_cache(maxsize=512)
def at_place(place: str) -> Mapping[str, Assessment]:
    """Every indicator with a direction at a place, against the goal that has a target for it."""
    series = rows.by_indicator(place)
    return {
        indicator.id: _assessed(indicator, main_goal(indicator), series)
        for indicator in indicators().values()
        if indicator.direction is not Direction.NONE
    }


@lru_cache(maxsize=512)
def of_goal(goal_id: str, place: str) -> tuple[Assessment, ...]:
    """The indicators that follow a goal at a place, assessed against that goal."""
    series = rows.by_indicator(place)
    everywhere = at_place(place)
    return tuple(
        replace(everywhere[indicator.id], goal=goal_for(indicator, goal_id))
        if not _is_asked_apart(indicator, goal_id)
        else _assessed(indicator, goal_id, series)
        for indicator in followed_by(goal_id)
    )


def tally_of(goal_id: str, place: str) -> Tally:
    """How many of a goal's indicators stand in each standing at a place."""
    return tally(of_goal(goal_id, place))


def tally_at(place: str, wanted: Iterable[Indicator] | None = None) -> Tally:
    """How many indicators stand in each standing at a place: all, or those that are wanted."""
    found = at_place(place)
    if wanted is None:
        return tally(found.values())
    return tally(found[one.id] for one in wanted if one.id in found)


def main_goal(indicator: Indicator) -> str:
    """The goal an indicator is shown under: one with a target, else the one it names first."""
    aimed = (goal for goal in indicator.goals if (goal, indicator.id) in targets())
    return next(aimed, indicator.goals[0] if indicator.goals else "")


@cache
def release_name() -> str:
    """What the values come from: the engine, and the hash of the results."""
    manifest = results().manifest
    return f"{manifest.engine}, {manifest.files[RESULTS]['sha256'][:SHORT]}"


def _is_asked_apart(indicator: Indicator, goal_id: str) -> bool:
    """Whether a goal must be asked for itself: targets differ between an indicator's goals."""
    is_aimed = any((goal, indicator.id) in targets() for goal in indicator.goals)
    return is_aimed and goal_id != main_goal(indicator)


def _assessed(
    indicator: Indicator, goal_id: str, series: Mapping[str, tuple[Result, ...]]
) -> Assessment:
    return assess(
        series.get(indicator.id, ()), goal_for(indicator, goal_id), release=release_name()
    )
