"""Merge units or groups so that the least M is lost, step by step.

Takes counts and which units may meet, gives the path: who merged, what was lost, what is left.
`MergePath` cuts it anywhere and gives its tree.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats, Integers
from samlad.indices.information import theil_m
from samlad.indices.merger import Merger
from samlad.indices.partition import Labels, Parts, parts_of

#: Above so many pairs the whole question is too large; name neighbours.
MOST_PAIRS = 5_000_000


@dataclass(frozen=True, slots=True, eq=False)
class MergePath:
    """Merges in the order they were made; arrays of shape (merges,).

    first, second: numbers of what merged, a unit's place in `counts.units` or, from their number
    on, units + the merge that made it. segment: the segment's number; lost: the M of the segment
    that the merge cost, in nats; m: what is left of it after. counts: what was merged.
    """

    counts: Counts
    first: Integers
    second: Integers
    segment: Integers
    lost: Floats
    m: Floats

    def parts(self, merges: int) -> Integers:
        """The part each unit belongs to after so many merges, numbered in order of the units."""
        if not 0 <= merges <= len(self.lost):
            raise UnusableCounts(f"there are {len(self.lost)} merges, not {merges}; give fewer")
        units = len(self.counts.units)
        root = np.arange(units + merges)
        for merge in range(merges - 1, -1, -1):
            root[[self.first[merge], self.second[merge]]] = root[units + merge]
        found, codes = np.unique(root[:units], return_inverse=True)
        starts = np.full(len(found), units)
        np.minimum.at(starts, codes, np.arange(units))
        return np.argsort(np.argsort(starts))[codes]

    def merges_keeping(self, share: float) -> int:
        """How many merges, from the start, keep at least that share of every segment's M."""
        if not 0 < share <= 1:
            raise UnusableCounts(f"the share {share} is not between 0 and 1; give 0.99")
        left = self.m / np.maximum(theil_m(self.counts), np.finfo(float).tiny)[self.segment]
        below = np.flatnonzero(left < share - 1e-12)
        return int(below[0]) if len(below) else len(self.lost)

    def merged(self, merges: int) -> Counts:
        """The counts after so many merges; a merged unit is named by its first unit."""
        parts, of_unit = self.parts(merges), self.counts.segment_of_unit
        number = int(parts.max(initial=-1)) + 1
        table = np.zeros((number, len(self.counts.groups)))
        np.add.at(table, parts, self.counts.table)
        _, first = np.unique(parts, return_index=True)
        return Counts.from_arrays(
            table,
            segments=_objects([self.counts.segments[s] for s in of_unit[first]]),
            units=_objects([self.counts.units[row] for row in first]),
            groups=list(self.counts.groups),
        )

    def tree(self) -> Floats:
        """As SciPy draws dendrograms: first, second, height (M lost so far), units in the merge.

        Shape (merges, 4). Raises UnusableCounts unless all units of one segment became one.
        """
        units = len(self.counts.units)
        if len(self.lost) != units - 1:
            raise UnusableCounts("the units did not all merge, so there is no one tree")
        sizes = np.concatenate([np.ones(units), np.zeros(len(self.lost))])
        for merge, (a, b) in enumerate(zip(self.first, self.second, strict=True)):
            sizes[units + merge] = sizes[a] + sizes[b]
        return np.column_stack([self.first, self.second, np.cumsum(self.lost), sizes[units:]])

    def leaves(self) -> Integers:
        """The units in the order of the tree's leaves, so that what merged early lies together."""
        units = len(self.counts.units)
        order: list[int] = []
        is_inner = np.zeros(units + len(self.lost), dtype=bool)
        is_inner[self.first] = is_inner[self.second] = True
        stack = np.flatnonzero(~is_inner)[::-1].tolist()
        while stack:
            place = stack.pop()
            if place < units:
                order.append(place)
            else:
                stack += [int(self.second[place - units]), int(self.first[place - units])]
        return np.array(order, dtype=np.int64)


def merge_units(
    counts: Counts,
    *,
    neighbours: Iterable[tuple[Hashable, Hashable]] | NDArray[Any] | None = None,
    parents: Labels | None = None,
) -> MergePath:
    """Merge units of each segment, always the pair that costs its segment the least M.

    neighbours: pairs of unit labels that may merge, and what has merged inherits; without them
    any two units may. parents: only units of the same parent merge. A path ends where no pair may
    merge. Ties go to the earlier units. Raises UnusableCounts for an unknown or repeated label, and
    when there are too many pairs.

    Source: Slonim & Tishby (1999), Agglomerative Information Bottleneck, NIPS 12.

    >>> path = merge_units(Counts.from_arrays([[9, 1], [8, 2], [1, 9]]))
    >>> path.first.tolist(), path.second.tolist(), path.lost.round(6).tolist()
    ([0, 2], [1, 3], [0.006644, 0.282845])
    """
    parts = None if parents is None else parts_of(counts, parents)
    pairs = _any_pairs(counts, parts) if neighbours is None else _named(counts, neighbours)
    return merge_pairs(counts, _allowed(counts, pairs, parts))


def merge_pairs(counts: Counts, pairs: ArrayLike) -> MergePath:
    """As `merge_units`, with pairs of places in `counts.units`; shape (pairs, 2)."""
    table = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    if len(table) and not (table.min() >= 0 and table.max() < len(counts.units)):
        raise UnusableCounts(f"a pair names a unit beyond the {len(counts.units)} there are")
    merger = Merger(counts, _allowed(counts, table, None))
    first, second, lost = merger.run()
    segment = counts.segment_of_unit[merger.origin[first]]
    left = np.maximum(theil_m(counts)[segment] - _spent(segment, lost), 0.0)
    return MergePath(counts, first, second, segment, lost, left)


def _spent(segment: Integers, lost: Floats) -> Floats:
    """What each merge's segment has lost up to it."""
    order = np.argsort(segment, kind="stable")
    running = np.cumsum(lost[order])
    is_first = np.diff(segment[order], prepend=-1) != 0
    before = np.maximum.accumulate(np.where(is_first, running - lost[order], 0.0))
    spent = np.empty_like(lost)
    spent[order] = running - before
    return spent


def merge_groups(counts: Counts) -> MergePath:
    """Merge groups of one segment, always the pair that costs the least M.

    The path's units are the groups. Raises UnusableCounts for more than one segment, or fewer
    than two units with people.

    >>> merge_groups(Counts.from_arrays([[8, 8, 1], [2, 2, 9]])).lost.round(6).tolist()[0]
    0.0
    """
    if len(counts.segments) != 1:
        raise UnusableCounts("there are several segments, and groups merge in one; choose one")
    turned = Counts.from_arrays(counts.table.T, units=counts.groups)
    return merge_units(turned)


def alike_pairs(counts: Counts, window: int = 50, parents: Labels | None = None) -> Integers:
    """Pairs of units next to each other in diversity: each with `window` before and after.

    Where there are no neighbours on the ground and too many units for all pairs, these are those
    that may be alike. Sorted by entropy of the unit's groups, in each segment or parent; shape
    (pairs, 2), places in `counts.units`, for `merge_pairs`.
    """
    if window < 1:
        raise UnusableCounts(f"the window {window} is less than one unit; give 50")
    codes = counts.segment_of_unit if parents is None else parts_of(counts, parents).codes
    order = np.lexsort((_unit_entropy(counts), codes))
    pairs = [
        np.column_stack([order[:-step], order[step:]]) for step in range(1, window + 1)
        if step < len(order)
    ]  # fmt: skip
    found = np.concatenate(pairs) if pairs else np.empty((0, 2), dtype=np.int64)
    return found[codes[found[:, 0]] == codes[found[:, 1]]]


def _unit_entropy(counts: Counts) -> Floats:
    shares = counts.shares
    return -(shares * np.log(np.where(shares > 0, shares, 1.0))).sum(axis=1)


def _any_pairs(counts: Counts, parts: Parts | None) -> Integers:
    codes = counts.segment_of_unit if parts is None else parts.codes
    sizes = np.bincount(codes)
    wanted = int((sizes * (sizes - 1) // 2).sum())
    if wanted > MOST_PAIRS:
        raise UnusableCounts(
            f"{wanted:,} pairs of units may merge; give neighbours or parents, "
            "or merge_pairs with alike_pairs"
        )
    order = np.argsort(codes, kind="stable")
    starts = np.cumsum(sizes) - sizes
    found = [np.empty((0, 2), dtype=np.int64)]
    for start, size in zip(starts, sizes, strict=True):
        upper = np.triu_indices(size, 1)
        found.append(order[start : start + size][np.column_stack(upper)])
    return np.concatenate(found)


def _named(counts: Counts, neighbours: Iterable[tuple[Hashable, Hashable]]) -> Integers:
    place = {unit: number for number, unit in enumerate(counts.units)}
    if len(place) < len(counts.units):
        raise UnusableCounts("two units have the same label; give each its own, or merge_pairs")
    gone = {dropped.unit for dropped in counts.dropped}
    listed = neighbours.tolist() if isinstance(neighbours, np.ndarray) else list(neighbours)
    for unit in (unit for pair in listed for unit in pair):
        if unit not in place and unit not in gone:
            raise UnusableCounts(f"the neighbour {unit!r} is no unit; give pairs of unit labels")
    kept = [(place[a], place[b]) for a, b in listed if a in place and b in place]
    return np.array(kept, dtype=np.int64).reshape(-1, 2)


def _allowed(counts: Counts, pairs: Integers, parts: Parts | None) -> Integers:
    """Each pair once, the earlier unit first, and none across segments or parents."""
    codes = counts.segment_of_unit if parts is None else parts.codes
    first, second = pairs.min(axis=1, initial=len(codes)), pairs.max(axis=1, initial=-1)
    kept = (first < second) & (codes[pairs[:, 0]] == codes[pairs[:, 1]])
    keys = np.unique(first[kept] * len(codes) + second[kept])
    return np.column_stack(np.divmod(keys, max(len(codes), 1)))


def _objects(values: list[Any]) -> NDArray[np.object_]:
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
