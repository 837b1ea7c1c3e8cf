"""Is an index higher here than there, now than then? Differences with interval and p.

Takes counts, gives the differences of corrected values. The people of two segments or of two
periods are taken as drawn independently; those who are the same people in both make the true
interval narrower than the one given.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices.along import along
from samlad.indices.counts import Counts, Floats, Integers
from samlad.indices.table import SHOWN, IndexTable, table
from samlad.indices.uncertainty import half_width, sidak

_LEAST_P = np.finfo(np.float64).tiny


@dataclass(frozen=True, slots=True, eq=False)
class Differences:
    """One row for each pair of segments and index; arrays of shape (rows,).

    segment: what the pair has in common; first, second: corrected values; difference: second −
    first; p: of no difference, never 0; p_joint: the same, with regard to all rows of the index
    (Holm and Šidák). NaN where one of the two has no index.
    """

    segment: NDArray[np.object_]
    index: NDArray[np.str_]
    first: Floats
    second: Floats
    difference: Floats
    standard_error: Floats
    low: Floats
    high: Floats
    p: Floats
    p_joint: Floats

    def __len__(self) -> int:
        return len(self.segment)


def compare(
    counts: Counts,
    indices: Sequence[str],
    by: str,
    first: Hashable,
    second: Hashable,
    *,
    interval: float = 0.95,
    together: bool = False,
) -> Differences:
    """How much higher each index is at the second value of a column than at the first.

    by: a column that the segments were made of, such as a year; segments alike in all other
    columns are compared. together: all intervals of an index hold at once. Raises UnknownName for
    a column or value that is not there.

    >>> years = Counts.from_arrays([[80, 20], [20, 80], [60, 40], [40, 60]],
    ...                            segments=[2015, 2015, 2025, 2025])
    >>> found = compare(years, ["isolation"], "segment", 2015, 2025)
    >>> found.difference.round(6).tolist()  # (60·59 + 40·39 − 80·79 − 20·19) / 9900
    [-0.161616]
    """
    segments = along(counts, by)
    for value in (first, second):
        if value not in segments.value:
            raise UnknownName(by, str(value), map(str, dict.fromkeys(segments.value)))
    place = {pair: n for n, pair in enumerate(zip(segments.rest, segments.value, strict=True))}
    common = [
        rest for rest in dict.fromkeys(segments.rest) if {(rest, first), (rest, second)} <= {*place}
    ]
    if not common:
        raise UnusableCounts(f"no segment has both {first} and {second} in {by}; choose others")
    pairs = [(place[rest, first], place[rest, second]) for rest in common]

    def of(share: float) -> tuple[IndexTable, IndexTable]:
        result = table(counts, indices, interval=share)
        return result, result

    return _differences(of, _Pairs(common, pairs, len(indices)), interval, together)


def difference(
    first: Counts,
    second: Counts,
    indices: Sequence[str],
    *,
    interval: float = 0.95,
    together: bool = False,
) -> Differences:
    """How much higher each index is in the second counts, in segments of the same name.

    together: all intervals of an index hold at once. Raises UnusableCounts when no segment is in
    both.
    """
    place = {segment: number for number, segment in enumerate(second.segments)}
    common = [segment for segment in first.segments if segment in place]
    if not common:
        raise UnusableCounts("the two counts have no segment in common; give both the same names")
    pairs = [(first.segments.index(segment), place[segment]) for segment in common]

    def of(share: float) -> tuple[IndexTable, IndexTable]:
        return table(first, indices, interval=share), table(second, indices, interval=share)

    return _differences(of, _Pairs(common, pairs, len(indices)), interval, together)


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Segments to be compared, by number, and their common names."""

    names: list[Hashable]
    places: list[tuple[int, int]]
    indices: int

    def rows(self, side: int) -> Integers:
        """Rows of a table of so many indices."""
        places = np.array([pair[side] for pair in self.places], dtype=np.int64)
        return (places[:, None] * self.indices + np.arange(self.indices)).ravel()


@dataclass(frozen=True, slots=True, eq=False)
class _Sides:
    """Corrected values with their intervals, of both sides."""

    first: Floats
    second: Floats
    low: tuple[Floats, Floats]
    high: tuple[Floats, Floats]

    def reach(self, away: int) -> Floats:
        """How far the difference may be lower (−1) or higher (1) than it is.

        The error of each side in that direction, added as errors are: Zou & Donner (2008),
        Statistics in Medicine 27. It needs no symmetry.
        """
        ours, theirs = (self.low, self.high) if away < 0 else (self.high, self.low)
        return np.hypot(ours[1] - self.second, theirs[0] - self.first)


def _differences(
    of: Callable[[float], tuple[IndexTable, IndexTable]],
    pairs: _Pairs,
    interval: float,
    together: bool,
) -> Differences:
    tables = of(interval)
    rows = pairs.rows(0), pairs.rows(1)
    shown = np.logical_and(
        *(one.status[row] == SHOWN for one, row in zip(tables, rows, strict=True))
    )
    sides = _sides(tables, rows)
    apart = sides.second - sides.first
    wide = sides
    if together:
        times = max(int(shown.sum()) // max(pairs.indices, 1), 1)
        wide = _sides(of(sidak(interval, times)), rows)
    p = _p(apart, np.where(apart > 0, sides.reach(-1), sides.reach(1)) / half_width(interval))
    errors = (one.standard_error[row] for one, row in zip(tables, rows, strict=True))
    names = np.empty(len(pairs.names), dtype=object)
    names[:] = pairs.names
    return Differences(
        np.repeat(names, pairs.indices),
        tables[0].index[rows[0]],
        sides.first,
        sides.second,
        apart,
        np.hypot(*errors),
        apart - wide.reach(-1),
        apart + wide.reach(1),
        p,
        np.stack([_holm(part) for part in p.reshape(-1, pairs.indices).T], axis=1).ravel(),
    )


def _sides(tables: tuple[IndexTable, IndexTable], rows: tuple[Integers, Integers]) -> _Sides:
    values, low, high = (
        tuple(getattr(one, column)[row] for one, row in zip(tables, rows, strict=True))
        for column in ("corrected", "low", "high")
    )
    return _Sides(values[0], values[1], (low[0], low[1]), (high[0], high[1]))


def _p(apart: Floats, error: Floats) -> Floats:
    """Two-sided p of a difference with that error in the direction of nought."""
    with np.errstate(divide="ignore", invalid="ignore"):
        p = 2 * ndtr(-np.abs(apart) / error)
    p = np.where(apart == 0, 1.0, np.maximum(p, _LEAST_P))
    return np.where(np.isnan(apart), np.nan, p)


def _holm(p: Floats) -> Floats:
    """Each p with regard to all: the least of m is the least of m chances, the next of m − 1, …

    >>> _holm(np.array([0.01, 0.5, np.nan, 0.02])).round(6).tolist()
    [0.029701, 0.5, nan, 0.0396]
    """
    found = np.full_like(p, np.nan)
    order = np.argsort(p)[: int((~np.isnan(p)).sum())]
    chances = np.arange(len(order), 0, -1)
    with np.errstate(divide="ignore"):
        found[order] = np.maximum.accumulate(-np.expm1(chances * np.log1p(-p[order])))
    return found
