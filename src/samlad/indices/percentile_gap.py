"""The income-percentile gap: how much higher the top's neighbours stand than the bottom's.

Takes units × ordered bins, gives mean percentiles of neighbours for the lowest and the highest
part of each segment, and the gap between them.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats
from samlad.indices.uncertainty import sampling_variance


@dataclass(frozen=True, slots=True, eq=False)
class PercentileGap:
    """Mean percentile (0–1) of the people in their unit, met by the bottom and by the top.

    gap: top less bottom, 0 where all units are alike. possible: the gap if nobody met others than
    their like. corrected: the gap without oneself among one's neighbours, so that its mean is 0
    where units differ by chance alone. All of shape (segments,), NaN where there is a reason.
    """

    segments: tuple[Hashable, ...]
    bottom: Floats
    top: Floats
    gap: Floats
    possible: Floats
    corrected: Floats
    standard_error: Floats
    reason: NDArray[np.str_]


def percentile_gap(counts: Counts, *, bottom: float = 0.2, top: float = 0.2) -> PercentileGap:
    """The gap between the neighbours of the highest and of the lowest earners of each segment.

    bottom, top: the shares of people compared, 0 < share ≤ 1, together at most 1; a bin that is
    cut gives its share of people evenly. A bin's people stand at its middle percentile.
    Raises UnusableCounts for other shares.

    Source: ridits, Bross (1958), Biometrics 14; neighbours' mean as Bell (1954), Social Forces 32.

    >>> found = percentile_gap(Counts.from_arrays([[8, 2], [2, 8]]), bottom=0.5, top=0.5)
    >>> found.bottom.round(6).tolist(), found.gap.round(6).tolist(), found.possible.tolist()
    ([0.41], [0.18], [0.5])
    """
    if not (0 < bottom <= 1 and 0 < top <= 1 and bottom + top <= 1):
        raise UnusableCounts(
            f"bottom {bottom} and top {top} are not shares that leave room for both; give 0.2"
        )
    ends = np.minimum(np.cumsum(counts.group_shares, axis=1), 1.0)
    starts = np.concatenate([np.zeros((len(ends), 1)), ends[:, :-1]], axis=1)
    bins = _Bins(starts, ends, bottom, 1 - top)
    at = counts.spread(bins.middles)
    mean = (counts.shares * at).sum(axis=1)
    people = np.where(counts.group_totals > 0, counts.group_totals, 1.0)
    met = counts.sum_units(counts.table * mean[:, None]) / people
    usable = counts.reasons == ""
    columns = {
        "bottom": (bins.low * met).sum(axis=1),
        "top": (bins.high * met).sum(axis=1),
        "gap": (bins.difference * met).sum(axis=1),
        "possible": (bins.difference * bins.middles).sum(axis=1),
        "corrected": _without_oneself(counts, bins),
        "standard_error": np.sqrt(sampling_variance(counts, _gradient(counts, bins, mean, met))),
    }
    shown = {name: np.where(usable, column, np.nan) for name, column in columns.items()}
    return PercentileGap(counts.segments, reason=counts.reasons, **shown)


@dataclass(frozen=True, slots=True, eq=False)
class _Bins:
    """Where each bin begins and ends, as percentiles, and where the bottom ends, the top begins."""

    starts: Floats
    ends: Floats
    bottom: float
    top: float

    @property
    def middles(self) -> Floats:
        return (self.starts + self.ends) / 2

    @property
    def low(self) -> Floats:
        """How much of the bottom each bin is; shape (segments, groups), rows summing to one."""
        return np.clip(self.bottom - self.starts, 0.0, self.ends - self.starts) / self.bottom

    @property
    def high(self) -> Floats:
        return np.clip(self.ends - self.top, 0.0, self.ends - self.starts) / (1 - self.top)

    @property
    def difference(self) -> Floats:
        return self.high - self.low

    def moved_by_people(self, met: Floats) -> Floats:
        """Derivative of Σ difference × met by people of each bin, as bins move, times people."""
        cut_low = (self.starts < self.bottom) & (self.ends > self.bottom)
        cut_high = (self.starts < self.top) & (self.ends > self.top)
        own = np.where(self.starts >= self.top, met, 0.0) / (1 - self.top)
        own = own - np.where(self.ends <= self.bottom, met, 0.0) / self.bottom
        above = _from_right(np.where(cut_high, met, 0.0)) / (1 - self.top)
        below = _from_right(np.where(cut_low, met, 0.0)) - np.where(cut_low, met, 0.0)
        return own + above + below / self.bottom


def _from_right(values: Floats) -> Floats:
    """Sum over each bin and those above it."""
    return np.cumsum(values[:, ::-1], axis=1)[:, ::-1]


def _gradient(counts: Counts, bins: _Bins, mean: Floats, met: Floats) -> Floats:
    """Derivative of the gap by each cell, less a constant in each unit; (units, groups)."""
    totals = np.where(counts.totals > 0, counts.totals, 1.0)[:, None]
    people = np.where(counts.group_totals > 0, counts.group_totals, 1.0)
    each = counts.spread(bins.difference / people)
    pull = ((counts.table * each).sum(axis=1) / counts.unit_totals)[:, None]
    standing = counts.sum_units(pull * counts.table)
    as_bins_move = _from_right(standing) - standing / 2 + bins.moved_by_people(met)
    return (
        each * (mean[:, None] - counts.spread(met))
        + pull * counts.spread(bins.middles)
        + counts.spread(as_bins_move / totals)
    )


def _without_oneself(counts: Counts, bins: _Bins) -> Floats:
    """The gap among other people of one's unit; who is alone there tells nothing and is left out.

    Of a bin whose people are all alone nothing is known, and it is taken to meet everyone alike.
    """
    sizes, at = counts.unit_totals[:, None], counts.spread(bins.middles)
    in_company = np.where(sizes > 1, counts.table, 0.0)
    standing = (counts.table * at).sum(axis=1, keepdims=True)
    others = (standing - at) / np.where(sizes > 1, sizes - 1, 1.0)
    people = counts.sum_units(in_company)
    total = counts.sum_units(in_company * others)
    met = np.divide(total, people, out=np.full_like(total, 0.5), where=people > 0)
    return (bins.difference * met).sum(axis=1)
