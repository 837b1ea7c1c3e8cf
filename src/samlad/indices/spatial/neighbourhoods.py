"""Neighbourhoods: how much every unit counts in the surroundings of every other, as sparse weights.

Takes places or a matrix of the user's own; knows no groups and computes no index. Units of
different segments never meet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from scipy.spatial import cKDTree

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices.counts import Counts, Floats
from samlad.indices.spatial.places import Places

#: Two distances closer than this, relatively, are the same distance: rings stay whole.
SAME_DISTANCE = 1e-9
#: Bandwidths at which an exponential weight is below the last bit of the own unit's weight.
EXPONENTIAL_REACH = 37.0

Kernel = Callable[[Floats], Floats]

#: Weight by distance as a share of the radius; of the bandwidth for the exponential.
KERNELS: dict[str, Kernel] = {
    "uniform": np.ones_like,
    "triangular": lambda share: np.maximum(1 - share, 0.0),
    "biweight": lambda share: np.maximum(1 - share**2, 0.0) ** 2,
    "exponential": lambda share: np.exp(-share),
}


@dataclass(frozen=True, eq=False)
class Neighbourhoods:
    """Weights of shape (units, units): row j says how much each unit counts around unit j."""

    weights: sparse.csr_matrix
    label: str

    def without_self(self) -> Neighbourhoods:
        """The same weights, no unit in its own surroundings."""
        weights = self.weights.tocoo()
        apart = weights.row != weights.col
        kept = (weights.data[apart], (weights.row[apart], weights.col[apart]))
        weights = sparse.csr_matrix(kept, shape=weights.shape)
        return Neighbourhoods(weights, f"{self.label}, without the unit itself")


def within(
    counts: Counts, places: Places, *, radius: float, kernel: str = "uniform"
) -> Neighbourhoods:
    """All units up to that distance, the unit itself among them, weighted by the kernel.

    radius: in the unit of the coordinates; for the exponential the distance over which a
    weight falls to 1/e. A distance equal to the radius lies within it. Raises UnknownName for
    a kernel that does not exist. Source: Reardon & O'Sullivan (2004), Sociological Methodology 34.

    >>> counts = Counts.from_arrays([[1, 1], [1, 1], [1, 1]])
    >>> places = Places.from_arrays([[0, 0], [1, 0], [3, 0]])
    >>> within(counts, places, radius=2, kernel="triangular").weights.toarray().tolist()
    [[1.0, 0.5, 0.0], [0.5, 1.0, 0.0], [0.0, 0.0, 1.0]]
    """
    reach = reach_of(kernel, radius)
    points = apart(counts, places.of(counts), reach)
    tree = cKDTree(points)
    pairs = tree.query_pairs(reach * (1 + SAME_DISTANCE), output_type="ndarray")
    distance = np.sqrt(((points[pairs[:, 0]] - points[pairs[:, 1]]) ** 2).sum(axis=1))
    weight = KERNELS[kernel](distance / radius)
    units = len(points)
    itself = np.arange(units)
    rows = np.concatenate([pairs[:, 0], pairs[:, 1], itself])
    columns = np.concatenate([pairs[:, 1], pairs[:, 0], itself])
    values = np.concatenate([weight, weight, np.ones(units)])
    matrix = sparse.csr_matrix((values, (rows, columns)), shape=(units, units))
    return Neighbourhoods(matrix, f"{kernel} within {radius:g}")


def nearest_units(counts: Counts, places: Places, *, k: int) -> Neighbourhoods:
    """The k nearest units, the unit itself first; all that are as far as the k-th come along.

    A segment with fewer units gives all of them. Raises UnusableCounts for k below 1.

    >>> counts = Counts.from_arrays([[1, 1], [1, 1], [1, 1]])
    >>> places = Places.from_arrays([[0, 0], [1, 0], [2, 0]])
    >>> nearest_units(counts, places, k=2).weights.toarray().tolist()
    [[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 1.0]]
    """
    if k < 1:
        raise UnusableCounts(f"k is {k}; a neighbourhood has at least one unit")
    placed = places.of(counts)
    span = float(np.ptp(placed.coordinates, axis=0).max(initial=0.0)) + 1.0
    points = apart(counts, placed, span)
    tree = cKDTree(points)
    wanted = np.minimum(k, counts.spread(counts.unit_counts))
    distance = tree.query(points, k=np.arange(1, int(wanted.max(initial=1)) + 1), workers=-1)[0]
    last = distance[np.arange(len(points)), wanted - 1]
    found = tree.query_ball_point(points, last * (1 + SAME_DISTANCE), workers=-1)
    lengths = np.array([len(row) for row in found], dtype=np.int64)
    columns = np.concatenate(found).astype(np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    matrix = sparse.csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(points),) * 2)
    matrix.sort_indices()
    return Neighbourhoods(matrix, f"{k} nearest units")


def adjacent(counts: Counts, places: Places) -> Neighbourhoods:
    """The neighbours that the places name, each with weight 1, without the unit itself.

    >>> counts = Counts.from_arrays([[1, 1], [1, 1]])
    >>> places = Places.from_arrays([[0, 0], [1, 0]], neighbours=[[0, 1]])
    >>> adjacent(counts, places).weights.toarray().tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    pairs = places.of(counts).needed_neighbours
    units = len(counts.units)
    rows, columns = np.concatenate([pairs, pairs[:, ::-1]]).T
    matrix = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(units, units))
    return Neighbourhoods(matrix, "neighbours")


def given_weights(counts: Counts, weights: Any) -> Neighbourhoods:
    """Weights of the user's own between the units as given, rows around whom, columns of whom.

    weights: shape (units given, units given), sparse or dense, not negative. What joins two
    segments is left out. Raises UnusableCounts for another shape and for faulty numbers.

    >>> given_weights(Counts.from_arrays([[1, 0], [0, 0], [0, 1]]), np.eye(3)).weights.shape
    (2, 2)
    """
    matrix = _between_units(counts, weights)
    if (matrix.data < 0).any():
        raise UnusableCounts("a weight is negative; give weights of 0 or more")
    return Neighbourhoods(matrix, "given weights")


def reachable(
    counts: Counts, costs: Any, *, radius: float, kernel: str = "uniform"
) -> Neighbourhoods:
    """All units whose given cost (travel time, way through a network) is within the radius.

    costs: shaped as in `given_weights`; in a sparse matrix a pair that is not stored cannot be
    reached, and a unit reaches itself at no cost. Raises like `within` and `given_weights`.

    >>> counts = Counts.from_arrays([[1, 1], [1, 1]])
    >>> reachable(counts, [[0, 9], [20, 0]], radius=10).weights.toarray().tolist()
    [[1.0, 1.0], [0.0, 1.0]]
    """
    reach = reach_of(kernel, radius)
    matrix = _between_units(counts, costs, keep_zeros=not sparse.issparse(costs)).tocoo()
    if (matrix.data < 0).any():
        raise UnusableCounts("a cost is negative; give costs of 0 or more")
    near = (matrix.data <= reach * (1 + SAME_DISTANCE)) & (matrix.row != matrix.col)
    itself = np.arange(len(counts.units))
    values = np.concatenate([KERNELS[kernel](matrix.data[near] / radius), np.ones(len(itself))])
    rows, columns = (np.concatenate([side[near], itself]) for side in (matrix.row, matrix.col))
    weights = sparse.csr_matrix((values, (rows, columns)), shape=matrix.shape)
    return Neighbourhoods(weights, f"{kernel} within cost {radius:g}")


def reach_of(kernel: str, radius: float) -> float:
    """The distance beyond which the kernel's weight is nothing. Raises as `within`."""
    if kernel not in KERNELS:
        raise UnknownName("kernel", kernel, KERNELS)
    if not (np.isfinite(radius) and radius > 0):
        raise UnusableCounts(f"the radius {radius:g} is not positive; give a distance")
    return radius * EXPONENTIAL_REACH if kernel == "exponential" else radius


def apart(counts: Counts, placed: Places, reach: float) -> Floats:
    """Points of shape (units, 3): the third coordinate keeps segments further apart than reach."""
    return np.column_stack([placed.coordinates, counts.segment_of_unit * (4.0 * reach)])


def _between_units(counts: Counts, matrix: Any, *, keep_zeros: bool = False) -> sparse.csr_matrix:
    """The user's matrix in the counts' order, without pairs of two segments."""
    given_units = len(counts.rows) + len(counts.dropped)
    if not sparse.issparse(matrix) and keep_zeros:
        dense = np.asarray(matrix, dtype=np.float64)
        rows, columns = np.indices(dense.shape).reshape(2, -1)
        table = sparse.csr_matrix((dense.ravel(), (rows, columns)), shape=dense.shape)
    else:
        table = sparse.csr_matrix(matrix, dtype=np.float64)
    if table.shape != (given_units, given_units):
        raise UnusableCounts(
            f"the matrix has the shape {table.shape} for {given_units} units; "
            "give one row and one column for each unit"
        )
    if not np.isfinite(table.data).all():
        raise UnusableCounts("the matrix has a missing or infinite number; leave that pair out")
    table = table[counts.rows][:, counts.rows].tocoo()
    same = counts.segment_of_unit[table.row] == counts.segment_of_unit[table.col]
    kept = (table.data[same], (table.row[same], table.col[same]))
    return sparse.csr_matrix(kept, shape=table.shape)
