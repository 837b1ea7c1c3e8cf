"""Kind `contribution`: what an area adds to its municipality's H; the parts sum to H."""

from __future__ import annotations

import numpy as np

from samlad.catalogue import rules
from samlad.indicators.observed import NO_VALUE, Inputs
from samlad.indicators.rows import Gap, Rows, input_gaps, rows_of
from samlad.indices import Counts, local_h
from samlad.model import Indicator, Level, Series, Status


def compute(indicator: Indicator, inputs: Inputs) -> list[Rows]:
    """Each area's part of its municipality's H, for each series at the level of its areas."""
    return [_rows(indicator, series, inputs) for series in indicator.series]


def _rows(indicator: Indicator, series: Series, inputs: Inputs) -> Rows:
    counted = inputs.counted(series)
    municipalities = inputs.cells(counted, Level.MUNICIPALITY)
    areas = inputs.cells(counted, series.levels[0])
    known = counted.severity < NO_VALUE
    people = np.column_stack([counts[known] for counts in counted.groups.values()])
    counts = Counts.from_arrays(people, segments=municipalities.of_unit[known])
    value = np.full(len(areas), np.nan)
    value[areas.of_unit[np.flatnonzero(known)[counts.rows]]] = local_h(counts)
    units = municipalities.sum(known & (counted.everyone > 0))[municipalities.of_unit]
    severity = areas.worst(counted.severity)
    few = np.zeros(len(areas), dtype=bool)
    few[areas.of_unit] = units < rules().minimum_units
    return rows_of(
        areas,
        indicator=indicator.id,
        division=series.division,
        value=value,
        units=1,
        persons=areas.sum(counted.everyone),
        severity=severity,
        gaps=[
            *input_gaps(np.ones(len(areas)), severity),
            Gap(few, Status.NOT_APPLICABLE, "too_few_units"),
            Gap(np.isnan(value), Status.NOT_APPLICABLE, "no_people"),
        ],
    )
