"""What the page of a goal shows: what it says, its indicators' assessments at a place, its parts.

Takes a goal and a place; what is done towards it comes from `towards`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from samlad.catalogue import SetBy, indicators, set_by, targets, thresholds
from samlad.model import Aspect, Text
from samlad.portal.changes import edition
from samlad.portal.goals import words
from samlad.portal.goals.assessments import of_goal, tally_of
from samlad.portal.goals.evidence import Evidence, evidence_of
from samlad.portal.goals.situation import GoalLine
from samlad.portal.goals.stands import goal_address
from samlad.portal.goals.towards import towards
from samlad.portal.goals.tree import goals, near, parts_of, undirected
from samlad.portal.goals.words import word
from samlad.portal.kept_behind import kept_behind
from samlad.portal.register.models import CandidateIndicator, Goal
from samlad.portal.statistics.formats import format_of
from samlad.portal.statistics.places import inside, name_of


@dataclass(frozen=True, slots=True)
class AspectGroup:
    """The indicators that tell of one aspect: a level, a gap, how evenly groups are spread."""

    name: str
    means: str
    found: tuple[Evidence, ...]


def set_by_of(goal: Goal) -> SetBy | None:
    """Who set the goal."""
    return set_by(goal.id, goal.level)


def direction_of(goal: Goal) -> Text | None:
    """Which way it wants things to go, in words; None where it does not say."""
    from samlad.portal.content.words import word as closed_word

    return closed_word("register.direction", goal.direction) if goal.direction else None


def target_of(goal: Goal, language: str) -> str:
    """The targets of the goal in words, or that none exists."""
    found = [
        word(
            "of_target",
            language,
            indicator=indicators()[id_].short[language],
            value=format_of(indicators()[id_], language).full(target.value),
            period=target.period,
            places=", ".join(name_of(place, language) for place in target.places),
        )
        for (goal_id, id_), target in targets().items()
        if goal_id == goal.id
    ]
    if goal.target_value:
        found.insert(0, goal.target_value)
    if found:
        return "; ".join(found)
    return word("no_target", language)


def lines_of(parts: tuple[Goal, ...], place: str, language: str) -> tuple[GoalLine, ...]:
    """Goals with their counts at a place."""
    return tuple(
        GoalLine(part, goal_address(part.id, place), words.counts(tallied, language), tallied)
        for part in parts
        for tallied in (tally_of(part.id, place),)
    )


def assessments_html(goal: Goal, place: str, language: str) -> SafeString:
    """The assessments with all their evidence, kept while neither release nor facts change."""
    return _html(edition(), goal.id, place, language)


@lru_cache(maxsize=512)
def _html(_edition: str, goal_id: str, place: str, language: str) -> SafeString:
    found = of_goal(goal_id, place)
    tallied = tally_of(goal_id, place)
    context = {
        "goal_id": goal_id,
        "number": len(found),
        "inside": inside(place, language),
        "counts": words.counts(tallied, language),
        "groups": tuple(_groups(goal_id, place, language)),
        "undirected": undirected(goal_id),
        "near": near(goal_id),
        "limits": words.limits(thresholds(), language),
    }
    return render_to_string("goals/assessments.html", context)


def _groups(goal_id: str, place: str, language: str) -> Iterator[AspectGroup]:
    found = of_goal(goal_id, place)
    for aspect in Aspect:
        own = tuple(evidence_of(one, place, language) for one in found if one.goal.aspect is aspect)
        if own:
            means = word(f"aspect_{aspect}_means", language)
            yield AspectGroup(word(f"aspect_{aspect}", language), means, own)


def done_html(goal: Goal, language: str) -> SafeString:
    """What is done towards the goal, kept while nothing public changes."""
    return _done(goal.id, language)


@kept_behind(most=256)
def _done(goal_id: str, _language: str) -> SafeString:
    goal = goals()[goal_id]
    context = {
        "goal": goal,
        "towards": towards(goal),
        "candidates": _candidates(goal),
    }
    return render_to_string("goals/done.html", context)


def _candidates(goal: Goal) -> tuple[CandidateIndicator, ...]:
    """The statistics proposed to follow the goal, with where each is published."""
    links = goal.indicator_links.select_related("indicator").prefetch_related(
        "indicator__source_links__source"
    )
    return tuple(link.indicator for link in links)


def parts_with_counts(goal: Goal, place: str, language: str) -> tuple[GoalLine, ...]:
    """The goals right below it, with their counts at a place."""
    return lines_of(parts_of(goal), place, language)
