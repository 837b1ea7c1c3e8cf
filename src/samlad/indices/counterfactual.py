"""M or H when one year's structure meets another year's margins, with derivatives.

Takes two tables on one layout, gives the index in each of the eight mixes of structure, sizes of
units and sizes of groups. `change` makes terms of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samlad.indices.counts import Floats, Integers
from samlad.indices.ipf import curvature, fit_margins, least_squares, moves
from samlad.indices.uncertainty import bessel

#: Which occasion, 0 or 1, gives the structure, the sizes of units and the sizes of groups.
Mix = tuple[int, int, int]
MIXES: tuple[Mix, ...] = tuple((s, u, g) for s in (0, 1) for u in (0, 1) for g in (0, 1))
FORMULAS = ("theil-m", "theil-h")


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Where segments begin and end; none is empty."""

    offsets: Integers

    def sums(self, values: NDArray[Any]) -> NDArray[Any]:
        """Sum values of shape (units, …) in each segment."""
        return np.add.reduceat(values, self.offsets[:-1], axis=0)

    def spread(self, values: NDArray[Any]) -> NDArray[Any]:
        """Give each unit its segment's value."""
        return np.repeat(values, np.diff(self.offsets), axis=0)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The index of one table of shares, by unit and by group, and its derivatives.

    value: shape (segments,). by_unit: (units,); by_group: (segments, groups); each sums to value.
    table: (units, groups), the shares. whole: (segments,), the entropy that H is divided by, and
    logs: (segments, groups), the logarithms that it falls by; for M ones and noughts.
    by_structure: (units, groups), by the logarithm of each cell of the source; by_units: (units,);
    by_groups: (segments, groups): derivatives by the margins.
    """

    value: Floats
    by_unit: Floats
    by_group: Floats
    table: Floats
    whole: Floats
    logs: Floats
    by_structure: Floats
    by_units: Floats
    by_groups: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two tables, what is common to both, and the index of both and of each mix.

    tables, common: shape (2, units, groups), people. units: shape (units,) and groups: (segments,
    groups), which are common. whole: of the tables as they are. has_converged: (segments,).
    """

    tables: Floats
    common: Floats
    units: NDArray[np.bool_]
    groups: NDArray[np.bool_]
    mixes: dict[Mix, Part]
    whole: tuple[Part, Part]
    has_converged: NDArray[np.bool_]


def compare(tables: Floats, layout: Layout, formula: str) -> Pair:
    """Compute M or H of two tables, shape (2, units, groups), and of every mix of them."""
    units, groups = common_cells(tables, layout)
    common = tables * (units[:, None] & layout.spread(groups))
    mixes, has_converged = _mixes(common, layout, formula)
    whole = (_of_table(tables[0], layout, formula), _of_table(tables[1], layout, formula))
    return Pair(tables, common, units, groups, mixes, whole, has_converged)


def common_cells(pair: Floats, layout: Layout) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which units, shape (units,), and groups, (segments, groups), both tables have people in.

    Leaving out a group can empty a unit, and the other way round, until nothing changes.
    """
    has = pair > 0
    groups = np.ones((len(layout.offsets) - 1, pair.shape[2]), dtype=bool)
    while True:
        units = (has & layout.spread(groups)).any(axis=2).all(axis=0)
        there = layout.sums((has & units[:, None]).astype(np.int64).swapaxes(0, 1)) > 0
        fewer = groups & there.all(axis=1)
        if (fewer == groups).all():
            return units, groups
        groups = fewer


def _mixes(
    common: Floats, layout: Layout, formula: str
) -> tuple[dict[Mix, Part], NDArray[np.bool_]]:
    """The index in each mix of two tables that have people in the same units and groups."""
    shares = [_shares(table, layout) for table in common]
    units = [table.sum(axis=1) for table in shares]
    groups = [layout.sums(table) for table in shares]
    has_converged = np.ones(len(layout.offsets) - 1, dtype=bool)
    parts = {}
    for structure, size, composition in MIXES:
        table = shares[structure]
        if not structure == size == composition:
            fit = fit_margins(common[structure], layout.offsets, units[size], groups[composition])
            table, has_converged = fit.table, has_converged & fit.has_converged
        parts[structure, size, composition] = _part(
            table, units[size], groups[composition], layout, formula
        )
    return parts, has_converged


def _shares(people: Floats, layout: Layout) -> Floats:
    totals = layout.sums(people.sum(axis=1))
    return people / layout.spread(np.where(totals > 0, totals, 1.0))[:, None]


def _of_table(people: Floats, layout: Layout, formula: str) -> Part:
    """The index of one table of people as it is, with its derivatives."""
    table = _shares(people, layout)
    return _part(table, table.sum(axis=1), layout.sums(table), layout, formula)


def _part(table: Floats, units: Floats, groups: Floats, layout: Layout, formula: str) -> Part:
    """Value, parts and derivatives of M or H at a table of shares with these margins."""
    surprise = log_ratio(table, units, groups, layout)
    cells = table * surprise
    by_unit, by_group = cells.sum(axis=1), layout.sums(cells)
    value, whole, logs = by_group.sum(axis=1), np.ones(len(groups)), np.zeros_like(groups)
    if formula == "theil-h":
        logs = np.log(np.where(groups > 0, groups, 1.0))
        entropy = -(groups * logs).sum(axis=1)
        whole = np.where(entropy > 0, entropy, 1.0)
    at_units = layout.spread(whole)[:, None]
    value, by_unit, by_group = value / whole, by_unit / at_units[:, 0], by_group / whole[:, None]
    slope = (surprise + layout.spread(value[:, None] * logs)) / at_units
    slope = np.where(table > 0, slope, 0.0)
    margins = projected(slope, table, units, groups, layout)
    return Part(value, by_unit, by_group, table, whole, logs, *margins)


def log_ratio(table: Floats, units: Floats, groups: Floats, layout: Layout) -> Floats:
    """Logarithm of each share over what even mixing at these margins gives; 0 where empty."""
    even = units[:, None] * layout.spread(groups)
    return np.log(np.divide(table, even, out=np.ones_like(table), where=table > 0))


def projected(
    slope: Floats, table: Floats, units: Floats, groups: Floats, layout: Layout
) -> tuple[Floats, Floats, Floats]:
    """Split a derivative by cells into the margins' parts and what is left for the structure.

    A change of margins moves all cells of a unit, or of a group, by one factor; what is left is
    orthogonal to such moves, the cells weighing as many people as they have.
    """
    composition: Floats = table / np.where(units > 0, units, 1.0)[:, None]
    mean = (composition * slope).sum(axis=1)
    pull = layout.sums(table * (slope - mean[:, None]))
    by_groups = least_squares(
        curvature(composition, units, layout.offsets, groups), moves(groups) * pull
    )
    by_units = mean - (composition * layout.spread(by_groups)).sum(axis=1)
    left = slope - by_units[:, None] - layout.spread(by_groups)
    return table * left, by_units, by_groups


def mix_gradient(
    parts: dict[Mix, Part], weights: dict[Mix, float], people: Floats, layout: Layout, occasion: int
) -> Floats:
    """Derivative of a weighted sum of mixes by the people of one occasion; (units, groups)."""
    structure = np.zeros_like(people)
    by_unit, by_group = np.zeros(len(people)), np.zeros((len(layout.offsets) - 1, people.shape[1]))
    for mix, weight in weights.items():
        part = parts[mix]
        if mix[0] == occasion:
            structure += weight * part.by_structure
        if mix[1] == occasion:
            by_unit += weight * part.by_units
        if mix[2] == occasion:
            by_group += weight * part.by_groups
    totals = layout.sums(people.sum(axis=1))
    each = 1 / layout.spread(np.where(totals > 0, totals, 1.0))
    margins = by_unit[:, None] + layout.spread(by_group)
    mean = layout.sums((people * margins).sum(axis=1) * each)
    margins = (margins - layout.spread(mean)[:, None]) * each[:, None]
    inside = np.divide(structure, people, out=np.zeros_like(people), where=people > 0)
    return np.where(people > 0, inside + margins, 0.0)


def variance(people: Floats, gradient: Floats, layout: Layout) -> Floats:
    """As `uncertainty.sampling_variance`, where some units have no people; (segments,)."""
    return layout.sums(unit_variance(people, gradient))


def unit_variance(people: Floats, gradient: Floats) -> Floats:
    """What the people of each unit, drawn anew, make of a value with that gradient; (units,)."""
    sizes = people.sum(axis=1)
    mean = (people * gradient).sum(axis=1)
    square = (people * gradient**2).sum(axis=1) - mean**2 / np.where(sizes > 0, sizes, 1.0)
    return np.maximum(square, 0.0) * bessel(sizes)
