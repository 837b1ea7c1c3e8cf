# ruff: noqa: PLR0917  (compiled loops pass plain numbers by place)
"""Weighted people around every unit at several radii in one pass, without a list of pairs.

Compiled loops over points sorted into square bins, so that each row of bins is one run of points.
Imported only when a profile over radii is computed.
"""

from __future__ import annotations

from math import exp, sqrt
from typing import NamedTuple

import numpy as np

from samlad.indices.counts import Floats, Integers
from samlad.indices.scale.compiled import compiled

#: The kernels of `neighbourhoods.KERNELS`, by number.
NUMBERS = {"uniform": 0, "triangular": 1, "biweight": 2, "exponential": 3}
#: Bins to a reach: fine enough that few points beyond it are looked at.
_BINS_TO_A_REACH = 4.0


class Bins(NamedTuple):
    """Points sorted by bin, bins row by row, and the people at each point.

    x, y: shape (points,); people: shape (points, groups); starts: shape (rows × columns + 1,);
    left, bottom: the corner of the first bin; side: of a bin.
    """

    x: Floats
    y: Floats
    people: Floats
    starts: Integers
    rows: int
    columns: int
    left: float
    bottom: float
    side: float


def binned(points: Floats, people: Floats, reach: float) -> tuple[Bins, Integers]:
    """Sort points into bins for searches up to that reach; also the order they were sorted in."""
    corner = points.min(axis=0)
    extent = float(np.ptp(points, axis=0).max())
    most = max(1.0, sqrt(2.0 * len(points)))
    side = max(reach / _BINS_TO_A_REACH, extent / most, np.finfo(float).tiny)
    columns, rows = np.floor((points - corner) / side).astype(np.int64).T
    width, height = int(columns.max()) + 1, int(rows.max()) + 1
    number = rows * width + columns
    order = np.argsort(number, kind="stable")
    starts = np.searchsorted(number[order], np.arange(width * height + 1))
    x, y = np.ascontiguousarray(points[order].T)
    bins = Bins(
        x, y, np.ascontiguousarray(people[order]), starts, height, width,
        float(corner[0]), float(corner[1]), side,
    )  # fmt: skip
    return bins, order


@compiled
def weigh(bins, start, end, radii, reaches, kernel, around):  # type: ignore[no-untyped-def]
    """Fill around (radii, points, groups) for the sorted points start to end.

    radii: ascending; reaches: the distance up to which each still weighs, in the same order.
    """
    farthest = reaches[-1]
    for point in range(start, end):
        x, y = bins.x[point], bins.y[point]
        lowest = max(int((y - farthest - bins.bottom) / bins.side), 0)
        highest = min(int((y + farthest - bins.bottom) / bins.side), bins.rows - 1)
        leftmost = max(int((x - farthest - bins.left) / bins.side), 0)
        rightmost = min(int((x + farthest - bins.left) / bins.side), bins.columns - 1)
        for row in range(lowest, highest + 1):
            first = bins.starts[row * bins.columns + leftmost]
            last = bins.starts[row * bins.columns + rightmost + 1]
            _add_run(bins, first, last, x, y, radii, reaches, kernel, around[:, point])


@compiled
def _add_run(bins, first, last, x, y, radii, reaches, kernel, out):  # type: ignore[no-untyped-def]
    """Add the people of the points first to last, weighted, to out (radii, groups)."""
    for other in range(first, last):
        square = (bins.x[other] - x) ** 2 + (bins.y[other] - y) ** 2
        for scale in range(radii.shape[0] - 1, -1, -1):
            if square > reaches[scale] * reaches[scale]:
                break
            weight = _weight(kernel, square, radii[scale])
            for group in range(out.shape[1]):
                out[scale, group] += weight * bins.people[other, group]


@compiled
def _weight(kernel, square, radius):  # type: ignore[no-untyped-def]
    if kernel == 0:
        return 1.0
    if kernel == 1:
        return max(1.0 - sqrt(square) / radius, 0.0)
    if kernel == 2:
        return max(1.0 - square / (radius * radius), 0.0) ** 2
    return exp(-sqrt(square) / radius)
