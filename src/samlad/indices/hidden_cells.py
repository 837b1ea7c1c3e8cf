"""Bounds of M, H and D when cells of many groups are hidden and all totals are known.

Takes a table with missing cells, the people of each unit and of each group, gives the lowest and
highest index over every table of whole people that fits.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices.counts import Counts, Floats, Integers
from samlad.indices.dissimilarity import dissimilarity, simpson
from samlad.indices.imperfect import Bounds
from samlad.indices.information import entropy, theil_h, theil_m

#: Above so many steps of one person the question is too large.
MOST_STEPS = 1_000_000
NO_TABLE = (
    "no table of whole people fits all totals; check that units and groups of each segment sum "
    "alike, and widen what hidden cells can be"
)
VALUES = {"theil-m": theil_m, "theil-h": theil_h, "dissimilarity": dissimilarity}


@dataclass(frozen=True, slots=True, eq=False)
class HiddenCells:
    """A table of which some cells lie between two whole numbers, with its totals.

    counts: units, segments and groups. least, most: shape (units, groups), as narrow as the
    totals make them. unit_totals: shape (units,); group_totals: shape (segments, groups).
    """

    counts: Counts
    least: Floats
    most: Floats
    unit_totals: Floats
    group_totals: Floats


def hidden_cells(
    table: ArrayLike,
    unit_totals: ArrayLike,
    group_totals: Mapping[Hashable, Sequence[float]] | Sequence[float],
    *,
    smallest: int = 1,
    largest: int = 4,
    segments: Sequence[Hashable] | NDArray[Any] | None = None,
    units: Sequence[Hashable] | NDArray[Any] | None = None,
    groups: Sequence[str] | None = None,
) -> HiddenCells:
    """A table with NaN where a cell is hidden: it lies from smallest to largest.

    unit_totals: people of each unit; group_totals: people of each group in each segment, by the
    segment's name, or one row when there is one segment. Raises UnusableCounts when numbers are
    not whole, or a unit or group cannot reach its total.
    """
    cells = np.asarray(table, dtype=np.float64)
    people = np.asarray(unit_totals, dtype=np.float64)
    if cells.ndim != 2 or people.shape != cells.shape[:1]:
        raise UnusableCounts("give a table of units × groups and the people of each unit")
    is_hidden = np.isnan(cells)
    least = np.where(is_hidden, float(smallest), cells)
    most = np.where(is_hidden, float(largest), cells)
    counts = Counts.from_arrays(most, segments=segments, units=units, groups=groups)
    if isinstance(group_totals, Mapping):
        rows = [list(group_totals[name]) for name in counts.segments if name in group_totals]
    else:
        rows = [list(group_totals)]
    wanted = np.array(rows, dtype=np.float64)
    if wanted.shape != counts.group_totals.shape:
        raise UnusableCounts("give the people of each group for every segment")
    found = HiddenCells(counts, least[counts.rows], counts.table, people[counts.rows], wanted)
    _check(found)
    return _narrowed(found)


def _narrowed(known: HiddenCells) -> HiddenCells:
    """Each cell at least what its unit, or its group, cannot place elsewhere, and at most what
    is left to it; again while that narrows others."""
    counts, units, groups = known.counts, known.unit_totals[:, None], known.group_totals
    least, most = known.least, known.most
    while True:
        low, high = least, most
        for total, sums in (
            (units, lambda part: part.sum(axis=1, keepdims=True)),
            (counts.spread(groups), lambda part: counts.spread(counts.sum_units(part))),
        ):
            need, room = total - sums(most) + most, total - sums(least) + least
            least, most = np.maximum(least, need), np.minimum(most, room)
            if (least > most).any():
                raise UnusableCounts(NO_TABLE)
        if np.array_equal(low, least) and np.array_equal(high, most):
            return replace(known, least=least, most=most)


def _check(known: HiddenCells) -> None:
    """Refuse totals that no table has, naming the first unit or segment."""
    counts = known.counts
    numbers = (known.least, known.most, known.unit_totals, known.group_totals)
    if any((part != np.round(part)).any() for part in numbers):
        raise UnusableCounts("hidden cells need whole people in cells and totals; round them first")
    least, most = known.least.sum(axis=1), known.most.sum(axis=1)
    wrong = np.flatnonzero((known.unit_totals < least) | (known.unit_totals > most))
    if len(wrong):
        unit, low, high = counts.units[wrong[0]], least[wrong[0]], most[wrong[0]]
        raise UnusableCounts(
            f"unit {unit!r} has cells for {low:g} to {high:g} people and a total of "
            f"{known.unit_totals[wrong[0]]:g}; widen what hidden cells can be"
        )
    above = counts.sum_units(known.most) < known.group_totals
    below = counts.sum_units(known.least) > known.group_totals
    faulty = np.argwhere(above | below)
    if len(faulty):
        segment, group = faulty[0]
        raise UnusableCounts(
            f"group {counts.groups[group]!r} of segment {counts.segments[segment]!r} cannot have "
            f"{known.group_totals[segment, group]:g} people; widen what hidden cells can be"
        )


def bounds_of_cells(known: HiddenCells, index: str) -> Bounds:
    """The lowest and highest M, H or D of every table of whole people that fits all totals.

    index: theil-m, theil-h or dissimilarity. With all totals known each is a sum of a convex
    function of each cell. The lowest is then a transport problem in steps of one person, whose
    answer is whole people: it is sharp. The highest is bounded by straight lines between a cell's
    least and most, as in `bounds`. Raises UnknownName, and UnusableCounts when no table fits.

    Source: Ahuja, Magnanti & Orlin (1993), Network Flows, chapter 14.

    >>> nan = float("nan")
    >>> known = hidden_cells([[nan, 10], [nan, 10]], [12, 12], [4, 20])
    >>> bounds_of_cells(known, "theil-m").high.round(6).tolist()
    [0.0]
    """
    if index not in VALUES:
        raise UnknownName("index of hidden cells", index, VALUES)
    cells = _Cells(known, index)
    lowest, highest = cells.fitted(steps=True), cells.fitted(steps=False)
    values = [VALUES[index](cells.counts_of(table)) for table in (lowest, highest)]
    reason = cells.counts_of(lowest).reasons
    high = values[1] + cells.slack(highest)
    shown = [np.where(reason == "", part, np.nan) for part in (values[0], high, values[1])]
    return Bounds(index, known.counts.segments, shown[0], shown[1], shown[2], reason)


class _Cells:
    """The cells that are open, and what each of them is worth."""

    def __init__(self, known: HiddenCells, index: str) -> None:
        self.known, self.counts = known, known.counts
        self.least, self.most = known.least, known.most
        self.unit, self.group = np.nonzero(self.most > self.least)
        self.low, self.high = (part[self.unit, self.group] for part in (self.least, self.most))
        totals = known.group_totals.sum(axis=1)
        self.share = known.group_totals / np.where(totals > 0, totals, 1.0)[:, None]
        self.is_distance = index == "dissimilarity"
        self.scale = self._scale(index, np.where(totals > 0, totals, 1.0))

    def _scale(self, index: str, totals: Floats) -> Floats:
        """By what a sum over cells is divided in the index; shape (segments,)."""
        margins = Counts.from_arrays(self.known.group_totals, segments=range(len(totals)))
        whole = np.ones(len(totals))
        if len(margins.units) == len(totals):
            whole = {"theil-m": whole, "theil-h": entropy(margins)}.get(index, 2 * simpson(margins))
        return totals * np.where(whole > 0, whole, 1.0)

    def worth(self, people: Floats, cells: Integers) -> Floats:
        """What so many people in each of these open cells add to the sum; convex in people."""
        unit, group = self.unit[cells], self.group[cells]
        if self.is_distance:
            share = self.share[self.counts.segment_of_unit[unit], group]
            return np.abs(people - self.known.unit_totals[unit] * share)
        return people * np.log(np.maximum(people, np.finfo(float).tiny))

    def fitted(self, *, steps: bool) -> Floats:
        """The table of the lowest sum, by steps of a person, or of the highest, by whole lines."""
        every = np.arange(len(self.unit))
        width = (self.high - self.low).astype(np.int64)
        if not steps:
            cost = (self.worth(self.high, every) - self.worth(self.low, every)) / np.maximum(
                width, 1
            )
            return self._solved(every, -cost, width.astype(float))
        if width.sum() > MOST_STEPS:
            raise UnusableCounts(
                f"hidden cells have {width.sum():,} steps of a person; bound fewer segments at once"
            )
        cells = np.repeat(every, width)
        at = self.low[cells] + np.arange(len(cells)) - np.repeat(np.cumsum(width) - width, width)
        cost = self.worth(at + 1, cells) - self.worth(at, cells)
        return self._solved(cells, cost, np.ones(len(cells)))

    def _solved(self, cells: Integers, cost: Floats, room: Floats) -> Floats:
        """Place what totals leave over so that the cost is least; whole people."""
        table = self.least.copy()
        if len(cells):
            amounts = self._least_cost(cells, cost, room)
            np.add.at(table, (self.unit[cells], self.group[cells]), np.round(amounts))
        return table

    def _least_cost(self, cells: Integers, cost: Floats, room: Floats) -> Floats:
        segment = self.counts.segment_of_unit[self.unit[cells]]
        number, column = self.least.shape[1], np.arange(len(cells))
        group = len(self.least) + segment * number + self.group[cells]
        rows = np.concatenate([self.unit[cells], group])
        left_in_units = self.known.unit_totals - self.least.sum(axis=1)
        left_in_groups = self.known.group_totals - self.counts.sum_units(self.least)
        left = np.concatenate([left_in_units, left_in_groups.ravel()])
        shape = (len(left), len(cells))
        sums = csr_matrix((np.ones(2 * len(cells)), (rows, np.tile(column, 2))), shape=shape)
        limits = np.column_stack([np.zeros(len(cells)), room])
        answer = linprog(cost, A_eq=sums, b_eq=left, bounds=limits, method="highs-ds")
        if answer.x is None:
            raise UnusableCounts(NO_TABLE)
        return np.asarray(answer.x, dtype=np.float64)

    def slack(self, table: Floats) -> Floats:
        """How much higher the straight lines are than the table they were met at; (segments,)."""
        every = np.arange(len(self.unit))
        people = table[self.unit, self.group]
        part = (people - self.low) / np.maximum(self.high - self.low, 1)
        ends = self.worth(self.low, every), self.worth(self.high, every)
        above = ends[0] + part * (ends[1] - ends[0]) - self.worth(people, every)
        at_units = np.zeros(len(table))
        np.add.at(at_units, self.unit, above)
        return self.counts.sum_units(at_units) / self.scale

    def counts_of(self, table: Floats) -> Counts:
        """The table as counts, with the same units and segments."""
        return Counts(
            table, self.counts.offsets, self.counts.segments, self.counts.units,
            self.counts.groups, self.counts.rows,
        )  # fmt: skip
