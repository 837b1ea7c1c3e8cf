"""Ordinal segregation: how unlike units are in the order of groups, such as levels of schooling.

Takes units × groups in their order, gives one value for each segment and way to see variation.
With two groups they are Theil's H, the correlation ratio, Hutchens's index, and one of their own.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from samlad.indices.counts import Counts, Floats
from samlad.indices.registry import Index, Spread, register
from samlad.indices.uncertainty import sampling_variance
from samlad.indices.variation import (
    BY_DISTANCE,
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

REARDON = "Reardon (2009), Research on Economic Inequality 17"


def ordinal_h(counts: Counts) -> Floats:
    """Share of ordinal entropy that lies between units (0–1): the ordinal information theory index.

    >>> ordinal_h(Counts.from_arrays([[2, 0, 0], [0, 1, 1]])).round(6).tolist()
    [0.723952]
    """
    return _ordinal(counts, BY_ENTROPY)


def ordinal_r(counts: Counts) -> Floats:
    """Share of ordinal variance that lies between units (0–1): the ordinal variation ratio index.

    >>> ordinal_r(Counts.from_arrays([[2, 0, 0], [0, 1, 1]])).round(6).tolist()
    [0.714286]
    """
    return _ordinal(counts, BY_VARIANCE)


def ordinal_s(counts: Counts) -> Floats:
    """Share of ordinal root variation that lies between units (0–1): the ordinal square root index.

    >>> ordinal_s(Counts.from_arrays([[2, 0, 0], [0, 1, 1]])).round(6).tolist()
    [0.732051]
    """
    return _ordinal(counts, BY_ROOT)


def ordinal_d(counts: Counts) -> Floats:
    """Share of ordinal distance that lies between units (0–1): the absolute difference index.

    >>> ordinal_d(Counts.from_arrays([[2, 0, 0], [0, 1, 1]])).round(6).tolist()
    [0.666667]
    """
    return _ordinal(counts, BY_DISTANCE)


def _weights(counts: Counts, variation: Variation) -> Floats:
    """How much each threshold counts: its share of all thresholds' variation."""
    sides = segment_sides(counts)
    whole = np.where(is_threshold(counts), variation.of(sides.below, sides.above), 0.0)
    total = whole.sum(axis=1, keepdims=True)
    return whole / np.where(total > 0, total, np.nan)


def _ordinal(counts: Counts, variation: Variation) -> Floats:
    values = np.nan_to_num(profile(counts, variation).value)
    return (_weights(counts, variation) * values).sum(axis=1)


def _spread(variation: Variation) -> Callable[[Counts], Spread]:
    def spread(counts: Counts) -> Spread:
        weights = np.nan_to_num(_weights(counts, variation))
        corrected = weights * np.nan_to_num(corrected_profile(counts, variation))
        value = _ordinal(counts, variation)[:, None]
        away = np.where(weights > 0, np.nan_to_num(profile(counts, variation).value) - value, 0.0)
        below, above = segment_sides(counts).below, segment_sides(counts).above
        slope = variation.pull(below, above) - variation.pull(above, below)
        whole = np.where(weights > 0, variation.of(below, above), 0.0).sum(axis=1, keepdims=True)
        tilt = -away * slope / np.where(whole > 0, whole, 1.0)
        cells = gradient(counts, variation, weights, np.where(weights > 0, tilt, 0.0))
        return Spread(corrected.sum(axis=1), sampling_variance(counts, cells))

    return spread


for _name, _value, _variation, _meaning, _formula in (
    ("ordinal-h", ordinal_h, BY_ENTROPY, "entropy", "−c log₂ c − (1 − c) log₂ (1 − c)"),
    ("ordinal-r", ordinal_r, BY_VARIANCE, "variance", "4 c (1 − c)"),
    ("ordinal-s", ordinal_s, BY_ROOT, "root variation", "2 √(c (1 − c))"),
    ("ordinal-d", ordinal_d, BY_DISTANCE, "distance", "1 − |2c − 1|"),
):
    register(
        Index(
            name=_name,
            family="order",
            meaning=f"share of the {_meaning} of ordered groups that lies between units",
            formula=f"Λ = 1 − Σ_j w_j v_j / v, v = Σ_k f(c_k), f = {_formula}",
            source=REARDON,
            value=_value,
            spread=_spread(_variation),
        )
    )
