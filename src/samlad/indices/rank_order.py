"""Rank-order segregation by income: H, R and S of Reardon over the whole distribution.

Takes units × ordered bins, gives one value for each segment and the profile it comes from. Only
the order of the bins matters, not their bounds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import beta

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats, Integers
from samlad.indices.registry import Index, Spread, register
from samlad.indices.uncertainty import sampling_variance
from samlad.indices.variation import (
    BY_ENTROPY,
    BY_ROOT,
    BY_VARIANCE,
    Variation,
    corrected_profile,
    gradient,
    is_threshold,
    profile,
    segment_sides,
)

REARDON = "Reardon & Bischoff (2011), American Journal of Sociology 116; Reardon (2011)"
#: The order of polynomial that Reardon uses, for 15 thresholds; with fewer than 8 it is half their
#: number, since a curve through every point swings between them.
DEGREE = 4
OF_NAME = {"h": BY_ENTROPY, "r": BY_VARIANCE, "s": BY_ROOT}


@dataclass(frozen=True, slots=True, eq=False)
class IncomeProfile:
    """Segregation of those below each percentile from those above, and the curve through it.

    share: shape (segments, thresholds), people below each threshold; value: segregation there,
    NaN where there is no threshold; coefficients: shape (segments, degree + 1), of the fitted
    polynomial from the constant on; degree: shape (segments,), of the curve in each segment.
    """

    segments: tuple[object, ...]
    share: Floats
    value: Floats
    coefficients: Floats
    degree: Integers

    def at(self, percentile: float) -> Floats:
        """The curve at a percentile from 0 to 1; shape (segments,)."""
        if not 0 <= percentile <= 1:
            raise UnusableCounts(f"percentile {percentile} is not between 0 and 1; give 0.9")
        return self.coefficients @ percentile ** np.arange(self.coefficients.shape[1])


def rank_order_h(counts: Counts) -> Floats:
    """Mean over percentiles of Theil's H of those below and above, by their entropy (0–1).

    The degree of the polynomial is 4, or half the number of thresholds where those are few.

    >>> rank_order_h(Counts.from_arrays([[2, 0, 0], [0, 0, 2]])).round(6).tolist()
    [1.0]
    """
    return _value(counts, BY_ENTROPY)


def rank_order_r(counts: Counts) -> Floats:
    """Mean over percentiles of the correlation ratio, by variance (0–1)."""
    return _value(counts, BY_VARIANCE)


def rank_order_s(counts: Counts) -> Floats:
    """Mean over percentiles of Hutchens's index, by root variation (0–1)."""
    return _value(counts, BY_ROOT)


def income_profile(counts: Counts, name: str = "h", degree: int = DEGREE) -> IncomeProfile:
    """The profile of H, R or S (name: h, r or s) over percentiles, with its fitted curve.

    degree: of the curve; in a segment with few thresholds at most half their number. Raises
    UnusableCounts for another name, and a negative degree.
    """
    if name not in OF_NAME:
        raise UnusableCounts(f"there is no rank-order index '{name}'; give h, r or s")
    if degree < 0:
        raise UnusableCounts(f"the degree {degree} is negative; give 4")
    found, hats = profile(counts, OF_NAME[name]), _hats(counts, OF_NAME[name], degree)
    coefficients = np.einsum("smk,sk->sm", hats.fit, np.nan_to_num(found.value))
    empty = ~is_threshold(counts).any(axis=1)
    coefficients[empty] = np.nan
    return IncomeProfile(counts.segments, found.share, found.value, coefficients, hats.degree)


def deltas(name: str, degree: int) -> Floats:
    """What each power of the percentile counts in H, R or S: its mean weighed by variation.

    >>> deltas("h", 2).round(6).tolist(), deltas("s", 3).round(6).tolist()
    ([1.0, 0.5, 0.305556], [1.0, 0.5, 0.3125, 0.21875])
    """
    powers = np.arange(degree + 1)
    if name == "r":
        return 6.0 / ((powers + 2) * (powers + 3))
    if name == "s":
        return beta(powers + 1.5, 1.5) / beta(1.5, 1.5)
    return np.array([_entropy_delta(power) for power in range(degree + 1)])


def _entropy_delta(power: int) -> float:
    """2 ∫ −(p log p + (1 − p) log (1 − p)) pᵐ dp, by harmonic sums."""
    harmonic = sum(1 / n for n in range(1, power + 2))
    above = harmonic / (power + 1) - (harmonic + 1 / (power + 2)) / (power + 2)
    return 2 * (1 / (power + 2) ** 2 + above)


@dataclass(frozen=True, slots=True, eq=False)
class _Hats:
    """fit: shape (segments, powers, thresholds), from values to coefficients of the curve."""

    fit: Floats
    degree: Integers


def _hats(counts: Counts, variation: Variation, degree: int) -> _Hats:
    """Least squares weighed by the square of each threshold's variation, all segments at once."""
    sides, usable = segment_sides(counts), is_threshold(counts)
    share, root = sides.below, np.where(usable, variation.of(sides.below, sides.above), 0.0)
    degrees = np.minimum(usable.sum(axis=1) // 2, degree)
    fit = np.zeros((len(share), degree + 1, share.shape[1]))
    for order in np.unique(degrees):
        chosen = np.flatnonzero((degrees == order) & usable.any(axis=1))
        powers = share[chosen, :, None] ** np.arange(order + 1)
        design = powers * root[chosen, :, None]
        fit[chosen, : order + 1] = np.linalg.pinv(design) * root[chosen, None, :]
    return _Hats(fit, degrees)


def _fit(counts: Counts, variation: Variation) -> tuple[Floats, Floats]:
    """How much each threshold's value counts in the index, and the curve's coefficients."""
    name = next(name for name, seen in OF_NAME.items() if seen is variation)
    hats = _hats(counts, variation, DEGREE).fit
    values = np.nan_to_num(profile(counts, variation).value)
    weights = np.einsum("m,smk->sk", deltas(name, DEGREE), hats)
    return weights, np.einsum("smk,sk->sm", hats, values)


def _value(counts: Counts, variation: Variation) -> Floats:
    name = next(name for name, seen in OF_NAME.items() if seen is variation)
    _, coefficients = _fit(counts, variation)
    value = coefficients @ deltas(name, DEGREE)
    return np.where(is_threshold(counts).any(axis=1), np.clip(value, 0.0, 1.0), np.nan)


def _spread(variation: Variation) -> Callable[[Counts], Spread]:
    def spread(counts: Counts) -> Spread:
        weights, coefficients = _fit(counts, variation)
        corrected = weights * np.nan_to_num(corrected_profile(counts, variation))
        share = segment_sides(counts).below
        powers = np.arange(1, coefficients.shape[1])
        rise = np.einsum(
            "skm,sm->sk", powers * share[:, :, None] ** (powers - 1), coefficients[:, 1:]
        )
        cells = gradient(counts, variation, weights, weights * rise)
        return Spread(corrected.sum(axis=1), sampling_variance(counts, cells))

    return spread


for _name, _rank_value, _seen in (
    ("rank-order-h", rank_order_h, "Theil's H"),
    ("rank-order-r", rank_order_r, "the correlation ratio"),
    ("rank-order-s", rank_order_s, "Hutchens's index"),
):
    register(
        Index(
            name=_name,
            family="order",
            meaning=f"{_seen} of people below and above each percentile, averaged over percentiles",
            formula="Λ = Σ_m δ_m b_m, with Σ_m b_m pᵐ fitted to the values at the thresholds",
            source=REARDON,
            value=_rank_value,
            spread=_spread(OF_NAME[_name[-1]]),
        )
    )
