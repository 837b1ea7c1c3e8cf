"""Bounds of an index when counts are hidden, rounded, or of unknown group.

Takes the least and the most that each unit can have of the first of two groups, gives the lowest
and highest index that this allows in each segment. Assumes nothing about what is likely.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices.allocation import FORMULAS, Allocation, highest, lowest
from samlad.indices.counts import Counts, Floats
from samlad.indices.registry import find

#: Bounds this close to an index that some table has are as good as sharp.
SHARP = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Possible:
    """What is known of the first of two groups: each unit's people in it lie between two numbers.

    least, most: shape (units,), in the order of `counts`; counts: all people of each unit as one
    group and none as the other, which gives segments and units. least_total, most_total: shape
    (segments,), what is known of the group's total.
    """

    counts: Counts
    least: Floats
    most: Floats
    least_total: Floats
    most_total: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """The lowest and highest index that the known allows; arrays of shape (segments,).

    low is reached by a table (of people that need not be whole). high is never too low;
    high_reached is the index of a table that was found, so the highest lies between the two and
    is_sharp says where they are one. Segments without an answer have a reason and NaN.
    """

    index: str
    segments: tuple[Hashable, ...]
    low: Floats
    high: Floats
    high_reached: Floats
    reason: NDArray[np.str_]

    @property
    def is_sharp(self) -> NDArray[np.bool_]:
        """Shape (segments,): is high the index of a table that may be the true one."""
        return self.high - self.high_reached <= SHARP


def between(
    least: ArrayLike,
    most: ArrayLike,
    people: ArrayLike,
    *,
    segments: Sequence[Hashable] | NDArray[Any] | None = None,
    units: Sequence[Hashable] | NDArray[Any] | None = None,
    group_totals: dict[Hashable, float] | None = None,
) -> Possible:
    """Units with least to most people of the group among all their people.

    group_totals: the group's total in a segment, where that is known although cells are not.
    Raises UnusableCounts when a bound is missing, negative, above the unit's people or its most,
    and when a total is not possible with the cells.
    """
    low, high, everyone = (np.asarray(part, dtype=np.float64) for part in (least, most, people))
    if not low.shape == high.shape == everyone.shape or low.ndim != 1:
        raise UnusableCounts("least, most and people must have one number for each unit")
    possible = np.isfinite(low) & np.isfinite(high) & (low >= 0) & (low <= high)
    faulty = np.flatnonzero(~(possible & (high <= everyone)))
    if len(faulty):
        row = faulty[0]
        raise UnusableCounts(
            f"row {row + 1}: {low[row]:g} to {high[row]:g} of {everyone[row]:g} people is not "
            "possible; give bounds from 0 to the unit's people"
        )
    table = np.column_stack([everyone, np.zeros_like(everyone)])
    counts = Counts.from_arrays(table, segments=segments, units=units, groups=["all", "none"])
    low, high = low[counts.rows], high[counts.rows]
    low_total, high_total = counts.sum_units(low), counts.sum_units(high)
    if group_totals is not None:
        low_total, high_total = _with_totals(counts, low_total, high_total, group_totals)
    return Possible(counts, low, high, low_total, high_total)


def _with_totals(
    counts: Counts, low: Floats, high: Floats, totals: dict[Hashable, float]
) -> tuple[Floats, Floats]:
    """The known total of each segment that has one, for both ends."""
    for place, segment in enumerate(counts.segments):
        if segment in totals:
            total = float(totals[segment])
            if not low[place] - 1e-9 <= total <= high[place] + 1e-9:
                raise UnusableCounts(
                    f"segment {segment!r}: its units allow {low[place]:g} to {high[place]:g} of "
                    f"the group, and the total is {total:g}; widen the bounds"
                )
            low[place] = high[place] = total
    return low, high


def hidden(
    group: ArrayLike, people: ArrayLike, *, smallest: float = 1, largest: float = 4, **labels: Any
) -> Possible:
    """Counts of which small ones are hidden (NaN): each lies between smallest and largest.

    group: shape (units,), NaN where hidden; people: all of the unit. labels: as for `between`.

    >>> hidden([10, float("nan")], [20, 20]).most.tolist()
    [10.0, 4.0]
    """
    known, everyone = (np.asarray(part, dtype=np.float64) for part in (group, people))
    if not 0 <= smallest <= largest:
        raise UnusableCounts(f"hidden counts of {smallest} to {largest} are not possible")
    is_hidden = np.isnan(known)
    least = np.where(is_hidden, np.minimum(smallest, everyone), known)
    return between(
        least, np.where(is_hidden, np.minimum(largest, everyone), known), everyone, **labels
    )


def unknown_membership(
    group: ArrayLike, known: ArrayLike, people: ArrayLike, **labels: Any
) -> Possible:
    """People of whom only some have a known group: the rest may all, or none, belong to it.

    group: members among the known; known: people whose group is known; people: all of the unit.

    >>> unknown_membership([10], [80], [100]).most.tolist()
    [30.0]
    """
    members, seen, everyone = (np.asarray(part, dtype=float) for part in (group, known, people))
    if (seen > everyone).any():
        row = int(np.argmax(seen > everyone))
        raise UnusableCounts(
            f"row {row + 1}: the group of {seen[row]:g} people is known, and there are only "
            f"{everyone[row]:g}; give all people"
        )
    return between(members, members + (everyone - seen), everyone, **labels)


def rounded(group: ArrayLike, people: ArrayLike, *, within: float, **labels: Any) -> Possible:
    """Counts that are off by at most `within`, as after rounding; people are taken as exact.

    >>> rounded([10, 0], [50, 50], within=2).least.tolist()
    [8.0, 0.0]
    """
    shown, everyone = (np.asarray(part, dtype=np.float64) for part in (group, people))
    if not within >= 0:
        raise UnusableCounts(f"counts cannot be off by {within}; give 2 for rounding to fives")
    return between(
        np.maximum(shown - within, 0.0), np.minimum(shown + within, everyone), everyone, **labels
    )


def bounds(possible: Possible, index: str) -> Bounds:
    """The lowest and highest index of all tables that the known allows.

    index: dissimilarity, theil-h, theil-m, isolation or correlation-ratio, of the group. Tables
    in which a group has less than one person do not count. Raises UnknownName for another index.

    The lowest is sharp: the most even table allowed is the least segregated of them by each of
    these. The highest is that of a relaxed question, and lies above the true one by less than
    what one unit of a segment can do; for D with an unknown total also by a small step.

    Source: Manski (2003), Partial Identification of Probability Distributions, for the idea.

    >>> found = bounds(hidden([10, float("nan")], [20, 20]), "dissimilarity")
    >>> found.low.round(6).tolist(), found.high.round(6).tolist()
    ([0.32967], [0.564263])
    """
    if index not in FORMULAS:
        raise UnknownName("index with bounds", index, FORMULAS)
    counts = possible.counts
    people = counts.totals
    least = np.maximum(possible.least_total, np.minimum(1.0, possible.most_total))
    most = np.minimum(possible.most_total, np.maximum(people - 1, possible.least_total))
    reason = np.select(
        [counts.unit_counts < 2, (most <= 0) | (least >= people) | (least > most)],
        ["too_few_units", "group_empty"],
        default="",
    )
    usable = np.flatnonzero(reason == "")
    low, high, reached = np.full((3, len(counts.segments)), np.nan)
    if len(usable):
        chosen = _allocation(possible, least, most, usable)
        ends = lowest(chosen, FORMULAS[index]), *highest(chosen, FORMULAS[index])
        top = find(index).high
        low[usable], high[usable], reached[usable] = np.clip(ends, find(index).low, top)
    return Bounds(index, counts.segments, low, high, reached, reason)


def _allocation(possible: Possible, least: Floats, most: Floats, usable: Any) -> Allocation:
    """The segments that have an answer, on rows of their own."""
    counts = possible.counts
    is_used = np.zeros(len(counts.segments), dtype=bool)
    is_used[usable] = True
    rows = counts.spread(is_used)
    return Allocation(
        offsets=np.concatenate([[0], np.cumsum(counts.unit_counts[usable])]).astype(np.int64),
        sizes=counts.unit_totals[rows],
        least=possible.least[rows],
        most=possible.most[rows],
        least_total=least[usable],
        most_total=most[usable],
    )
