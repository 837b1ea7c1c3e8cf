"""Dissimilarity D, for two or more groups: the mean distance of units from the common mix.

Small units lie off the mix by chance alone. The correction takes away what chance adds under a
fitted mixing of units (see mixing). The interval is laid on D with chance in it and then mapped,
since near 0 chance moves D unevenly.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from samlad.indices.blocks import in_blocks
from samlad.indices.counts import Counts, Floats, once
from samlad.indices.mixing import (
    counted_distance_of_units,
    few_units,
    fitted,
    mean_distance,
)
from samlad.indices.registry import Index, Spread, register
from samlad.indices.uncertainty import bessel, divided, sampling_variance
from samlad.indices.unit_sizes import whole_people

#: Nodes and weights of a standard normal, five points.
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(5)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()


@once
def dissimilarity(counts: Counts) -> Floats:
    """Share of people who would have to move, of those who would if groups lived apart (0–1).

    With two groups this is Duncan's D.

    >>> dissimilarity(Counts.from_arrays([[80, 20], [20, 80]])).round(12).tolist()
    [0.6]
    """

    def of(rows: slice) -> Floats:
        shares = counts.table[rows] / counts.unit_totals[rows, None]
        return np.einsum("jk->j", np.abs(shares - counts.mix_of(rows)))

    distance = in_blocks(len(counts.table), of)
    apart = divided(counts.sum_units(counts.weights * distance), 2 * simpson(counts))
    return np.minimum(apart, 1.0)


@once
def simpson(counts: Counts) -> Floats:
    """Chance that two people of a segment are of different groups; shape (segments,)."""
    return np.einsum("sk,sk->s", counts.group_shares, 1 - counts.group_shares)


@once
def spread_dissimilarity(counts: Counts) -> Spread:
    """D without the part chance makes, and what the interval needs."""
    d = np.nan_to_num(dissimilarity(counts))
    mixing = fitted(counts)
    corrected = np.clip(d - chance_part(counts, mixing.shrunk), 0.0, 1.0)
    bold = np.clip(d - chance_part(counts, mixing.overdispersion), 0.0, 1.0)
    variance = _variance(counts)
    chance = np.maximum(d**2 - bold**2, 0.0)
    few = few_units(counts, chance / np.where(d > 0, d, 1.0) ** 2)
    return Spread(corrected, variance * few**2, chance=chance, bold=bold)


def chance_part(counts: Counts, overdispersion: Floats) -> Floats:
    """What chance adds to D where the groups are that overdispersed; shape (segments,)."""
    columns = slice(0, 1 if len(counts.groups) == 2 else None)  # two groups are mirror images
    share, dispersion = counts.group_shares[:, columns], overdispersion[:, columns]
    pull = counts.weights * np.sqrt(1 - counts.weights)
    counted = counted_distance_of_units(counts, share, dispersion)
    raw = counts.sum_units(pull[:, None] * counted)
    smooth = counts.sum_units(pull)[:, None] * mean_distance(share, dispersion)
    extra = (raw - smooth).sum(axis=1) * (2 if len(counts.groups) == 2 else 1)
    return np.nan_to_num(divided(extra, 2 * simpson(counts)))


def _variance(counts: Counts) -> Floats:
    """Variance of D: a unit near the mix moves D less than one far from it.

    |X| of a normal X is a straight line in X plus a rest; the line goes through the delta method,
    the rest is added. The mean of X is what the fitted mixing says of the unit.
    """
    slope, rest = np.empty_like(counts.table), np.empty_like(counts.table)
    for group in range(len(counts.groups)):
        slope[:, group], rest[:, group] = _bent(counts, group)
    line = sampling_variance(counts, _gradient(counts, slope))
    scale = counts.weights / counts.spread(2 * np.where(simpson(counts) > 0, simpson(counts), 1.0))
    kept = bessel(counts.unit_totals) * (1 - counts.weights)
    return line + counts.sum_units(scale**2 * kept * _together(counts, rest))


def _bent(counts: Counts, group: int) -> tuple[Floats, Floats]:
    """Slope and rest of one group's distance in each unit; shape (units,) each."""
    sizes, mix = whole_people(counts), counts.spread(counts.group_shares[:, group])
    dispersion = counts.spread(fitted(counts).overdispersion[:, group])
    noise = np.sqrt(mix * (1 - mix) * (1 - dispersion) / sizes)
    trust = dispersion / (dispersion + (1 - dispersion) / sizes)
    mean = trust * (counts.shares[:, group] - mix)
    return _folded(mean, np.sqrt(trust) * noise, noise)


def _folded(mean: Floats, doubt: Floats, noise: Floats) -> tuple[Floats, Floats]:
    """Slope of |X| on X, and the variance it leaves, for X normal around an uncertain mean."""
    slope, varied = np.zeros_like(mean), np.zeros_like(mean)
    safe = np.where(noise > 0, noise, 1.0)
    for node, weight in zip(_NODES, _WEIGHTS, strict=True):
        centre = (mean + node * doubt) / safe
        density = np.exp(-0.5 * centre**2) / np.sqrt(2 * np.pi)
        sign = 2 * ndtr(centre) - 1
        size = 2 * density + centre * sign
        slope += weight * sign
        varied += weight * (1 + centre**2 - size**2)
    rest = np.maximum(varied - slope**2, 0.0) * noise**2
    return np.where(noise > 0, slope, np.sign(mean)), rest


def _together(counts: Counts, rest: Floats) -> Floats:
    """Variance of a unit's sum over groups, whose distances go together; shape (units,)."""
    mix = counts.group_shares_at_units
    odds = np.divide(mix, 1 - mix, out=np.zeros_like(mix), where=mix < 1)
    joint = np.sqrt(rest * odds)
    return joint.sum(axis=1) ** 2 - (joint**2).sum(axis=1) + rest.sum(axis=1)


def _gradient(counts: Counts, side: Floats) -> Floats:
    """Derivative of D by each cell, the side of the mix that each unit lies on held fixed."""
    mix = counts.group_shares
    whole = np.where(simpson(counts) > 0, simpson(counts), 1.0)
    own = side - np.einsum("jk,jk->j", side, counts.group_shares_at_units)[:, None]
    totals = np.where(counts.totals > 0, counts.totals, 1.0)
    pull = counts.sum_units(counts.unit_totals[:, None] * side)
    pull = (pull - (pull * mix).sum(axis=1)[:, None]) / totals[:, None]
    twice = 2 * np.nan_to_num(dissimilarity(counts))[:, None]
    by_mix = -pull - twice * (1 - 2 * mix + (mix**2).sum(axis=1)[:, None])
    return (own + counts.spread(by_mix)) / counts.spread(2 * whole * totals)[:, None]


register(
    Index(
        name="dissimilarity",
        family="evenness",
        meaning="share of people who would have to move for an even spread, of the most possible",
        formula="D = Σ_j w_j Σ_k |p_jk − P_k| / (2 Σ_k P_k (1 − P_k))",
        source="Duncan & Duncan (1955), American Sociological Review 20; Sakoda (1981), "
        "Demography 18",
        value=dissimilarity,
        spread=spread_dissimilarity,
    )
)
