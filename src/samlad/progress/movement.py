"""How areas moved between area types from one year to another.

Takes the types of areas in two years, gives counts. Types are relative, cut anew every year: a
move says that an area changed place among all, not that conditions in it changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Movement:
    """counts: (type before, type after) → areas, for areas with a type in both years.

    only_before, only_after: areas with a type in one of the years alone, which moved nowhere.
    """

    counts: Mapping[tuple[int, int], int]
    only_before: int
    only_after: int

    def of(self, before: int, after: int) -> int:
        """How many areas went from one type to another, or stayed where these are the same."""
        return self.counts.get((before, after), 0)

    @property
    def stayed(self) -> int:
        """How many areas have the same type in both years."""
        return sum(count for (before, after), count in self.counts.items() if before == after)

    @property
    def up(self) -> int:
        """How many moved to a type with better conditions than before, relative to all areas."""
        return sum(count for (before, after), count in self.counts.items() if after > before)

    @property
    def down(self) -> int:
        """How many moved to a type with worse conditions than before, relative to all areas."""
        return sum(count for (before, after), count in self.counts.items() if after < before)


def movement(before: Mapping[str, int], after: Mapping[str, int]) -> Movement:
    """The moves between two years of one division. before, after: code of an area → its type.

    >>> movement({"a": 1, "b": 2, "c": 3}, {"a": 2, "b": 2, "d": 1}).counts
    {(1, 2): 1, (2, 2): 1}
    """
    in_both = before.keys() & after.keys()
    pairs = Counter((before[code], after[code]) for code in sorted(in_both))
    return Movement(
        counts=dict(sorted(pairs.items())),
        only_before=len(before) - len(in_both),
        only_after=len(after) - len(in_both),
    )
