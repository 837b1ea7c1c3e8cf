"""One quotient for the spatial indices: broadcast, and NaN where the whole is nothing."""

from __future__ import annotations

import numpy as np

from samlad.indices.counts import Floats


def quotient(part: Floats, whole: Floats) -> Floats:
    """Part over whole, NaN where the whole is 0 or itself NaN.

    >>> quotient(np.array([1.0, 1.0]), np.array([2.0, 0.0])).tolist()
    [0.5, nan]
    """
    part, whole = np.broadcast_arrays(part, whole)
    return np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole != 0)
