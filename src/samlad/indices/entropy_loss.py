"""What chance takes from the entropy of small units, under a fitted mixing (see mixing).

For large counts that is the correction of Miller and Madow; for units of up to 64 people it is
summed exactly, and in between Grassberger's digamma (arXiv:physics/0307138) makes it all but exact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from samlad.indices.blocks import in_blocks
from samlad.indices.cell_loss import can_be_scarce, scarce_loss, summed_loss, usual_loss
from samlad.indices.counts import Counts, Floats, Integers, once
from samlad.indices.mixing import fitted
from samlad.indices.unit_sizes import at_each_size, interpolate, whole_people

#: Units of up to so many people are summed over exactly.
_SMALL = 64
#: How far the overdispersion is moved to see what its error does.
_STEP = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Chance:
    """What chance adds to M, and how that moves with each group's overdispersion.

    part: shape (segments,); slope: shape (segments, groups).
    """

    part: Floats
    slope: Floats


@once
def chance_in_m(counts: Counts) -> Chance:
    """What chance adds to M under the fitted mixing."""
    return Chance(chance_by_group(counts).sum(axis=1), _slope(counts))


@once
def unit_losses(counts: Counts) -> Floats:
    """What chance takes from each unit's entropy, by group, in nats; shape (units, groups)."""
    return _losses(counts, fitted(counts).overdispersion)


def chance_by_group(counts: Counts) -> Floats:
    """What chance adds to each group's part of M; shape (segments, groups)."""
    inside = counts.sum_units(counts.weights[:, None] * unit_losses(counts))
    return inside - _margin_by_group(counts)


def margin_part(counts: Counts) -> Floats:
    """What chance takes from the entropy of the segment's own composition."""
    return _margin_by_group(counts).sum(axis=1)


def _margin_by_group(counts: Counts) -> Floats:
    alike = 1 - fitted(counts).overdispersion
    noise = np.where(counts.group_shares > 0, (1 - counts.group_shares) * alike, 0.0)
    return noise / (2 * np.maximum(counts.totals, 1.0))[:, None]


def _slope(counts: Counts) -> Floats:
    """How the loss of small units moves with overdispersion; larger ones hardly notice."""
    dispersion = fitted(counts).overdispersion
    is_small = (whole_people(counts) <= _SMALL)[:, None]
    if not is_small.any():
        return np.zeros_like(dispersion)
    moved = _losses(counts, np.minimum(dispersion + _STEP, 1.0), only_small=True)
    change = np.where(is_small, moved - unit_losses(counts), 0.0)
    return counts.sum_units(counts.weights[:, None] * change) / _STEP


def _losses(counts: Counts, overdispersion: Floats, *, only_small: bool = False) -> Floats:
    """What chance takes from the entropy of units, by group; nought of what is left out."""

    def compute(sizes: Floats, segment: Integers) -> Floats:
        share, dispersion = counts.group_shares[segment], overdispersion[segment]
        wide = np.broadcast_to(sizes[:, None], share.shape)
        is_mixed, is_small = (share > 0) & (share < 1), (sizes <= _SMALL)[:, None]
        loss = np.zeros_like(share)
        if not only_small:
            large = usual_loss(sizes[:, None], share)
            large += _scarce_part(counts, overdispersion, sizes, segment)
            loss = np.where(is_mixed & ~is_small, large, 0.0)
        if is_small.any():
            small = is_mixed & is_small
            loss[small] = summed_loss(wide[small], share[small], dispersion[small])
        return loss / wide

    return at_each_size(counts, compute)


def _scarce_part(
    counts: Counts, overdispersion: Floats, sizes: Floats, segment: Integers
) -> Floats:
    """What cells that can be almost empty add in units of those sizes; shape (n, groups)."""

    def cells(sizes: Floats, segment: Integers) -> tuple[Floats, Floats, Floats]:
        share = counts.group_shares[segment]
        return np.repeat(sizes[:, None], share.shape[1], axis=1), share, overdispersion[segment]

    part = np.zeros((len(sizes), overdispersion.shape[1]))
    given = cells(sizes, segment)
    scarce = can_be_scarce(*given) & (sizes > _SMALL)[:, None]
    left = interpolate(lambda *nodes: scarce_loss(*cells(*nodes)), sizes, segment, part)
    asked = scarce & left[:, None]
    chosen = [cell[asked] for cell in given]
    part[asked] = in_blocks(
        len(chosen[0]), lambda rows: scarce_loss(*(cell[rows] for cell in chosen))
    )
    return np.where(scarce, part, 0.0)
