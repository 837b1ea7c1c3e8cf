"""Several counts laid out on the same segments, units and groups, matched by their labels.

Takes counts, gives one array of people with an axis for the occasion. Computes no index.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats, Integers


@dataclass(frozen=True, slots=True, eq=False)
class Matched:
    """Counts of several occasions on one layout.

    people: shape (occasions, units, groups), 0 where an occasion lacks the unit or the group.
    offsets: shape (segments + 1,). reasons: shape (segments,), why an index cannot be computed on
    some occasion, empty where it can on all.
    """

    people: Floats
    offsets: Integers
    segments: tuple[Hashable, ...]
    units: tuple[Hashable, ...]
    groups: tuple[str, ...]
    reasons: NDArray[np.str_]

    @property
    def segment_of_unit(self) -> Integers:
        """Shape (units,): the segment's number of each unit."""
        return np.repeat(np.arange(len(self.segments)), np.diff(self.offsets))


def match(occasions: Sequence[Counts]) -> Matched:
    """Lay counts out on the segments, units and groups that any of them has.

    A unit is the same when its segment and label are; a segment without people on any occasion
    is left out. Raises UnusableCounts for fewer than two
    occasions, and when two units of a segment have the same label.

    >>> first = Counts.from_arrays([[1, 2], [3, 4]], units=["a", "b"])
    >>> match([first, Counts.from_arrays([[5, 6]], units=["b"])]).people[:, :, 0].tolist()
    [[1.0, 3.0], [0.0, 5.0]]
    """
    if len(occasions) < 2:
        raise UnusableCounts("there is one set of counts; give at least two to compare")
    segments = _in_order(name for counts in occasions for name in counts.segments)
    groups = tuple(dict.fromkeys(name for counts in occasions for name in counts.groups))
    places, keys = _places(occasions, segments)
    people = np.zeros((len(occasions), len(keys), len(groups)))
    for occasion, (counts, rows) in enumerate(zip(occasions, places, strict=True)):
        columns = np.array([groups.index(name) for name in counts.groups])
        people[occasion][np.ix_(rows, columns)] = counts.table
    sizes = np.bincount([segment for segment, _ in keys], minlength=len(segments))
    has_units = sizes > 0
    return Matched(
        people=people,
        offsets=np.concatenate([[0], np.cumsum(sizes[has_units])]).astype(np.int64),
        segments=tuple(name for name, kept in zip(segments, has_units, strict=True) if kept),
        units=tuple(unit for _, unit in keys),
        groups=groups,
        reasons=_reasons(occasions, segments)[has_units],
    )


def _in_order(names: Iterable[Hashable]) -> tuple[Hashable, ...]:
    unique = list(dict.fromkeys(names))
    try:
        return tuple(sorted(unique))  # type: ignore[type-var]
    except TypeError:
        return tuple(sorted(unique, key=lambda name: (str(type(name)), str(name))))


def _places(
    occasions: Sequence[Counts], segments: Sequence[Hashable]
) -> tuple[list[Integers], list[tuple[int, Hashable]]]:
    """The common row of each occasion's units, and the (segment, label) of each common row."""
    number = {name: place for place, name in enumerate(segments)}
    row_of: dict[tuple[int, Hashable], int] = {}
    given: list[list[int]] = []
    for counts in occasions:
        here = np.array([number[name] for name in counts.segments], dtype=np.int64)
        keys = list(zip(here[counts.segment_of_unit].tolist(), counts.units, strict=True))
        if len(set(keys)) < len(keys):
            twice = Counter(keys).most_common(1)[0][0]
            raise UnusableCounts(
                f"unit {twice[1]!r} occurs twice in segment {segments[twice[0]]!r}; "
                "give each unit a label of its own"
            )
        given.append([row_of.setdefault(key, len(row_of)) for key in keys])
    found = list(row_of)
    order = np.argsort(np.array([segment for segment, _ in found], dtype=np.int64), kind="stable")
    place = np.empty(len(found), dtype=np.int64)
    place[order] = np.arange(len(found))
    return [place[rows] for rows in given], [found[row] for row in order]


def _reasons(occasions: Sequence[Counts], segments: Sequence[Hashable]) -> NDArray[np.str_]:
    reasons = {name: "" for name in segments}
    for counts in occasions:
        known = dict(zip(counts.segments, counts.reasons.tolist(), strict=True))
        for name in segments:
            reasons[name] = reasons[name] or known.get(name, "too_few_units")
    return np.array([reasons[name] for name in segments], dtype=np.str_)
