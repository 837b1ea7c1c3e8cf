"""Dissimilarity D, for two or more groups: the mean distance of units from the common mix."""

from __future__ import annotations

import numpy as np

from samlad.indices.counts import Counts, Floats
from samlad.indices.registry import Index, Spread, register
from samlad.indices.uncertainty import sampling_variance


def dissimilarity(counts: Counts) -> Floats:
    """Share of people who would have to move, of those who would if groups lived apart (0–1).

    With two groups this is Duncan's D.

    >>> dissimilarity(Counts.from_arrays([[80, 20], [20, 80]])).round(12).tolist()
    [0.6]
    """
    distance = np.abs(counts.shares - counts.group_shares_at_units).sum(axis=1)
    return _ratio(counts.sum_units(counts.weights * distance), 2 * simpson(counts))


def simpson(counts: Counts) -> Floats:
    """Chance that two people of a segment are of different groups; shape (segments,)."""
    return np.einsum("sk,sk->s", counts.group_shares, 1 - counts.group_shares)


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)


def _gradient(counts: Counts) -> Floats:
    """Derivative of D by each cell, the side of the mix each unit lies on held fixed."""
    mix = counts.group_shares
    whole = np.where(simpson(counts) > 0, simpson(counts), 1.0)
    side = np.sign(counts.shares - counts.group_shares_at_units)
    own = side - np.einsum("jk,jk->j", side, counts.group_shares_at_units)[:, None]
    pull = counts.sum_units(counts.unit_totals[:, None] * side)
    totals = np.where(counts.totals > 0, counts.totals, 1.0)
    pull = (pull - (pull * mix).sum(axis=1)[:, None]) / totals[:, None]
    twice = 2 * np.nan_to_num(dissimilarity(counts))[:, None]
    by_mix = -pull - twice * (1 - 2 * mix + (mix**2).sum(axis=1)[:, None])
    scale = (2 * whole * totals)[:, None]
    return (own + counts.spread(by_mix)) / counts.spread(scale)


def _spread(counts: Counts) -> Spread:
    """D less what random allocation would give it, by the normal approximation."""
    mix = counts.group_shares_at_units
    noise = np.sqrt(2 / np.pi * mix * (1 - mix) * (1 - counts.weights)[:, None])
    expected = counts.weights * noise.sum(axis=1) / np.sqrt(counts.unit_totals)
    floor = _ratio(counts.sum_units(expected), 2 * simpson(counts))
    d = dissimilarity(counts)
    corrected = np.sqrt(np.maximum(d**2 - floor**2, 0.0))
    return Spread(corrected, sampling_variance(counts, _gradient(counts)))


register(
    Index(
        name="dissimilarity",
        family="evenness",
        meaning="share of people who would have to move for an even spread, of the most possible",
        formula="D = Σ_j w_j Σ_k |p_jk − P_k| / (2 Σ_k P_k (1 − P_k))",
        source="Duncan & Duncan (1955), American Sociological Review 20; Morgan (1975); "
        "Sakoda (1981), Demography 18",
        value=dissimilarity,
        spread=_spread,
    )
)
