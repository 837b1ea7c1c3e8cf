"""The frozen shapes that every room shares: texts, areas, indicators, goals, observations, results.

They hold what was read or computed and know nothing of files, pages or databases.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

LANGUAGES = ("sv", "en")

#: Columns of an observation table, in order. `unit` is the code of the area, school or district;
#: `municipality` is its four-digit code; `value` is NULL unless something was published.
OBSERVATION_COLUMNS = (
    "source",
    "table",
    "division",
    "unit",
    "municipality",
    "period",
    "group",
    "value",
    "status",
)

#: Columns of results.parquet, in order. `place`: `00` the nation, two digits a county, four a
#: municipality, longer an area of the division. `reason` is NULL when a value is shown.
RESULT_COLUMNS = (
    "indicator",
    "place",
    "division",
    "period",
    "value",
    "low",
    "high",
    "corrected",
    "units",
    "persons",
    "status",
    "reason",
)

NATION = "00"


class Status(StrEnum):
    """How a value was published, or why there is none. Only the last two and `shown` carry one."""

    HIDDEN = "hidden"
    NOT_APPLICABLE = "not_applicable"
    NOT_REPORTED = "not_reported"
    ROUNDED = "rounded"
    PERTURBED = "perturbed"
    SHOWN = "shown"


class Level(StrEnum):
    """The sizes of place an indicator is computed for, from the largest to the smallest."""

    NATION = "nation"
    COUNTY = "county"
    MUNICIPALITY = "municipality"
    REGSO = "regso"
    DESO = "deso"


class Direction(StrEnum):
    """Which way the goal wants an indicator to move."""

    UP = "up"
    DOWN = "down"
    NONE = "none"


class Unit(StrEnum):
    """What an indicator's value is counted in."""

    INDEX = "index"  # 0–1
    PER_CENT = "per_cent"  # 0–100
    PERCENTAGE_POINTS = "percentage_points"
    PER_100000 = "per_100000"
    PER_INHABITANT = "per_inhabitant"
    NUMBER = "number"
    AREA_TYPE = "area_type"  # 1–5


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages."""

    sv: str
    en: str

    def __getitem__(self, language: str) -> str:
        return self.en if language == "en" else self.sv


@dataclass(frozen=True, slots=True)
class Area:
    """A place in a division. `parent` is the code of the place that holds it."""

    code: str
    name: str
    level: Level
    division: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class PolicyArea:
    """One of the five priority areas, or the one that cuts across them."""

    id: str  # housing, education, labour, democracy, crime, cross_cutting
    number: int  # 1–5 as on the founding page; 0 across
    slug: str  # in addresses
    name: Text
    aim: Text


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher's table: where it comes from, on what terms, and how its files are read."""

    id: str
    publisher: str
    title: Text
    licence: Text
    url: str
    reader: str  # name in the registry of samlad.sources
    file: str  # the tidy table's name below the inputs folder
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GroupSum:
    """A count of people put together from published groups: what is added and what taken away."""

    name: str
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupShare:
    """A count put together from a published percentage: `per_cent` of `of`, or what is left."""

    name: str
    per_cent: str
    of: str
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class GroupKnown:
    """The people of `of` in the units where `known` is published."""

    name: str
    known: str
    of: str


#: How a count of people is put together from published groups, each written `table/group`.
Group = GroupSum | GroupShare | GroupKnown


@dataclass(frozen=True, slots=True)
class Weights:
    """Counts of people in one period, the same for all years of what they weight."""

    source: str
    table: str
    division: str
    period: str
    group: Group


@dataclass(frozen=True, slots=True)
class Series:
    """Where an indicator's numbers come from: one source, table and division.

    levels: the sizes of place that this series is computed for, among the indicator's own.
    groups: by name, the counts that the indicator's kind works on.
    weights: what a mean of municipalities is weighted by, where the kind computes one.
    """

    source: str
    table: str
    division: str
    levels: tuple[Level, ...] = ()
    groups: Mapping[str, Group] = field(default_factory=dict)
    weights: Weights | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """A period from which a series does not compare with earlier ones, and why."""

    period: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Indicator:
    """A declared statistic that follows a goal, as its file in definitions/indicators/ says."""

    id: str
    area: str
    kind: str  # name in the registry of samlad.indicators
    title: Text
    short: Text
    definition: Text
    limits: Text  # what it does not say
    unit: Unit
    direction: Direction
    levels: tuple[Level, ...]
    series: tuple[Series, ...]
    decimals: int = 1
    card: int | None = None  # place among the area's cards on the start page
    goals: tuple[str, ...] = ()  # whose own words it measures
    near_goals: tuple[str, ...] = ()  # whose matter it touches; never counted for them
    breaks: tuple[Break, ...] = ()
    is_official: bool = False  # a publisher's own figure, under the publisher's own name
    options: Mapping[str, Any] = field(default_factory=dict)


class Aspect(StrEnum):
    """What an indicator tells of: how things stand, how far apart areas are, how evenly spread."""

    LEVEL = "level"
    GAP = "gap"
    EVENNESS = "evenness"


@dataclass(frozen=True, slots=True)
class Target:
    """A value that an indicator is to reach by a period. places: codes it was set for."""

    value: float
    period: str
    source_url: str = ""
    places: tuple[str, ...] = (NATION,)


@dataclass(frozen=True, slots=True)
class Goal:
    """What is wanted of one indicator: which way it is to go, and how far where a target exists.

    id: of the goal in the tree. decimals: how the values are written. breaks: periods from which
    the indicator's series does not compare with earlier ones. bounds: the lowest and the highest
    value that the unit has.
    """

    id: str
    indicator: str
    direction: Direction
    aspect: Aspect = Aspect.LEVEL
    target: Target | None = None
    breaks: tuple[Break, ...] = ()
    decimals: int = 1
    bounds: tuple[float, float] = (-math.inf, math.inf)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What decides an assessment, from definitions/progress.toml.

    baseline: the year the strategy began. fewest_points: fewer comparable values show no trend.
    confidence: of the slope's interval, per cent. on_path_from: per cent of the pace needed.
    """

    baseline: str
    fewest_points: int
    confidence: float
    on_path_from: float


@dataclass(frozen=True, slots=True)
class Result:
    """A value Samlad computed from observations: one row of results.parquet.

    low and high: the 95 % interval of the bias-corrected value where there is one, else of the
    value; None where no interval is meant. units and persons: what the value rests on.
    """

    indicator: str
    place: str
    division: str
    period: str
    value: float | None
    low: float | None
    high: float | None
    corrected: float | None
    units: int | None
    persons: float | None
    status: Status
    reason: str | None = None
