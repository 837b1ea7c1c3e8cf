"""What each unit or group adds to the structural term of a change of M or H.

Takes two counts, gives parts that sum to the term in each segment.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samlad.errors import UnknownName
from samlad.indices.change import STRUCTURAL, check_formula
from samlad.indices.counterfactual import Layout, Mix, Pair, compare
from samlad.indices.counts import Counts, Floats
from samlad.indices.matched import Matched, match


@dataclass(frozen=True, slots=True, eq=False)
class Contributions:
    """What each common unit, or group, adds to the structural term of its segment.

    share_first, share_second: its share of the segment's common people; local_first,
    local_second: how its own divergence changes with the structure at the first and at the second
    occasion's margins; structural: half of each share times its difference. Shape (parts,).
    """

    segment: NDArray[np.object_]
    label: NDArray[np.object_]
    share_first: Floats
    share_second: Floats
    local_first: Floats
    local_second: Floats
    structural: Floats


def contributions(
    first: Counts, second: Counts, *, index: str = "theil-m", by: str = "unit"
) -> Contributions:
    """What each common unit (or group) adds to the structural term; the parts sum to it.

    by: "unit" or "group". Raises UnknownName for another index or another part.
    """
    check_formula(index)
    if by not in ("unit", "group"):
        raise UnknownName("part of a change", by, ("unit", "group"))
    matched = match([first, second])
    step = compare(matched.people, Layout(matched.offsets), index)
    return _by_unit(matched, step) if by == "unit" else _by_group(matched, step)


def _by_unit(matched: Matched, step: Pair) -> Contributions:
    layout = Layout(matched.offsets)
    sums = np.stack([layout.sums(table.sum(axis=1)) for table in step.common])
    totals = np.where(sums > 0, sums, 1.0)
    shares = [t.sum(axis=1) / layout.spread(n) for t, n in zip(step.common, totals, strict=True)]
    parts = {mix: step.mixes[mix].by_unit for mix in STRUCTURAL}
    kept = np.flatnonzero(step.units & (layout.spread(matched.reasons) == ""))
    labels = objects([matched.units[row] for row in kept])
    segments = objects([matched.segments[s] for s in matched.segment_of_unit[kept]])
    chosen = {mix: part[kept] for mix, part in parts.items()}
    return _contributions(segments, labels, [share[kept] for share in shares], chosen)


def _by_group(matched: Matched, step: Pair) -> Contributions:
    layout = Layout(matched.offsets)
    people = [layout.sums(table) for table in step.common]
    shares = [p / np.where(p.sum(axis=1) > 0, p.sum(axis=1), 1.0)[:, None] for p in people]
    segment, group = np.nonzero(step.groups & (matched.reasons == "")[:, None])
    labels = objects([matched.groups[g] for g in group])
    segments = objects([matched.segments[s] for s in segment])
    chosen = {mix: step.mixes[mix].by_group[segment, group] for mix in STRUCTURAL}
    return _contributions(segments, labels, [share[segment, group] for share in shares], chosen)


def _contributions(
    segments: NDArray[np.object_],
    labels: NDArray[np.object_],
    shares: list[Floats],
    parts: dict[Mix, Floats],
) -> Contributions:
    first, second = parts[1, 0, 0] - parts[0, 0, 0], parts[1, 1, 1] - parts[0, 1, 1]
    return Contributions(
        segment=segments,
        label=labels,
        share_first=shares[0],
        share_second=shares[1],
        local_first=first / shares[0],
        local_second=second / shares[1],
        structural=(first + second) / 2,
    )


def objects(values: Sequence[Hashable]) -> NDArray[np.object_]:
    """Labels as an array of objects, whatever they are."""
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
