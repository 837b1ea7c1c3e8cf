"""Neighbourhoods: kernels, ties, borders of segments, and weights of the user's own."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices import Counts
from samlad.indices.spatial.neighbourhoods import (
    KERNELS,
    given_weights,
    nearest_units,
    reachable,
    within,
)
from samlad.indices.spatial.places import Places
from tests.indices.spatial.landscapes import Landscape, landscapes, lattice

#: Weights agree to rounding.
ROUNDING = 1e-12


@pytest.mark.parametrize("kernel", KERNELS)
def test_a_unit_counts_itself_fully_and_weights_fall_with_distance(kernel: str) -> None:
    counts = Counts.from_arrays(np.ones((5, 2)))
    line = Places.from_arrays([[x, 0] for x in range(5)])
    weights = within(counts, line, radius=3.0, kernel=kernel).weights.toarray()
    assert weights[0, 0] == 1
    assert (np.diff(weights[0]) <= 0).all()
    assert np.array_equal(weights, weights.T)


def test_a_distance_equal_to_the_radius_lies_within_however_it_is_rounded() -> None:
    counts = Counts.from_arrays(np.ones((4, 2)))
    line = Places.from_arrays([[0.1 * x, 0] for x in range(4)])
    assert within(counts, line, radius=0.3).weights.nnz == 16


@settings(deadline=None)
@given(landscapes(), st.sampled_from([0.5, 3.0, 1000.0]), st.sampled_from(sorted(KERNELS)))
def test_only_the_ratio_of_radius_to_coordinates_matters(
    drawn: Landscape, scale: float, kernel: str
) -> None:
    wider = Places.from_arrays(drawn.places.coordinates * scale)
    before = within(drawn.counts, drawn.places, radius=2.0, kernel=kernel).weights
    after = within(drawn.counts, wider, radius=2.0 * scale, kernel=kernel).weights
    assert abs(before - after).max() < ROUNDING


@settings(deadline=None)
@given(landscapes(), st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_ties_and_the_order_of_units_do_not_matter(drawn: Landscape, k: int, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(drawn.table))
    other = drawn.reordered(order)
    before = nearest_units(drawn.counts, drawn.places, k=k)
    after = nearest_units(other.counts, other.places, k=k)
    named = {unit: place for place, unit in enumerate(drawn.counts.units)}
    same = [named[order[unit]] for unit in other.counts.units]
    assert (before.weights[same][:, same] != after.weights).nnz == 0
    found = np.diff(before.weights.indptr)
    assert (found >= min(k, len(drawn.counts.units))).all()


def test_segments_never_meet() -> None:
    counts = Counts.from_arrays(np.ones((4, 2)), segments=["a", "b", "a", "b"])
    places = Places.from_arrays([[0, 0], [0, 0], [1, 0], [1, 0]])
    blocks = np.kron(np.eye(2), np.ones((2, 2)))
    assert np.array_equal(within(counts, places, radius=9).weights.toarray(), blocks)
    assert np.array_equal(nearest_units(counts, places, k=4).weights.toarray(), blocks)
    assert np.array_equal(given_weights(counts, np.ones((4, 4))).weights.toarray(), blocks)


def test_given_weights_follow_the_counts() -> None:
    counts = Counts.from_arrays([[1, 1], [0, 0], [1, 1]])
    assert given_weights(counts, np.arange(9).reshape(3, 3)).weights.toarray().tolist() == [
        [0, 2],
        [6, 8],
    ]


def test_what_is_not_stored_among_sparse_costs_cannot_be_reached() -> None:
    counts = Counts.from_arrays(np.ones((3, 2)))
    costs = sparse.csr_matrix(([5.0], ([0], [1])), shape=(3, 3))
    weights = reachable(counts, costs, radius=10, kernel="triangular").weights.toarray()
    assert weights.tolist() == [[1, 0.5, 0], [0, 1, 0], [0, 0, 1]]


def test_weights_without_the_unit_itself() -> None:
    counts = Counts.from_arrays(np.ones((4, 2)))
    alone = within(counts, lattice(2, 2), radius=1).without_self().weights.toarray()
    assert alone.diagonal().tolist() == [0, 0, 0, 0]
    assert alone.sum() == 8


def test_faulty_wishes_are_refused_in_one_sentence() -> None:
    counts, places = Counts.from_arrays(np.ones((4, 2))), lattice(2, 2)
    with pytest.raises(UnknownName, match="did you mean 'uniform'"):
        within(counts, places, radius=1, kernel="unifrom")
    with pytest.raises(UnusableCounts, match="radius 0 is not positive"):
        within(counts, places, radius=0)
    with pytest.raises(UnusableCounts, match="k is 0"):
        nearest_units(counts, places, k=0)
    with pytest.raises(UnusableCounts, match="weight is negative"):
        given_weights(counts, -np.ones((4, 4)))
    with pytest.raises(UnusableCounts, match=r"shape \(3, 3\) for 4 units"):
        given_weights(counts, np.ones((3, 3)))
    with pytest.raises(UnusableCounts, match="missing or infinite"):
        given_weights(counts, np.full((4, 4), np.nan))
    with pytest.raises(UnusableCounts, match="cost is negative"):
        reachable(counts, -np.ones((4, 4)), radius=1)
