"""Theil's information indices: M in nats and H from nought to one, for two or more groups.

The correction replaces each entropy by Grassberger's estimator, which needs no model of how the
units differ; for large counts it is the correction of Miller and Madow.
"""

from __future__ import annotations

import numpy as np
from scipy.special import digamma, xlogy

from samlad.indices.counts import Counts, Floats
from samlad.indices.registry import Index, Spread, register
from samlad.indices.uncertainty import sampling_variance

GRASSBERGER = "Grassberger (2003), arXiv:physics/0307138"
#: From here on the parity of a count no longer matters to Grassberger's G.
_LAST_TABLED = 256


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
    return _ratio(theil_m(counts), entropy(counts))


def entropy(counts: Counts) -> Floats:
    """Entropy of each segment's groups, in nats; shape (segments,)."""
    return -xlogy(counts.group_shares, counts.group_shares).sum(axis=1)


def unit_information(counts: Counts) -> Floats:
    """Divergence of each unit's composition from its segment's, in nats; shape (units,)."""
    ratio = _share_ratio(counts)
    return np.einsum("jk,jk->j", counts.shares, np.log(ratio))


def corrected_m(counts: Counts) -> Floats:
    """M without the part that chance alone makes; shape (segments,), not below 0."""
    return np.maximum(_corrected_entropy(counts) - _corrected_within(counts), 0.0)


def _corrected_entropy(counts: Counts) -> Floats:
    """Entropy of the groups, corrected for the noise left in a segment's own composition."""
    totals = np.where(counts.totals > 0, counts.totals, 1.0)
    plain = entropy(counts)
    gain = -(digamma_of_counts(counts.group_totals) * counts.group_totals).sum(axis=1) / totals
    return np.where(counts.totals > 0, digamma(totals) + gain, plain)


def _corrected_within(counts: Counts) -> Floats:
    inside = digamma(counts.unit_totals) - (
        np.einsum("jk,jk->j", counts.table, digamma_of_counts(counts.table)) / counts.unit_totals
    )
    return counts.sum_units(counts.weights * inside)


def digamma_of_counts(counts: Floats) -> Floats:
    """Grassberger's G(n), which stands for log n where n is a count; 0 for none.

    >>> digamma_of_counts(np.array([1.0, 2.0])).round(6).tolist()
    [-1.270363, 0.729637]
    """
    table = _tabled()
    floor = np.minimum(counts, _LAST_TABLED - 1).astype(np.int64)
    part = np.minimum(counts, _LAST_TABLED - 1) - floor
    small = table[floor] * (1 - part) + table[np.minimum(floor + 1, _LAST_TABLED)] * part
    safe = np.maximum(counts, 1.0)
    large = np.log(safe) - 0.5 / safe - 1 / (12 * safe**2)
    return np.where(counts < _LAST_TABLED - 1, small, large)


def _tabled() -> Floats:
    """G(0) to G(256): G(2n) = ψ(n + ½) + log 2 and G(2n + 1) = G(2n); G(0) meets only n = 0."""
    half = np.arange(_LAST_TABLED + 1) // 2
    table = digamma(half + 0.5) + np.log(2.0)
    table[1] = digamma(0.5) + np.log(2.0)
    table[0] = 0.0
    return table


def _share_ratio(counts: Counts) -> Floats:
    """Each unit's share of a group over the segment's; 1 where the unit has none of it."""
    at_units = counts.group_shares_at_units
    return np.divide(counts.shares, at_units, out=np.ones_like(at_units), where=counts.table > 0)


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)


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
    gradient = np.log(_share_ratio(counts)) / counts.spread(counts.totals)[:, None]
    return Spread(corrected_m(counts), _variance(counts, gradient, np.ones(len(counts.totals))))


def _spread_h(counts: Counts) -> Spread:
    whole = np.where(entropy(counts) > 0, entropy(counts), 1.0)
    h = counts.spread(theil_m(counts) / whole)[:, None]
    surprise = np.log(np.where(counts.group_shares > 0, counts.group_shares, 1.0))
    gradient = (np.log(_share_ratio(counts)) + h * counts.spread(surprise)) / counts.spread(
        counts.totals * whole
    )[:, None]
    corrected = np.minimum(_ratio(corrected_m(counts), _corrected_entropy(counts)), 1.0)
    return Spread(corrected, _variance(counts, gradient, whole))


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
