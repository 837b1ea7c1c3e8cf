"""Egocentric neighbourhoods: the k nearest persons around every unit, and which groups they are.

Takes counts and places, cells of a grid or any points; gives people by scale, unit and group.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices.counts import Counts, Floats, Integers
from samlad.indices.scale.blocks import in_blocks
from samlad.indices.scale.ordered import rings_around
from samlad.indices.spatial.places import Places
from samlad.indices.spatial.surroundings import Surroundings
from samlad.indices.waiting import told

if TYPE_CHECKING:
    from samlad.indices.scale.rings import Grid

WHAT = "nearest persons"
#: 25 to 102,400 persons in powers of two: from the stairwell to the city.
NEAREST: tuple[int, ...] = tuple(25 * 2**power for power in range(13))
#: The last ring counts whole, or shares in what is still wanted.
LAST_RING = ("whole", "shared")
#: A cell's centre may be this share of its side away from the grid.
OFF_GRID = 1e-6
#: A map of more places than this does not fit in a gigabyte.
_LARGEST_MAP = 200_000_000


@dataclass(frozen=True, eq=False)
class NearestPersons:
    """Who the nearest persons around each unit are, for every number of persons.

    persons: shape (scales,), as asked for; people: shape (scales, units, groups), with the
    overshoot of the last ring unless it is shared; radius: shape (scales, units), the distance
    of the last ring. Both are NaN where the segment has fewer people than asked for.
    """

    residents: Counts
    persons: Floats
    people: Floats
    radius: Floats

    def around(self, persons: float) -> Surroundings:
        """The surroundings of that many persons. Raises UnusableCounts for a number not asked."""
        places = np.flatnonzero(self.persons == persons)
        if len(places) == 0:
            asked = ", ".join(f"{number:g}" for number in self.persons)
            raise UnusableCounts(f"{persons:g} persons were not counted; choose among {asked}")
        return Surroundings(self.residents, self.people[places[0]], f"{persons:g} nearest persons")


def nearest_persons(
    counts: Counts,
    places: Places,
    *,
    persons: Sequence[float] | NDArray[np.number] = NEAREST,
    cell: float | None = None,
    last_ring: str = "whole",
) -> NearestPersons:
    """Count the nearest persons around each unit, by distance; all at one distance come together.

    cell: the side of the grid's cells, when the places are centres of cells: then distances are
    exact and a hundred thousand cells take a second; without it any points will do, at the cost
    of ordering every unit by its distance from every other. last_ring: "whole" takes all
    who live at the last distance, "shared" as large a part of each as makes up the number.
    Segments are counted apart. Raises UnusableCounts for a number of persons that is not
    positive, a place off the grid, and a grid too large; UnknownName for another last ring.
    Source: Östh, Malmberg & Andersson (2014), in Lloyd et al., Social-Spatial Segregation.

    >>> counts = Counts.from_arrays([[5, 0], [0, 5], [0, 5]])
    >>> line = Places.from_arrays([[50, 50], [150, 50], [250, 50]])
    >>> nearest_persons(counts, line, persons=[5, 8], cell=100).people.tolist()
    [[[5.0, 0.0], [0.0, 5.0], [0.0, 5.0]], [[5.0, 5.0], [5.0, 10.0], [0.0, 10.0]]]
    """
    if last_ring not in LAST_RING:
        raise UnknownName("last ring", last_ring, LAST_RING)
    wanted = np.asarray(persons, dtype=np.float64)
    if wanted.ndim != 1 or not (np.isfinite(wanted).all() and (wanted > 0).all()):
        raise UnusableCounts("a number of nearest persons is not positive; ask for 1 or more")
    placed = places.of(counts)
    people = np.full((len(wanted), *counts.table.shape), np.nan)
    radius = np.full((len(wanted), len(counts.units)), np.nan)
    order = np.argsort(wanted, kind="stable")
    ends = zip(counts.offsets[:-1], counts.offsets[1:], strict=True)
    for segment, (start, end) in enumerate(told(ends, len(counts.segments), WHAT)):
        asked = order[wanted[order] <= counts.totals[segment]]
        if len(asked) == 0 or start == end:
            continue
        points, table = placed.coordinates[start:end], counts.table[start:end]
        shared = last_ring == "shared"
        if cell is None:
            found = _among_points(points, table, wanted[asked], shared)
        else:
            found = _among_cells(points, table, wanted[asked], cell, shared)
        people[asked, start:end] = found.people
        radius[asked, start:end] = found.radius
    return NearestPersons(counts, wanted, people, radius)


@dataclass(frozen=True, eq=False)
class _Found:
    people: Floats
    radius: Floats


def _among_points(points: Floats, table: Floats, wanted: Floats, shared: bool) -> _Found:
    people = np.empty((len(wanted), *table.shape))
    radius = np.empty((len(wanted), len(table)))

    def fill(first: int, last: int) -> None:
        for unit in range(first, last):
            rings = rings_around(points, unit)
            held = np.cumsum(table[rings.order], axis=0)[rings.ends]
            totals = held.sum(axis=1)
            place = np.searchsorted(totals, wanted * (1 - 1e-12))
            place = np.minimum(place, len(totals) - 1)
            whole = held[place]
            if shared:
                before = np.where((place > 0)[:, None], held[np.maximum(place - 1, 0)], 0.0)
                ring = whole - before
                part = (wanted - before.sum(axis=1)) / ring.sum(axis=1)
                whole = before + np.minimum(part, 1.0)[:, None] * ring
            people[:, unit], radius[:, unit] = whole, rings.distances[place]

    in_blocks(fill, len(table), WHAT)
    return _Found(people, radius)


def _among_cells(
    points: Floats, table: Floats, wanted: Floats, cell: float, shared: bool
) -> _Found:
    from samlad.indices.scale.rings import count_nearest

    steps = _steps(points, cell)
    grid, cell_of_unit = _grid(steps, table)
    cells = len(grid.rows)
    people = np.empty((len(wanted), cells, table.shape[1]))
    squares = np.empty((len(wanted), cells), dtype=np.int64)

    def fill(first: int, last: int) -> None:
        count_nearest(grid, first, last, wanted, shared, people, squares)

    in_blocks(fill, cells, WHAT)
    return _Found(people[:, cell_of_unit], cell * np.sqrt(squares[:, cell_of_unit]))


def _steps(points: Floats, cell: float) -> Integers:
    """Column and row of each place, counted from the outermost; shape (places, 2)."""
    if not (np.isfinite(cell) and cell > 0):
        raise UnusableCounts(f"the side of a cell is {cell:g}; give its length")
    steps = (points - points.min(axis=0)) / cell
    whole = np.round(steps)
    off = np.abs(steps - whole).max(axis=1) > OFF_GRID
    if off.any():
        x, y = points[int(np.flatnonzero(off)[0])]
        raise UnusableCounts(
            f"the place ({x:g}, {y:g}) is not on a grid of {cell:g}; "
            "give the side of the cells, or leave it out for points"
        )
    return whole.astype(np.int64)


def _grid(steps: Integers, table: Floats) -> tuple[Grid, Integers]:
    """The populated cells row by row, and the cell of each unit; units of one cell are added."""
    from samlad.indices.scale.rings import Grid

    width = steps[:, 0].max() + 1
    found, cell_of_unit = np.unique(steps[:, 1] * width + steps[:, 0], return_inverse=True)
    rows, columns = np.divmod(found, width)
    people = np.zeros((len(found), table.shape[1]))
    np.add.at(people, cell_of_unit, table)
    starts = np.searchsorted(rows, np.arange(rows[-1] + 2))
    used = starts[1:] > starts[:-1]
    first, last = np.zeros(len(used), dtype=np.int64), np.full(len(used), -1, dtype=np.int64)
    first[used], last[used] = columns[starts[:-1][used]], columns[starts[1:][used] - 1]
    offsets = np.concatenate([[0], np.cumsum(last - first + 2)])
    if offsets[-1] > _LARGEST_MAP:
        raise UnusableCounts(
            f"the grid spans {offsets[-1]:,} cells; use larger cells or a smaller region"
        )
    base = offsets[:-1] - first
    before = np.zeros(offsets[-1], dtype=np.int32)
    before[base[rows] + columns + 1] = 1
    none = np.zeros((1, table.shape[1]))
    sums = np.concatenate([none, np.cumsum(people, axis=0)])
    grid = Grid(
        rows=rows,
        columns=columns,
        people=people.sum(axis=1),
        sums=sums,
        totals=np.concatenate([[0.0], np.cumsum(people.sum(axis=1))]),
        first=first,
        last=last,
        base=base,
        before=np.cumsum(before, dtype=np.int32),
    )
    return grid, cell_of_unit
