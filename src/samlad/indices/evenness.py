"""Evenness of two groups over units: Atkinson and Hutchens.

Both are made of one sum, of a power of each group's share of its people in a unit. The correction
is that of the fitted mixing.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.special import betaln

from samlad.indices.counts import Counts, Floats, Integers
from samlad.indices.mixing import chances, fitted
from samlad.indices.registry import Index, Spread, register
from samlad.indices.uncertainty import sampling_variance
from samlad.indices.unit_sizes import at_each_size

#: Up to this expected count of the rarer group the beta-binomial is summed, and no further than
#: this many terms.
_FEW, _MOST = 48, 512


def atkinson(counts: Counts, b: float = 0.5) -> Floats:
    """Atkinson's index with aversion b, 0 < b < 1 (0–1).

    b: below ½, units where the first group is scarce weigh more; above, where it is plentiful.

    >>> atkinson(Counts.from_arrays([[80, 20], [20, 80]])).round(12).tolist()
    [0.36]
    """
    return 1 - overlap(counts, b) ** (1 / (1 - b))


def hutchens(counts: Counts) -> Floats:
    """Hutchens's square-root index (0–1), which adds up over parts of a segment.

    >>> hutchens(Counts.from_arrays([[80, 20], [20, 80]])).round(12).tolist()
    [0.2]
    """
    return 1 - overlap(counts, 0.5)


def overlap(counts: Counts, b: float) -> Floats:
    """Σ_j (x_j / X)^b (y_j / Y)^(1 − b): 1 when the groups are spread alike."""
    first, second = (_share_of_group(counts, group) for group in (0, 1))
    total = counts.sum_units(first**b * second ** (1 - b))
    has_both = (counts.group_totals > 0).all(axis=1)
    return np.where(has_both, np.minimum(total, 1.0), np.nan)


def _share_of_group(counts: Counts, group: int) -> Floats:
    whole = counts.group_totals[:, group]
    return counts.table[:, group] / counts.spread(np.where(whole > 0, whole, 1.0))


def _overlap_lost(counts: Counts, b: float) -> Floats:
    """How much chance lowers the overlap under the fitted mixing; shape (segments,)."""
    share = np.clip(counts.group_shares[:, 0], 1e-12, 1 - 1e-12)
    dispersion = fitted(counts).overdispersion[:, 0]

    def compute(sizes: Floats, segment: Integers) -> Floats:
        at, spread = share[segment], dispersion[segment]
        counted = mean_power(at, spread + (1 - spread) / sizes, b)
        for rare, power in ((at, b), (1 - at, 1 - b)):
            few = (sizes * rare <= _FEW) & (rare <= 0.5)
            counted[few] = _mean_counted_power(sizes[few], rare[few], spread[few], power)
        return counted

    lost = counts.spread(mean_power(share, dispersion, b)) - at_each_size(counts, compute)
    pull = counts.weights * (1 - counts.weights)
    return counts.sum_units(pull * lost) / (share**b * (1 - share) ** (1 - b))


def mean_power(share: Floats, dispersion: Floats, b: float) -> Floats:
    """E p^b (1 − p)^(1 − b) of a beta.

    >>> mean_power(np.array([0.5]), np.array([1 / 3]), 0.5).round(6).tolist()  # uniform: π / 8
    [0.392699]
    """
    strength = 1 / np.clip(dispersion, 1e-9, 1 - 1e-9) - 1
    first, second = share * strength, (1 - share) * strength
    mean = np.exp(betaln(first + b, second + 1 - b) - betaln(first, second))
    even = share**b * (1 - share) ** (1 - b)
    nearly = even * (1 - b * (1 - b) / 2 * dispersion / (share * (1 - share)))
    return np.where(np.minimum(first, second) > 1e5, nearly, mean)


def _mean_counted_power(sizes: Floats, share: Floats, dispersion: Floats, b: float) -> Floats:
    """E (K/n)^b (1 − K/n)^(1 − b) of a beta-binomial, summed until nothing is left to sum."""
    mean, seen = np.zeros_like(share), np.zeros_like(share)
    most = int(np.ceil(sizes.max(initial=0.0))) + 1
    for count, chance in enumerate(chances(sizes, share, dispersion, min(most, _MOST))):
        rest = np.maximum(sizes - count, 0.0)
        mean += chance * count**b * rest ** (1 - b) / sizes
        seen += chance
        if count % 32 == 31 and seen.min(initial=1.0) > 1 - 1e-7:
            break
    return mean


def _spread_power(b: float, power: float) -> Callable[[Counts], Spread]:
    """The spread of 1 − overlap ** power."""

    def spread(counts: Counts) -> Spread:
        plain = np.nan_to_num(overlap(counts, b))
        mended = np.clip(plain + _overlap_lost(counts, b), 0.0, 1.0)
        steep = power * np.where(plain > 0, plain, 1.0) ** (power - 1)
        share = counts.group_shares[:, 0]
        possible = np.where((share > 0) & (share < 1), share * (1 - share), 1.0)
        noise = 2 * np.maximum(counts.unit_counts - 1, 1) / np.maximum(counts.totals, 1.0) ** 2
        noise = noise * (steep * b * (1 - b) / 2 / possible) ** 2
        gradient = _gradient(counts, b) * counts.spread(steep)[:, None]
        variance = sampling_variance(counts, gradient) - noise
        return Spread(1 - mended**power, np.maximum(variance, noise))

    return spread


def _gradient(counts: Counts, b: float) -> Floats:
    """What one person more adds to the overlap, taken as a difference; shape (units, groups)."""
    first, second = counts.table[:, 0], counts.table[:, 1]
    totals = np.where(counts.group_totals > 0, counts.group_totals, 1.0)
    scale = counts.spread(totals[:, 0] ** b * totals[:, 1] ** (1 - b))
    own = (first**b - np.maximum(first - 1, 0.0) ** b) * second ** (1 - b) / scale
    other = first**b * (second ** (1 - b) - np.maximum(second - 1, 0.0) ** (1 - b)) / scale
    by_total = np.nan_to_num(overlap(counts, b))[:, None] * np.array([b, 1 - b]) / totals
    return np.column_stack([own, other]) - counts.spread(by_total)


def _register_atkinson(name: str, b: float) -> None:
    register(
        Index(
            name=name,
            family="evenness",
            meaning=f"share of evenness lost, with aversion b = {b:g}",
            formula="A = 1 − (Σ_j (x_j/X)^b (y_j/Y)^(1−b))^(1/(1−b))",
            source="Atkinson (1970), Journal of Economic Theory 2; Massey & Denton (1988), "
            "Social Forces 67",
            value=lambda counts: atkinson(counts, b),
            spread=_spread_power(b, 1 / (1 - b)),
            two_groups=True,
            is_directional=b != 0.5,
        )
    )


_register_atkinson("atkinson", 0.5)
_register_atkinson("atkinson-0.1", 0.1)
_register_atkinson("atkinson-0.9", 0.9)
register(
    Index(
        name="hutchens",
        family="evenness",
        meaning="distance between the groups' geometric mean spread and an even one",
        formula="R = 1 − Σ_j √(x_j/X · y_j/Y)",
        source="Hutchens (2004), International Economic Review 45",
        value=hutchens,
        spread=_spread_power(0.5, 1.0),
        two_groups=True,
    )
)
