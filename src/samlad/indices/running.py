"""Running sums within segments, in which a small segment keeps its digits beside a huge one."""

from __future__ import annotations

import numpy as np

from samlad.indices.counts import Floats, Integers

#: Below every sum that is not nought.
_LEAST = 1e-300


def sum_before(values: Floats, offsets: Integers) -> Floats:
    """Sum of the values before each unit in its segment; shape (units,), values not negative.

    offsets: shape (segments + 1,). Segments are first brought to one size by powers of two, which
    lose no digit: else a small one would drown in the running sum of those before it.

    >>> sum_before(np.array([1e18, 1e18, 0.25, 0.5]), np.array([0, 2, 4])).tolist()
    [0.0, 1e+18, 0.0, 0.25]
    """
    sizes = np.diff(offsets)
    has_units = sizes > 0
    totals = np.zeros(len(sizes))
    totals[has_units] = np.add.reduceat(values, offsets[:-1][has_units]) if len(values) else 0.0
    scale = np.repeat(np.exp2(-np.ceil(np.log2(np.maximum(totals, _LEAST)))), sizes)
    scaled = values * scale
    sums = np.append(0.0, np.cumsum(scaled))
    return (sums[:-1] - np.repeat(sums[offsets[:-1]], sizes)) / scale
