"""Proximity, clustering and decay: properties that hold for every landscape."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samlad.errors import UnusableCounts
from samlad.indices import Counts
from samlad.indices.spatial import proximity
from samlad.indices.spatial.places import Places
from tests.indices.spatial.landscapes import Landscape, landscapes, lattice

ROUNDING = 1e-9


def everything(landscape: Landscape, decay: float = 1.0) -> list[np.ndarray]:
    near = proximity.contacts_by_distance(landscape.counts, landscape.places, decay=decay)
    return [
        proximity.mean_proximity(near),
        proximity.spatial_proximity(near),
        proximity.absolute_clustering(near),
        proximity.relative_clustering(near),
        proximity.decay_exposure(near),
    ]


@settings(deadline=None)
@given(landscapes(groups=3), st.integers(0, 2**32 - 1))
def test_order_of_units_does_not_matter(drawn: Landscape, seed: int) -> None:
    other = drawn.reordered(np.random.default_rng(seed).permutation(len(drawn.table)))
    for before, after in zip(everything(drawn), everything(other), strict=True):
        assert np.allclose(before, after, atol=ROUNDING, equal_nan=True)


@settings(deadline=None)
@given(landscapes(), st.sampled_from([0.25, 10.0, 1000.0]))
def test_only_the_ratio_of_decay_to_coordinates_matters(drawn: Landscape, scale: float) -> None:
    wider = Landscape(
        drawn.table,
        Places.from_arrays(drawn.places.coordinates * scale, areas=drawn.places.areas * scale**2),
    )
    pairs = zip(everything(drawn), everything(wider, decay=scale), strict=True)
    for before, after in pairs:
        assert np.allclose(before, after, atol=ROUNDING, equal_nan=True)


@settings(deadline=None)
@given(landscapes(groups=3))
def test_decayed_exposure_sums_to_one_over_groups(drawn: Landscape) -> None:
    near = proximity.contacts_by_distance(drawn.counts, drawn.places, decay=0.7)
    rows = proximity.decay_exposure(near).sum(axis=2)
    assert np.allclose(rows[drawn.counts.group_totals > 0], 1)


@settings(deadline=None)
@given(st.integers(2, 5), st.integers(1, 50))
def test_the_same_mix_everywhere_is_no_clustering(side: int, people: int) -> None:
    counts = Counts.from_arrays(np.tile([people, 3.0 * people], (side * side, 1)))
    near = proximity.contacts_by_distance(counts, lattice(side, side), decay=1)
    assert np.allclose(proximity.spatial_proximity(near), 1)
    assert np.allclose(proximity.absolute_clustering(near), 0)
    assert np.allclose(proximity.relative_clustering(near), 0)
    assert np.allclose(proximity.decay_exposure(near)[0], [[0.25, 0.75]] * 2)


def test_segments_do_not_touch_each_other() -> None:
    table = np.array([[3.0, 1], [1, 3], [2, 2], [5, 0]])
    places = lattice(2, 2)
    twice = Counts.from_arrays(np.vstack([table, table[::-1]]), segments=[1] * 4 + [2] * 4)
    both = Places.from_arrays(np.tile(places.coordinates, (2, 1)), areas=np.ones(8))
    near = proximity.contacts_by_distance(twice, both, decay=1)
    alone = proximity.contacts_by_distance(Counts.from_arrays(table), places, decay=1)
    assert np.allclose(proximity.spatial_proximity(near)[0], proximity.spatial_proximity(alone))


def test_what_is_missing_is_asked_for() -> None:
    counts, bare = Counts.from_arrays(np.ones((2, 2))), Places.from_arrays([[0, 0], [1, 0]])
    with pytest.raises(UnusableCounts, match="no areas"):
        proximity.contacts_by_distance(counts, bare, decay=1)
    with pytest.raises(UnusableCounts, match="decay -1 is not positive"):
        proximity.contacts_by_distance(counts, bare, decay=-1, own=0)
    with pytest.raises(UnusableCounts, match="missing or negative"):
        proximity.contacts_by_distance(counts, bare, decay=1, own=-1)
    with pytest.raises(UnusableCounts, match="for each unit, or one number"):
        proximity.contacts_by_distance(counts, bare, decay=1, own=[1, 2, 3])


def test_a_segment_without_a_number_is_nan() -> None:
    counts = Counts.from_arrays([[1, 1], [2, 1], [5, 0]], segments=[1, 1, 2])
    places = Places.from_arrays([[0, 0], [1, 0], [2, 0]])
    near = proximity.contacts_by_distance(counts, places, decay=1, own=0)
    assert np.isnan(proximity.spatial_proximity(near)).tolist() == [False, True]
