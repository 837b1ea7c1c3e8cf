"""Rows of results before they are written: equally long columns, with the reason for each gap.

Takes numbers by cell; gives columns as model.RESULT_COLUMNS names them. Computes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samlad.indicators.observed import NO_VALUE, SEVERITY
from samlad.indicators.places import Cells, Codes, Floats, Integers
from samlad.model import Level, Status

PERTURBED = SEVERITY.index(Status.PERTURBED)
#: Why a number is missing when the published values behind it are.
WITHOUT_INPUT = {
    Status.NOT_APPLICABLE: "inputs_not_applicable",
    Status.NOT_REPORTED: "inputs_not_reported",
    Status.HIDDEN: "inputs_hidden",
}


@dataclass(frozen=True)
class Rows:
    """Columns of results, each of shape (rows,): NaN and None where there is nothing."""

    indicator: Codes
    place: Codes
    division: Codes
    period: Codes
    value: Floats
    low: Floats
    high: Floats
    corrected: Floats
    units: Floats
    persons: Floats
    status: Codes
    reason: Codes

    def __len__(self) -> int:
        return len(self.place)


@dataclass(frozen=True)
class Gap:
    """Cells that get no number: where, with what status, and why (a code of reasons.toml)."""

    where: NDArray[np.bool_]
    status: Status
    reason: str


def rows_of(
    cells: Cells,
    *,
    indicator: str,
    division: str,
    value: ArrayLike,
    gaps: Sequence[Gap] = (),
    low: ArrayLike = np.nan,
    high: ArrayLike = np.nan,
    corrected: ArrayLike = np.nan,
    units: ArrayLike = np.nan,
    persons: ArrayLike = np.nan,
    severity: Integers | None = None,
) -> Rows:
    """One row for each cell. The first gap that holds for a cell takes its numbers away."""
    length = len(cells)
    status = np.full(length, Status.SHOWN.value, dtype=object)
    if severity is not None:
        status[severity == PERTURBED] = Status.PERTURBED.value
    reason = np.full(length, None, dtype=object)
    open_ = np.ones(length, dtype=bool)
    for gap in gaps:
        found = gap.where & open_
        status[found], reason[found] = gap.status.value, gap.reason
        open_ &= ~found

    def column(given: ArrayLike, *, shown: bool = True) -> Floats:
        values = np.broadcast_to(given, length).astype(np.float64)
        return np.where(open_, values, np.nan) if shown else values

    return Rows(
        indicator=np.full(length, indicator, dtype=object),
        place=cells.place,
        division=np.full(length, division, dtype=object),
        period=cells.period,
        value=column(value),
        low=column(low),
        high=column(high),
        corrected=column(corrected),
        units=column(units, shown=False),
        persons=column(persons, shown=False),
        status=status,
        reason=reason,
    )


def input_gaps(units: ArrayLike, severity: Integers) -> list[Gap]:
    """The gaps that the inputs themselves make: no observations, or one without a value."""
    found = [Gap(np.asarray(units) == 0, Status.NOT_REPORTED, "no_observations")]
    found += [
        Gap(severity == rank, SEVERITY[rank], WITHOUT_INPUT[SEVERITY[rank]])
        for rank in range(NO_VALUE, len(SEVERITY))
    ]
    return found


def stacked(parts: Sequence[Rows]) -> Rows:
    """All parts below each other."""
    return Rows(
        *(np.concatenate([getattr(part, column.name) for part in parts]) for column in fields(Rows))
    )


def division_at(level: Level, division: str, area_types: str) -> str:
    """The division of a result: RegSO put together from DeSO are areas of the RegSO division."""
    return area_types if level is Level.REGSO and division.startswith("deso") else division
