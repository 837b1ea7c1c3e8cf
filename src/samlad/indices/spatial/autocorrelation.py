"""Spatial autocorrelation: whether units with similar shares of a group lie together.

Takes counts and neighbourhoods; gives Moran's I with inference by permutation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices.counts import Counts, Floats
from samlad.indices.spatial.neighbourhoods import Neighbourhoods
from samlad.indices.waiting import told

#: Two values of I nearer than this count as equal, so that rounding makes nothing rare.
SAME_VALUE = 1e-12
#: Numbers held at a time: 32 MiB.
_NUMBERS_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Moran:
    """Moran's I of a group's share, one row for each segment.

    value: I; expected, deviation: mean and standard deviation of I over the permutations; p: the
    share of arrangements at least as clustered, the one observed among them, never 0. A row
    with a reason (`too_few_units`, `group_empty`, `no_variation`, `no_neighbours`) is NaN.
    """

    segment: tuple[Hashable, ...]
    group: str
    value: Floats
    expected: Floats
    deviation: Floats
    p: Floats
    permutations: int
    reason: NDArray[np.str_]


def moran(
    counts: Counts,
    neighbourhoods: Neighbourhoods,
    *,
    group: str | None = None,
    permutations: int = 999,
) -> Moran:
    """Moran's I of one group's share over row-standardised neighbours, without the unit itself.

    group: its label, the first without it. p = (1 + b) / (1 + permutations), where b arrangements
    of the same shares over the units of the segment are at least as clustered; the draws are
    seeded from the counts. Raises UnknownName for a group that does not exist. Source: Moran
    (1950), Biometrika 37; Davison & Hinkley (1997), Bootstrap Methods, ch. 4.

    >>> from samlad.indices.spatial.neighbourhoods import adjacent
    >>> from samlad.indices.spatial.places import Places
    >>> counts = Counts.from_arrays([[4, 0], [4, 0], [0, 4], [0, 4]])
    >>> line = Places.from_arrays(
    ...     [[0, 0], [1, 0], [2, 0], [3, 0]], neighbours=[[0, 1], [1, 2], [2, 3]]
    ... )
    >>> moran(counts, adjacent(counts, line), permutations=99).value.tolist()
    [0.5]
    """
    if permutations < 1:
        raise UnusableCounts(f"{permutations} permutations cannot give a p-value; give 999")
    label = counts.groups[0] if group is None else group
    if label not in counts.groups:
        raise UnknownName("group", label, counts.groups)
    weights, linked = _row_standardised(neighbourhoods.without_self().weights)
    share = counts.shares[:, counts.groups.index(label)]
    deviation = share - counts.spread(_mean(counts, share))
    reasons = _reasons(counts, deviation, linked)
    observed = _values(counts, weights, deviation[:, None], linked)[:, 0]
    draws = _permuted(counts, weights, deviation, linked, permutations)
    rare = (draws >= observed[:, None] - SAME_VALUE).sum(axis=1)
    shown = reasons == ""
    return Moran(
        segment=counts.segments,
        group=label,
        value=np.where(shown, observed, np.nan),
        expected=np.where(shown, draws.mean(axis=1), np.nan),
        deviation=np.where(shown, draws.std(axis=1), np.nan),
        p=np.where(shown, (1 + rare) / (1 + permutations), np.nan),
        permutations=permutations,
        reason=reasons,
    )


def _row_standardised(weights: sparse.csr_matrix) -> tuple[sparse.csr_matrix, Floats]:
    """Rows that sum to one, and which units have a neighbour at all."""
    sums = np.asarray(weights.sum(axis=1)).ravel()
    linked = (sums > 0).astype(np.float64)
    scale = np.divide(1.0, sums, out=np.zeros_like(sums), where=sums > 0)
    return sparse.csr_matrix(sparse.diags(scale) @ weights), linked


def _mean(counts: Counts, values: Floats) -> Floats:
    return counts.sum_units(values) / np.maximum(counts.unit_counts, 1)


def _reasons(counts: Counts, deviation: Floats, linked: Floats) -> NDArray[np.str_]:
    spread = counts.sum_units(deviation**2)
    return np.select(
        [counts.reasons != "", spread <= SAME_VALUE**2, counts.sum_units(linked) == 0],
        [counts.reasons, "no_variation", "no_neighbours"],
        default="",
    )


def _values(
    counts: Counts, weights: sparse.csr_matrix, deviations: Floats, linked: Floats
) -> Floats:
    """I of each column of deviations; shape (segments, columns)."""
    joined = counts.sum_units(deviations * (weights @ deviations))
    spread = counts.sum_units(deviations**2)
    units = counts.unit_counts[:, None]
    with np.errstate(all="ignore"):
        return units / counts.sum_units(linked)[:, None] * joined / spread


def _permuted(
    counts: Counts,
    weights: sparse.csr_matrix,
    deviation: Floats,
    linked: Floats,
    permutations: int,
) -> Floats:
    """I of random arrangements within each segment; shape (segments, permutations)."""
    chance = np.random.default_rng(_seed(counts, deviation))
    units = len(deviation)
    step = max(1, _NUMBERS_AT_ONCE // max(1, units))
    parts = []
    starts = range(0, permutations, step)
    for done in told(starts, len(starts), "Moran's I"):
        many = min(step, permutations - done)
        keys = counts.segment_of_unit[:, None] + chance.random((units, many))
        order = np.argsort(keys, axis=0)
        parts.append(_values(counts, weights, deviation[order], linked))
    return np.concatenate(parts, axis=1)


def _seed(counts: Counts, values: Floats) -> int:
    digest = hashlib.sha256(counts.offsets.tobytes() + values.tobytes()).digest()
    return int.from_bytes(digest[:16], "big")
