"""Kind `share`: a numerator in per cent of its denominator, at every level from nation to DeSO.

With `types` only people in areas of those official types are counted; `interval = false` leaves
the interval out where nothing is uncertain.
"""

from __future__ import annotations

import numpy as np

from samlad.catalogue import rules
from samlad.indicators.area_types import type_of_unit
from samlad.indicators.intervals import wilson
from samlad.indicators.observed import Counted, Inputs
from samlad.indicators.places import Cells
from samlad.indicators.rows import Gap, Rows, division_at, input_gaps, rows_of
from samlad.model import Indicator, Level, Series, Status


def compute(indicator: Indicator, inputs: Inputs) -> list[Rows]:
    """The share for each series and level, with Wilson's 95 % interval."""
    found = []
    for series in indicator.series:
        counted = inputs.counted(series)
        if "types" in indicator.options:
            types = type_of_unit(counted, inputs)
            counted = counted.where(np.isin(types, indicator.options["types"]))
        for level in series.levels:
            found.append(_rows(indicator, series, level, counted, inputs.cells(counted, level)))
    return found


def _rows(
    indicator: Indicator, series: Series, level: Level, counted: Counted, cells: Cells
) -> Rows:
    units, persons = (
        cells.sum(np.ones(len(counted.units))),
        cells.sum(counted.groups["denominator"]),
    )
    severity = cells.worst(counted.severity)
    share = wilson(cells.sum(counted.groups["numerator"]), persons)
    has_interval = indicator.options.get("interval", True)
    missing = [Gap(units == 0, Status.NOT_APPLICABLE, "no_area_of_type")]
    return rows_of(
        cells,
        indicator=indicator.id,
        division=division_at(level, series.division, rules().area_types.division),
        value=100 * share.value,
        low=100 * share.low if has_interval else np.nan,
        high=100 * share.high if has_interval else np.nan,
        units=units,
        persons=persons,
        severity=severity,
        gaps=[
            *(missing if "types" in indicator.options else []),
            *input_gaps(units, severity),
            Gap(persons == 0, Status.NOT_APPLICABLE, "no_people"),
        ],
    )
