"""Units in rings around a unit: all others by distance, those at one distance together.

Takes points; knows no people.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from samlad.indices.counts import Floats, Integers
from samlad.indices.spatial.neighbourhoods import SAME_DISTANCE


@dataclass(frozen=True, slots=True, eq=False)
class Rings:
    """order: units by distance, the nearest first; ends: the last place of each ring in that
    order; distances: of each ring.
    """

    order: Integers
    ends: Integers
    distances: Floats


def rings_around(points: Floats, unit: int) -> Rings:
    """Rings around one unit, which is itself in the first.

    >>> rings_around(np.array([[0.0, 0], [1, 0], [0, 1], [2, 0]]), 0).distances.tolist()
    [0.0, 1.0, 2.0]
    """
    distance = np.hypot(*(points - points[unit]).T)
    order = np.argsort(distance, kind="stable")
    ordered = distance[order]
    breaks = np.flatnonzero(np.diff(ordered) > SAME_DISTANCE * ordered[1:])
    ends = np.append(breaks, len(order) - 1)
    return Rings(order, ends, ordered[ends])
