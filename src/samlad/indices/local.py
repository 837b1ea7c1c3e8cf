"""Local values: what each unit and each group adds to its segment's index, and who meets whom."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from scipy.special import xlogy

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices.counts import Counts, Floats
from samlad.indices.dissimilarity import dissimilarity
from samlad.indices.entropy_loss import unit_losses
from samlad.indices.information import by_person, entropy, share_ratio, unit_information
from samlad.indices.uncertainty import bessel, divided, half_width


@dataclass(frozen=True, slots=True, eq=False)
class LocalTable:
    """One row for each unit with people, in the order of the counts; arrays of shape (units,).

    divergence: of the unit's composition from its segment's, in nats. part: the unit's part of
    its segment's index; the parts sum to it. corrected: without what chance makes, which may be
    below 0; low, high: the interval, not below 0. NaN where the segment has no index.
    """

    index: str

    segment: tuple[Hashable, ...]
    unit: tuple[Hashable, ...]
    persons: Floats
    divergence: Floats
    part: Floats
    corrected: Floats
    standard_error: Floats
    low: Floats
    high: Floats


def local_table(counts: Counts, *, index: str = "theil-h", interval: float = 0.95) -> LocalTable:
    """Each unit's part of H or M with correction and interval, the segment's mix held fixed.

    index: theil-h or theil-m. Raises UnknownName for another.
    """
    scale = counts.spread(scale_of(counts, index) * counts.totals)
    part = counts.unit_totals * divergence(counts) / scale
    corrected = part - counts.unit_totals * unit_losses(counts).sum(axis=1) / scale
    variance = _unit_variance(counts)
    noise = np.maximum((counts.shares > 0).sum(axis=1) - 1, 1) / 2
    low, high = _distance_interval(counts, variance, half_width(interval))
    return LocalTable(
        index,
        tuple(counts.segments[place] for place in counts.segment_of_unit),
        counts.units,
        counts.unit_totals,
        divergence(counts),
        part,
        corrected,
        np.sqrt(np.maximum(variance - noise, noise)) / scale,
        low / scale,
        high / scale,
    )


def scale_of(counts: Counts, index: str) -> Floats:
    """What M is divided by to give the index, NaN where there is none; shape (segments,)."""
    if index not in ("theil-h", "theil-m"):
        raise UnknownName("index of parts", index, ("theil-h", "theil-m"))
    return _usable(counts, entropy(counts) if index == "theil-h" else np.ones(len(counts.totals)))


def local_m(counts: Counts) -> Floats:
    """Each unit's part of its segment's M, in nats; shape (units,), parts sum to M.

    >>> local_m(Counts.from_arrays([[10, 0], [0, 10]])).round(6).tolist()
    [0.346574, 0.346574]
    """
    return counts.weights * divergence(counts)


def local_h(counts: Counts) -> Floats:
    """Each unit's part of its segment's H; shape (units,), parts sum to H; NaN where H is none.

    >>> local_h(Counts.from_arrays([[10, 0], [0, 10]])).tolist()
    [0.5, 0.5]
    """
    return local_m(counts) / counts.spread(_usable(counts, entropy(counts)))


def divergence(counts: Counts) -> Floats:
    """How far each unit's composition is from its segment's, in nats; shape (units,).

    >>> divergence(Counts.from_arrays([[10, 0], [0, 10]])).round(6).tolist()
    [0.693147, 0.693147]
    """
    return unit_information(counts)


def group_divergence(counts: Counts) -> Floats:
    """How far each group's spread over units is from everyone's, in nats; (segments, groups).

    Weighted by the groups' shares they sum to M. NaN for a group without people.

    >>> group_divergence(Counts.from_arrays([[10, 0], [0, 30]])).round(6).tolist()
    [[1.386294, 0.287682]]
    """
    parts = counts.sum_units(counts.table * np.log(share_ratio(counts)))
    return divided(parts, counts.group_totals)


def local_m_of_groups(counts: Counts) -> Floats:
    """Each group's part of its segment's M, in nats; shape (segments, groups), parts sum to M."""
    return counts.group_shares * np.nan_to_num(group_divergence(counts))


def local_h_of_groups(counts: Counts) -> Floats:
    """Each group's part of its segment's H; shape (segments, groups), parts sum to H."""
    return local_m_of_groups(counts) / _usable(counts, entropy(counts))[:, None]


def location_quotient(counts: Counts) -> Floats:
    """Each unit's share of a group over the segment's; shape (units, groups).

    NaN for a group without people in the segment.

    >>> location_quotient(Counts.from_arrays([[30, 10], [10, 30]])).tolist()
    [[1.5, 0.5], [0.5, 1.5]]
    """
    return divided(counts.shares, counts.group_shares_at_units)


def local_diversity(counts: Counts) -> Floats:
    """Entropy of each unit's composition, in nats; shape (units,).

    >>> local_diversity(Counts.from_arrays([[5, 5], [0, 9]])).round(6).tolist()
    [0.693147, 0.0]
    """
    return np.abs(-xlogy(counts.shares, counts.shares).sum(axis=1))


def exposure_matrix(counts: Counts) -> Floats:
    """Whom each group meets: shape (segments, groups, groups), rows summing to one.

    Row k, column l: the mean share of group l where members of group k are. NaN for a group
    without people.

    >>> exposure_matrix(Counts.from_arrays([[3, 1], [1, 3]])).tolist()
    [[[0.625, 0.375], [0.375, 0.625]]]
    """
    rows = [
        counts.sum_units(counts.table[:, [group]] * counts.shares)
        for group in range(len(counts.groups))
    ]
    return divided(np.stack(rows, axis=1), counts.group_totals[:, :, None])


def contribution_to_d(counts: Counts) -> Floats:
    """How much D would fall if a unit had its segment's mix (SCI); shape (units,), two groups.

    The unit keeps its size, and the segment's mix moves with it.

    >>> contribution_to_d(Counts.from_arrays([[80, 20], [20, 80]])).round(6).tolist()
    [0.27033, 0.27033]
    """
    if len(counts.groups) != 2:
        raise UnusableCounts(
            f"the contribution to D needs two groups and the counts have {len(counts.groups)}; "
            "choose one of them against the rest"
        )
    share, weight = counts.shares[:, 0], counts.weights
    mix = counts.group_shares_at_units[:, 0]
    moved = mix - weight * (share - mix)
    distance = _distance_from(counts, moved)
    distance += weight * (np.abs(mix - moved) - np.abs(share - moved))
    after = divided(distance, 2 * moved * (1 - moved))
    return counts.spread(_usable(counts, dissimilarity(counts))) - after


def _distance_from(counts: Counts, points: Floats) -> Floats:
    """Σ_j w_j |p_j − point| over the units of the point's segment, by sorting once."""
    segment = counts.segment_of_unit
    key = 2.0 * segment + counts.shares[:, 0]
    order = np.argsort(key, kind="stable")
    place = np.searchsorted(key[order], 2.0 * segment + points)
    weight = np.append(0.0, np.cumsum(counts.weights[order]))
    people = np.append(0.0, np.cumsum((counts.weights * counts.shares[:, 0])[order]))
    first, last = counts.offsets[segment], counts.offsets[segment + 1]
    below, above = weight[place] - weight[first], weight[last] - weight[place]
    below_people, above_people = people[place] - people[first], people[last] - people[place]
    return points * (below - above) - below_people + above_people


def _usable(counts: Counts, values: Floats) -> Floats:
    return np.where(counts.reasons == "", values, np.nan)


def _unit_variance(counts: Counts) -> Floats:
    """First-order variance of each unit's people × divergence; shape (units,)."""
    change = np.where(counts.table > 0, by_person(counts), 0.0)
    mean = np.einsum("jk,jk->j", counts.shares, change)
    square = np.einsum("jk,jk->j", counts.table, (change - mean[:, None]) ** 2)
    return square * bessel(counts.unit_totals)


def _distance_interval(counts: Counts, variance: Floats, reach: float) -> tuple[Floats, Floats]:
    """Interval of each unit's people × divergence, laid on its root, which is a distance.

    On the root chance moves a unit as much near the mix as far from it.
    """
    square = np.maximum(2 * counts.unit_totals * divergence(counts), 0.0)
    root = np.sqrt(square)
    error = np.where(root > 1, np.sqrt(variance) / np.maximum(root, 1.0), 1.0)
    free = np.maximum((counts.group_shares_at_units > 0).sum(axis=1) - 2, 0)
    centre = np.sqrt(np.maximum(square - free, 0.0))
    low, high = np.maximum(centre - reach * error, 0.0), centre + reach * error
    return low**2 / 2, high**2 / 2
