"""Small random landscapes for the spatial tests: counts on a lattice, with areas and neighbours."""

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st
from shapely import box

from samlad.indices import Counts
from samlad.indices.spatial.places import Places


@dataclass(frozen=True)
class Landscape:
    """People of groups in the squares of a lattice, and the squares."""

    table: np.ndarray
    places: Places

    @property
    def counts(self) -> Counts:
        return Counts.from_arrays(self.table)

    def reordered(self, order: np.ndarray) -> "Landscape":
        """The same squares, given in another order."""
        place = np.argsort(order)
        return Landscape(
            self.table[order],
            Places.from_arrays(
                self.places.coordinates[order],
                areas=self.places.areas[order],
                neighbours=place[self.places.neighbours],
                shared_borders=self.places.shared_borders,
                perimeters=self.places.perimeters[order],
            ),
        )


def lattice(columns: int, rows: int, side: float = 1.0) -> Places:
    """Squares of one side, row by row, from the origin."""
    return Places.from_shapes(
        [
            box(x * side, y * side, (x + 1) * side, (y + 1) * side)
            for y in range(rows)
            for x in range(columns)
        ]
    )


@st.composite
def landscapes(draw: st.DrawFn, groups: int = 2) -> Landscape:
    """Two groups or more, each with somebody, in 2 × 2 to 6 × 5 squares, some of them empty."""
    columns, rows = draw(st.integers(2, 6)), draw(st.integers(2, 5))
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    people = chance.poisson(draw(st.sampled_from([0.7, 3.0, 50.0])), (rows * columns, groups))
    people[chance.integers(rows * columns)] += 1
    people[0, 0] += 1
    people[-1, -1] += 1
    return Landscape(people.astype(float), lattice(columns, rows))
