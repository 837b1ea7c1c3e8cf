"""The official area type of each RegSO, and the kinds made of it alone.

`area-type`: the type, as published. `area-type-areas`: how many areas of a type a place has.
`area-type-population`: the share of a place's people who live in areas of a type.
"""

from __future__ import annotations

import numpy as np

from samlad.catalogue import rules
from samlad.indicators.intervals import wilson
from samlad.indicators.observed import Counted, Inputs, Published
from samlad.indicators.places import Floats, cells_of
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


def compute_population(indicator: Indicator, inputs: Inputs) -> list[Rows]:
    """The share of each place's people who live in areas of one type, in per cent."""
    found = []
    for series in indicator.series:
        counted = inputs.counted(series)
        types = type_of_unit(counted, inputs)
        counted, types = counted.where(~np.isnan(types)), types[~np.isnan(types)]
        people = counted.groups["population"]
        for level in series.levels:
            cells = inputs.cells(counted, level)
            units, persons = cells.sum(np.ones(len(people))), cells.sum(people)
            severity = cells.worst(counted.severity)
            share = wilson(cells.sum(people * (types == indicator.options["type"])), persons)
            gaps = input_gaps(units, severity)
            gaps.append(Gap(persons == 0, Status.NOT_APPLICABLE, "no_people"))
            found.append(
                rows_of(cells, indicator=indicator.id, division=series.division,
                        value=100 * share.value, low=100 * share.low, high=100 * share.high,
                        units=units, persons=persons, severity=severity, gaps=gaps)
            )  # fmt: skip
    return found


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
