"""The concentration profile of a group: how much of it lives where it is at least so large a share.

Takes counts, looks at the first group. The profile of a group that is spread evenly falls from one
to nought at its share of the segment; R is how far the real one lies from that.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats
from samlad.indices.uncertainty import divided


def share_above(counts: Counts, thresholds: ArrayLike) -> Floats:
    """Share of the first group's people in units where it is at least each threshold.

    Shape (segments, thresholds); NaN where the segment has nobody of the group. Raises
    UnusableCounts for a threshold that is no share.

    >>> share_above(Counts.from_arrays([[80, 20], [20, 80]]), [0.2, 0.5, 0.9]).tolist()
    [[1.0, 0.8, 0.0]]
    """
    limits = np.atleast_1d(np.asarray(thresholds, dtype=np.float64))
    if not ((limits >= 0) & (limits <= 1)).all():
        raise UnusableCounts("a threshold is no share; give numbers from 0 to 1, such as 0.5")
    share, people = counts.shares[:, 0], counts.table[:, 0]
    above = [counts.sum_units(np.where(share >= limit, people, 0.0)) for limit in limits.flat]
    return divided(np.stack(above, axis=1), counts.group_totals[:, :1])


def concentration_profile(counts: Counts) -> Floats:
    """Area between the profile and that of an even spread, of what is possible: R (0–1).

    R = Σ_j (x_j / X) |p_j − P| / (1 − P), which is the area exactly; shape (segments,), NaN where
    an index has no answer. η² has the same sum without the bars, so R is never less. Source: Hong
    & Sadahiro (2014), Geographical Analysis 46.

    >>> concentration_profile(Counts.from_arrays([[80, 20], [20, 80]])).round(12).tolist()
    [0.6]
    """
    own, mix = counts.shares[:, 0], counts.group_shares[:, 0]
    apart = counts.sum_units(counts.table[:, 0] * np.abs(own - counts.spread(mix)))
    possible = np.where(counts.reasons == "", counts.group_totals[:, 0] * (1 - mix), 0.0)
    return np.minimum(divided(apart, possible), 1.0)
