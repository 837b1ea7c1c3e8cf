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
from samlad.indices.contribution_errors import group_errors, unit_errors
from samlad.indices.counterfactual import Layout, Mix, Pair, compare
from samlad.indices.counts import Counts, Floats
from samlad.indices.matched import Matched, match
from samlad.indices.uncertainty import half_width


@dataclass(frozen=True, slots=True, eq=False)
class Contributions:
    """What each common unit, or group, adds to the structural term of its segment.

    share_first, share_second: its share of the segment's common people; local_first,
    local_second: how its own divergence changes with the structure at the first and at the second
    occasion's margins; structural: half of each share times its difference, with its standard
    error and interval. Shape (parts,).
    """

    segment: NDArray[np.object_]
    label: NDArray[np.object_]
    share_first: Floats
    share_second: Floats
    local_first: Floats
    local_second: Floats
    structural: Floats
    standard_error: Floats
    low: Floats
    high: Floats


def contributions(
    first: Counts,
    second: Counts,
    *,
    index: str = "theil-m",
    by: str = "unit",
    interval: float = 0.95,
) -> Contributions:
    """What each common unit (or group) adds to the structural term; the parts sum to it.

    by: "unit" or "group". Standard errors as those of `change`. Raises UnknownName for another
    index or another part, UnusableCounts for an interval that is no share.

    >>> apart, mixed = Counts.from_arrays([[9, 1], [1, 9]]), Counts.from_arrays([[5, 5], [5, 5]])
    >>> found = contributions(apart, mixed)  # each unit half of −0.368064
    >>> found.structural.round(6).tolist(), found.standard_error.round(6).tolist()
    ([-0.184032, -0.184032], [0.080348, 0.080348])
    """
    check_formula(index, interval)
    if by not in ("unit", "group"):
        raise UnknownName("part of a change", by, ("unit", "group"))
    matched = match([first, second])
    step = compare(matched.people, Layout(matched.offsets), index)
    reach = half_width(interval)
    return (_by_unit if by == "unit" else _by_group)(matched, step, reach)


def _by_unit(matched: Matched, step: Pair, reach: float) -> Contributions:
    layout = Layout(matched.offsets)
    sums = np.stack([layout.sums(table.sum(axis=1)) for table in step.common])
    totals = np.where(sums > 0, sums, 1.0)
    shares = [t.sum(axis=1) / layout.spread(n) for t, n in zip(step.common, totals, strict=True)]
    parts = {mix: step.mixes[mix].by_unit for mix in STRUCTURAL}
    kept = np.flatnonzero(step.units & (layout.spread(matched.reasons) == ""))
    labels = objects([matched.units[row] for row in kept])
    segments = objects([matched.segments[s] for s in matched.segment_of_unit[kept]])
    chosen = {mix: part[kept] for mix, part in parts.items()}
    error = reach, unit_errors(step, STRUCTURAL, layout)[kept]
    return _contributions(segments, labels, [share[kept] for share in shares], chosen, error)


def _by_group(matched: Matched, step: Pair, reach: float) -> Contributions:
    layout = Layout(matched.offsets)
    people = [layout.sums(table) for table in step.common]
    shares = [p / np.where(p.sum(axis=1) > 0, p.sum(axis=1), 1.0)[:, None] for p in people]
    segment, group = np.nonzero(step.groups & (matched.reasons == "")[:, None])
    labels = objects([matched.groups[g] for g in group])
    segments = objects([matched.segments[s] for s in segment])
    chosen = {mix: step.mixes[mix].by_group[segment, group] for mix in STRUCTURAL}
    error = reach, group_errors(step, STRUCTURAL, layout)[segment, group]
    here = [share[segment, group] for share in shares]
    return _contributions(segments, labels, here, chosen, error)


def _contributions(
    segments: NDArray[np.object_],
    labels: NDArray[np.object_],
    shares: list[Floats],
    parts: dict[Mix, Floats],
    error: tuple[float, Floats],
) -> Contributions:
    first, second = parts[1, 0, 0] - parts[0, 0, 0], parts[1, 1, 1] - parts[0, 1, 1]
    structural, (reach, standard_error) = (first + second) / 2, error
    return Contributions(
        segment=segments,
        label=labels,
        share_first=shares[0],
        share_second=shares[1],
        local_first=first / shares[0],
        local_second=second / shares[1],
        structural=structural,
        standard_error=standard_error,
        low=structural - reach * standard_error,
        high=structural + reach * standard_error,
    )


def objects(values: Sequence[Hashable]) -> NDArray[np.object_]:
    """Labels as an array of objects, whatever they are."""
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
