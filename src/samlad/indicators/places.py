"""The nation, its counties and municipalities, and which cell of the results a unit counts in.

Takes units with their municipality and period; gives for each level the places × periods and
the number of the cell that each unit belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samlad.catalogue import facts
from samlad.model import NATION, Level

Codes = NDArray[np.object_]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

#: The levels whose places are the same in every series.
FIXED = (Level.NATION, Level.COUNTY, Level.MUNICIPALITY)


@cache
def places_at(level: Level) -> tuple[str, ...]:
    """The codes of the nation, the counties or the municipalities, in order."""
    if level is Level.NATION:
        return (NATION,)
    table = "counties" if level is Level.COUNTY else "municipalities"
    return tuple(sorted(row["code"] for row in facts(table)))


@dataclass(frozen=True)
class Cells:
    """Places × periods of one level. `of_unit`: the cell of each unit's row, shape (rows,)."""

    level: Level
    place: Codes
    period: Codes
    of_unit: Integers

    def __len__(self) -> int:
        return len(self.place)

    def sum(self, values: ArrayLike) -> Floats:
        """The rows' values summed in each cell, shape (cells,)."""
        found = np.bincount(self.of_unit, np.asarray(values, dtype=np.float64), len(self))
        return found.astype(np.float64, copy=False)

    def worst(self, severities: Integers) -> Integers:
        """The highest severity among each cell's rows, shape (cells,)."""
        found = np.zeros(len(self), dtype=np.int64)
        np.maximum.at(found, self.of_unit, severities)
        return found


def cells_of(
    level: Level,
    *,
    units: Codes,
    municipality: Codes,
    period: Integers,
    periods: tuple[str, ...],
    parents: Mapping[str, str],
) -> Cells:
    """The cells of one level and each row's place in them.

    Nation, counties and municipalities have a cell for every period, with units or without;
    RegSO and DeSO those that have units. parents: DeSO → RegSO, used where units are DeSO.
    """
    if level in FIXED:
        places = np.array(places_at(level), dtype=object)
        number = {code: position for position, code in enumerate(places)}
        own = np.array([number[code] for code in _codes_at(level, municipality)], dtype=np.int64)
    else:
        is_above = level is Level.REGSO
        codes = np.array([parents.get(u, u) for u in units], dtype=object) if is_above else units
        places, own = np.unique(codes, return_inverse=True)
    width = len(places)
    cells = Cells(
        level=level,
        place=np.tile(places, len(periods)),
        period=np.repeat(np.array(periods, dtype=object), width),
        of_unit=period * width + own,
    )
    return cells if level in FIXED else _with_units(cells)


def _codes_at(level: Level, municipality: Codes) -> Codes:
    if level is Level.NATION:
        return np.full(len(municipality), NATION, dtype=object)
    if level is Level.COUNTY:
        return np.array([code[:2] for code in municipality], dtype=object)
    return municipality


def _with_units(cells: Cells) -> Cells:
    """Only the cells that have a unit: an area is not reported missing in years of others."""
    kept, of_unit = np.unique(cells.of_unit, return_inverse=True)
    return Cells(cells.level, cells.place[kept], cells.period[kept], of_unit)
