"""Carry tables to other margins, as iterative proportional fitting would, all segments at once.

Takes units × groups and wanted margins, gives the table with those margins and the odds ratios of
the source. Knows nothing of segregation.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samlad.indices.counts import Floats, Integers

#: Largest relative error of a margin that counts as met.
PRECISION = 1e-10
#: What an empty cell counts as, in people, so that every margin can be met.
NEARLY_NOBODY = 1e-10
#: No group factor moves by more than e to this power in one step.
LONGEST_STEP = 4.0
MOST_STEPS = 200


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Tables that have the wanted margins.

    table: shape (units, groups), shares of each segment's people. error: shape (segments,), the
    largest relative error of a margin. steps: shape (segments,), rounds it took.
    """

    table: Floats
    error: Floats
    steps: Integers

    @property
    def has_converged(self) -> NDArray[np.bool_]:
        """Shape (segments,): are all margins met."""
        return self.error <= PRECISION


def fit_margins(source: Floats, offsets: Integers, units: Floats, groups: Floats) -> Fit:
    """The table with the odds ratios of source and the margins of units and groups.

    source: shape (units, groups), people; rows offsets[s] to offsets[s + 1] are segment s.
    units: shape (units,) and groups: shape (segments, groups), shares that sum to one in each
    segment; where one is 0 the cells are 0. An empty cell of the rest counts as 1e-10 people, so
    that every margin can be met; where the margins can be met without, the table is the same.

    It is the limit that iterative proportional fitting tends to. Alternating sweeps need thousands
    of rounds where a table is nearly separated, so only the factors of the groups are sought, by
    Newton's method on their convex dual; the factors of the units follow exactly.

    Source: Deming & Stephan (1940), Annals of Mathematical Statistics 11; Sinkhorn (1967).

    >>> two = np.array([0, 2])
    >>> fit_margins(np.array([[4.0, 1], [1, 1]]), two, np.array([0.5, 0.5]),
    ...             np.array([[0.5, 0.5]])).table.round(6).tolist()
    [[0.333333, 0.166667], [0.166667, 0.333333]]
    """
    seeds = np.where(source > 0, source, NEARLY_NOBODY)
    search = _Search(seeds, offsets, units, groups)
    factors, error, steps = _factors(search, np.arange(len(groups)))
    return Fit(units[:, None] * search.composition(factors), error, steps)


class _Search:
    """The dual of the fit: its value, slope and curvature in the logarithms of group factors."""

    def __init__(self, seeds: Floats, offsets: Integers, units: Floats, groups: Floats) -> None:
        self.seeds, self.offsets, self.units, self.groups = seeds, offsets, units, groups
        self.segment = np.repeat(np.arange(len(groups)), np.diff(offsets))
        self.wanted = groups > 0

    def of(self, segments: Integers) -> _Search:
        """The same search for some of the segments only."""
        sizes = np.diff(self.offsets)[segments]
        starts = np.repeat(self.offsets[segments] - (np.cumsum(sizes) - sizes), sizes)
        rows = starts + np.arange(sizes.sum())
        offsets = np.concatenate([[0], np.cumsum(sizes)])
        return _Search(self.seeds[rows], offsets, self.units[rows], self.groups[segments])

    def sums(self, values: Floats) -> Floats:
        return np.add.reduceat(values, self.offsets[:-1], axis=0)

    def composition(self, factors: Floats) -> Floats:
        """Each unit's shares of groups under these factors; shape (units, groups)."""
        return self._weighted(factors)[0]

    def _weighted(self, factors: Floats) -> tuple[Floats, Floats]:
        scaled = self.seeds * np.where(self.wanted, np.exp(factors), 0.0)[self.segment]
        whole = scaled.sum(axis=1)
        return scaled / np.where(whole > 0, whole, 1.0)[:, None], whole

    def value(self, factors: Floats) -> Floats:
        """The dual, to be made small; shape (segments,)."""
        _, whole = self._weighted(factors)
        pulled = np.where(self.wanted, self.groups * factors, 0.0).sum(axis=1)
        return self.sums(self.units * np.log(np.where(whole > 0, whole, 1.0))) - pulled

    def margins(self, composition: Floats) -> Floats:
        return self.sums(self.units[:, None] * composition)

    def curvature(self, composition: Floats) -> Floats:
        return curvature(composition, self.units, self.offsets, self.groups)


def curvature(composition: Floats, units: Floats, offsets: Integers, groups: Floats) -> Floats:
    """Second derivative of the dual; shape (segments, groups, groups).

    The dual does not change when all factors grow alike, so the largest group's stands still, and
    so does that of an empty group: their rows and columns are those of the identity. The diagonal
    is the sum of the rest of its row, which keeps its digits where groups hardly meet.
    """
    number = composition.shape[1]
    weighted = units[:, None] * composition
    matrix = np.empty((len(groups), number, number))
    for group in range(number):
        shared = np.add.reduceat(weighted * composition[:, group, None], offsets[:-1], axis=0)
        matrix[:, group] = -shared
    diagonal = np.arange(number)
    matrix[:, diagonal, diagonal] = 0.0
    matrix[:, diagonal, diagonal] = -matrix.sum(axis=2)
    free = moves(groups)
    matrix *= free[:, :, None] * free[:, None, :]
    matrix[:, diagonal, diagonal] += 1 - free
    return matrix


def moves(groups: Floats) -> Floats:
    """Which groups' factors are free: 1 where they are, else 0; shape (segments, groups)."""
    still = (groups <= 0) | (np.arange(groups.shape[1]) == groups.argmax(axis=1)[:, None])
    return np.where(still, 0.0, 1.0)


def least_squares(matrices: Floats, right: Floats) -> Floats:
    """Solve where groups may never meet, and so have no common scale; (segments, groups)."""
    diagonal = np.diagonal(matrices, axis1=1, axis2=2)
    scale = 1 / np.sqrt(np.where(diagonal > 0, diagonal, 1.0))
    even = matrices * scale[:, :, None] * scale[:, None, :]
    return scale * np.einsum(
        "skl,sl->sk", np.linalg.pinv(even, 1e-13, hermitian=True), scale * right
    )


def _solved(matrices: Floats, right: Floats) -> Floats:
    try:
        return np.asarray(np.linalg.solve(matrices, right[:, :, None])[:, :, 0], dtype=np.float64)
    except np.linalg.LinAlgError:  # groups that meet by less than float64 can tell
        return least_squares(matrices, right)


def _factors(search: _Search, active: Integers) -> tuple[Floats, Floats, Integers]:
    """Group factors (logarithms), the error left, and rounds taken, for each segment."""
    every = search
    factors = np.zeros_like(search.groups)
    error = np.full(len(search.groups), np.inf)
    steps = np.zeros(len(search.groups), dtype=np.int64)
    for step in range(MOST_STEPS):
        composition = search.composition(factors[active])
        margins = search.margins(composition)
        error[active] = _largest_error(margins, search.groups)
        steps[active] = step
        left = error[active] > PRECISION
        if not left.any():
            break
        if not left.all():
            active = active[left]
            search = every.of(active)
            composition = search.composition(factors[active])
            margins = margins[left]
        factors[active] = _stepped(search, factors[active], composition, margins)
    return factors, error, steps


def _largest_error(margins: Floats, groups: Floats) -> Floats:
    off = np.abs(margins - groups) / np.where(groups > 0, groups, 1.0)
    return np.where(groups > 0, off, 0.0).max(axis=1)


def _stepped(search: _Search, factors: Floats, composition: Floats, margins: Floats) -> Floats:
    """One Newton step, halved where the dual would rise; a sweep where no half is short enough."""
    slope = moves(search.groups) * (margins - search.groups)
    move = -_solved(search.curvature(composition), slope)
    move *= (LONGEST_STEP / np.maximum(np.abs(move).max(axis=1), LONGEST_STEP))[:, None]
    gain = (slope * move).sum(axis=1)
    here, length = search.value(factors), np.ones(len(factors))
    noise = 1e-14 * (1 + np.abs(here))
    for _ in range(12):
        there = search.value(factors + length[:, None] * move)
        is_too_long = there > here + 1e-4 * length * gain + noise
        if not is_too_long.any():
            return factors + length[:, None] * move
        length = np.where(is_too_long, length / 2, length)
    ratio = np.where(search.wanted, search.groups, 1.0) / np.where(margins > 0, margins, 1.0)
    sweep = np.log(np.where(search.wanted, ratio, 1.0))
    return factors + np.where(is_too_long[:, None], sweep, length[:, None] * move)
