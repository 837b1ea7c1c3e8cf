"""The registry of indices: one entry for each, with what it means, needs and comes from.

An index is a function from Counts to one value for each segment. This module computes none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices.counts import Counts, Floats

#: From counts to one value for each segment, shape (segments,).
Value = Callable[[Counts], Floats]
#: From counts to the derivative by each cell, shape (units, groups).
Gradient = Callable[[Counts], Floats]


@dataclass(frozen=True, slots=True)
class Spread:
    """A bias-corrected value and the variance of the index, each of shape (segments,).

    An index that is a mean distance, and so has a floor of chance, also gives: chance, the part
    of its square that is chance; bold, the corrected value before it was drawn towards 0, from
    which the upper end of the interval starts. then: what makes the index of all this, where the
    index is a rising function of another.
    """

    corrected: Floats
    variance: Floats
    chance: Floats | None = None
    bold: Floats | None = None
    then: Callable[[Floats], Floats] | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """One index of segregation: what it is called, what it says, and how it is computed."""

    name: str
    family: str  # evenness, exposure, information, diversity
    meaning: str
    formula: str
    source: str
    value: Value
    spread: Callable[[Counts], Spread]
    low: float = 0.0
    high: float | None = 1.0  # None: no upper bound that holds for every input
    two_groups: bool = False
    is_directional: bool = False  # looks at the first group

    @property
    def needs(self) -> str:
        """What the counts must have."""
        if self.is_directional:
            return "two groups, of the first"
        return "two groups" if self.two_groups else "two or more groups"


_REGISTERED: dict[str, Index] = {}


def register(index: Index) -> Index:
    """Add an index; a name is taken once."""
    if index.name in _REGISTERED:
        raise ValueError(f"index {index.name!r} is registered twice")
    _REGISTERED[index.name] = index
    return index


def all_indices() -> tuple[Index, ...]:
    """Every index, in the order of the manual."""
    return tuple(_REGISTERED.values())


def find(name: str) -> Index:
    """The index of that name. Raises UnknownName, offering the nearest."""
    if name not in _REGISTERED:
        raise UnknownName("index", name, _REGISTERED)
    return _REGISTERED[name]


def fitting(names: Iterable[str], counts: Counts) -> tuple[Index, ...]:
    """The named indices, checked against the counts' number of groups.

    Raises UnknownName, and UnusableCounts when a two-group index meets more than two groups, or
    one name is given bare.
    """
    if isinstance(names, str):
        raise UnusableCounts(f"indices are named in a list; give ['{names}']")
    found = tuple(find(name) for name in names)
    for index in found:
        if index.two_groups and len(counts.groups) != 2:
            raise UnusableCounts(
                f"{index.name} needs two groups and the counts have {len(counts.groups)} "
                f"({', '.join(counts.groups)}); choose one of them against the rest"
            )
    return found
