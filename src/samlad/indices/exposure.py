"""Exposure of the first of two groups: isolation and interaction.

The correction counts pairs of different people in a unit, which makes each sum exactly unbiased.
"""

from __future__ import annotations

import numpy as np

from samlad.indices.counts import Counts, Floats
from samlad.indices.registry import Index, Spread, register
from samlad.indices.uncertainty import sampling_variance


def isolation(counts: Counts) -> Floats:
    """Mean share of the own group where members of the first group live (0–1).

    >>> isolation(Counts.from_arrays([[3, 1], [1, 3]])).tolist()
    [0.625]
    """
    return _over_first(counts, counts.sum_units(counts.table[:, 0] * counts.shares[:, 0]))


def interaction(counts: Counts) -> Floats:
    """Mean share of the second group where members of the first group live (0–1).

    >>> interaction(Counts.from_arrays([[3, 1], [1, 3]])).tolist()
    [0.375]
    """
    return _over_first(counts, counts.sum_units(counts.table[:, 0] * counts.shares[:, 1]))


def _over_first(counts: Counts, total: Floats) -> Floats:
    first = counts.group_totals[:, 0]
    return np.divide(total, first, out=np.full_like(total, np.nan), where=first > 0)


def corrected_isolation(counts: Counts) -> Floats:
    """Isolation from pairs of two different people; a unit of one person tells nothing."""
    first, sizes = counts.table[:, 0], counts.unit_totals
    has_pairs = sizes > 1
    others = np.where(has_pairs, sizes - 1, 1.0)
    pairs = np.where(has_pairs, first * np.maximum(first - 1, 0.0) / others, 0.0)
    paired = np.where(has_pairs, first, 0.0)
    total, people = counts.sum_units(pairs), counts.sum_units(paired)
    known = np.divide(total, people, out=isolation(counts), where=people > 0)
    return np.clip(known, 0.0, 1.0)


def _gradient(counts: Counts) -> Floats:
    """Derivative of isolation by each cell."""
    share = counts.shares[:, 0]
    first = np.where(counts.group_totals[:, 0] > 0, counts.group_totals[:, 0], 1.0)
    own = 2 * share - share**2 - counts.spread(isolation(counts))
    return np.column_stack([own, -(share**2)]) / counts.spread(first)[:, None]


def _spread_isolation(counts: Counts) -> Spread:
    return Spread(corrected_isolation(counts), sampling_variance(counts, _gradient(counts)))


def _spread_interaction(counts: Counts) -> Spread:
    same = _spread_isolation(counts)
    return Spread(1 - same.corrected, same.variance)


register(
    Index(
        name="isolation",
        family="exposure",
        meaning="mean share of the own group where members of the first group are",
        formula="xPx = Σ_j (x_j / X) (x_j / n_j)",
        source="Bell (1954), Social Forces 32; Massey & Denton (1988), Social Forces 67",
        value=isolation,
        spread=_spread_isolation,
        two_groups=True,
        is_directional=True,
    )
)
register(
    Index(
        name="interaction",
        family="exposure",
        meaning="mean share of the second group where members of the first group are",
        formula="xPy = Σ_j (x_j / X) (y_j / n_j)",
        source="Bell (1954), Social Forces 32; Massey & Denton (1988), Social Forces 67",
        value=interaction,
        spread=_spread_interaction,
        two_groups=True,
        is_directional=True,
    )
)
