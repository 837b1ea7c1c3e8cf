"""The page of the tree: the goals from the overall one down to each area's aims, with counts."""

from __future__ import annotations

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from samlad.catalogue import policy_areas
from samlad.model import NATION, PolicyArea
from samlad.portal.goals.goal_page import lines_of
from samlad.portal.goals.situation import GoalLine
from samlad.portal.goals.tree import WAYS_OF_WORKING, branches, goals, parts_of
from samlad.portal.kept import kept
from samlad.portal.register.models import Goal
from samlad.portal.register.words import GoalLevel
from samlad.portal.wording import language


@dataclass(frozen=True, slots=True)
class AreaBranch:
    """An area's sub-goal with its aims."""

    area: PolicyArea
    goal: GoalLine
    parts: tuple[GoalLine, ...]


@kept
def tree_html() -> SafeString:
    """The tree, drawn."""
    context = {
        "overall": _of(GoalLevel.OVERALL),
        "components": _of(GoalLevel.COMPONENT),
        "legs": _of(GoalLevel.LEG),
        "areas": tuple(
            AreaBranch(policy_areas()[branch.goal.area], _line(branch.goal), _lines(branch.goal))
            for branch in branches([GoalLevel.SUBGOAL])
        ),
        "ways": tuple(goal for goal in goals().values() if goal.level in WAYS_OF_WORKING),
        "programme": _of(GoalLevel.PROGRAMME_AREA),
        "later": tuple(
            (_line(branch.goal), _lines(branch.goal))
            for branch in branches([GoalLevel.SUCCESSOR_GOAL])
        ),
    }
    return render_to_string("goals/tree.html", context)


def _of(level: GoalLevel) -> tuple[GoalLine, ...]:
    found = tuple(goal for goal in goals().values() if goal.level == level)
    return lines_of(found, NATION, language())


def _line(goal: Goal) -> GoalLine:
    return lines_of((goal,), NATION, language())[0]


def _lines(goal: Goal) -> tuple[GoalLine, ...]:
    return lines_of(parts_of(goal), NATION, language())
