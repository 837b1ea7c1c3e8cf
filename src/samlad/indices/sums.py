"""Indices from a handful of sums over units, for tables of people drawn by the thousand.

Takes counts and drawn people, gives the sums of each draw and the indices that they determine. The
same indices of one table, with corrections and intervals, are in the modules of their names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import gammaln, xlogy

from samlad.indices.counts import Counts, Floats, Integers
from samlad.indices.uncertainty import divided

#: x log x and log x! are looked up below this count; log x! at least up to 9.
_LOOKED_UP = 1 << 16


@dataclass(frozen=True, eq=False)
class Sums:
    """Sums over the units of each segment.

    information: people × M, shape (draws, segments); people: of each group, shape (draws,
    segments, groups); own: Σ x² / n; apart: Σ |x − n P|; both of that shape.
    """

    information: Floats
    people: Floats
    own: Floats
    apart: Floats

    @cached_property
    def totals(self) -> Floats:
        """People of each segment; shape (draws, segments)."""
        return self.people.sum(axis=2)

    @cached_property
    def shares(self) -> Floats:
        """Each segment's composition; shape (draws, segments, groups)."""
        return divided(self.people, self.totals[:, :, None])

    @cached_property
    def variance(self) -> Floats:
        """Mean squared distance of units from the mix; shape (draws, segments, groups)."""
        own = divided(self.own, self.totals[:, :, None])
        return np.maximum(own - self.shares**2, 0.0)


class Layout:
    """What all draws of the same counts have in common."""

    def __init__(self, counts: Counts) -> None:
        self.offsets: Integers = counts.offsets
        self.table: Integers = counts.table.astype(np.int64)
        self.sizes: Integers = self.table.sum(axis=1)
        self.totals: Integers = counts.group_totals.astype(np.int64)
        sizes = self.sizes.astype(np.float64)
        self.sizes_log: Floats = counts.sum_units(xlogy(sizes, sizes))
        known = np.arange(min(int(self.sizes.max(initial=0)) + 1, _LOOKED_UP), dtype=np.float64)
        self.known: Floats = xlogy(known, known)
        self.factorials: Floats = gammaln(np.arange(max(len(known), 10)) + 1.0)

    def sums(self, people: Integers) -> Sums:
        """Sums of people drawn, shape (draws, units, groups)."""
        from samlad.indices.people import add_up

        draws, _, groups = people.shape
        found = np.empty((draws, len(self.offsets) - 1, 1 + 3 * groups))
        add_up(people, self.offsets, self.sizes, self.sizes_log, self.known, found)
        parts = (found[:, :, 1 + n * groups : 1 + (n + 1) * groups] for n in range(3))
        return Sums(found[:, :, 0], *parts)


def _m(sums: Sums) -> Floats:
    return np.maximum(divided(sums.information, sums.totals), 0.0)


def _entropy(sums: Sums) -> Floats:
    return -xlogy(sums.shares, sums.shares).sum(axis=2)


def _simpson(sums: Sums) -> Floats:
    return (sums.shares * (1 - sums.shares)).sum(axis=2)


def _d(sums: Sums) -> Floats:
    return divided(sums.apart.sum(axis=2), 2 * sums.totals * _simpson(sums))


def _isolation(sums: Sums) -> Floats:
    return divided(sums.own[:, :, 0], sums.people[:, :, 0])


def _normalised_exposure(sums: Sums) -> Floats:
    return np.nan_to_num(divided(sums.variance, 1 - sums.shares)).sum(axis=2)


def _squared_variation(sums: Sums) -> Floats:
    groups = (sums.people > 0).sum(axis=2)
    parts = np.nan_to_num(divided(sums.variance, sums.shares)).sum(axis=2)
    return divided(parts, groups - 1.0)


#: Names of the registry → the index from sums, shape (draws, segments).
FROM_SUMS: dict[str, Callable[[Sums], Floats]] = {
    "theil-m": _m,
    "theil-h": lambda sums: divided(_m(sums), _entropy(sums)),
    "dissimilarity": _d,
    "gorard": lambda sums: _d(sums) * (1 - sums.shares[:, :, 0]),
    "minmax": lambda sums: 2 * _d(sums) / (1 + _d(sums)),
    "isolation": _isolation,
    "interaction": lambda sums: 1 - _isolation(sums),
    "correlation-ratio": _normalised_exposure,
    "normalised-exposure": _normalised_exposure,
    "relative-diversity": lambda sums: divided(sums.variance.sum(axis=2), _simpson(sums)),
    "squared-variation": _squared_variation,
    "simpson-interaction": _simpson,
    "diversity": _entropy,
}
