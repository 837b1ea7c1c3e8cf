"""Profiles: an index of everyone's surroundings, from the nearest few to the whole city.

Takes counts and places; gives the index at every scale, by radius or by number of persons.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats
from samlad.indices.scale.blocks import in_blocks
from samlad.indices.scale.egocentric import NEAREST, nearest_persons
from samlad.indices.spatial.neighbourhoods import SAME_DISTANCE, reach_of
from samlad.indices.spatial.places import Places
from samlad.indices.spatial.quotient import quotient
from samlad.indices.spatial.surroundings import Surroundings, around
from samlad.indices.waiting import told

WHAT = "surroundings"
#: The name of a registered index, or any function from surroundings to shape (segments,).
OfSurroundings = str | Callable[[Surroundings], Floats]


@dataclass(frozen=True, eq=False)
class Profile:
    """One index at every scale: values has the shape (scales, segments), NaN where there is none.

    by: "radius" or "persons"; scales: in the order asked for.
    """

    index: str
    by: str
    scales: Floats
    segments: tuple[Hashable, ...]
    values: Floats

    def ratio(self, *, macro: float, micro: float) -> Floats:
        """How much of the segregation at the small scale is left at the large; shape (segments,).

        Source: Lee et al. (2008), American Sociological Review 73. Raises UnusableCounts for a
        scale that was not computed.
        """
        return quotient(self._at(macro), self._at(micro))

    def _at(self, scale: float) -> Floats:
        places = np.flatnonzero(self.scales == scale)
        if len(places) == 0:
            known = ", ".join(f"{number:g}" for number in self.scales)
            raise UnusableCounts(f"the scale {scale:g} was not computed; choose among {known}")
        return self.values[places[0]]


def profile_by_radius(
    counts: Counts,
    places: Places,
    index: OfSurroundings,
    *,
    radii: Sequence[float] | NDArray[np.number],
    kernel: str = "uniform",
) -> Profile:
    """The index of the surroundings within each radius, weighted by the kernel.

    radii: in the unit of the coordinates. Raises like `within`. Source: Reardon et al. (2008),
    Demography 45.

    >>> counts = Counts.from_arrays([[9, 1], [1, 9], [9, 1], [1, 9]])
    >>> line = Places.from_arrays([[0, 0], [1, 0], [2, 0], [3, 0]])
    >>> profile_by_radius(counts, line, "dissimilarity", radii=[0.5, 3]).values.round(9).tolist()
    [[0.8], [0.0]]
    """
    lived = surroundings_by_radius(counts, places, radii=radii, kernel=kernel)
    values = np.array([_value(index, each) for each in lived])
    return Profile(_name(index), "radius", np.array(radii, dtype=float), counts.segments, values)


def profile_by_persons(
    counts: Counts,
    places: Places,
    index: OfSurroundings,
    *,
    persons: Sequence[float] | NDArray[np.number] = NEAREST,
    cell: float | None = None,
    last_ring: str = "whole",
) -> Profile:
    """The index of the nearest persons' mix, for every number of persons.

    cell, last_ring: as for `nearest_persons`, which also says what is raised.

    >>> counts = Counts.from_arrays([[9, 1], [1, 9], [9, 1], [1, 9]])
    >>> line = Places.from_arrays([[0, 0], [1, 0], [2, 0], [3, 0]])
    >>> profile = profile_by_persons(counts, line, "dissimilarity", persons=[10, 40], cell=1)
    >>> profile.ratio(macro=40, micro=10).tolist()
    [0.0]
    """
    nearest = nearest_persons(counts, places, persons=persons, cell=cell, last_ring=last_ring)
    values = np.array([_value_among_known(index, nearest.around(k)) for k in nearest.persons])
    return Profile(_name(index), "persons", nearest.persons, counts.segments, values)


def surroundings_by_radius(
    counts: Counts,
    places: Places,
    *,
    radii: Sequence[float] | NDArray[np.number],
    kernel: str = "uniform",
) -> tuple[Surroundings, ...]:
    """Surroundings at each radius, in one pass and without a list of pairs.

    Equal to `surroundings(counts, within(…))` for each radius. Raises like `within`.

    >>> counts = Counts.from_arrays([[3, 1], [1, 3]])
    >>> line = Places.from_arrays([[0, 0], [1, 0]])
    >>> surroundings_by_radius(counts, line, radii=[1])[0].around.tolist()
    [[4.0, 4.0], [4.0, 4.0]]
    """
    from samlad.indices.scale.weighing import NUMBERS, binned, weigh

    wanted = np.asarray(radii, dtype=np.float64)
    if wanted.ndim != 1 or len(wanted) == 0:
        raise UnusableCounts("no radius was given; give at least one")
    reaches = np.array([reach_of(kernel, float(radius)) for radius in wanted])
    reaches *= 1 + SAME_DISTANCE
    order = np.argsort(wanted, kind="stable")
    placed = places.of(counts)
    people = np.zeros((len(wanted), *counts.table.shape))
    ends = zip(counts.offsets[:-1], counts.offsets[1:], strict=True)
    for start, end in told(ends, len(counts.segments), WHAT):
        if start == end:
            continue
        points, table = placed.coordinates[start:end], counts.table[start:end]
        bins, sorted_by_bin = binned(points, table, float(reaches.max()))
        found = np.zeros((len(wanted), *table.shape))
        settings = (wanted[order], reaches[order], NUMBERS[kernel], found)

        def fill(first: int, last: int, bins: Any = bins, settings: Any = settings) -> None:
            weigh(bins, first, last, *settings)

        in_blocks(fill, len(table), WHAT)
        people[np.ix_(order, start + sorted_by_bin)] = found
    return tuple(
        around(counts, people[place], f"{kernel} within {radius:g}")
        for place, radius in enumerate(wanted)
    )


def _value(index: OfSurroundings, lived: Surroundings) -> Floats:
    if isinstance(index, str):
        return lived.value(index)
    return np.where(lived.residents.reasons == "", index(lived), np.nan)


def _value_among_known(index: OfSurroundings, lived: Surroundings) -> Floats:
    """The value where the segment has that many persons, NaN where it has not."""
    counts = lived.residents
    unknown: Floats = np.isnan(lived.around[:, 0]) * 1.0
    filled = np.where(unknown[:, None] > 0, counts.table, lived.around)
    values = _value(index, Surroundings(counts, filled, lived.label))
    return np.where(counts.sum_units(unknown) > 0, np.nan, values)


def _name(index: OfSurroundings) -> str:
    return index if isinstance(index, str) else index.__name__
