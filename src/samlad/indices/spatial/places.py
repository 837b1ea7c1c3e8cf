"""Places: where the units of the counts lie, how large they are and which touch.

Takes coordinates in a plane, or shapes; knows no counts, no projection and no index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats, Integers

#: Borders this near, as a share of the side of a middling unit, are one border: official shapes
#: have slivers between neighbours.
SLIVER = 1e-3
#: Two borders that only cross or meet in a point run side by side for this many slivers at most.
_CROSSING = 4.0


@dataclass(frozen=True, eq=False)
class Places:
    """One place for each unit, in the order in which the units were given to the counts.

    coordinates: shape (units, 2), in a plane, of any length unit; areas, perimeters: shape
    (units,), in the same unit; neighbours: shape (pairs, 2), numbers of units that touch, each
    pair once, the smaller first; shared_borders: shape (pairs,), the length they have in common.
    """

    coordinates: Floats
    areas: Floats | None = None
    neighbours: Integers | None = None
    shared_borders: Floats | None = None
    perimeters: Floats | None = None

    @classmethod
    def from_arrays(
        cls,
        coordinates: ArrayLike,
        *,
        areas: ArrayLike | None = None,
        neighbours: ArrayLike | None = None,
        shared_borders: ArrayLike | None = None,
        perimeters: ArrayLike | None = None,
    ) -> Places:
        """Check what is given about the places; a pair given both ways counts once.

        Raises UnusableCounts for a missing or infinite number, for an area or a perimeter that
        is not positive, a negative border, and for pairs of units that do not exist.

        >>> Places.from_arrays([[0, 0], [1, 0]], neighbours=[[1, 0]]).neighbours.tolist()
        [[0, 1]]
        """
        points = _numbers(coordinates, "coordinate")
        if points.ndim != 2 or points.shape[1] != 2:
            raise UnusableCounts("coordinates must be units × 2; give x and y for each unit")
        places = len(points)
        pairs = None if neighbours is None else _pairs(neighbours, places)
        if shared_borders is not None and pairs is None:
            raise UnusableCounts("shared borders are given without neighbours; give the pairs too")
        lengths = _positive(
            shared_borders, None if pairs is None else len(pairs), "shared border", or_none=True
        )
        if pairs is not None:
            pairs, lengths = _each_once(pairs, lengths)
        return cls(
            coordinates=points,
            areas=_positive(areas, places, "area"),
            neighbours=pairs,
            shared_borders=lengths,
            perimeters=_positive(perimeters, places, "perimeter"),
        )

    @classmethod
    def from_shapes(
        cls, shapes: Sequence[Any], *, corners: bool = False, sliver: float | None = None
    ) -> Places:
        """Read centroids, areas, perimeters and neighbours off shapely polygons.

        corners: units that touch in a point only are neighbours too (queen, not rook); their
        shared border has the length 0. sliver: borders up to this far apart are one border; 0 for
        borders that are drawn exactly alike, else a thousandth of the side of a middling
        unit. Raises UnusableCounts for an empty shape.

        >>> from shapely import box
        >>> Places.from_shapes([box(0, 0, 2, 1), box(2, 0, 3, 1)]).shared_borders.tolist()
        [1.0]
        """
        import shapely

        polygons = np.asarray(shapes, dtype=object)
        if shapely.is_empty(polygons).any() or shapely.is_missing(polygons).any():
            raise UnusableCounts("a shape is empty; give every unit a polygon or leave it out")
        centroids = shapely.centroid(polygons)
        areas = shapely.area(polygons)
        gap = SLIVER * float(np.median(np.sqrt(areas))) if sliver is None else sliver
        pairs = _meeting(polygons, gap)
        lengths = _shared(shapely.boundary(polygons), pairs, gap)
        kept = np.full(len(pairs), corners) | (lengths > 0)
        return cls(
            coordinates=np.column_stack([shapely.get_x(centroids), shapely.get_y(centroids)]),
            areas=areas,
            neighbours=pairs[kept],
            shared_borders=lengths[kept],
            perimeters=shapely.length(polygons),
        )

    def of(self, counts: Counts) -> Places:
        """The places of the counts' units, in the counts' order.

        A pair is kept when both its units have people and lie in the same segment. Raises
        UnusableCounts when there are not as many places as units were given.
        """
        given = len(counts.rows) + len(counts.dropped)
        if len(self.coordinates) != given:
            raise UnusableCounts(
                f"there are {len(self.coordinates)} places for {given} units; "
                "give one place for each unit, in the same order"
            )
        position = np.full(given, -1, dtype=np.int64)
        position[counts.rows] = np.arange(len(counts.rows))
        pairs, lengths = self.neighbours, self.shared_borders
        if pairs is not None:
            moved = np.sort(position[pairs], axis=1)
            populated = np.flatnonzero(moved[:, 0] >= 0)
            ends = counts.segment_of_unit[moved[populated]]
            kept = populated[ends[:, 0] == ends[:, 1]]
            order = kept[np.lexsort(moved[kept].T[::-1])]
            pairs, lengths = moved[order], None if lengths is None else lengths[order]
        return Places(
            coordinates=self.coordinates[counts.rows],
            areas=None if self.areas is None else self.areas[counts.rows],
            neighbours=pairs,
            shared_borders=lengths,
            perimeters=None if self.perimeters is None else self.perimeters[counts.rows],
        )

    @property
    def needed_areas(self) -> Floats:
        """The areas. Raises UnusableCounts when none were given."""
        return self._needed(self.areas, "areas")

    @property
    def needed_neighbours(self) -> Integers:
        """The pairs of neighbours. Raises UnusableCounts when none were given."""
        return self._needed(self.neighbours, "neighbours")

    @property
    def needed_borders(self) -> Floats:
        """The lengths of shared borders. Raises UnusableCounts when none were given."""
        return self._needed(self.shared_borders, "shared_borders")

    @property
    def needed_perimeters(self) -> Floats:
        """The perimeters. Raises UnusableCounts when none were given."""
        return self._needed(self.perimeters, "perimeters")

    def _needed(self, values: Any, name: str) -> Any:
        if values is None:
            raise UnusableCounts(f"the places have no {name}; give them, or build from shapes")
        return values


def _numbers(values: ArrayLike, kind: str) -> Floats:
    try:
        numbers = np.array(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise UnusableCounts(f"a {kind} is not a number; give numbers only") from None
    if not np.isfinite(numbers).all():
        row = int(np.argwhere(~np.isfinite(numbers))[0][0])
        raise UnusableCounts(f"the {kind} of unit {row + 1} is missing; give it a number")
    return numbers


def _positive(
    values: ArrayLike | None, wanted: int | None, kind: str, *, or_none: bool = False
) -> Floats | None:
    if values is None:
        return None
    numbers = _numbers(values, kind)
    if numbers.shape != (wanted,):
        raise UnusableCounts(f"{numbers.size} of {kind} for {wanted}; give one for each")
    faulty = numbers < 0 if or_none else numbers <= 0
    if faulty.any():
        row = int(np.flatnonzero(faulty)[0])
        raise UnusableCounts(f"the {kind} in place {row + 1} is not positive; mend or leave it out")
    return numbers


def _pairs(neighbours: ArrayLike, places: int) -> Integers:
    pairs = np.asarray(neighbours)
    if pairs.size == 0:
        return np.zeros((0, 2), dtype=np.int64)
    if pairs.ndim != 2 or pairs.shape[1] != 2 or pairs.dtype.kind not in "iu":
        raise UnusableCounts("neighbours must be pairs of unit numbers; give shape (pairs, 2)")
    if pairs.min() < 0 or pairs.max() >= places:
        raise UnusableCounts(f"a neighbour is no number from 0 to {places - 1}; count from 0")
    if (pairs[:, 0] == pairs[:, 1]).any():
        raise UnusableCounts("a unit is given as its own neighbour; leave that pair out")
    return np.sort(pairs.astype(np.int64), axis=1)


def _each_once(pairs: Integers, lengths: Floats | None) -> tuple[Integers, Floats | None]:
    once, first = np.unique(pairs, axis=0, return_index=True)
    return once, None if lengths is None else lengths[first]


def _meeting(polygons: NDArray[Any], gap: float) -> Integers:
    """Pairs of polygons that are no further apart than the gap, in order."""
    import shapely

    left, right = shapely.STRtree(polygons).query(polygons, predicate="dwithin", distance=gap)
    pairs = np.column_stack([left, right])[left < right].astype(np.int64)
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]


def _shared(edges: NDArray[Any], pairs: Integers, gap: float) -> Floats:
    """Length of border that each pair shares; 0 where two borders only cross or touch."""
    import shapely

    first, second = pairs.T
    exact = shapely.length(shapely.intersection(edges[first], edges[second]))
    if gap <= 0:
        return exact
    bands = shapely.buffer(edges, gap, quad_segs=1)
    there = shapely.length(shapely.intersection(edges[first], bands[second]))
    back = shapely.length(shapely.intersection(edges[second], bands[first]))
    near = (there + back) / 2
    shared = np.where(near - exact > _CROSSING * gap, near, exact)
    return np.where(shared > gap, shared, 0.0)
