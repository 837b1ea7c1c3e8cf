"""What other pages say of goals: counts at a place or of a goal, the goals of an indicator.

`{% load goals_in_words %}`. Nothing is worked out here; the answers are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import template

from samlad.catalogue import indicators
from samlad.model import NATION, Direction, PolicyArea
from samlad.portal.goals import reasons, words
from samlad.portal.goals.assessments import at_place, of_goal, tally_at, tally_of
from samlad.portal.goals.stands import Stands, goal_address
from samlad.portal.goals.stands import stands as stands_at
from samlad.portal.goals.tree import goals
from samlad.portal.register.models import Goal
from samlad.portal.register.words import GoalLevel
from samlad.portal.statistics.places import name_of
from samlad.portal.wording import in_language, language

register = template.Library()


@dataclass(frozen=True, slots=True)
class Followed:
    """A goal that an indicator follows, with where the indicator stands against it."""

    title: str
    address: str
    standing: str
    sign: str


@register.simple_tag
def goals_of_areas(areas: Sequence[PolicyArea]) -> list[Goal]:
    """`{% goals_of_areas areas as goals %}`: the overall goal and sub-goals of policy areas."""
    levels = (GoalLevel.OVERALL, GoalLevel.SUBGOAL)
    return list(Goal.objects.filter(area__in=[area.id for area in areas], level__in=levels))


@register.simple_tag
def counts_at(place: str = NATION) -> str:
    """`{% counts_at "0180" %}`: how many indicators stand where at the place, in words."""
    return words.counts(tally_at(place), language())


@register.simple_tag
def counts_of_goal(goal_id: str, place: str = NATION) -> str:
    """`{% counts_of_goal goal.id %}`: how many of a goal's indicators stand where."""
    return words.counts(tally_of(goal_id, place), language())


@register.simple_tag
def goals_of_indicator(indicator_id: str) -> list[Followed]:
    """`{% goals_of_indicator id as followed %}`: for the nation; none without a direction."""
    indicator = indicators()[indicator_id]
    if indicator.direction is Direction.NONE:
        return []
    return [
        Followed(
            title=in_language(goals()[goal_id].title),
            address=goal_address(goal_id, part=indicator_id),
            standing=words.standing(found, language()),
            sign=words.sign(found),
        )
        for goal_id in indicator.goals
        for found in of_goal(goal_id, NATION)
        if found.goal.indicator == indicator_id
    ]


@register.simple_tag
def stands_of_indicator(indicator_id: str, place: str = NATION) -> Stands | None:
    """`{% stands_of_indicator id "0180" as stands %}`: none without a direction."""
    return stands_at(indicator_id, place, language())


@register.simple_tag
def stands_of_places(indicator_id: str, places: Sequence[str]) -> list[tuple[str, Stands]]:
    """`{% stands_of_places id codes as there %}`: each place's name and where it stands there."""
    found = ((place, stands_at(indicator_id, place, language())) for place in places)
    return [(name_of(place, language()), one) for place, one in found if one is not None]


@register.simple_tag
def reasons_of_indicator(indicator_id: str) -> str:
    """`{% reasons_of_indicator id %}`: why it stands where it stands in the nation."""
    found = at_place(NATION).get(indicator_id)
    return reasons.reasons(found, indicators()[indicator_id], language()) if found else ""
