"""The tree of goals as the pages walk it: which there are, what lies below each, who follows it.

Takes the goals of the register and the declared indicators; knows nothing of values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from samlad.catalogue import indicators, policy_areas
from samlad.errors import UnknownName
from samlad.model import Direction, Indicator, PolicyArea
from samlad.portal.kept import kept
from samlad.portal.register.models import Goal
from samlad.portal.register.words import GoalLevel

#: Levels of goals that came after the strategy.
LATER = (GoalLevel.SUCCESSOR_GOAL, GoalLevel.INTEGRATION_SUBGOAL)
#: Levels that want something of how things stand; the others say how work is to be done.
ASSESSED = (
    GoalLevel.OVERALL,
    GoalLevel.COMPONENT,
    GoalLevel.LEG,
    GoalLevel.SUBGOAL,
    GoalLevel.AIM,
    *LATER,
)
#: Levels of the strategy that tell how to work, and those of another programme.
WAYS_OF_WORKING = (GoalLevel.STARTING_POINT, GoalLevel.PERSPECTIVE)
#: The goal whose aim is that no areas are marked by socio-economic challenges.
NO_SUCH_AREAS = "mal-del-1"


@dataclass(frozen=True, slots=True)
class Branch:
    """A goal with the goals below it."""

    goal: Goal
    parts: tuple[Branch, ...]


@kept
def goals() -> Mapping[str, Goal]:
    """Every goal by id, in the order of the source."""
    return {goal.id: goal for goal in Goal.objects.select_related("parent").order_by("position")}


def goal_of(slug: str) -> Goal:
    """The goal of that address; UnknownName with the nearest when there is none."""
    try:
        return goals()[slug]
    except KeyError:
        raise UnknownName("goal", slug, goals()) from None


def branches(levels: Iterable[GoalLevel], parent: str | None = None) -> tuple[Branch, ...]:
    """The goals of these levels with what lies below them; of one parent, where it is named."""
    wanted = set(levels)
    return tuple(
        Branch(goal, branches(GoalLevel, goal.id))
        for goal in goals().values()
        if goal.level in wanted and (parent is None or goal.parent_id == parent)
    )


def parts_of(goal: Goal) -> tuple[Goal, ...]:
    """The goals right below it."""
    return tuple(part for part in goals().values() if part.parent_id == goal.id)


def above(goal: Goal) -> tuple[Goal, ...]:
    """The goals it is a part of, the nearest last."""
    return (*above(goals()[goal.parent_id]), goals()[goal.parent_id]) if goal.parent_id else ()


def goals_by_area() -> tuple[tuple[PolicyArea, tuple[Goal, ...]], ...]:
    """The goals that can be assessed, by policy area; what cuts across stands first."""
    areas = sorted(policy_areas().values(), key=lambda area: area.number)
    return tuple(
        (
            area,
            tuple(g for g in goals().values() if g.area == area.id and g.level in ASSESSED),
        )
        for area in areas
    )


@cache
def followed_by(goal_id: str) -> tuple[Indicator, ...]:
    """The indicators with a direction that follow a goal, in the order of the catalogue."""
    return tuple(one for one in _declared(goal_id) if one.direction is not Direction.NONE)


@cache
def undirected(goal_id: str) -> tuple[Indicator, ...]:
    """The indicators that describe a goal's matter without a wanted direction: not assessed."""
    return tuple(one for one in _declared(goal_id) if one.direction is Direction.NONE)


@cache
def near(goal_id: str) -> tuple[Indicator, ...]:
    """The indicators that touch a goal's matter but do not measure what it says: not counted."""
    return tuple(one for one in indicators().values() if goal_id in one.near_goals)


def _declared(goal_id: str) -> list[Indicator]:
    return [one for one in indicators().values() if goal_id in one.goals]
