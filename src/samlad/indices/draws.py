"""What many draws of an index say: their mean, spread and quantiles.

The first axis is the draws. A draw without an index, as when a small group happens to have nobody
in it, is left out; where fewer than two have one there is no number.
"""

from __future__ import annotations

import numpy as np

from samlad.indices.counts import Floats


def mean_of(drawn: Floats) -> Floats:
    """Mean over the draws that have a value.

    >>> mean_of(np.array([[1.0], [np.nan], [3.0]])).tolist()
    [2.0]
    """
    many = _many(drawn)
    return np.nansum(drawn, axis=0) / np.where(many > 1, many, np.nan)


def deviation_of(drawn: Floats) -> Floats:
    """Standard deviation over the draws that have a value.

    >>> deviation_of(np.array([[1.0], [np.nan], [3.0]])).round(6).tolist()
    [1.414214]
    """
    many = _many(drawn)
    square = np.nansum((drawn - mean_of(drawn)) ** 2, axis=0)
    return np.sqrt(square / np.where(many > 1, many - 1, np.nan))


def quantile_of(drawn: Floats, share: float) -> Floats:
    """The value that this share of the draws that have one lies below.

    >>> quantile_of(np.array([[4.0], [1.0], [np.nan], [2.0]]), 0.5).tolist()
    [2.0]
    """
    many = _many(drawn)
    ordered = np.sort(drawn, axis=0)  # those without a value come last
    place = share * np.maximum(many - 1, 0)
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(many - 1, 0))
    low, high = (np.take_along_axis(ordered, at[None], axis=0)[0] for at in (below, above))
    return np.where(many > 1, low + (place - below) * (high - low), np.nan)


def _many(drawn: Floats) -> Floats:
    return (~np.isnan(drawn)).sum(axis=0)
