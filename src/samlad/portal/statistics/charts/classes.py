"""Classes for maps: where values are cut, and how many places fall in each.

A value equal to a limit belongs to the class above it. Pure arithmetic.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Classes:
    """`cuts` between classes, lowest and highest value: n cuts make n + 1 classes."""

    cuts: tuple[float, ...]
    low: float
    high: float

    def of(self, value: float) -> int:
        """The class of a value, counted from 0."""
        return bisect_right(self.cuts, value)

    @property
    def limits(self) -> list[tuple[float, float]]:
        """Lower and upper limit of each class, in order."""
        ends = (self.low, *self.cuts, self.high)
        return list(pairwise(ends))

    def counts(self, values: Sequence[float]) -> list[int]:
        """How many values fall in each class."""
        found = [0] * (len(self.cuts) + 1)
        for value in values:
            found[self.of(value)] += 1
        return found


def quantile_classes(values: Sequence[float], number: int = 5, decimals: int = 6) -> Classes:
    """About as many places in each class; equal cuts are drawn together.

    decimals: cuts are rounded to this, so that the legend's limits are the ones that hold.

    >>> quantile_classes([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).cuts
    (3, 5, 7, 9)
    """
    ordered = sorted(values)
    if not ordered:
        return Classes((), 0.0, 0.0)
    cuts: list[float] = []
    for index in range(1, number):
        cut = round(ordered[len(ordered) * index // number], decimals)
        if ordered[0] < cut and (not cuts or cut > cuts[-1]):
            cuts.append(cut)
    return Classes(tuple(cuts), ordered[0], ordered[-1])
