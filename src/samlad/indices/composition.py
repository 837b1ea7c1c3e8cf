"""Indices of squared differences between units and their segment, for two or more groups.

All rest on one number for each group: the variance of the units' shares, weighted by people. The
correction counts pairs of different people in a unit, which makes that variance exactly unbiased.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from samlad.indices.counts import Counts, Floats, once
from samlad.indices.dissimilarity import simpson
from samlad.indices.information import corrected_entropy, entropy
from samlad.indices.registry import Index, Spread, register
from samlad.indices.uncertainty import sampling_variance

REARDON = "Reardon & Firebaugh (2002), Sociological Methodology 32"


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What a group's variance counts for, and how the index moves as that does.

    value: shape (segments, groups); by_mix: derivative of the index by each group's share of the
    segment, through the weights alone, same shape.
    """

    value: Floats
    by_mix: Floats


def correlation_ratio(counts: Counts) -> Floats:
    """Isolation beyond the first group's share, of what is possible (0–1): η².

    >>> correlation_ratio(Counts.from_arrays([[3, 1], [1, 3]])).tolist()
    [0.25]
    """
    return _weighted(counts, variance_of_shares(counts), _of_normalised_exposure)


def normalised_exposure(counts: Counts) -> Floats:
    """Each group's isolation beyond its share, of what is possible, averaged (0–1): P.

    With two groups this is the correlation ratio.

    >>> normalised_exposure(Counts.from_arrays([[2, 0, 0], [0, 1, 1]])).round(12).tolist()
    [0.666666666667]
    """
    return _weighted(counts, variance_of_shares(counts), _of_normalised_exposure)


def relative_diversity(counts: Counts) -> Floats:
    """Share of the segment's Simpson diversity that lies between units (0–1): R.

    >>> relative_diversity(Counts.from_arrays([[2, 0, 0], [0, 1, 1]])).round(12).tolist()
    [0.6]
    """
    return _weighted(counts, variance_of_shares(counts), _of_relative_diversity)


def squared_variation(counts: Counts) -> Floats:
    """Squared coefficient of variation of the groups' shares over units (0–1): C.

    >>> squared_variation(Counts.from_arrays([[2, 0, 0], [0, 1, 1]])).round(12).tolist()
    [0.5]
    """
    return _weighted(counts, variance_of_shares(counts), _of_squared_variation)


def simpson_interaction(counts: Counts) -> Floats:
    """Chance that two people of a segment are of different groups (0–1): no segregation index.

    >>> simpson_interaction(Counts.from_arrays([[1, 1], [1, 1]])).tolist()
    [0.5]
    """
    return simpson(counts)


def diversity(counts: Counts) -> Floats:
    """Entropy of the segment's groups, in nats: no segregation index.

    >>> diversity(Counts.from_arrays([[1, 1], [1, 1]])).round(6).tolist()
    [0.693147]
    """
    return entropy(counts)


@once
def variance_of_shares(counts: Counts) -> Floats:
    """Mean squared distance of units from the mix, by group; shape (segments, groups)."""
    distance = (counts.shares - counts.group_shares_at_units) ** 2
    return counts.sum_units(counts.weights[:, None] * distance)


@once
def unbiased_variance_of_shares(counts: Counts) -> Floats:
    """The same without the part chance makes; may be below 0; shape (segments, groups).

    A unit of one person has no pair and counts as the others of its segment do.
    """
    sizes, weights = counts.unit_totals[:, None], counts.weights[:, None]
    has_pairs = sizes >= 2
    others = np.where(has_pairs, sizes - 1, 1.0)
    pairs = np.where(has_pairs, counts.shares * np.maximum(counts.table - 1, 0.0) / others, 0.0)
    paired = counts.sum_units(np.where(has_pairs, weights, 0.0))
    mean = np.where(
        paired > 0, counts.sum_units(weights * pairs) / np.where(paired > 0, paired, 1), 0
    )
    within = np.where(has_pairs, counts.shares * (1 - counts.shares) / others, 0.0)
    own_noise = counts.sum_units(weights**2 * within)
    known = mean - counts.group_shares**2 + own_noise
    return np.where(paired > 0, known, variance_of_shares(counts))


def _of_normalised_exposure(counts: Counts) -> Weights:
    rest = 1 - counts.group_shares
    value = np.where(rest > 0, 1 / np.where(rest > 0, rest, 1.0), 0.0)
    return Weights(value, variance_of_shares(counts) * value**2)


def _of_relative_diversity(counts: Counts) -> Weights:
    mix = counts.group_shares
    whole = np.where(simpson(counts) > 0, simpson(counts), 1.0)[:, None]
    r = variance_of_shares(counts).sum(axis=1, keepdims=True) / whole
    return Weights(np.broadcast_to(1 / whole, mix.shape), 2 * mix * r / whole)


def _of_squared_variation(counts: Counts) -> Weights:
    mix = counts.group_shares
    groups = np.maximum((mix > 0).sum(axis=1, keepdims=True) - 1, 1)
    inverse = np.where(mix > 0, 1 / np.where(mix > 0, mix, 1.0), 0.0)
    return Weights(inverse / groups, -variance_of_shares(counts) * inverse**2 / groups)


def _weighted(counts: Counts, variance: Floats, weights_of: Callable[[Counts], Weights]) -> Floats:
    total = np.einsum("sk,sk->s", variance, weights_of(counts).value)
    return np.where(simpson(counts) > 0, np.clip(total, 0.0, 1.0), np.nan)


def _spread_of(weights_of: Callable[[Counts], Weights]) -> Callable[[Counts], Spread]:
    """The spread of an index Σ_k variance_k × weight_k."""

    def spread(counts: Counts) -> Spread:
        weights = weights_of(counts)
        corrected = _weighted(counts, unbiased_variance_of_shares(counts), weights_of)
        own = 2 * counts.spread(weights.value) * (_others(counts) - counts.group_shares_at_units)
        gradient = (own + counts.spread(weights.by_mix)) / counts.spread(counts.totals)[:, None]
        noise = _noise_variance(counts, weights.value)
        variance = sampling_variance(counts, gradient) - noise
        return Spread(corrected, np.maximum(variance, noise))

    return spread


def _others(counts: Counts) -> Floats:
    """A group's share of the other people in a unit, as one of the group sees it."""
    others = np.maximum(counts.unit_totals - 2, 1.0)[:, None]
    return np.where(
        counts.unit_totals[:, None] > 3, np.maximum(counts.table - 1, 0.0) / others, counts.shares
    )


def _noise_variance(counts: Counts, weight: Floats) -> Floats:
    """Variance of the index when nothing but chance separates the units.

    2 Σ_jkl w_j² a_k a_l cov_kl² / n_j², cov of one person's membership; shape (segments,).
    """
    mix = counts.group_shares
    square = np.einsum("sk,sk->s", (weight * mix * (1 - mix)) ** 2, np.ones_like(mix))
    cross = np.einsum("sk,sk->s", weight, mix**2) ** 2 - np.einsum("sk,sk->s", weight**2, mix**4)
    total = np.maximum(counts.totals, 1.0)
    return 2 * np.maximum(counts.unit_counts - 1, 1) * (square + cross) / total**2


def _spread_simpson(counts: Counts) -> Spread:
    within = counts.sum_units(
        counts.weights**2
        * (1 - (counts.shares**2).sum(axis=1))
        / np.maximum(counts.unit_totals - 1, 1.0)
    )
    gradient = -2 * counts.group_shares_at_units / counts.spread(counts.totals)[:, None]
    return Spread(simpson(counts) + within, sampling_variance(counts, gradient))


def _spread_diversity(counts: Counts) -> Spread:
    mix = np.where(counts.group_shares > 0, counts.group_shares, 1.0)
    gradient = -counts.spread(np.log(mix)) / counts.spread(counts.totals)[:, None]
    return Spread(corrected_entropy(counts), sampling_variance(counts, gradient))


register(
    Index(
        name="correlation-ratio",
        family="exposure",
        meaning="isolation beyond the group's share, of what is possible",
        formula="η² = (xPx − P) / (1 − P)",
        source="White (1986), Population Index 52; Massey & Denton (1988), Social Forces 67",
        value=correlation_ratio,
        spread=_spread_of(_of_normalised_exposure),
        two_groups=True,
    )
)
register(
    Index(
        name="normalised-exposure",
        family="exposure",
        meaning="isolation of each group beyond its share, of what is possible, averaged",
        formula="P = Σ_k Σ_j w_j (p_jk − P_k)² / (1 − P_k)",
        source=REARDON,
        value=normalised_exposure,
        spread=_spread_of(_of_normalised_exposure),
    )
)
register(
    Index(
        name="relative-diversity",
        family="evenness",
        meaning="share of the chance that two people differ that lies between units",
        formula="R = Σ_k Σ_j w_j (p_jk − P_k)² / Σ_k P_k (1 − P_k)",
        source="Carlson (1992), Social Science Research 21; " + REARDON,
        value=relative_diversity,
        spread=_spread_of(_of_relative_diversity),
    )
)
register(
    Index(
        name="squared-variation",
        family="evenness",
        meaning="how much the groups' shares vary between units, each group against its size",
        formula="C = Σ_k Σ_j w_j (p_jk − P_k)² / (P_k (K − 1)), K groups with people",
        source=REARDON,
        value=squared_variation,
        spread=_spread_of(_of_squared_variation),
    )
)
register(
    Index(
        name="simpson-interaction",
        family="diversity",
        meaning="chance that two people of the segment are of different groups; not segregation",
        formula="I = Σ_k P_k (1 − P_k)",
        source="Lieberson (1969), American Sociological Review 34; " + REARDON,
        value=simpson_interaction,
        spread=_spread_simpson,
    )
)
register(
    Index(
        name="diversity",
        family="diversity",
        meaning="entropy of the segment's groups, in nats; not segregation",
        formula="E = −Σ_k P_k log P_k",
        source="Theil (1972), Statistical Decomposition Analysis",
        value=diversity,
        spread=_spread_diversity,
        high=None,
    )
)
