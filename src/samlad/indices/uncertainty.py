"""Standard errors by the delta method, when people fall into groups independently in each unit.

Takes counts and an index's derivative by each cell; gives one variance for each segment. The
population model: unit sizes are given, and each unit's people are a multinomial draw from the
unit's underlying composition.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats


def sampling_variance(counts: Counts, gradient: Floats) -> Floats:
    """Variance of an index with that derivative by each cell; shape (segments,).

    gradient: shape (units, groups); a cell without people does not matter.
    """
    gradient = np.where(counts.table > 0, gradient, 0.0)
    weighted = counts.table * gradient
    square = np.einsum("jk,jk->j", weighted, gradient)
    mean = np.einsum("jk->j", weighted)
    sizes = counts.unit_totals
    within = np.maximum(square - mean**2 / sizes, 0.0)
    return counts.sum_units(within * bessel(sizes))


def bessel(sizes: Floats) -> Floats:
    """n / (n − 1), which makes a variance within a unit unbiased; 1 for a single person.

    >>> bessel(np.array([1.0, 2.0, 11.0])).tolist()
    [1.0, 2.0, 1.1]
    """
    return np.where(sizes >= 2, sizes / np.maximum(sizes - 1, 1.0), 1.0)


def check_interval(interval: float) -> None:
    """Raise UnusableCounts for a coverage that is no share, such as 95 for 95 per cent."""
    if not 0 < interval < 1:
        raise UnusableCounts(f"the interval {interval} is no share between 0 and 1; give 0.95")


def half_width(interval: float) -> float:
    """How many standard errors an interval reaches to either side. Raises as check_interval.

    >>> round(half_width(0.95), 6)
    1.959964
    """
    check_interval(interval)
    return float(ndtri(0.5 + interval / 2))


def sidak(interval: float, times: int) -> float:
    """How often each of so many independent intervals must hold for all to hold that often.

    >>> round(sidak(0.95, 10), 6)
    0.994884
    """
    return interval ** (1 / times)


def divided(part: Floats, whole: Floats) -> Floats:
    """part / whole, NaN where the whole is nothing."""
    return np.divide(part, whole, out=np.full(np.shape(part), np.nan), where=whole > 0)
