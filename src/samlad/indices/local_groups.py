"""What each group adds to its segment's M or H, without what chance makes, with an interval.

Takes counts, gives one row for each segment and group. Standard errors by the delta method.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samlad.indices.counts import Counts, Floats
from samlad.indices.entropy_loss import chance_by_group
from samlad.indices.information import by_person, correction_gradient
from samlad.indices.local import group_divergence, local_m_of_groups, scale_of
from samlad.indices.uncertainty import half_width, sampling_variance


@dataclass(frozen=True, slots=True, eq=False)
class GroupTable:
    """One row for each segment and group with people in it; arrays of shape (rows,).

    divergence: of the group's spread over units from everyone's, in nats. part: the group's part
    of its segment's index; the parts sum to it. corrected: without what chance makes, which may
    be below 0; low, high: the interval, not below 0. NaN where the segment has no index.
    """

    index: str
    segment: NDArray[np.object_]
    group: NDArray[np.object_]
    persons: Floats
    divergence: Floats
    part: Floats
    corrected: Floats
    standard_error: Floats
    low: Floats
    high: Floats


def group_table(counts: Counts, *, index: str = "theil-h", interval: float = 0.95) -> GroupTable:
    """Each group's part of H or M with correction and interval.

    index: theil-h or theil-m. Raises UnknownName for another.

    >>> group_table(Counts.from_arrays([[10, 0], [0, 10]])).part.round(6).tolist()
    [0.5, 0.5]
    """
    scale = scale_of(counts, index)[:, None]
    part = local_m_of_groups(counts) / scale
    corrected = part - chance_by_group(counts) / scale
    moves_with_mix = part if index == "theil-h" else np.zeros_like(part)
    error = np.sqrt(_variance(counts, moves_with_mix)) / scale
    reach = half_width(interval)
    here = counts.group_totals > 0
    segment, group = np.nonzero(here)
    labels = np.array([counts.segments[place] for place in segment], dtype=object)
    return GroupTable(
        index,
        labels,
        np.array(counts.groups, dtype=object)[group],
        counts.group_totals[here],
        group_divergence(counts)[here],
        part[here],
        corrected[here],
        error[here],
        np.maximum(corrected - reach * error, 0.0)[here],
        np.maximum(corrected + reach * error, 0.0)[here],
    )


def _variance(counts: Counts, part: Floats) -> Floats:
    """Variance of each group's part of M, less part × entropy; shape (segments, groups).

    The first order of the delta method, less what noise adds to it, at least the pure noise.
    """
    own = by_person(counts) + correction_gradient(counts)
    surprise = np.log(np.where(counts.group_shares > 0, counts.group_shares, 1.0))
    totals = np.maximum(counts.totals, 1.0)
    freedom = np.maximum(counts.unit_counts - 1, 1)[:, None]
    noise = freedom * (1 - counts.group_shares) ** 2 / (2 * totals[:, None] ** 2)
    variance = np.empty_like(part)
    for group in range(len(counts.groups)):
        gradient = counts.spread(np.nan_to_num(part[:, [group]]) * surprise)
        gradient[:, group] += own[:, group]
        scaled = gradient / counts.spread(totals)[:, None]
        variance[:, group] = sampling_variance(counts, scaled)
    return np.maximum(variance - noise, noise)
