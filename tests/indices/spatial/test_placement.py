"""Random placement: what place adds to an index, and that it never costs an index without place."""

import numpy as np
import pytest

from samlad.errors import UnusableCounts
from samlad.indices import Counts, find
from samlad.indices.spatial import (
    contacts_by_distance,
    morrill,
    placement_test,
    spatial_proximity,
)
from tests.indices.spatial.landscapes import lattice


def halves_and_checkerboard() -> list[Counts]:
    x, y = (lattice(8, 8).coordinates // 1).T
    return [
        Counts.from_arrays(np.column_stack([first, ~first]) * 10)
        for first in (x < 4, (x + y) % 2 < 1)
    ]


def test_two_halves_are_rare_among_placements_and_a_checkerboard_is_not() -> None:
    def proximity(counts: Counts) -> np.ndarray:
        return spatial_proximity(contacts_by_distance(counts, lattice(8, 8), decay=1))

    def boundary(counts: Counts) -> np.ndarray:
        return morrill(counts, lattice(8, 8))

    for index in (proximity, boundary):
        halves, checkerboard = (
            placement_test(counts, index, placements=49) for counts in halves_and_checkerboard()
        )
        assert halves.p[0] == 0.02
        assert checkerboard.p[0] == 1
        assert halves.value[0] > halves.expected[0] + 3 * halves.deviation[0]


def test_an_index_that_knows_no_place_is_the_same_everywhere() -> None:
    counts = Counts.from_arrays(
        np.random.default_rng(1).integers(0, 9, (40, 3)) + 1, segments=[1] * 20 + [2] * 20
    )
    found = placement_test(counts, find("theil-h").value, placements=19)
    assert np.allclose(found.value, found.expected)
    assert np.allclose(found.p, 1)


def test_a_segment_without_a_number_has_none() -> None:
    counts = Counts.from_arrays([[1, 0], [0, 1], [1, 1]], segments=[1, 1, 2])
    found = placement_test(counts, lambda placed: morrill(placed, lattice(3, 1)), placements=9)
    assert np.isnan(found.p).tolist() == [False, True]


def test_faulty_wishes_are_refused() -> None:
    counts = Counts.from_arrays([[1, 0], [0, 1]])
    with pytest.raises(UnusableCounts, match="0 placements"):
        placement_test(counts, find("theil-h").value, placements=0)
    with pytest.raises(UnusableCounts, match=r"shape \(2,\) for 1 segments"):
        placement_test(counts, lambda counts: counts.unit_totals)
