"""Data for a segregation plot: each unit a bar as wide as its people, cut by its groups.

Takes counts, gives where each bar and each piece of it begins and ends. Draws nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samlad.errors import UnknownName
from samlad.indices.counts import Counts, Floats, Integers
from samlad.indices.information import unit_information


@dataclass(frozen=True, slots=True, eq=False)
class Segplot:
    """Bars in the order to draw them, those of a segment together, all from 0 to 1.

    segment, unit: shape (bars,), labels; row: the unit's place in the counts. left, right: shape
    (bars,), along the segment's people. lower, upper: shape (bars, groups), along the unit's.
    mix: shape (segments, groups), where each group ends in the segment as a whole.
    """

    groups: tuple[str, ...]
    segment: NDArray[np.object_]
    unit: NDArray[np.object_]
    row: Integers
    left: Floats
    right: Floats
    lower: Floats
    upper: Floats
    mix: Floats


def segplot(counts: Counts, order: str = "divergence") -> Segplot:
    """Bars of each segment's units, in an order that shows segregation.

    order: "divergence", the most unlike the segment first; "entropy", the least diverse first;
    "majority", by the share of the segment's largest group. Of equals the earlier unit is first.
    Raises UnknownName for another order.

    Source: Elbers & Gruijters (2024), Research in Social Stratification and Mobility 89.

    >>> found = segplot(Counts.from_arrays([[5, 5], [9, 1]], units=["a", "b"]))
    >>> found.unit.tolist(), found.right.tolist(), found.upper.tolist()
    (['b', 'a'], [0.5, 1.0], [[0.9, 1.0], [0.5, 1.0]])
    """
    if order not in _ORDERS:
        raise UnknownName("order of bars", order, _ORDERS)
    rows = np.lexsort((_ORDERS[order](counts), counts.segment_of_unit))
    segment = counts.segment_of_unit[rows]
    running = np.cumsum(counts.weights[rows])
    before = np.concatenate([[0.0], running])[counts.offsets[:-1]][segment]
    right = np.minimum(running - before, 1.0)
    upper = np.minimum(np.cumsum(counts.shares[rows], axis=1), 1.0)
    return Segplot(
        groups=counts.groups,
        segment=_objects([counts.segments[place] for place in segment]),
        unit=_objects([counts.units[row] for row in rows]),
        row=rows,
        left=np.maximum(right - counts.weights[rows], 0.0),
        right=right,
        lower=np.concatenate([np.zeros((len(rows), 1)), upper[:, :-1]], axis=1),
        upper=upper,
        mix=np.minimum(np.cumsum(counts.group_shares, axis=1), 1.0),
    )


def _by_divergence(counts: Counts) -> Floats:
    return -unit_information(counts)


def _by_entropy(counts: Counts) -> Floats:
    shares = counts.shares
    return -(shares * np.log(np.where(shares > 0, shares, 1.0))).sum(axis=1)


def _by_majority(counts: Counts) -> Floats:
    largest = counts.spread(counts.group_totals.argmax(axis=1))
    return counts.shares[np.arange(len(largest)), largest]


_ORDERS: dict[str, Callable[[Counts], Floats]] = {
    "divergence": _by_divergence,
    "entropy": _by_entropy,
    "majority": _by_majority,
}


def _objects(values: list[Hashable]) -> NDArray[np.object_]:
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
