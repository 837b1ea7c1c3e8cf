"""Kind `gap`: the share in areas of some official types minus the share in areas of others.

Counts by area, joined to the area's type; gives percentage points with Newcombe's interval.
"""

from __future__ import annotations

import numpy as np

from samlad.indicators.area_types import type_of_unit
from samlad.indicators.intervals import Interval, newcombe, wilson
from samlad.indicators.observed import Counted, Inputs
from samlad.indicators.places import Cells, Floats
from samlad.indicators.rows import Gap, Rows, input_gaps, rows_of
from samlad.model import Indicator, Status


def compute(indicator: Indicator, inputs: Inputs) -> list[Rows]:
    """The share where the type is one of `types`, minus the share where it is of `minus_types`."""
    found = []
    for series in indicator.series:
        counted = inputs.counted(series)
        types = type_of_unit(counted, inputs)
        counted, types = counted.where(~np.isnan(types)), types[~np.isnan(types)]
        for level in series.levels:
            cells = inputs.cells(counted, level)
            found.append(_rows(indicator, series.division, counted, types, cells))
    return found


def _rows(
    indicator: Indicator, division: str, counted: Counted, types: Floats, cells: Cells
) -> Rows:
    first = np.isin(types, indicator.options["types"])
    second = np.isin(types, indicator.options["minus_types"])
    difference = newcombe(_share(counted, cells, first), _share(counted, cells, second))
    compared = first | second
    units = cells.sum(np.ones(len(types)))
    severity = cells.worst(counted.severity)
    return rows_of(
        cells,
        indicator=indicator.id,
        division=division,
        value=100 * difference.value,
        low=100 * difference.low,
        high=100 * difference.high,
        units=cells.sum(compared),
        persons=cells.sum(counted.groups["denominator"] * compared),
        severity=severity,
        gaps=[
            *input_gaps(units, severity),
            Gap(np.isnan(difference.value), Status.NOT_APPLICABLE, "area_types_absent"),
        ],
    )


def _share(counted: Counted, cells: Cells, chosen: np.ndarray) -> Interval:
    return wilson(
        cells.sum(np.where(chosen, counted.groups["numerator"], 0.0)),
        cells.sum(np.where(chosen, counted.groups["denominator"], 0.0)),
    )
