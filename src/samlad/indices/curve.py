"""The segregation curve of two groups, from units with least of the first to those with most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats, Integers


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Points of each segment's curve, from (0, 0) to (1, 1).

    first, second: cumulated shares of the first and the second group; offsets: shape
    (segments + 1,); segment s owns points offsets[s] to offsets[s + 1].
    """

    first: Floats
    second: Floats
    offsets: Integers

    def of(self, segment: int) -> tuple[Floats, Floats]:
        """The points of one segment."""
        part = slice(self.offsets[segment], self.offsets[segment + 1])
        return self.first[part], self.second[part]


def segregation_curve(counts: Counts) -> Curve:
    """Cumulate units from the least share of the first group to the greatest.

    The curve lies under the diagonal; twice the area between is Gini's index, the greatest
    vertical distance is D. Raises UnusableCounts for more than two groups. Source: Duncan &
    Duncan (1955), American Sociological Review 20.

    >>> curve = segregation_curve(Counts.from_arrays([[80, 20], [20, 80]]))
    >>> curve.first.tolist(), curve.second.tolist()
    ([0.0, 0.2, 1.0], [0.0, 0.8, 1.0])
    """
    if len(counts.groups) != 2:
        raise UnusableCounts(
            f"the segregation curve needs two groups and the counts have {len(counts.groups)}; "
            "choose one of them against the rest"
        )
    order = np.argsort(2.0 * counts.segment_of_unit + counts.shares[:, 0], kind="stable")
    totals = np.where(counts.group_totals > 0, counts.group_totals, 1.0)
    parts = (counts.table / counts.spread(totals))[order]
    offsets = counts.offsets + np.arange(len(counts.offsets))
    points = np.zeros((offsets[-1], 2))
    starts = offsets[:-1]
    is_point = np.ones(len(points), dtype=bool)
    is_point[starts] = False
    points[is_point] = parts
    sums = np.cumsum(points, axis=0)
    sums -= np.repeat(sums[starts], np.diff(offsets), axis=0)
    return Curve(sums[:, 0], sums[:, 1], offsets)
