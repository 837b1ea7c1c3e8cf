"""The official area type of each RegSO, and the kinds made of it alone.

`area-type`: the type, as published. `area-type-areas`: how many areas of a type a place has.
`area-type-persons`: how many people of a place live in areas of a type.
`area-type-population`: the share of a place's people who do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samlad.catalogue import rules
from samlad.indicators.intervals import wilson
from samlad.indicators.observed import Counted, Inputs, Published
from samlad.indicators.places import Cells, Floats, cells_of
from samlad.indicators.rows import Gap, Rows, input_gaps, rows_of
from samlad.model import GroupSum, Indicator, Level, Series, Status


def type_of_unit(counted: Counted, inputs: Inputs) -> Floats:
    """The area type of each row's area, shape (rows,); NaN in years without published types."""
    published = _published(inputs)
    of_year = _is_typed(published.periods)[published.period]
    types = dict(zip(published.units[of_year], published.values[_cell()][of_year], strict=True))
    parents = inputs.parents
    own = np.array([types.get(parents.get(unit, unit), np.nan) for unit in counted.units])
    return np.where(_is_typed(counted.periods)[counted.period], own, np.nan)


def compute_type(indicator: Indicator, inputs: Inputs) -> list[Rows]:
    """The published type of each RegSO."""
    published, series = _published(inputs), indicator.series[0]
    cells = cells_of(
        Level.REGSO,
        units=published.units,
        municipality=published.municipality,
        period=published.period,
        periods=published.periods,
        parents=inputs.parents,
    )
    severity = cells.worst(published.severities[_cell()])
    value = cells.sum(np.nan_to_num(published.values[_cell()]))
    gaps = input_gaps(np.ones(len(cells)), severity)
    return [
        rows_of(cells, indicator=indicator.id, division=series.division, value=value,
                units=1, severity=severity, gaps=gaps)
    ]  # fmt: skip


def compute_areas(indicator: Indicator, inputs: Inputs) -> list[Rows]:
    """The number of areas of one type in each place; 0 is a number here."""
    found = []
    for series in indicator.series:
        counted = inputs.counted(_typed(series))
        counted = counted.where(_is_typed(counted.periods)[counted.period])
        is_type = type_of_unit(counted, inputs) == indicator.options["type"]
        for level in series.levels:
            cells = inputs.cells(counted, level)
            units = cells.sum(np.ones(len(is_type)))
            severity = cells.worst(counted.severity)
            found.append(
                rows_of(cells, indicator=indicator.id, division=series.division,
                        value=cells.sum(is_type), units=units, severity=severity,
                        gaps=input_gaps(units, severity))
            )  # fmt: skip
    return found


def compute_persons(indicator: Indicator, inputs: Inputs) -> list[Rows]:
    """How many of each place's people live in areas of one type; 0 is a number here."""
    return [
        rows_of(typed.cells, indicator=indicator.id, division=typed.division,
                value=typed.people_of_type, units=typed.units, persons=typed.people,
                severity=typed.severity, gaps=input_gaps(typed.units, typed.severity))
        for typed in _people_by_place(indicator, inputs)
    ]  # fmt: skip


def compute_population(indicator: Indicator, inputs: Inputs) -> list[Rows]:
    """The share of each place's people who live in areas of one type, in per cent."""
    found = []
    for typed in _people_by_place(indicator, inputs):
        share = wilson(typed.people_of_type, typed.people)
        gaps = input_gaps(typed.units, typed.severity)
        gaps.append(Gap(typed.people == 0, Status.NOT_APPLICABLE, "no_people"))
        found.append(
            rows_of(typed.cells, indicator=indicator.id, division=typed.division,
                    value=100 * share.value, low=100 * share.low, high=100 * share.high,
                    units=typed.units, persons=typed.people, severity=typed.severity, gaps=gaps)
        )  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class _PeopleByPlace:
    """Areas, people, and people in areas of the wanted type, each of shape (cells,)."""

    cells: Cells
    division: str
    units: Floats
    people: Floats
    people_of_type: Floats
    severity: NDArray[np.int64]


def _people_by_place(indicator: Indicator, inputs: Inputs) -> Iterator[_PeopleByPlace]:
    """One for each series and level; only areas and years that have a type are counted."""
    for series in indicator.series:
        counted = inputs.counted(series)
        types = type_of_unit(counted, inputs)
        counted, types = counted.where(~np.isnan(types)), types[~np.isnan(types)]
        people = counted.groups["population"]
        for level in series.levels:
            cells = inputs.cells(counted, level)
            yield _PeopleByPlace(
                cells,
                series.division,
                units=cells.sum(np.ones(len(people))),
                people=cells.sum(people),
                people_of_type=cells.sum(people * (types == indicator.options["type"])),
                severity=cells.worst(counted.severity),
            )


def _is_typed(periods: tuple[str, ...]) -> np.ndarray:
    """Whether each period is the one whose types are used: they are cut anew every year."""
    return np.array([period == rules().area_types.period for period in periods], dtype=bool)


def _cell() -> str:
    return f"{rules().area_types.table}/{rules().area_types.group}"


def _published(inputs: Inputs) -> Published:
    where = rules().area_types
    return inputs.published(where.source, where.division, (_cell(),))


def _typed(series: Series) -> Series:
    """The series with the published type as its only group, so that its areas are the units."""
    where = rules().area_types
    group = GroupSum("type", plus=(_cell(),))
    return Series(where.source, where.table, where.division, series.levels, {"type": group})
