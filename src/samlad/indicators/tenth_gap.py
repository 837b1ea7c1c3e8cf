"""Kind `tenth-gap`: the tenth of units with the highest share minus the tenth with the lowest.

Each tenth is counted together, not as a mean of its units. There is no interval: picking the
extremes makes the gap larger than chance alone would leave it, and the texts say so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from samlad.catalogue import rules
from samlad.indicators.observed import Counted, Inputs
from samlad.indicators.places import Cells, Floats
from samlad.indicators.rows import Gap, Rows, input_gaps, rows_of
from samlad.model import Indicator, Status


@dataclass(frozen=True, slots=True)
class Tenths:
    """Numerator and denominator of the highest and the lowest tenth, each of shape (cells,)."""

    highest: Floats
    lowest: Floats


def compute(indicator: Indicator, inputs: Inputs) -> list[Rows]:
    """The gap in percentage points, for each series and level."""
    found = []
    for series in indicator.series:
        counted = inputs.counted(series)
        for level in series.levels:
            cells = inputs.cells(counted, level)
            found.append(_rows(indicator, series.division, counted, cells))
    return found


def _rows(indicator: Indicator, division: str, counted: Counted, cells: Cells) -> Rows:
    has_people = counted.groups["denominator"] > 0
    units = cells.sum(has_people)
    severity = cells.worst(counted.severity)
    tenths = _tenths(counted, cells, has_people)
    return rows_of(
        cells,
        indicator=indicator.id,
        division=division,
        value=100 * (tenths.highest - tenths.lowest),
        units=units,
        persons=cells.sum(counted.groups["denominator"]),
        severity=severity,
        gaps=[
            *input_gaps(cells.sum(np.ones(len(has_people))), severity),
            Gap(units < rules().minimum_districts, Status.NOT_APPLICABLE, "too_few_districts"),
        ],
    )


def _tenths(counted: Counted, cells: Cells, has_people: np.ndarray) -> Tenths:
    """Shares in each cell's highest and lowest tenth of units; ties go by the unit's code.

    A tenth of n units is n // 10 of them, and at least one.
    """
    kept = np.flatnonzero(has_people)
    numerator, denominator = (counted.groups[name][kept] for name in ("numerator", "denominator"))
    cell = cells.of_unit[kept]
    order = np.lexsort((counted.units[kept].astype(str), numerator / denominator, cell))
    sizes = np.bincount(cell, minlength=len(cells))
    starts = np.cumsum(sizes) - sizes
    rank = np.arange(len(kept)) - starts[cell[order]]
    tenth = np.maximum(sizes // 10, 1)[cell[order]]
    size = sizes[cell[order]]
    return Tenths(
        highest=_share(cells, cell, numerator, denominator, order[rank >= size - tenth]),
        lowest=_share(cells, cell, numerator, denominator, order[rank < tenth]),
    )


def _share(
    cells: Cells, cell: np.ndarray, numerator: Floats, denominator: Floats, chosen: np.ndarray
) -> Floats:
    over, under = (
        np.bincount(cell[chosen], weights=part[chosen], minlength=len(cells))
        for part in (numerator, denominator)
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        return over / under
