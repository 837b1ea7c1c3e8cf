"""How unlike units are at each threshold of ordered groups, under four ways to see variation.

Takes counts whose groups are in order, gives for each threshold the share of variation below and
above it that lies between units. `ordinal` and `rank_order` add thresholds up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samlad.indices.counts import Counts, Floats, once
from samlad.indices.registry import find

_LEAST = np.finfo(np.float64).tiny
_BLOCK = 512


@dataclass(frozen=True, slots=True)
class Variation:
    """A way to see how divided people are over a threshold: 0 when none are, 1 when half are.

    of: from the shares below and above. pull: what one more person below adds to people ×
    variation, where somebody is below; one more above adds the pull of the shares exchanged.
    corrected: each threshold's value without what chance alone makes, (segments, thresholds).
    """

    name: str
    of: Callable[[Floats, Floats], Floats]
    pull: Callable[[Floats, Floats], Floats]
    corrected: Callable[[Counts], Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """Segregation at each threshold.

    share: shape (segments, thresholds), people below. value: the same shape, 0–1; NaN where
    nobody is on one side, or a group without people repeats the threshold before it.
    """

    share: Floats
    value: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """Shares of people below and above each threshold; shape (rows, groups − 1).

    Both are summed from their own end, so that a share next to nought keeps its digits.
    """

    below: Floats
    above: Floats


@once
def unit_sides(counts: Counts) -> Sides:
    """Shares of each unit's people."""
    return _sides(counts.table, counts.unit_totals)


@once
def segment_sides(counts: Counts) -> Sides:
    """Shares of each segment's people."""
    return _sides(counts.group_totals, np.where(counts.totals > 0, counts.totals, 1.0))


def _sides(people: Floats, totals: Floats) -> Sides:
    below, above = np.empty((2, len(people), people.shape[1] - 1))
    below[:, 0], above[:, -1] = people[:, 0], people[:, -1]
    for step in range(1, below.shape[1]):
        np.add(below[:, step - 1], people[:, step], out=below[:, step])
        np.add(above[:, -step], people[:, -1 - step], out=above[:, -1 - step])
    below /= totals[:, None]
    above /= totals[:, None]
    return Sides(below, above)


def is_threshold(counts: Counts) -> NDArray[np.bool_]:
    """Where people are on both sides, and the group just below has people of its own."""
    sides = segment_sides(counts)
    return (sides.below > 0) & (sides.above > 0) & (counts.group_totals[:, :-1] > 0)


def profile(counts: Counts, variation: Variation) -> Profile:
    """Share of the variation at each threshold that lies between units.

    >>> found = profile(Counts.from_arrays([[2, 0, 0], [0, 1, 1]]), BY_VARIANCE)
    >>> found.share.tolist(), found.value.round(6).tolist()
    ([[0.5, 0.75]], [[1.0, 0.333333]])
    """
    sides = segment_sides(counts)
    whole = np.where(is_threshold(counts), variation.of(sides.below, sides.above), np.nan)
    inside = _mean(counts, _in_blocks(variation.of, unit_sides(counts)))
    return Profile(sides.below, 1 - inside / whole)


def _in_blocks(of: Callable[[Floats, Floats], Floats], sides: Sides) -> Floats:
    """A function of many rows, so few at a time that what it makes on the way stays in cache."""
    values = np.empty_like(sides.below)
    for start in range(0, len(values), _BLOCK):
        block = slice(start, start + _BLOCK)
        values[block] = of(sides.below[block], sides.above[block])
    return values


def _mean(counts: Counts, values: Floats) -> Floats:
    """Mean over people of values at their units; shape (segments, thresholds)."""
    if len(counts.segments) == 1:
        return (counts.weights @ values)[None, :]
    return counts.sum_units(counts.weights[:, None] * values)


def corrected_profile(counts: Counts, variation: Variation) -> Floats:
    """Each threshold's value without what chance alone makes; NaN as in the profile."""
    return np.where(is_threshold(counts), variation.corrected(counts), np.nan)


def _by_index(name: str) -> Callable[[Counts], Floats]:
    """The correction of the two-group index that a threshold's value is."""

    def corrected(counts: Counts) -> Floats:
        with np.errstate(all="ignore"):
            values = find(name).spread(_thresholds(counts)).corrected
        return values.reshape(-1, len(counts.segments)).T

    return corrected


@once
def _thresholds(counts: Counts) -> Counts:
    """People below and above as two groups, each threshold's segments after the one before."""
    sides = unit_sides(counts)
    below, above = (part * counts.unit_totals[:, None] for part in (sides.below, sides.above))
    times = below.shape[1]
    steps = np.arange(times)[:, None] * len(counts.units) + counts.offsets[None, 1:]
    return Counts(
        table=np.stack([below.T.ravel(), above.T.ravel()], axis=1),
        offsets=np.concatenate([[0], steps.ravel()]).astype(np.int64),
        segments=tuple((step, name) for step in range(times) for name in counts.segments),
        units=counts.units * times,
        groups=("below", "above"),
        rows=np.tile(counts.rows, times),
    )


def _entropy(below: Floats, above: Floats) -> Floats:
    # NumPy's log is several times as fast as SciPy's xlogy, and 0 × log of the least number is 0.
    bits = below * np.log(np.maximum(below, _LEAST)) + above * np.log(np.maximum(above, _LEAST))
    return bits / -np.log(2)


def _entropy_pull(below: Floats, above: Floats) -> Floats:
    return -np.log2(np.where(below > 0, below, 1.0))


def _variance(below: Floats, above: Floats) -> Floats:
    return 4 * below * above


def _variance_pull(below: Floats, above: Floats) -> Floats:
    return 4 * above**2


def _root(below: Floats, above: Floats) -> Floats:
    return 2 * np.sqrt(below * above)


def _root_pull(below: Floats, above: Floats) -> Floats:
    return np.sqrt(above / np.where(below > 0, below, np.inf))


def _distance(below: Floats, above: Floats) -> Floats:
    return 2 * np.minimum(below, above)


def _distance_pull(below: Floats, above: Floats) -> Floats:
    return np.where(below < above, 2.0, 0.0)


def _distance_corrected(counts: Counts) -> Floats:
    """(2c − 1)² is estimated without bias from pairs of people; its root is nearly so."""
    sizes, inside, whole = counts.unit_totals[:, None], unit_sides(counts), segment_sides(counts)
    pairs = sizes / np.where(sizes > 1, sizes - 1, np.inf)
    distance = np.sqrt(np.maximum(1 - pairs * _variance(inside.below, inside.above), 0.0))
    variation = _distance(whole.below, whole.above)
    return 1 - _mean(counts, 1 - distance) / np.where(variation > 0, variation, np.nan)


BY_ENTROPY = Variation("entropy", _entropy, _entropy_pull, _by_index("theil-h"))
BY_VARIANCE = Variation("variance", _variance, _variance_pull, _by_index("correlation-ratio"))
BY_ROOT = Variation("root", _root, _root_pull, _by_index("hutchens"))
BY_DISTANCE = Variation("distance", _distance, _distance_pull, _distance_corrected)


def gradient(counts: Counts, variation: Variation, weights: Floats, steepness: Floats) -> Floats:
    """Derivative by each cell of Σ_k weights_k × value_k − steepness_k × share_k.

    weights, steepness: shape (segments, thresholds), 0 where there is no threshold; the weights
    are taken as fixed. Shape (units, groups), less a constant in each unit.
    """
    own, mix = unit_sides(counts), segment_sides(counts)
    used = weights != 0
    whole = np.where(used, variation.of(mix.below, mix.above), 1.0)
    kept = np.where(used, 1 - np.nan_to_num(profile(counts, variation).value), 0.0)
    ours, theirs = counts.spread(weights / whole), weights * kept / whole
    gain = theirs * variation.pull(mix.below, mix.above) - steepness
    loss = theirs * variation.pull(mix.above, mix.below)
    below = counts.spread(gain) - ours * variation.pull(own.below, own.above)
    above = counts.spread(loss) - ours * variation.pull(own.above, own.below)
    from_above = np.cumsum(above, axis=1)
    from_below = np.cumsum(below[:, ::-1], axis=1)[:, ::-1]
    none = np.zeros((len(below), 1))
    cells = np.hstack([from_below, none]) + np.hstack([none, from_above])
    return cells / counts.spread(counts.totals)[:, None]
