"""The situation at a glance: every goal and indicator at one place, by policy area.

Takes a place, gives what the page, the CSV and the JSON all show, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from samlad.catalogue import indicators, targets, thresholds
from samlad.model import Indicator, PolicyArea
from samlad.portal.changes import edition
from samlad.portal.goals import words
from samlad.portal.goals.assessments import at_place, tally_at, tally_of
from samlad.portal.goals.stands import Stands, goal_address, stands_of
from samlad.portal.goals.tree import LATER, goals_by_area
from samlad.portal.register.models import Goal
from samlad.portal.statistics.places import inside, name_of
from samlad.progress import Assessment, Standing, Tally


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal with how many of its indicators stand where, in words."""

    goal: Goal
    address: str
    counts: str
    tally: Tally

    @property
    def is_later(self) -> bool:
        """Whether it came after the strategy and is no part of it."""
        return self.goal.level in LATER


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator as a row of the table."""

    indicator: Indicator
    assessment: Assessment
    aspect: str
    latest: str
    since: str
    stands: Stands

    @property
    def is_folded(self) -> bool:
        """Whether print names it in a sentence: with one value or none there is nothing to tell."""
        return self.assessment.latest is None or len(self.assessment.used) == 1


@dataclass(frozen=True, slots=True)
class AreaSituation:
    """A policy area with its goals and its indicators. folded: those that print folds, in words."""

    area: PolicyArea
    goals: tuple[GoalLine, ...]
    indicators: tuple[IndicatorLine, ...]
    folded: str

    @property
    def strategy(self) -> tuple[GoalLine, ...]:
        """The goals of the strategy."""
        return tuple(line for line in self.goals if not line.is_later)

    @property
    def later(self) -> tuple[GoalLine, ...]:
        """The goals that came after it."""
        return tuple(line for line in self.goals if line.is_later)

    @property
    def is_all_folded(self) -> bool:
        """Whether print has no row for the table."""
        return all(line.is_folded for line in self.indicators)


@dataclass(frozen=True, slots=True)
class Situation:
    """All that is shown of a place."""

    place: str
    name: str
    inside: str
    tally: Tally
    areas: tuple[AreaSituation, ...]


def situation(place: str, language: str) -> Situation:
    """Every goal that can be assessed, and every indicator with a direction, at the place."""
    return Situation(
        place=place,
        name=name_of(place, language),
        inside=inside(place, language),
        tally=tally_at(place),
        areas=tuple(_area(area, goals, place, language) for area, goals in goals_by_area()),
    )


def _area(area: PolicyArea, goals: tuple[Goal, ...], place: str, language: str) -> AreaSituation:
    lines = tuple(_indicator_lines(area, place, language))
    return AreaSituation(
        area=area,
        goals=tuple(_goal_line(goal, place, language) for goal in goals),
        indicators=lines,
        folded=" ".join(_folded(lines, language)),
    )


def _folded(lines: Sequence[IndicatorLine], language: str) -> Iterator[str]:
    """One sentence for the indicators with a single value, one for those with none."""
    folded = [line for line in lines if line.is_folded]
    single = [
        f"{line.indicator.short[language]}: {line.latest}"
        for line in folded
        if line.assessment.latest is not None
    ]
    none = [line.indicator.short[language] for line in folded if line.assessment.latest is None]
    for key, told in (("situation_single", single), ("situation_none", none)):
        if told:
            yield words.word(key, language, indicators="; ".join(told))


def situation_html(place: str, language: str) -> SafeString:
    """The large part of the page, kept while neither release nor facts change."""
    return _html(edition(), place, language)


@lru_cache(maxsize=640)
def _html(_edition: str, place: str, language: str) -> SafeString:
    found = situation(place, language)
    confidence = words.confidence(thresholds(), language)
    context = {
        "found": found,
        "counts": words.counts(found.tally, language),
        "key": [
            (
                words.word(f"standing_{one}", language),
                words.word(f"means_{one}", language, confidence=confidence),
            )
            for one in Standing
            if found.tally.of(one)
        ],
        "limits": words.limits(thresholds(), language),
        "has_targets": bool(targets()),
    }
    return render_to_string("goals/situation_parts.html", context)


def _goal_line(goal: Goal, place: str, language: str) -> GoalLine:
    tallied = tally_of(goal.id, place)
    return GoalLine(goal, goal_address(goal.id, place), words.counts(tallied, language), tallied)


def _indicator_lines(area: PolicyArea, place: str, language: str) -> Iterator[IndicatorLine]:
    found = at_place(place)
    for indicator in indicators().values():
        if indicator.area != area.id or indicator.id not in found:
            continue
        assessment = found[indicator.id]
        yield IndicatorLine(
            indicator=indicator,
            assessment=assessment,
            aspect=words.word(f"aspect_{assessment.goal.aspect}", language),
            latest=words.latest(assessment, indicator, language),
            since=words.since(assessment, indicator, language),
            stands=stands_of(assessment, place, language),
        )


def counted(tallied: Tally) -> dict[str, int]:
    """The standings with how many stand there, for data."""
    return {str(standing): count for standing, count in tallied.counts if count}


def plain_situation(found: Situation, language: str) -> list[dict[str, Any]]:
    """The areas with goals and indicators as data."""
    from samlad.portal.goals.records import record

    return [
        {
            "area": area.area.id,
            "name": area.area.name[language],
            "goals": [
                {
                    "id": line.goal.id,
                    "title": line.goal.title[language],
                    "level": line.goal.level,
                    "standings": counted(line.tally),
                }
                for line in area.goals
            ],
            "indicators": [record(line.assessment, language) for line in area.indicators],
        }
        for area in found.areas
    ]
