"""Gini's index of segregation, for two or more groups: the mean difference between two units.

Computed by sorting, so that no pair of units is ever formed. The correction and the interval are
those of D, with the mean difference of a beta in place of its mean distance.
"""

from __future__ import annotations

import numpy as np
from scipy.special import betaln

from samlad.indices.counts import Counts, Floats, Integers, once
from samlad.indices.dissimilarity import simpson
from samlad.indices.mixing import (
    chances,
    counted_distance_of_units,
    few_units,
    fitted,
    mean_counted_distance,
    mean_distance,
    mixed_variance,
)
from samlad.indices.registry import Index, Spread, register
from samlad.indices.running import sum_before
from samlad.indices.uncertainty import divided

#: Mean units of up to so many people are summed over.
_SMALL = 64


@once
def gini(counts: Counts) -> Floats:
    """Mean difference between two units' compositions, of the most possible (0–1).

    >>> gini(Counts.from_arrays([[80, 20], [20, 80]])).round(12).tolist()
    [0.6]
    >>> gini(Counts.from_arrays([[6, 2], [3, 3], [1, 5]])).round(12).tolist()
    [0.52]
    """
    size = np.where(counts.totals > 0, counts.totals, 1.0)
    groups = [_differences(counts, group) for group in _columns(counts)]
    total = _mirrored(counts, np.sum(groups, axis=0)) / size**2
    return np.minimum(divided(total, simpson(counts)), 1.0)


def _columns(counts: Counts) -> range:
    """Two groups are mirror images: one is enough."""
    return range(1 if len(counts.groups) == 2 else len(counts.groups))


def _mirrored(counts: Counts, total: Floats) -> Floats:
    return 2 * total if len(counts.groups) == 2 else total


def _order(counts: Counts, group: int) -> Integers:
    """Units by segment and, within it, by the group's share."""
    return np.argsort(2.0 * counts.segment_of_unit + counts.shares[:, group], kind="stable")


def _differences(counts: Counts, group: int) -> Floats:
    """Σ over pairs of units of n_i n_j |p_i − p_j|; shape (segments,)."""
    order = _order(counts, group)
    sizes, people = counts.unit_totals[order], counts.table[order, group]
    lower_sizes, lower_people = (sum_before(part, counts.offsets) for part in (sizes, people))
    return np.maximum(counts.sum_units(people * lower_sizes - sizes * lower_people), 0.0)


@once
def spread_gini(counts: Counts) -> Spread:
    """Gini without the part chance makes, and what the interval needs."""
    value = np.nan_to_num(gini(counts))
    mixing = fitted(counts)
    corrected = np.clip(value - _chance_part(counts, mixing.shrunk), 0.0, 1.0)
    bold = np.clip(value - _chance_part(counts, mixing.overdispersion), 0.0, 1.0)
    chance = np.maximum(value**2 - bold**2, 0.0)
    few = few_units(counts, chance / np.where(value > 0, value, 1.0) ** 2)
    variance = mixed_variance(counts, _gradient(counts)) * _kept(counts) * few**2
    return Spread(corrected, variance, chance=chance, bold=bold)


def _chance_part(counts: Counts, overdispersion: Floats) -> Floats:
    """What chance adds to Gini where the groups are that overdispersed; shape (segments,)."""
    columns = slice(0, len(_columns(counts)))
    share, dispersion = counts.group_shares[:, columns], overdispersion[:, columns]
    distance = counted_distance_of_units(counts, share, dispersion)
    counted = counts.sum_units(counts.weights[:, None] * distance)
    counted = counted * _difference_over_distance(counts, share, dispersion)
    pairs = 1 - counts.sum_units(counts.weights**2)
    extra = (counted - mean_difference(share, dispersion)).sum(axis=1) * pairs / 2
    return np.nan_to_num(divided(_mirrored(counts, extra), simpson(counts)))


def _difference_over_distance(counts: Counts, share: Floats, dispersion: Floats) -> Floats:
    """Mean difference over mean distance of the counted share in a unit of mean size."""
    units = np.maximum(counts.unit_counts, 1)
    sizes = np.maximum(np.rint(counts.totals / units), 1.0)[:, None] + np.zeros_like(share)
    inflated = dispersion + (1 - dispersion) / sizes
    ratio = np.divide(
        mean_difference(share, inflated),
        mean_distance(share, inflated),
        out=np.ones_like(share),
        where=(share > 0) & (share < 1),
    )
    small = (sizes <= _SMALL) & (share > 0) & (share < 1)
    cells = sizes[small], share[small], dispersion[small]
    ratio[small] = _counted_difference(*cells) / mean_counted_distance(*cells)
    return ratio


def mean_difference(share: Floats, dispersion: Floats) -> Floats:
    """E |p − q| of two of the same beta.

    >>> mean_difference(np.array([0.5]), np.array([1 / 3])).round(12).tolist()  # uniform on 0–1
    [0.333333333333]
    """
    inner = np.clip(share, 1e-12, 1 - 1e-12)
    strength = 1 / np.clip(dispersion, 1e-12, 1 - 1e-12) - 1
    first, second = inner * strength, (1 - inner) * strength
    log = betaln(strength, strength) - betaln(first, first) - betaln(second, second)
    normal = 2 / np.sqrt(np.pi) * np.sqrt(share * (1 - share) * dispersion)
    return np.where(strength > 1e5, normal, 4 / strength * np.exp(log))


def _counted_difference(sizes: Floats, share: Floats, dispersion: Floats) -> Floats:
    """E |K − L| / n of two of the same beta-binomial: 2 Σ F (1 − F) / n."""
    below, total = np.zeros_like(share), np.zeros_like(share)
    for chance in chances(sizes, share, dispersion, int(sizes.max(initial=0.0))):
        below = np.minimum(below + chance, 1.0)
        total += below * (1 - below)
    return 2 * total / sizes


def _gradient(counts: Counts) -> Floats:
    """Derivative by each cell, the order of units held fixed; what all groups share left out."""
    size = counts.spread(counts.totals)
    rank = np.empty_like(counts.table)
    for group in range(len(counts.groups)):
        order = _order(counts, group)
        sizes = counts.unit_totals[order]
        before = sum_before(sizes, counts.offsets)
        first, last = _alike(counts, order, group)
        middle = before[first] + before[last] + sizes[last]
        rank[order, group] = middle - size[order]
    whole = counts.spread(np.where(simpson(counts) > 0, simpson(counts), 1.0) * counts.totals)
    by_mix = 2 * counts.spread(np.nan_to_num(gini(counts)))[:, None] * counts.group_shares_at_units
    return (rank / size[:, None] + by_mix) / whole[:, None]


def _alike(counts: Counts, order: Integers, group: int) -> tuple[Integers, Integers]:
    """The first and the last place of the units with the same share in the same segment."""
    shares, segments = counts.shares[order, group], counts.segment_of_unit[order]
    places = np.arange(len(order))
    is_new = np.ones(len(order), dtype=bool)
    is_new[1:] = (shares[1:] != shares[:-1]) | (segments[1:] != segments[:-1])
    first = np.maximum.accumulate(np.where(is_new, places, 0))
    starts = np.append(places[is_new], len(order))
    return first, starts[np.cumsum(is_new)] - 1


def _kept(counts: Counts) -> Floats:
    """Part of the first-order variance that is real: about half where chance alone separates.

    The variance of E|x − Y| given a unit's own mean, x and Y normal, over that of its tangent.
    """
    dispersion = fitted(counts).overdispersion.max(axis=1)
    noise = (1 - dispersion) * counts.unit_counts / np.maximum(counts.totals, 1.0)
    trust = divided(dispersion, dispersion + noise)
    return 0.488 + 0.512 * np.nan_to_num(trust)


register(
    Index(
        name="gini",
        family="evenness",
        meaning="mean difference between two units' compositions, of the most possible",
        formula="G = Σ_k Σ_i Σ_j w_i w_j |p_ik − p_jk| / (2 Σ_k P_k (1 − P_k))",
        source="Jahn, Schmid & Schrag (1947), American Sociological Review 12; Reardon & "
        "Firebaugh (2002), Sociological Methodology 32",
        value=gini,
        spread=spread_gini,
    )
)
