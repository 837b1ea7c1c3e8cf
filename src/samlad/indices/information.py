"""Theil's information indices: M in nats and H from nought to one, for two or more groups.

The correction takes away what chance adds under a fitted mixing of units (see mixing); for large
counts that is the correction of Miller and Madow, for small ones Grassberger's digamma
(arXiv:physics/0307138) makes it exact.
"""

from __future__ import annotations

import numpy as np
from scipy.special import xlogy

from samlad.indices.blocks import in_blocks
from samlad.indices.counts import Counts, Floats, once
from samlad.indices.entropy_loss import chance_in_m, margin_part
from samlad.indices.mixing import fitted
from samlad.indices.registry import Index, Spread, register
from samlad.indices.uncertainty import divided, sampling_variance

#: Below every ratio of shares that is not nought.
_LEAST = np.finfo(np.float64).tiny


@once
def theil_m(counts: Counts) -> Floats:
    """Mutual information of unit and group, in nats: 0 to the entropy of the groups.

    >>> theil_m(Counts.from_arrays([[10, 0], [0, 10]])).round(12).tolist()
    [0.69314718056]
    """
    return np.maximum(counts.sum_units(counts.weights * unit_information(counts)), 0.0)


def theil_h(counts: Counts) -> Floats:
    """M as a share of the segment's entropy (0–1).

    >>> theil_h(Counts.from_arrays([[10, 0], [0, 10]])).tolist()
    [1.0]
    """
    return divided(theil_m(counts), entropy(counts))


@once
def entropy(counts: Counts) -> Floats:
    """Entropy of each segment's groups, in nats; shape (segments,)."""
    return -xlogy(counts.group_shares, counts.group_shares).sum(axis=1)


@once
def unit_information(counts: Counts) -> Floats:
    """Divergence of each unit's composition from its segment's, in nats; shape (units,)."""

    def of(rows: slice) -> Floats:
        shares, mix = counts.table[rows] / counts.unit_totals[rows, None], counts.mix_of(rows)
        ratio = shares / np.where(mix > 0, mix, 1.0)
        return np.einsum("jk,jk->j", shares, np.log(np.maximum(ratio, _LEAST)))

    return in_blocks(len(counts.table), of)


@once
def corrected_m(counts: Counts) -> Floats:
    """M without the part that chance alone makes; shape (segments,), not below 0."""
    return np.clip(theil_m(counts) - chance_in_m(counts).part, 0.0, None)


def corrected_entropy(counts: Counts) -> Floats:
    """Entropy of the segment's groups, with what the noise of its own composition took away."""
    return entropy(counts) + margin_part(counts)


def share_ratio(counts: Counts) -> Floats:
    """Each unit's share of a group over the segment's; 1 where the unit has none of it."""
    at_units = counts.group_shares_at_units
    return np.divide(counts.shares, at_units, out=np.ones_like(at_units), where=counts.table > 0)


def _noise_variance(counts: Counts) -> Floats:
    """Variance of M when nothing but chance separates the units: df / (2 N²)."""
    groups = (counts.group_totals > 0).sum(axis=1)
    freedom = np.maximum((counts.unit_counts - 1) * (groups - 1), 0)
    return freedom / (2 * np.maximum(counts.totals, 1.0) ** 2)


def _variance(counts: Counts, gradient: Floats, scale: Floats) -> Floats:
    """First order of the delta method, less what noise adds to it, at least the pure noise."""
    noise = _noise_variance(counts) / scale**2
    return np.maximum(sampling_variance(counts, gradient) - noise, noise)


def _spread_m(counts: Counts) -> Spread:
    gradient = (by_person(counts) + correction_gradient(counts)) / counts.spread(counts.totals)[
        :, None
    ]
    return Spread(corrected_m(counts), _variance(counts, gradient, np.ones(len(counts.totals))))


def _spread_h(counts: Counts) -> Spread:
    whole = np.where(entropy(counts) > 0, entropy(counts), 1.0)
    h = counts.spread(theil_m(counts) / whole)[:, None]
    surprise = np.log(np.where(counts.group_shares > 0, counts.group_shares, 1.0))
    by_cell = by_person(counts) + h * counts.spread(surprise)
    gradient = (by_cell + correction_gradient(counts)) / counts.spread(counts.totals * whole)[
        :, None
    ]
    corrected = np.minimum(divided(corrected_m(counts), corrected_entropy(counts)), 1.0)
    return Spread(corrected, _variance(counts, gradient, whole))


@once
def by_person(counts: Counts) -> Floats:
    """What one person more of a group in a unit adds to N × M; shape (units, groups).

    Taken as a difference and not as a derivative, since in small units one person is a large step.
    """
    mix = np.where(counts.group_shares > 0, counts.group_shares, 1.0)
    return (
        _last_person(counts.table)
        - _last_person(counts.unit_totals)[:, None]
        - counts.spread(np.log(mix))
    )


def _last_person(count: Floats) -> Floats:
    """x log x − (x − 1) log(x − 1), which is log x + 1 for large x."""
    before = np.maximum(count - 1, 0.0)
    return count * np.log(np.maximum(count, _LEAST)) - before * np.log(np.maximum(before, _LEAST))


@once
def correction_gradient(counts: Counts) -> Floats:
    """Derivative of the correction of N × M by each cell: it leans on the overdispersion."""
    mix = counts.group_shares
    possible = np.where((mix > 0) & (mix < 1), mix * (1 - mix), np.inf)
    pull = counts.totals[:, None] * chance_in_m(counts).slope / possible / fitted(counts).room
    return -2 * counts.spread(pull) * (counts.shares - counts.group_shares_at_units)


register(
    Index(
        name="theil-h",
        family="information",
        meaning="share of the groups' diversity that lies between units",
        formula="H = M / E, E = −Σ P_k log P_k",
        source="Theil & Finizza (1971), Journal of Mathematical Sociology 1",
        value=theil_h,
        spread=_spread_h,
    )
)
register(
    Index(
        name="theil-m",
        family="information",
        meaning="how much a person's unit tells of the person's group, in nats",
        formula="M = Σ_j w_j Σ_k p_jk log(p_jk / P_k)",
        source="Theil (1971); Mora & Ruiz-Castillo (2011), Sociological Methodology 41",
        value=theil_m,
        spread=_spread_m,
        high=None,
    )
)
