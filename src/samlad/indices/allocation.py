"""The most even and the most uneven way to put people of a group into units that have limits.

Takes the limits of each unit and of the total, gives the lowest and highest index. Each index here
grows when a share moves away from the others, which is why both ends can be found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from samlad.indices.counts import Floats, Integers
from samlad.indices.running import sum_before
from samlad.indices.waiting import told

_GOLDEN = (np.sqrt(5) - 1) / 2
#: Steps of a golden-section search and of a bisection; where looking for full units.
_SEARCH, _BISECT, _GRID = 60, 52, 64
#: Steps that an unknown total is first cut into, how often one is halved, and when it is enough.
_STEPS, _HALVINGS, _SHARP = 32, 200, 1e-10
_LEAST = np.finfo(np.float64).tiny


@dataclass(frozen=True, slots=True, eq=False)
class Allocation:
    """Limits of units, shape (units,), and of each segment's total, shape (segments,)."""

    offsets: Integers
    sizes: Floats
    least: Floats
    most: Floats
    least_total: Floats
    most_total: Floats

    def sums(self, values: Floats) -> Floats:
        """Sum values of units in each segment."""
        return np.add.reduceat(values, self.offsets[:-1])

    def spread(self, values: Floats) -> Floats:
        """Give each unit its segment's value."""
        return np.repeat(values, np.diff(self.offsets))

    @property
    def people(self) -> Floats:
        """Shape (segments,): all people."""
        return self.sums(self.sizes)


@dataclass(frozen=True, slots=True)
class Formula:
    """An index as a sum over units, then a function of the sum, the total and all people.

    term: of people of the group, unit sizes, and the segment's share at each unit; convex in the
    first. value: rising in the sum. follows_share: does the term look at the segment's share.
    """

    term: Callable[[Floats, Floats, Floats], Floats]
    value: Callable[[Floats, Floats, Floats], Floats]
    follows_share: bool = False


def index_of(given: Allocation, formula: Formula, group: Floats) -> Floats:
    """The index of one way to place the group; shape (segments,)."""
    total, people = given.sums(group), given.people
    terms = formula.term(group, given.sizes, given.spread(total / people))
    return formula.value(given.sums(terms), total, people)


def lowest(given: Allocation, formula: Formula) -> Floats:
    """The index of the most even placing, at the total that makes it lowest; (segments,)."""

    def at(total: Floats) -> Floats:
        return index_of(given, formula, even_placing(given, total))

    return _least(at, given.least_total, given.most_total)


def even_placing(given: Allocation, total: Floats) -> Floats:
    """One share for all units, or the limit nearest to it, that gives each segment its total."""
    low, high = np.zeros_like(total), np.ones_like(total)
    for _ in range(_BISECT):
        middle = (low + high) / 2
        is_short = given.sums(_at_share(given, middle)) < total
        low, high = np.where(is_short, middle, low), np.where(is_short, high, middle)
    return _at_share(given, high)


def _at_share(given: Allocation, share: Floats) -> Floats:
    return np.clip(given.sizes * given.spread(share), given.least, given.most)


def _least(at: Callable[[Floats], Floats], low: Floats, high: Floats) -> Floats:
    """Least value of a function that first falls and then rises, for each segment."""
    best = np.minimum(at(low), at(high))
    if (high - low <= 0).all():
        return best
    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_left, at_right = at(left), at(right)
    for _ in range(_SEARCH):
        is_left = at_left < at_right
        low, high = np.where(is_left, low, left), np.where(is_left, right, high)
        left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        fresh = at(np.where(is_left, left, right))
        at_left, at_right = np.where(is_left, fresh, at_right), np.where(is_left, at_left, fresh)
        best = np.minimum(best, fresh)
    return best


def highest(given: Allocation, formula: Formula) -> tuple[Floats, Floats]:
    """The highest index by relaxed terms, and the highest found of a placing; (segments,) each."""
    if formula.follows_share and (given.most_total > given.least_total).any():
        return _highest_by_steps(given, formula)
    middle = (given.least_total + given.most_total) / 2
    filling = _Filling(given, formula, given.spread(middle / given.people))

    def at(total: Floats) -> Floats:
        return -formula.value(filling.relaxed(total), total, given.people)

    high = -_least(at, given.least_total, given.most_total)
    reached = filling.best_reached()
    return np.maximum(high, reached), reached


def _highest_by_steps(given: Allocation, formula: Formula) -> tuple[Floats, Floats]:
    """For D: the total in steps, each bounded by what it allows; the highest step is halved."""
    width = (given.most_total - given.least_total) / _STEPS
    starts = given.least_total[:, None] + width[:, None] * np.arange(_STEPS)
    ends = starts + width[:, None]
    found = [_step_bound(given, formula, starts[:, n], ends[:, n]) for n in range(_STEPS)]
    bounds, reached = np.stack([one for one, _ in found], axis=1), np.zeros_like(width)
    for _, value in found:
        reached = np.maximum(reached, value)
    row = np.arange(len(width))
    for _ in told(range(_HALVINGS), _HALVINGS, "bounds"):
        top = bounds.argmax(axis=1)
        if (bounds[row, top] - reached <= _SHARP).all():
            break
        start, end = starts[row, top], ends[row, top]
        middle = (start + end) / 2
        (left, in_left), (right, in_right) = (
            _step_bound(given, formula, *side) for side in ((start, middle), (middle, end))
        )
        reached = np.maximum(reached, np.maximum(in_left, in_right))
        bounds[row, top], ends[row, top] = left, middle
        bounds = np.column_stack([bounds, right])
        starts, ends = np.column_stack([starts, middle]), np.column_stack([ends, end])
    return np.maximum(bounds.max(axis=1), reached), reached


def _step_bound(
    given: Allocation, formula: Formula, start: Floats, end: Floats
) -> tuple[Floats, Floats]:
    """No placing with a total from start to end has a higher D than the first; one has the second.

    Over the step the share moves by half its width from the middle, and the sum of distances by
    no more than that many people.
    """
    filling = _Filling(given, formula, given.spread((start + end) / 2 / given.people))
    most = filling.relaxed(np.clip(filling.peak, start, end)) + (end - start) / 2
    sides = [formula.value(most, side, given.people) for side in (start, end)]
    totals = (start, np.clip(filling.peak, start, end), end)
    reached = [index_of(given, formula, filling.placing(total)) for total in totals]
    return np.minimum(np.maximum(*sides), 1.0), np.maximum.reduce(reached)


class _Filling:
    """Units filled from their least to their most, the one that gains most by it first.

    Between its limits a unit's term counts as on the straight line between them, which is never
    too low; all units but one are at a limit, so the line matters for one at most.
    """

    def __init__(self, given: Allocation, formula: Formula, share: Floats) -> None:
        self.given, self.formula, self.share = given, formula, share
        self.room = given.most - given.least
        self.bottom = formula.term(given.least, given.sizes, share)
        rise = formula.term(given.most, given.sizes, share) - self.bottom
        self.gain = np.divide(rise, self.room, out=np.zeros_like(rise), where=self.room > 0)
        segment = np.repeat(np.arange(len(given.least_total)), np.diff(given.offsets))
        self.order = np.lexsort((-self.gain, segment))
        self.before = sum_before(self.room[self.order], given.offsets)
        self.floor = given.sums(given.least)

    @property
    def peak(self) -> Floats:
        """The total at which the relaxed sum is greatest."""
        return self.floor + self.given.sums(np.where(self.gain > 0, self.room, 0.0))

    def placing(self, total: Floats) -> Floats:
        """People of the group in each unit when so many are placed."""
        left = self.given.spread(total - self.floor) - self.before
        placed = np.empty_like(self.room)
        placed[self.order] = np.clip(left, 0.0, self.room[self.order])
        return self.given.least + placed

    def relaxed(self, total: Floats) -> Floats:
        """Sum of terms on their straight lines; shape (segments,)."""
        return self.given.sums(self.bottom + self.gain * (self.placing(total) - self.given.least))

    def best_reached(self) -> Floats:
        """The highest index of placings with every unit but one at a limit."""
        given = self.given
        best = np.zeros_like(self.floor)
        totals = [given.least_total, given.most_total]
        if (given.most_total > given.least_total).any():
            totals += [np.clip(total, *totals) for total in self._full_totals(totals[0], totals[1])]
        for total in totals:
            best = np.maximum(best, index_of(given, self.formula, self.placing(total)))
        return best

    def _full_totals(self, low: Floats, high: Floats) -> list[Floats]:
        """Totals from low to high at which no unit is between its limits."""
        ends = self.given.spread(self.floor) + self.before + self.room[self.order]
        found = []
        for part in np.linspace(0, 1, _GRID + 1)[1:-1]:
            wanted = self.given.spread(low + part * (high - low))
            over = np.where(ends >= wanted - 1e-9, ends, np.inf)
            found.append(np.minimum.reduceat(over, self.given.offsets[:-1]))
        return [np.where(np.isfinite(total), total, high) for total in found]


def _entropy(share: Floats) -> Floats:
    rest = 1 - share
    return -share * np.log(np.maximum(share, _LEAST)) - rest * np.log(np.maximum(rest, _LEAST))


def _distance(group: Floats, sizes: Floats, share: Floats) -> Floats:
    return np.abs(group - sizes * share)


def _certainty(group: Floats, sizes: Floats, share: Floats) -> Floats:
    return -sizes * _entropy(group / sizes)


def _own(group: Floats, sizes: Floats, share: Floats) -> Floats:
    return group**2 / sizes


def _m(total: Floats, group: Floats, people: Floats) -> Floats:
    return np.maximum(_entropy(group / people) + total / people, 0.0)


FORMULAS = {
    "dissimilarity": Formula(
        _distance, lambda total, group, all_: total * all_ / (2 * group * (all_ - group)), True
    ),
    "theil-m": Formula(_certainty, _m),
    "theil-h": Formula(
        _certainty, lambda total, group, all_: _m(total, group, all_) / _entropy(group / all_)
    ),
    "isolation": Formula(_own, lambda total, group, all_: total / group),
    "correlation-ratio": Formula(
        _own, lambda total, group, all_: (total / group - group / all_) / (1 - group / all_)
    ),
}
