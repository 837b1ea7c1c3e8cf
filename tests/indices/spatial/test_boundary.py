"""Boundary-adjusted D: what borders weigh, and what happens without neighbours."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samlad.errors import UnusableCounts
from samlad.indices import Counts
from samlad.indices.dissimilarity import dissimilarity
from samlad.indices.spatial.boundary import morrill, wong_borders, wong_shapes
from samlad.indices.spatial.places import Places
from tests.indices.spatial.landscapes import Landscape, landscapes, lattice

ROUNDING = 1e-9


@settings(deadline=None)
@given(landscapes(), st.integers(0, 2**32 - 1))
def test_order_of_units_does_not_matter_and_d_is_never_exceeded(
    drawn: Landscape, seed: int
) -> None:
    other = drawn.reordered(np.random.default_rng(seed).permutation(len(drawn.table)))
    for index in (morrill, wong_borders, wong_shapes):
        before = index(drawn.counts, drawn.places)
        assert np.allclose(before, index(other.counts, other.places), atol=ROUNDING, equal_nan=True)
        assert not (before > dissimilarity(drawn.counts) + ROUNDING).any()


@settings(deadline=None)
@given(landscapes())
def test_equal_borders_make_wong_s_index_morrill_s(drawn: Landscape) -> None:
    counts, places = drawn.counts, drawn.places
    assert np.allclose(wong_borders(counts, places), morrill(counts, places), equal_nan=True)
    assert np.allclose(wong_shapes(counts, places), morrill(counts, places), equal_nan=True)


def test_without_neighbours_in_the_segment_it_is_d_alone() -> None:
    counts = Counts.from_arrays([[1, 0], [0, 1], [1, 0], [0, 1]], segments=[1, 1, 2, 2])
    places = Places.from_arrays(lattice(2, 2).coordinates, neighbours=[[0, 1], [1, 2]])
    assert morrill(counts, places).tolist() == [0, 1]


def test_more_than_two_groups_and_missing_borders_are_refused() -> None:
    with pytest.raises(UnusableCounts, match="needs two groups and the counts have 3"):
        morrill(Counts.from_arrays(np.ones((4, 3))), lattice(2, 2))
    bare = Places.from_arrays([[0, 0], [1, 0]], neighbours=[[0, 1]])
    with pytest.raises(UnusableCounts, match="no shared_borders"):
        wong_borders(Counts.from_arrays([[1, 0], [0, 1]]), bare)
