"""The table of results: every asked index for every segment, with correction and interval."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samlad.errors import UnusableCounts
from samlad.indices.along import along
from samlad.indices.counts import Counts, Floats, Integers
from samlad.indices.registry import Index, Spread, fitting
from samlad.indices.uncertainty import check_interval, half_width, sidak
from samlad.indices.waiting import told

SHOWN = "shown"
NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True, eq=False)
class IndexTable:
    """One row for each segment and index, segments in the order of the counts.

    estimate: the index of the counts as they are; corrected: without the part that chance alone
    makes; low, high: the interval around the corrected value (around the estimate without
    correction). All arrays have shape (rows,). A row that is not shown has a reason
    (`too_few_units`, `group_empty`) and NaN for numbers.
    """

    segment: NDArray[np.object_]
    index: NDArray[np.str_]
    estimate: Floats
    corrected: Floats
    standard_error: Floats
    low: Floats
    high: Floats
    units: Integers
    persons: Floats
    status: NDArray[np.str_]
    reason: NDArray[np.str_]
    by: tuple[str, ...] = ("segment",)

    def __len__(self) -> int:
        return len(self.segment)

    def of(self, name: str) -> IndexTable:
        """The rows of one index, one for each segment."""
        kept = self.index == name
        return replace(self, **{column: getattr(self, column)[kept] for column in COLUMNS})

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each row as a dict of plain values; NaN and an empty reason become None."""
        columns = [_plain(getattr(self, column)) for column in COLUMNS]
        for row in zip(*columns, strict=True):
            yield dict(zip(COLUMNS, row, strict=True))


COLUMNS = (
    "segment", "index", "estimate", "corrected", "standard_error", "low", "high",
    "units", "persons", "status", "reason",
)  # fmt: skip


def table(
    counts: Counts,
    indices: Sequence[str],
    *,
    interval: float | None = 0.95,
    correct: bool = True,
    together: str | None = None,
) -> IndexTable:
    """Compute the named indices for every segment.

    interval: the coverage of low to high; None for no interval. correct: also give the
    bias-corrected value and lay the interval around it. together: a column that segments were
    made of, such as a year; the intervals of an index for all its values then hold at once (Šidák).
    Raises UnknownName, and UnusableCounts when an index does not fit the number of groups.
    """
    if interval is not None:
        check_interval(interval)
    found = fitting(indices, counts)
    if not found:
        raise UnusableCounts("no index was named; name at least one")
    columns = [
        _column(counts, index, _reach(counts, interval, together), correct)
        for index in told(found, len(found), "indices")
    ]
    return _woven(counts, found, columns)


def _reach(counts: Counts, interval: float | None, together: str | None) -> Floats:
    """How many standard errors each segment's interval reaches; shape (segments,)."""
    if interval is None:
        return np.full(len(counts.segments), np.nan)
    if together is None:
        return np.full(len(counts.segments), half_width(interval))
    times = along(counts, together).times(counts)
    return np.array([half_width(sidak(interval, int(number))) for number in times])


def _column(counts: Counts, index: Index, reach: Floats, correct: bool) -> list[Floats]:
    """Estimate, corrected, standard error, low, high: each of shape (segments,)."""
    usable = counts.reasons == ""
    nothing = np.full(len(counts.segments), np.nan)
    with np.errstate(all="ignore"):
        estimate = _within(index, index.value(counts))
        if not correct and np.isnan(reach).all():
            return [np.where(usable, estimate, np.nan), *[nothing] * 4]
        spread = index.spread(counts)
    error = np.sqrt(np.maximum(spread.variance, 0.0))
    corrected = np.full_like(estimate, np.nan)
    if correct:
        corrected, error, low, high = _around(spread, error, reach)
        corrected = _within(index, corrected)
    else:
        error = _rise(spread, spread.corrected, error)
        low, high = estimate - reach * error, estimate + reach * error
    low, high = _within(index, low), _within(index, high)
    return [np.where(usable, part, np.nan) for part in (estimate, corrected, error, low, high)]


def _around(spread: Spread, error: Floats, reach: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Corrected, its standard error, low, high; a floor of chance is put in and taken out."""
    centre = spread.corrected
    floor = np.zeros_like(centre) if spread.chance is None else spread.chance
    bold = centre if spread.bold is None else np.maximum(spread.bold, centre)
    low, high = centre - reach * error, bold + reach * error
    if spread.chance is not None:
        plain, bold = np.sqrt(centre**2 + floor), np.sqrt(bold**2 + floor)
        low = np.sqrt(np.maximum(np.maximum(plain - reach * error, 0.0) ** 2 - floor, 0.0))
        high = np.sqrt((bold + reach * error) ** 2 - floor)
        error = np.sqrt((plain + error) ** 2 - floor) - centre
    error = _rise(spread, centre, error)
    if spread.then is not None:
        centre, low, high = (spread.then(part) for part in (centre, low, high))
    return centre, error, low, high


def _rise(spread: Spread, centre: Floats, error: Floats) -> Floats:
    """The error of the index where it is made of another."""
    return error if spread.then is None else spread.then(centre + error) - spread.then(centre)


def _within(index: Index, values: Floats) -> Floats:
    return np.clip(values, index.low, np.inf if index.high is None else index.high)


def _woven(counts: Counts, found: Sequence[Index], columns: list[list[Floats]]) -> IndexTable:
    """Lay the columns of each index beside each other, row by row within a segment."""
    estimate, corrected, error, low, high = (
        np.stack(parts, axis=1).ravel() for parts in zip(*columns, strict=True)
    )
    names = np.array([index.name for index in found])
    times = len(found)
    reasons = np.repeat(counts.reasons, times)
    return IndexTable(
        segment=_objects(np.repeat(np.arange(len(counts.segments)), times), counts.segments),
        index=np.tile(names, len(counts.segments)),
        estimate=estimate,
        corrected=corrected,
        standard_error=error,
        low=low,
        high=high,
        units=np.repeat(counts.unit_counts, times),
        persons=np.repeat(counts.totals, times),
        status=np.where(reasons == "", SHOWN, NOT_APPLICABLE),
        reason=reasons,
        by=counts.by,
    )


def _objects(places: Integers, labels: Sequence[Hashable]) -> NDArray[np.object_]:
    array = np.empty(len(labels), dtype=object)
    array[:] = labels
    return array[places]


def _plain(column: NDArray[Any]) -> list[Any]:
    values = column.tolist()
    if column.dtype.kind == "f":
        return [None if isnan(value) else value for value in values]
    return [value or None for value in values] if column.dtype.kind == "U" else values
