"""Counts: people by unit and group, ready for every index. Takes arrays or a frame; checks them.

Knows nothing of where the counts come from, and computes no index.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from samlad.errors import UnknownName, UnusableCounts

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Given = TypeVar("Given")

#: Above this, float64 no longer tells one person from the next.
LARGEST_COUNT = 2.0**53
#: Below this a positive number is an accident of arithmetic, not a weight of people.
SMALLEST_COUNT = 1e-9
ONE_SEGMENT = "all"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A unit that no index can use, and why (`no_people`)."""

    segment: Hashable
    unit: Hashable
    reason: str


@dataclass(frozen=True, eq=False)
class Counts:
    """People in units × groups, the units of each segment lying together.

    table: shape (units, groups), float64, finite, non-negative, no row without people.
    offsets: shape (segments + 1,); segment s owns rows offsets[s] to offsets[s + 1].
    units, segments, groups: labels; rows: the place of each unit among those given.
    """

    table: Floats
    offsets: Integers
    segments: tuple[Hashable, ...]
    units: tuple[Hashable, ...]
    groups: tuple[str, ...]
    rows: Integers
    dropped: tuple[Dropped, ...] = ()
    by: tuple[str, ...] = ("segment",)

    @classmethod
    def from_arrays(
        cls,
        counts: ArrayLike,
        *,
        segments: Sequence[Hashable] | NDArray[Any] | None = None,
        units: Sequence[Hashable] | NDArray[Any] | None = None,
        groups: Sequence[str] | None = None,
    ) -> Counts:
        """Check counts of shape (units, groups) and lay the units of each segment together.

        segments, units: one label for each row; without segments all units form one, "all".
        groups: one label for each column. Raises UnusableCounts for a negative, missing or
        textual count, for one group only, and for labels that do not fit.

        >>> Counts.from_arrays([[10, 0], [0, 0], [3, 7]], units=["a", "b", "c"]).units
        ('a', 'c')
        """
        table = _checked(counts)
        unit_labels = _labels(units, len(table), "unit", "row")
        group_labels = tuple(map(str, _labels(groups, table.shape[1], "group", "column")))
        if len(set(group_labels)) < len(group_labels):
            raise UnusableCounts("two groups have the same name; give each column its own")
        names, codes = _coded(segments, len(table))
        has_people = table.max(axis=1) > 0
        dropped = tuple(
            Dropped(names[codes[row]], unit_labels[row], "no_people")
            for row in np.flatnonzero(~has_people)
        )
        order = np.argsort(codes, kind="stable")
        rows = order[has_people[order]]
        sizes = np.bincount(codes[rows], minlength=len(names))
        return cls(
            table=np.ascontiguousarray(table[rows]),
            offsets=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
            segments=names,
            units=tuple(unit_labels[row] for row in rows),
            groups=group_labels,
            rows=rows,
            dropped=dropped,
        )

    @classmethod
    def from_frame(cls, frame: Any, **columns: Any) -> Counts:
        """Count a frame in its own engine; see `samlad.indices.frames.counts_from_frame`."""
        from samlad.indices.frames import counts_from_frame

        return counts_from_frame(frame, **columns)

    def of_group(self, group: str) -> Counts:
        """The same units with two groups: the named one first, all others together second.

        Raises UnknownName when there is no such group.
        """
        if group not in self.groups:
            raise UnknownName("group", group, self.groups)
        first = self.table[:, self.groups.index(group)]
        others = [name for name in self.groups if name != group]
        second = self.table[:, [self.groups.index(name) for name in others]].sum(axis=1)
        label = others[0] if len(others) == 1 else f"not {group}"
        return self._with_table(np.column_stack([first, second]), (group, label))

    def in_order(self, groups: Sequence[str]) -> Counts:
        """The same counts with the groups in that order, as indices of ordered groups need them.

        Raises UnknownName for a group that is not there, UnusableCounts when one is left out or
        named twice.
        """
        for name in groups:
            if name not in self.groups:
                raise UnknownName("group", name, self.groups)
        if sorted(groups) != sorted(self.groups):
            raise UnusableCounts(f"name each group once; they are {', '.join(self.groups)}")
        columns = [self.groups.index(name) for name in groups]
        return self._with_table(np.ascontiguousarray(self.table[:, columns]), tuple(groups))

    def _with_table(self, table: Floats, groups: tuple[str, ...]) -> Counts:
        return Counts(
            table, self.offsets, self.segments, self.units, groups, self.rows, self.dropped, self.by
        )

    @cached_property
    def segment_of_unit(self) -> Integers:
        """Shape (units,): the segment's number of each unit."""
        return np.repeat(np.arange(len(self.segments)), np.diff(self.offsets))

    @cached_property
    def unit_totals(self) -> Floats:
        """Shape (units,): people in each unit."""
        return np.einsum("jk->j", self.table)

    @cached_property
    def group_totals(self) -> Floats:
        """Shape (segments, groups): people of each group in each segment."""
        return self.sum_units(self.table)

    @cached_property
    def totals(self) -> Floats:
        """Shape (segments,): people in each segment."""
        return self.group_totals.sum(axis=1)

    @cached_property
    def unit_counts(self) -> Integers:
        """Shape (segments,): units with people in each segment."""
        return np.diff(self.offsets)

    @cached_property
    def shares(self) -> Floats:
        """Shape (units, groups): each unit's composition, rows summing to one."""
        return self.table / self.unit_totals[:, None]

    @cached_property
    def group_shares(self) -> Floats:
        """Shape (segments, groups): each segment's composition; zero where nobody lives."""
        totals = np.where(self.totals > 0, self.totals, 1.0)
        return self.group_totals / totals[:, None]

    @cached_property
    def weights(self) -> Floats:
        """Shape (units,): each unit's share of its segment's people."""
        return self.unit_totals / self.spread(self.totals)

    @cached_property
    def group_shares_at_units(self) -> Floats:
        """Shape (units, groups): the composition of each unit's segment."""
        return self.spread(self.group_shares)

    def mix_of(self, rows: slice) -> Floats:
        """The composition of some units' segments: (units, groups), or (1, groups) if one."""
        segments = self.segment_of_unit[rows]
        return self.group_shares[segments[:1] if segments[0] == segments[-1] else segments]

    @cached_property
    def _adds_up(self) -> csr_array:
        """Sums rows of units by segment; many times faster than reduceat along rows."""
        units = len(self.table)
        return csr_array(
            (np.ones(units), np.arange(units), self.offsets), shape=(len(self.segments), units)
        )

    def sum_units(self, values: Floats) -> Floats:
        """Sum values of shape (units, …) within each segment: shape (segments, …)."""
        if values.ndim == 2:
            return np.asarray(self._adds_up @ values)
        starts = self.offsets[:-1]
        has_units = self.offsets[1:] > starts
        sums = np.zeros((len(starts), *values.shape[1:]))
        if has_units.any():
            sums[has_units] = np.add.reduceat(values, starts[has_units], axis=0)
        return sums

    def spread(self, values: NDArray[Any]) -> NDArray[Any]:
        """Give each unit its segment's value: shape (segments, …) to (units, …)."""
        return np.take(values, self.segment_of_unit, axis=0)

    @cached_property
    def reasons(self) -> NDArray[np.str_]:
        """Shape (segments,): why no index can be computed there; empty where one can."""
        groups_with_people = (self.group_totals > 0).sum(axis=1)
        return np.select(
            [self.unit_counts < 2, groups_with_people < 2],
            ["too_few_units", "group_empty"],
            default="",
        )


def _checked(counts: ArrayLike) -> Floats:
    try:
        table = np.array(counts, dtype=np.float64)
    except (TypeError, ValueError):
        raise UnusableCounts("a count is not a number; give units × groups of numbers") from None
    if table.ndim != 2:
        raise UnusableCounts("counts must be a table of units × groups; give one row for each unit")
    if table.shape[1] < 2:
        raise UnusableCounts("there is only one group; an index needs at least two")
    for faulty, fact in (
        (~np.isfinite(table), "is missing; give a number or leave the unit out"),
        (table < 0, "is negative; a count of people cannot be"),
        (table > LARGEST_COUNT, "is larger than 9 007 199 254 740 992; give counts of people"),
        ((table > 0) & (table < SMALLEST_COUNT), "is almost zero; give counts of people"),
    ):
        if faulty.any():
            row, column = np.argwhere(faulty)[0]
            raise UnusableCounts(f"the count in row {row + 1}, column {column + 1} {fact}")
    return table


def _labels(given: Any, wanted: int, kind: str, per: str) -> list[Hashable]:
    if given is None:
        return list(range(wanted)) if kind == "unit" else [f"{kind}-{n + 1}" for n in range(wanted)]
    labels = given.tolist() if isinstance(given, np.ndarray) else list(given)
    if len(labels) != wanted:
        raise UnusableCounts(f"{len(labels)} {kind} labels for {wanted} {per}s; give one for each")
    return labels


def _coded(segments: Any, wanted: int) -> tuple[tuple[Hashable, ...], Integers]:
    """Segment names, sorted, and each row's number among them."""
    if segments is None:
        return (ONE_SEGMENT,), np.zeros(wanted, dtype=np.int64)
    labels = _labels(segments, wanted, "segment", "row")
    try:
        names = sorted(set(labels))  # type: ignore[type-var]
    except TypeError:
        names = sorted(set(labels), key=lambda label: (str(type(label)), str(label)))
    number = {name: place for place, name in enumerate(names)}
    return tuple(names), np.array([number[label] for label in labels], dtype=np.int64)


def once(function: Callable[[Counts], Given]) -> Callable[[Counts], Given]:
    """Compute a function of counts once for each Counts, which never change."""
    key = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def remembered(counts: Counts) -> Given:
        known = vars(counts)
        if key not in known:
            known[key] = function(counts)
        return known[key]

    return remembered
