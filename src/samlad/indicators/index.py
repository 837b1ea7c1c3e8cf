"""Kind `index`: an index of segregation over groups, for the nation, counties, municipalities.

Takes counts by unit; gives estimate, bias-corrected value and interval, all levels in one pass.
"""

from __future__ import annotations

import numpy as np

from samlad.catalogue import rules
from samlad.indicators.observed import NO_VALUE, Counted, Inputs
from samlad.indicators.places import Cells, Floats
from samlad.indicators.rows import Gap, Rows, input_gaps, rows_of
from samlad.indices import Counts, table
from samlad.model import GroupShare, Indicator, Status


def compute(indicator: Indicator, inputs: Inputs) -> list[Rows]:
    """The index named by the indicator, for each of its series."""
    found = []
    for series in indicator.series:
        counted = inputs.counted(series)
        has_shares = any(isinstance(group, GroupShare) for group in series.groups.values())
        for level in series.levels:
            cells = inputs.cells(counted, level)
            found.append(
                _rows(indicator, series.division, counted, cells, may_lack_units=has_shares)
            )
    return found


def _rows(
    indicator: Indicator, division: str, counted: Counted, cells: Cells, *, may_lack_units: bool
) -> Rows:
    known = counted.severity < NO_VALUE
    numbers = _index(indicator.options["index"], counted, cells, known)
    severity = cells.worst(
        np.where(known, counted.severity, 0) if may_lack_units else counted.severity
    )
    return rows_of(
        cells,
        indicator=indicator.id,
        division=division,
        severity=severity,
        gaps=[
            *input_gaps(cells.sum(np.ones(len(known))), severity),
            *_gaps(counted, cells, known, numbers),
        ],
        **numbers,
    )


def _index(name: str, counted: Counted, cells: Cells, known: np.ndarray) -> dict[str, Floats]:
    """value, corrected, low, high, units and persons of each cell; NaN and 0 where it has none."""
    people = np.column_stack([counts[known] for counts in counted.groups.values()])
    counts = Counts.from_arrays(people, segments=cells.of_unit[known], groups=list(counted.groups))
    result = table(counts, [name], interval=0.95, correct=True)
    at = result.segment.astype(np.int64)
    columns = {"value": result.estimate, "corrected": result.corrected, "low": result.low,
               "high": result.high, "units": result.units, "persons": result.persons}  # fmt: skip
    found = {}
    for column, values in columns.items():
        found[column] = np.full(len(cells), 0.0 if column in {"units", "persons"} else np.nan)
        found[column][at] = values
    return found


def _gaps(
    counted: Counted, cells: Cells, known: np.ndarray, numbers: dict[str, Floats]
) -> list[Gap]:
    """Too few units, too little known about them, or only one group in place."""
    everyone = np.nan_to_num(counted.everyone)
    all_units = cells.sum(everyone > 0)
    minimum = rules().minimum_units
    with np.errstate(invalid="ignore", divide="ignore"):
        coverage = 100 * cells.sum(np.where(known, everyone, 0.0)) / cells.sum(everyone)
    return [
        Gap(all_units < minimum, Status.NOT_APPLICABLE, "too_few_units"),
        Gap(coverage < rules().minimum_coverage, Status.HIDDEN, "coverage_too_low"),
        Gap(numbers["units"] < minimum, Status.NOT_APPLICABLE, "too_few_units"),
        Gap(np.isnan(numbers["value"]), Status.NOT_APPLICABLE, "group_empty"),
    ]
