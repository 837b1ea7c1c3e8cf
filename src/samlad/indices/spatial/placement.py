"""Placement: whether an index of place is more than the same units would give placed at random.

Takes counts and any function of counts; gives each segment's value beside random placements.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

import numpy as np

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats
from samlad.indices.waiting import told

#: Two values nearer than this, relatively, count as equal, so that rounding makes nothing rare.
SAME_VALUE = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Placement:
    """An index as it is and under random placement of the units, one row for each segment.

    value: of the counts; expected, deviation: mean and standard deviation over the placements;
    p: the share of placements at least as high, the one observed among them, never 0. NaN where
    the index has no number.
    """

    segment: tuple[Hashable, ...]
    value: Floats
    expected: Floats
    deviation: Floats
    p: Floats
    placements: int


def placement_test(
    counts: Counts, index: Callable[[Counts], Floats], *, placements: int = 99
) -> Placement:
    """Put the units of each segment in each other's places, many times, and compute the index.

    index: from counts to shape (segments,), such as `lambda counts: morrill(counts, places)`.
    p = (1 + b) / (1 + placements); the draws are seeded from the counts. Raises UnusableCounts
    for no placement at all and for an index of another shape.

    >>> from samlad.indices.spatial import Places, morrill
    >>> counts = Counts.from_arrays([[4, 0], [4, 0], [0, 4], [0, 4]])
    >>> line = Places.from_arrays(
    ...     [[0, 0], [1, 0], [2, 0], [3, 0]], neighbours=[[0, 1], [1, 2], [2, 3]]
    ... )
    >>> placement_test(counts, lambda placed: morrill(placed, line)).value.round(6).tolist()
    [0.666667]
    """
    if placements < 1:
        raise UnusableCounts(f"{placements} placements cannot give a p-value; give 99")
    value = np.asarray(index(counts), dtype=np.float64)
    if value.shape != (len(counts.segments),):
        raise UnusableCounts(
            f"the index gives the shape {value.shape} for {len(counts.segments)} segments; "
            "give one number for each"
        )
    chance = np.random.default_rng(_seed(counts))
    rounds = told(range(placements), placements, "placements")
    drawn = np.array([index(_placed_at_random(counts, chance)) for _ in rounds])
    near = SAME_VALUE * np.abs(np.nan_to_num(value))
    rare = (drawn >= value - near).sum(axis=0)
    known = ~np.isnan(value)
    return Placement(
        segment=counts.segments,
        value=value,
        expected=np.where(known, drawn.mean(axis=0), np.nan),
        deviation=np.where(known, drawn.std(axis=0), np.nan),
        p=np.where(known, (1 + rare) / (1 + placements), np.nan),
        placements=placements,
    )


def _placed_at_random(counts: Counts, chance: np.random.Generator) -> Counts:
    order = np.argsort(counts.segment_of_unit + chance.random(len(counts.units)), kind="stable")
    return replace(counts, table=counts.table[order])


def _seed(counts: Counts) -> int:
    digest = hashlib.sha256(counts.offsets.tobytes() + counts.table.tobytes()).digest()
    return int.from_bytes(digest[:16], "big")
