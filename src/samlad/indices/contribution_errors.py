"""Standard errors of what each unit, or group, adds to the structural term, by the delta method.

People are drawn independently within units of given size, on both occasions. A unit's contribution
leans on its own people and, through the margins that tables are fitted to, on everybody else's;
the latter by as few numbers as there are groups, so that no table of units × units is made.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from samlad.indices.counterfactual import (
    Layout,
    Mix,
    Pair,
    Part,
    log_ratio,
    mix_gradient,
    projected,
    unit_variance,
    variance,
)
from samlad.indices.counts import Floats
from samlad.indices.ipf import curvature, least_squares, moves
from samlad.indices.uncertainty import bessel

#: Divides where a segment has nobody in common.
_NOBODY = 1e-300


def group_errors(step: Pair, weights: dict[Mix, float], layout: Layout) -> Floats:
    """Standard error of a weighted sum of mixes' parts by group; shape (segments, groups)."""
    found: Floats = np.zeros(step.groups.shape)
    for group in range(found.shape[1]):
        parts = {mix: _of_group(step.mixes[mix], group, layout) for mix in weights}
        for occasion in (0, 1):
            gradient = mix_gradient(parts, weights, step.common[occasion], layout, occasion)
            found[:, group] += variance(step.tables[occasion], gradient, layout)
    return np.sqrt(found)


def _of_group(part: Part, group: int, layout: Layout) -> Part:
    """The part with the derivatives of what one group adds instead of the whole index's."""
    table, units, groups, surprise = _shape(part, layout)
    slope = np.repeat(-_composition(table)[:, group, None], table.shape[1], axis=1)
    slope[:, group] += surprise[:, group]
    slope += layout.spread(part.by_group[:, group, None] * part.logs)
    slope = np.where(table > 0, slope / layout.spread(part.whole)[:, None], 0.0)
    by_structure, by_units, by_groups = projected(slope, table, units, groups, layout)
    return replace(part, by_structure=by_structure, by_units=by_units, by_groups=by_groups)


def _shape(part: Part, layout: Layout) -> tuple[Floats, Floats, Floats, Floats]:
    """Shares, their margins by unit and by group, and their surprise."""
    units, groups = part.table.sum(axis=1), layout.sums(part.table)
    return part.table, units, groups, log_ratio(part.table, units, groups, layout)


def _composition(table: Floats) -> Floats:
    units = table.sum(axis=1)
    return np.asarray(table / np.where(units > 0, units, 1.0)[:, None])


def unit_errors(step: Pair, weights: dict[Mix, float], layout: Layout) -> Floats:
    """Standard error of a weighted sum of mixes' parts by unit; shape (units,)."""
    found = sum(_unit_variance(step, weights, layout, occasion) for occasion in (0, 1))
    return np.sqrt(np.maximum(found, 0.0))


def _unit_variance(step: Pair, weights: dict[Mix, float], layout: Layout, occasion: int) -> Floats:
    """What one occasion's people make of each unit's part; shape (units,)."""
    people, common = step.tables[occasion], step.common[occasion]
    is_there = (common > 0)[:, :, None]
    leans = [
        _leaning(step.mixes[mix], weight, [place == occasion for place in mix], common, layout)
        for mix, weight in weights.items()
        if occasion in mix
    ]
    moved = np.concatenate([lean.moved for lean in leans], axis=2) * is_there
    factors = np.concatenate([lean.factors for lean in leans], axis=1)
    alone = np.einsum("jkn,jn->jk", moved, factors)
    own = np.where(common > 0, np.sum([lean.own for lean in leans], axis=0), 0.0)
    others = _of_segment(people, moved, factors, layout) - unit_variance(people, alone)
    return others + unit_variance(people, alone + own)


@dataclass(frozen=True, slots=True, eq=False)
class _Leaning:
    """How units' parts of a mix lean on one occasion's people.

    A person in a cell moves a few numbers of the segment: the factors of groups that make the
    table fit, the sizes of groups, and the sum of people. moved: by how much, shape (units,
    groups, numbers). Each unit's part follows them by its factors, shape (units, numbers). own:
    what a person of a cell makes of the own unit's part besides, shape (units, groups).
    """

    moved: Floats
    factors: Floats
    own: Floats


def _leaning(
    part: Part, weight: float, given: list[bool], common: Floats, layout: Layout
) -> _Leaning:
    """given: whether structure, sizes of units and sizes of groups are those of the occasion."""
    structure, by_units, by_groups = map(float, given)
    table, units, groups, surprise = _shape(part, layout)
    composition, mix, whole = _composition(table), layout.spread(groups), layout.spread(part.whole)
    each = 1 / layout.spread(np.maximum(layout.sums(common.sum(axis=1)), _NOBODY))
    local = part.by_unit / np.where(units > 0, units, 1.0)
    left = np.where(table > 0, surprise / whole[:, None] - local[:, None], 0.0)

    one = np.eye(table.shape[1])
    ratio = np.divide(table, common, out=np.zeros_like(table), where=common > 0)
    grown = by_groups * (one - mix[:, None, :]) * each[:, None, None]
    fitted = structure * ratio[:, :, None] * (one - composition[:, None, :]) - grown
    fitted += by_units * ((composition - mix) * each[:, None])[:, None, :]
    added = np.broadcast_to(by_units * each[:, None, None], (*table.shape, 1))

    bend = curvature(composition, units, layout.offsets, groups)
    by_fit = -_solved(bend, layout.spread(moves(groups)) * table * left, layout)
    by_mix = part.by_unit[:, None] * layout.spread(part.logs) - table / np.where(mix > 0, mix, 1.0)
    factors = [by_fit, by_mix / whole[:, None], -part.by_unit[:, None]]
    return _Leaning(
        moved=np.concatenate([fitted, grown, added], axis=2),
        factors=weight * np.concatenate(factors, axis=1),
        own=weight * (structure * ratio * left + by_units * (local * each)[:, None]),
    )


def _solved(bend: Floats, right: Floats, layout: Layout) -> Floats:
    """Solve each segment's equations for every one of its units; shape (units, groups)."""
    columns = [
        least_squares(bend, np.broadcast_to(row, bend.shape[:2])) for row in np.eye(bend.shape[1])
    ]
    return np.einsum("jkl,jl->jk", layout.spread(np.stack(columns, axis=2)), right)


def _of_segment(people: Floats, moved: Floats, factors: Floats, layout: Layout) -> Floats:
    """What all people of a segment make of each of its units' parts; shape (units,)."""
    sizes = people.sum(axis=1)
    weight = bessel(sizes)
    single = moved * np.sqrt(people * weight[:, None])[:, :, None]
    mean = np.einsum("jk,jkn->jn", people, moved)
    mean *= np.sqrt(weight / np.where(sizes > 0, sizes, 1.0))[:, None]
    found = np.empty(len(people))
    for start, end in zip(layout.offsets[:-1], layout.offsets[1:], strict=True):
        rows, here = single[start:end].reshape(-1, moved.shape[2]), factors[start:end]
        variance_of_moves = rows.T @ rows - mean[start:end].T @ mean[start:end]
        found[start:end] = ((here @ variance_of_moves) * here).sum(axis=1)
    return found
