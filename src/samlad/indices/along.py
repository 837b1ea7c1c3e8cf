"""Segments along one of the columns that they were made of, such as the years of a place."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from samlad.errors import UnknownName
from samlad.indices.counts import Counts, Integers


@dataclass(frozen=True, slots=True)
class Along:
    """For each segment what it is apart from the column, and its value of the column."""

    rest: tuple[Hashable, ...]
    value: tuple[Hashable, ...]

    def times(self, counts: Counts) -> Integers:
        """How many segments with an index have the same rest, at least one; shape (segments,)."""
        number = {rest: place for place, rest in enumerate(dict.fromkeys(self.rest))}
        codes = np.array([number[rest] for rest in self.rest], dtype=np.int64)
        usable = np.bincount(codes, weights=counts.reasons == "", minlength=len(number))
        return np.maximum(usable[codes], 1).astype(np.int64)


def along(counts: Counts, by: str) -> Along:
    """Take each segment's name apart at a column. Raises UnknownName for one that is not there.

    >>> counts = Counts.from_arrays([[1, 1]] * 3, segments=[2023, 2024, 2025])
    >>> along(counts, "segment").value
    (2023, 2024, 2025)
    """
    if by not in counts.by:
        raise UnknownName("column", by, counts.by)
    if len(counts.by) == 1:
        return Along(((),) * len(counts.segments), counts.segments)
    place = counts.by.index(by)
    parts: list[tuple[Hashable, ...]] = [tuple(name) for name in counts.segments]  # type: ignore[arg-type]
    return Along(
        tuple(part[:place] + part[place + 1 :] for part in parts),
        tuple(part[place] for part in parts),
    )
