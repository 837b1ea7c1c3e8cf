"""Surroundings: every index of the mix around units, and Reardon & O'Sullivan's four."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samlad.errors import UnusableCounts
from samlad.indices import Counts, all_indices, find, local_h
from samlad.indices.scale import nearest_persons
from samlad.indices.spatial.neighbourhoods import given_weights, reachable, within
from samlad.indices.spatial.surroundings import (
    spatial_dissimilarity,
    spatial_exposure,
    spatial_relative_diversity,
    spatial_theil_h,
    surroundings,
)
from tests.indices.spatial.landscapes import Landscape, landscapes, lattice

ROUNDING = 1e-12
NAMES = [index.name for index in all_indices()]
#: Entropies of a unit's own people are sums in another order; roots magnify the last digit.
NEARLY = 1e-7


def itself(counts: Counts):
    return surroundings(
        counts, given_weights(counts, np.eye(len(counts.rows) + len(counts.dropped)))
    )


@settings(deadline=None)
@given(landscapes())
def test_a_unit_that_is_its_own_surroundings_has_the_plain_index(drawn: Landscape) -> None:
    counts = drawn.counts
    lived = itself(counts)
    for name in NAMES:
        assert np.allclose(
            lived.value(name), find(name).value(counts), atol=NEARLY, equal_nan=True
        ), name
    assert np.allclose(spatial_dissimilarity(lived), find("dissimilarity").value(counts))
    assert np.allclose(spatial_theil_h(lived), find("theil-h").value(counts))
    assert np.allclose(spatial_relative_diversity(lived), find("correlation-ratio").value(counts))
    isolation = spatial_exposure(lived)[0, 0, 0]
    assert np.allclose(isolation, find("isolation").value(counts))


@settings(deadline=None)
@given(landscapes(groups=3))
def test_where_everyone_surrounds_everyone_there_is_no_segregation(drawn: Landscape) -> None:
    counts = drawn.counts
    lived = surroundings(counts, within(counts, drawn.places, radius=100))
    for value in (lived.value("dissimilarity"), lived.value("theil-h")):
        assert np.allclose(value, 0, atol=ROUNDING)
    for value in (spatial_dissimilarity, spatial_theil_h, spatial_relative_diversity):
        assert np.allclose(value(lived), 0, atol=ROUNDING)


@settings(deadline=None)
@given(landscapes(groups=3), st.floats(0.5, 4))
def test_exposure_rows_sum_to_one_and_h_is_at_most_one(drawn: Landscape, radius: float) -> None:
    counts = drawn.counts
    lived = surroundings(counts, within(counts, drawn.places, radius=radius, kernel="biweight"))
    rows = spatial_exposure(lived).sum(axis=2)
    assert np.allclose(rows[counts.group_totals > 0], 1)
    assert (spatial_theil_h(lived) <= 1 + ROUNDING).all()
    assert np.allclose(lived.as_counts().unit_totals, counts.unit_totals)


@settings(deadline=None)
@given(landscapes(), st.integers(0, 2**32 - 1))
def test_order_of_units_does_not_matter(drawn: Landscape, seed: int) -> None:
    other = drawn.reordered(np.random.default_rng(seed).permutation(len(drawn.table)))
    found = [
        surroundings(each.counts, within(each.counts, each.places, radius=1.5)).value("theil-h")
        for each in (drawn, other)
    ]
    assert np.allclose(*found, atol=ROUNDING)


def test_surroundings_can_reach_across_a_border_the_index_does_not() -> None:
    counts = Counts.from_arrays([[9, 1], [0, 0], [1, 9], [5, 5], [5, 5]])
    lived = surroundings(counts, within(counts, lattice(5, 1), radius=1))
    by = lived.by(["west", "west", "west", "east", "east"])
    assert by.residents.segments == ("east", "west")
    assert by.residents.units == (3, 4, 0, 2)
    assert by.residents.rows.tolist() == [3, 4, 0, 2]
    assert by.shares[:, 0].round(3).tolist() == [0.367, 0.5, 0.9, 0.3]
    assert by.value("dissimilarity").shape == (2,)


def test_a_segment_without_a_number_has_none_around_it_either() -> None:
    counts = Counts.from_arrays([[1, 1], [1, 1], [5, 0]], segments=[1, 1, 2])
    lived = surroundings(counts, within(counts, lattice(3, 1), radius=1))
    assert np.isnan(lived.value("theil-h")).tolist() == [False, True]


def test_nobody_around_is_an_error_and_no_number() -> None:
    counts = Counts.from_arrays([[1, 1], [1, 1]], units=["a", "b"])
    with pytest.raises(UnusableCounts, match="nobody lives around unit b"):
        surroundings(counts, given_weights(counts, [[1, 0], [0, 0]]))


@pytest.mark.parametrize("name", NAMES)
def test_every_index_has_a_kernel_and_a_nearest_version(name: str) -> None:
    random = np.random.default_rng(8)
    counts = Counts.from_arrays(random.integers(1, 60, (25, 2)))
    places = lattice(5, 5)
    for lived in (
        surroundings(counts, within(counts, places, radius=2.5, kernel="biweight")),
        surroundings(counts, reachable(counts, random.random((25, 25)) * 9, radius=5)),
        nearest_persons(counts, places, persons=[300]).around(300),
    ):
        smooth = lived.shares * counts.unit_totals[:, None]
        assert lived.value(name) == pytest.approx(find(name).value(Counts.from_arrays(smooth)))
        assert local_h(lived.as_counts()).sum() == pytest.approx(lived.value("theil-h")[0])
