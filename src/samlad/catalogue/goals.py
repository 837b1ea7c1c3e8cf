"""What is wanted of each indicator under each goal, and who set the goals.

Takes the indicators with their goals and definitions/goals.toml with targets; gives model.Goal.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from samlad.catalogue.entries import refuse_unknown_keys
from samlad.catalogue.facts import facts
from samlad.catalogue.files import DEFINITIONS, read_toml, shown, text_of
from samlad.catalogue.indicators import indicators
from samlad.catalogue.kinds import KINDS
from samlad.errors import DefinitionError, UnknownName
from samlad.model import Aspect, Direction, Goal, Indicator, Target, Text, Unit

FILE = DEFINITIONS / "goals.toml"
NEEDED = {"goal", "indicator", "value", "period", "source_url"}
#: The lowest and highest value of each unit; the others count or rate, from 0 up.
BOUNDS = {
    Unit.PER_CENT: (0.0, 100.0),
    Unit.PERCENTAGE_POINTS: (-100.0, 100.0),
    Unit.INDEX: (0.0, 1.0),
}
FROM_ZERO = (0.0, math.inf)


@dataclass(frozen=True, slots=True)
class SetBy:
    """Who set a goal, in words, and the initiative that holds the decision where it is known.

    is_proposal: the goal was proposed, and no decision was found.
    """

    text: Text
    initiative: str = ""
    is_proposal: bool = False


def goals_of(indicator: Indicator) -> tuple[Goal, ...]:
    """What each goal that the indicator follows wants of it; empty where it has no direction."""
    if indicator.direction is Direction.NONE:
        return ()
    return tuple(goal_for(indicator, id_) for id_ in indicator.goals)


def goal_for(indicator: Indicator, goal_id: str = "") -> Goal:
    """What one goal wants of the indicator; without a goal, its direction alone."""
    return Goal(
        id=goal_id,
        indicator=indicator.id,
        direction=indicator.direction,
        aspect=aspect_of(indicator),
        target=targets().get((goal_id, indicator.id)),
        breaks=indicator.breaks,
        decimals=indicator.decimals,
        bounds=BOUNDS.get(indicator.unit, FROM_ZERO),
    )


def aspect_of(indicator: Indicator) -> Aspect:
    """Whether its values tell of a level, a gap or how evenly groups are spread."""
    return KINDS[indicator.kind].aspect


def set_by(goal_id: str, level: str) -> SetBy | None:
    """Who set a goal: what stands under its id, else under its level; None where not known."""
    known = _set_by()
    return known.get(goal_id) or known.get(level)


@cache
def targets(path: Path = FILE) -> dict[tuple[str, str], Target]:
    """The targets by goal and indicator; a fault is a DefinitionError with file and key."""
    found: dict[tuple[str, str], Target] = {}
    for number, entry in enumerate(read_toml(path).get("target", ()), start=1):
        name = f"target {number}"
        refuse_unknown_keys(entry, NEEDED | {"places"}, path, name)
        for key in sorted(NEEDED - entry.keys()):
            raise DefinitionError(f"{shown(path)}, '{name}': '{key}' is missing")
        key = (entry["goal"], entry["indicator"])
        if key in found:
            raise DefinitionError(f"{shown(path)}, '{name}': stands twice; remove one")
        _check_follows(key, path, name)
        found[key] = _target(entry, path, name)
    return found


def _check_follows(key: tuple[str, str], path: Path, name: str) -> None:
    goal, indicator = key
    if indicator not in indicators():
        fault = UnknownName("indicator", indicator, indicators())
        raise DefinitionError(f"{shown(path)}, '{name}': {fault}")
    declared = indicators()[indicator]
    if goal not in declared.goals:
        fault = UnknownName("goal of the indicator", goal, declared.goals)
        raise DefinitionError(f"{shown(path)}, '{name}': {fault}")
    if declared.direction is Direction.NONE:
        raise DefinitionError(
            f"{shown(path)}, '{name}': the indicator '{indicator}' has no direction, so nothing "
            "says on which side of the target it should be"
        )


def _target(entry: Mapping[str, Any], path: Path, name: str) -> Target:
    value, period, source = entry["value"], entry["period"], entry["source_url"]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise DefinitionError(f"{shown(path)}, '{name}': 'value' is not a number")
    if not (isinstance(period, str) and period[:4].isdecimal() and len(period) in (4, 7)):
        raise DefinitionError(f"{shown(path)}, '{name}': 'period' is not a year in quotes")
    if not str(source).startswith("https://"):
        raise DefinitionError(
            f"{shown(path)}, '{name}': 'source_url' must say where the target was decided"
        )
    target = Target(float(value), period, str(source))
    if "places" not in entry:
        return target
    return Target(target.value, target.period, target.source_url, tuple(entry["places"]))


@cache
def _set_by(path: Path = FILE) -> dict[str, SetBy]:
    rows = facts("goals")
    known = {row["level"] for row in rows} | {row["id"] for row in rows}
    initiatives = {row["id"] for row in facts("initiatives")}
    found = {}
    for id_, entry in read_toml(path).get("set_by", {}).items():
        name = f"set_by.{id_}"
        refuse_unknown_keys(entry, {"text", "initiative", "is_proposal"}, path, name)
        initiative = entry.get("initiative", "")
        for kind, value, names in (
            ("goal or level", id_, known),
            ("initiative", initiative, initiatives | {""}),
        ):
            if value not in names:
                raise DefinitionError(f"{shown(path)}, '{name}': {UnknownName(kind, value, names)}")
        is_proposal = entry.get("is_proposal", False) is True
        found[id_] = SetBy(text_of(entry, "text", path), initiative, is_proposal)
    return found


def check_goals() -> None:
    """Read everything of definitions/goals.toml, so that a fault in it is found."""
    targets()
    _set_by()
