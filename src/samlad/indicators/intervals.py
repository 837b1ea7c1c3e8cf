"""Intervals for shares and their differences. Takes counts, gives bounds as shares (0–1)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

#: The normal deviate that leaves 2.5 % on each side.
Z95 = 1.959963984540054

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """A value and its 95 % bounds, all of one shape; NaN where nobody was counted."""

    value: Floats
    low: Floats
    high: Floats


def wilson(numerator: ArrayLike, denominator: ArrayLike) -> Interval:
    """A share with its score interval, which stays within 0–1 and holds for few people too.

    Source: Wilson (1927), Journal of the American Statistical Association 22(158).

    >>> wilson(8, 10).low.round(4).item()
    0.4902
    """
    n = np.asarray(denominator, dtype=np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.asarray(numerator, dtype=np.float64) / np.where(n > 0, n, np.nan)
        spread = 1 + Z95**2 / n
        centre = (share + Z95**2 / (2 * n)) / spread
        reach = Z95 * np.sqrt(share * (1 - share) / n + Z95**2 / (4 * n**2)) / spread
    return Interval(share, np.maximum(centre - reach, 0.0), np.minimum(centre + reach, 1.0))


def newcombe(first: Interval, second: Interval) -> Interval:
    """The difference of two independent shares, first minus second, from their score intervals.

    Source: Newcombe (1998), Statistics in Medicine 17(8), method 10.

    >>> newcombe(wilson(56, 70), wilson(48, 80)).low.round(4).item()
    0.0524
    """
    difference = first.value - second.value
    below = np.hypot(first.value - first.low, second.high - second.value)
    above = np.hypot(first.high - first.value, second.value - second.low)
    return Interval(difference, difference - below, difference + above)
