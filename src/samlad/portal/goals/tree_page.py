"""The page of the tree: the goals from the overall one down to each area's aims, with counts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from samlad.catalogue import policy_areas
from samlad.model import NATION, PolicyArea
from samlad.portal.changes import edition
from samlad.portal.goals.goal_page import lines_of
from samlad.portal.goals.situation import GoalLine
from samlad.portal.goals.tree import WAYS_OF_WORKING, branches, goals, parts_of
from samlad.portal.register.models import Goal
from samlad.portal.register.words import GoalLevel
from samlad.portal.wording import language


@dataclass(frozen=True, slots=True)
class AreaBranch:
    """An area's sub-goal with its aims."""

    area: PolicyArea
    goal: GoalLine
    parts: tuple[GoalLine, ...]


def tree_html(place: str) -> SafeString:
    """The tree with its counts at a place, drawn; kept while neither release nor facts change."""
    return _html(edition(), place, language())


@lru_cache(maxsize=640)
def _html(_edition: str, place: str, _language: str) -> SafeString:
    context = {
        "place": "" if place == NATION else place,
        "overall": _of(GoalLevel.OVERALL, place),
        "components": _of(GoalLevel.COMPONENT, place),
        "legs": _of(GoalLevel.LEG, place),
        "areas": tuple(
            AreaBranch(
                policy_areas()[branch.goal.area],
                _line(branch.goal, place),
                _parts(branch.goal, place),
            )
            for branch in branches([GoalLevel.SUBGOAL])
        ),
        "ways": tuple(goal for goal in goals().values() if goal.level in WAYS_OF_WORKING),
        "programme": _of(GoalLevel.PROGRAMME_AREA, place),
        "later": tuple(
            (_line(branch.goal, place), _parts(branch.goal, place))
            for branch in branches([GoalLevel.SUCCESSOR_GOAL])
        ),
    }
    return render_to_string("goals/tree.html", context)


def _of(level: GoalLevel, place: str) -> tuple[GoalLine, ...]:
    found = tuple(goal for goal in goals().values() if goal.level == level)
    return lines_of(found, place, language())


def _line(goal: Goal, place: str) -> GoalLine:
    return lines_of((goal,), place, language())[0]


def _parts(goal: Goal, place: str) -> tuple[GoalLine, ...]:
    return lines_of(parts_of(goal), place, language())
