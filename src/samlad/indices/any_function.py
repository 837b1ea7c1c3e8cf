"""The bootstrap for whatever is computed of counts: local, nested, spatial and multi-scale values.

Takes counts and a function of them, gives its value with standard error, bias and interval. For
registered indices `bootstrap` does the same many times faster.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats
from samlad.indices.drawn_tables import resampled_people
from samlad.indices.draws import deviation_of, mean_of, quantile_of
from samlad.indices.uncertainty import check_interval
from samlad.indices.waiting import told


@dataclass(frozen=True, slots=True, eq=False)
class BootstrapOf:
    """What resampling people says of a function's value; every array has the value's shape.

    standard_error: of the draws; bias: their mean less the value; corrected: the value less the
    bias; low, high: the interval around corrected, from quantiles of the draws. Draws without a
    value do not count; NaN where there is no number.
    """

    estimate: Floats
    corrected: Floats
    standard_error: Floats
    bias: Floats
    low: Floats
    high: Floats


def bootstrap_of(
    counts: Counts,
    function: Callable[[Counts], NDArray[np.floating]],
    *,
    draws: int = 200,
    interval: float = 0.95,
) -> BootstrapOf:
    """Resample each unit's people and compute the function again, so many times.

    function: from counts to an array of numbers; it meets counts with the same segments, units,
    groups and rows, so places still fit. As in `bootstrap`, the interval is moved by twice the
    bias. The draws are seeded from the counts. Raises UnusableCounts for people that are not
    whole, too few draws, and a function that gives no array of numbers.

    >>> from samlad.indices.local import location_quotient
    >>> found = bootstrap_of(Counts.from_arrays([[30, 10], [10, 30]]), location_quotient)
    >>> found.estimate.tolist(), (found.low < found.estimate).all().item()
    ([[1.5, 0.5], [0.5, 1.5]], True)
    """
    if draws < 2:
        raise UnusableCounts(f"{draws} draws are too few; ask for 100 or more")
    check_interval(interval)
    estimate = _value(function, counts)
    drawn = np.empty((draws, *estimate.shape))
    for draw, people in enumerate(told(resampled_people(counts, draws), draws, "bootstrap")):
        drawn[draw] = _value(function, replace(counts, table=people))
    drawn[:, np.isnan(estimate)] = np.nan
    bias, half = mean_of(drawn) - estimate, (1 - interval) / 2
    low, high = (quantile_of(drawn, share) - 2 * bias for share in (half, 1 - half))
    return BootstrapOf(estimate, estimate - bias, deviation_of(drawn), bias, low, high)


def _value(function: Callable[[Counts], NDArray[np.floating]], counts: Counts) -> Floats:
    with np.errstate(all="ignore"):
        value = function(counts)
    try:
        return np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        raise UnusableCounts(
            f"the function gives a {type(value).__name__}; let it give an array of numbers"
        ) from None
