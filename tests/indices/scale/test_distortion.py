"""Trajectories and distortion: by hand, bounded, and blind to ties and the order of units."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samlad.errors import UnusableCounts
from samlad.indices import Counts
from samlad.indices.scale.distortion import distortion, largest_distortion, trajectory
from samlad.indices.spatial.places import Places
from tests.indices.spatial.landscapes import Landscape, landscapes, lattice

ROUNDING = 1e-9


@settings(deadline=None)
@given(landscapes(groups=3), st.integers(0, 2**32 - 1))
def test_ties_and_the_order_of_units_do_not_matter(drawn: Landscape, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(drawn.table))
    other = drawn.reordered(order)
    before, after = (distortion(each.counts, each.places) for each in (drawn, other))
    named = {unit: place for place, unit in enumerate(drawn.counts.units)}
    same = [named[order[unit]] for unit in other.counts.units]
    assert np.allclose(before.normalised[same], after.normalised, atol=ROUNDING, equal_nan=True)
    assert np.allclose(before.mean, after.mean, atol=ROUNDING, equal_nan=True)


@settings(deadline=None)
@given(landscapes(groups=3))
def test_distortion_lies_between_none_and_the_largest(drawn: Landscape) -> None:
    found = distortion(drawn.counts, drawn.places)
    known = found.normalised[~np.isnan(found.normalised)]
    assert ((known >= 0) & (known <= 1 + ROUNDING)).all()


def test_the_same_mix_everywhere_is_no_distortion() -> None:
    found = distortion(Counts.from_arrays(np.tile([3, 1], (9, 1))), lattice(3, 3))
    assert np.allclose(found.normalised, 0)
    assert np.allclose(found.mean, 0)


def test_who_meets_the_smallest_group_first_is_most_distorted() -> None:
    # A street of single persons: a quarter of one group at its left end.
    persons, few = 4000, 1000
    first = np.arange(persons) < few
    counts = Counts.from_arrays(np.column_stack([first, ~first]))
    street = Places.from_arrays(np.column_stack([np.arange(persons), np.zeros(persons)]))
    walk = trajectory(counts, street, unit=0)
    assert np.allclose(walk.shares[few - 1], [1, 0])
    assert walk.divergence[0] == pytest.approx(np.log(4))
    assert walk.divergence[-1] == pytest.approx(0, abs=ROUNDING)
    steps = np.diff(walk.persons, prepend=0) / persons
    raw = steps @ np.maximum.accumulate(walk.divergence[::-1])[::-1]
    assert raw / largest_distortion(np.array([0.25, 0.75])) == pytest.approx(1, abs=1e-3)


def test_the_largest_distortion_of_two_equal_groups_is_a_known_number() -> None:
    assert largest_distortion(np.array([0.5, 0.5])) == pytest.approx(np.pi**2 / 24)
    assert largest_distortion(np.array([0.5, 0.0, 0.5])) == pytest.approx(np.pi**2 / 24)


def test_a_segment_without_a_number_has_none() -> None:
    counts = Counts.from_arrays([[1, 0], [0, 1], [5, 0]], segments=[1, 1, 2])
    found = distortion(counts, lattice(3, 1))
    assert np.isnan(found.mean).tolist() == [False, True]
    assert np.isnan(found.normalised).tolist() == [False, False, True]
    with pytest.raises(UnusableCounts, match="no unit 3; give 0 to 2"):
        trajectory(counts, lattice(3, 1), unit=3)
