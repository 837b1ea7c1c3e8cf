"""What chance takes from the entropy of small units, under a fitted mixing (see mixing).

For large counts that is the correction of Miller and Madow; for units of up to 64 people it is
summed exactly, and in between Grassberger's digamma (arXiv:physics/0307138) makes it all but exact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma, xlogy

from samlad.indices.counts import Counts, Floats, Integers, once
from samlad.indices.mixing import at_each_size, chances, fitted, whole_people

#: From here on the parity of a count no longer matters to Grassberger's G.
_TABLED = 24
#: Units of up to so many people are summed over exactly.
_SMALL = 64
#: Gauss and Legendre's nodes on 0–1.
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(12)
_NODES, _WEIGHTS = (_NODES + 1) / 2, _WEIGHTS / 2
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
        is_mixed = (share > 0) & (share < 1)
        small, large = is_mixed & (wide <= _SMALL), is_mixed & (wide > _SMALL) & (not only_small)
        loss = np.zeros_like(share)
        loss[small] = _summed_loss(wide[small], share[small], dispersion[small])
        loss[large] = _counted_loss(wide[large], share[large], dispersion[large])
        return loss / wide

    return at_each_size(counts, compute)


def _summed_loss(sizes: Floats, share: Floats, dispersion: Floats) -> Floats:
    """The loss of units so small that every possible count can be summed over."""
    strength = 1 / np.maximum(dispersion, 1e-9) - 1
    mean = np.zeros_like(share)
    most = int(np.ceil(sizes.max(initial=0.0))) + 1
    for count, chance in enumerate(chances(sizes, share, dispersion, most)):
        mean += chance * xlogy(count, count)
    smooth = share * (digamma(share * strength + 1) - digamma(strength + 1))
    smooth = np.where(dispersion > 1e-6, smooth, xlogy(share, share))
    return mean - sizes * (smooth + share * np.log(sizes))


def _counted_loss(sizes: Floats, share: Floats, dispersion: Floats) -> Floats:
    """The loss of larger units: K (log K − G(K)) has its mean but for a known rest.

    For large K it swings around one half; only cells that can be almost empty are looked at.
    """
    mean = 0.5 + sizes * share * (digamma(sizes) - np.log(sizes))
    least = share - 5 * np.sqrt(share * (1 - share) * (dispersion + 1 / sizes))
    scarce = least * sizes < _TABLED
    cells = sizes[scarce], share[scarce], dispersion[scarce]
    known = np.arange(_TABLED, dtype=np.float64)
    fading = np.clip((_TABLED - known) / (_TABLED / 2), 0.0, 1.0)
    swing = fading * (xlogy(known, known) - known * digamma_of_counts() - 0.5)
    part = np.zeros_like(cells[0])
    for count, chance in enumerate(chances(*cells, _TABLED)):
        part += swing[count] * chance
    mean[scarce] += part + _rest(*cells)
    return mean


def _rest(sizes: Floats, share: Floats, dispersion: Floats) -> Floats:
    """λ E₁(2λ), averaged over a gamma of mean np and the beta's shape."""
    expected = sizes * share
    shape = np.minimum(share * (1 / np.maximum(dispersion, 1e-9) - 1), 1e9) + 1e-9
    total = np.zeros_like(expected)
    for node, weight in zip(_NODES, _WEIGHTS, strict=True):
        power = -(shape + 1) * np.log1p(2 * expected / (shape * node))
        total += weight / node * np.exp(power)
    return expected * total


def digamma_of_counts() -> Floats:
    """Grassberger's G(n), which stands for log n where n is a count, for n = 0, 1, … 23.

    >>> digamma_of_counts()[[1, 2, 3]].round(6).tolist()
    [-1.270363, 0.729637, 0.729637]
    """
    table = digamma(np.arange(_TABLED) // 2 + 0.5) + np.log(2.0)
    table[0] = 0.0  # meets only n = 0
    return table
