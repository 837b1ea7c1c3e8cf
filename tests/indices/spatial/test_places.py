"""Places are checked, follow the counts, and are read off shapes."""

import numpy as np
import pytest
from shapely import Point, Polygon, box

from samlad.errors import UnusableCounts
from samlad.indices import Counts
from samlad.indices.spatial.places import Places
from tests.indices.spatial.landscapes import lattice


def test_places_follow_the_counts_that_drop_and_sort_units() -> None:
    counts = Counts.from_arrays(
        [[1, 0], [0, 0], [0, 2], [3, 1], [1, 1]], segments=["b", "a", "a", "a", "b"]
    )
    places = Places.from_arrays(
        [[0, 0], [1, 0], [2, 0], [3, 0], [4, 0]],
        areas=[1, 2, 3, 4, 5],
        neighbours=[[0, 1], [1, 2], [2, 3], [3, 4], [4, 0]],
        shared_borders=[1, 2, 3, 4, 5],
    ).of(counts)
    assert counts.units == (2, 3, 0, 4)
    assert places.coordinates[:, 0].tolist() == [2, 3, 0, 4]
    assert places.areas.tolist() == [3, 4, 1, 5]
    assert places.neighbours.tolist() == [[0, 1], [2, 3]]  # 1 is empty; 3 and 4 lie apart
    assert places.shared_borders.tolist() == [3, 5]


def test_squares_that_meet_in_a_corner_are_neighbours_only_when_asked_for() -> None:
    assert lattice(2, 2).neighbours.tolist() == [[0, 1], [0, 2], [1, 3], [2, 3]]
    shapes = [box(0, 0, 1, 1), box(1, 0, 2, 1), box(0, 1, 1, 2), box(1, 1, 2, 2)]
    with_corners = Places.from_shapes(shapes, corners=True)
    assert with_corners.neighbours.tolist() == [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]]
    assert with_corners.shared_borders.tolist() == [1, 1, 0, 0, 1, 1]
    assert with_corners.perimeters.tolist() == [4, 4, 4, 4]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"coordinates": [[0, 0], [1, np.nan]]}, "coordinate of unit 2 is missing"),
        ({"coordinates": [0, 1]}, "units × 2"),
        ({"coordinates": [["a", "b"]]}, "coordinate is not a number"),
        ({"areas": [1, 0]}, "area in place 2 is not positive"),
        ({"areas": [1]}, "1 of area for 2"),
        ({"neighbours": [[0, 2]]}, "no number from 0 to 1"),
        ({"neighbours": [[1, 1]]}, "its own neighbour"),
        ({"neighbours": [[0.5, 1]]}, "pairs of unit numbers"),
        ({"shared_borders": [1]}, "without neighbours"),
    ],
)
def test_faulty_places_are_refused_in_one_sentence(given: dict, says: str) -> None:
    with pytest.raises(UnusableCounts, match=says):
        Places.from_arrays(**({"coordinates": [[0, 0], [1, 0]]} | given))


def test_an_empty_shape_is_refused() -> None:
    with pytest.raises(UnusableCounts, match="shape is empty"):
        Places.from_shapes([Polygon(), Point(0, 0).buffer(1)])


def test_as_many_places_as_units_are_needed() -> None:
    with pytest.raises(UnusableCounts, match="2 places for 3 units"):
        Places.from_arrays([[0, 0], [1, 0]]).of(Counts.from_arrays([[1, 1], [0, 0], [1, 1]]))


def test_what_an_index_needs_and_was_not_given_is_named() -> None:
    bare = Places.from_arrays([[0, 0]])
    for name in ("areas", "neighbours", "borders", "perimeters"):
        with pytest.raises(UnusableCounts, match=f"have no .*{name}"):
            getattr(bare, f"needed_{name}")
