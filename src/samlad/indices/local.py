"""Local values: what each unit adds to its segment's index."""

from __future__ import annotations

import numpy as np

from samlad.indices.counts import Counts, Floats
from samlad.indices.information import entropy, unit_information


def local_m(counts: Counts) -> Floats:
    """Each unit's part of its segment's M, in nats; shape (units,), parts sum to M.

    >>> local_m(Counts.from_arrays([[10, 0], [0, 10]])).round(6).tolist()
    [0.346574, 0.346574]
    """
    return counts.weights * unit_information(counts)


def local_h(counts: Counts) -> Floats:
    """Each unit's part of its segment's H; shape (units,), parts sum to H; NaN where H is none.

    >>> local_h(Counts.from_arrays([[10, 0], [0, 10]])).tolist()
    [0.5, 0.5]
    """
    whole = counts.spread(np.where(counts.reasons == "", entropy(counts), np.nan))
    return local_m(counts) / whole
