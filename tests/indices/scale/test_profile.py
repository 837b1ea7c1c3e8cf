"""Profiles over radii and persons agree with the plain way and keep their theorems."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samlad.errors import UnusableCounts
from samlad.indices import Counts, find
from samlad.indices.scale.profile import (
    profile_by_persons,
    profile_by_radius,
    surroundings_by_radius,
)
from samlad.indices.spatial.neighbourhoods import KERNELS, within
from samlad.indices.spatial.places import Places
from samlad.indices.spatial.surroundings import spatial_theil_h, surroundings
from tests.indices.spatial.landscapes import Landscape, landscapes, lattice

ROUNDING = 1e-9


@settings(deadline=None)
@given(
    landscapes(groups=3),
    st.lists(st.sampled_from([0.4, 1.0, 2**0.5, 2.0, 3.7, 50.0]), min_size=1, max_size=3),
    st.sampled_from(sorted(KERNELS)),
)
def test_one_pass_over_all_radii_is_what_each_neighbourhood_gives(drawn, radii, kernel) -> None:
    counts, places = drawn.counts, drawn.places
    for radius, lived in zip(
        radii, surroundings_by_radius(counts, places, radii=radii, kernel=kernel), strict=True
    ):
        plain = surroundings(counts, within(counts, places, radius=radius, kernel=kernel))
        assert np.allclose(lived.around, plain.around, rtol=ROUNDING, atol=ROUNDING)


@settings(deadline=None)
@given(landscapes(), st.floats(0.01, 1000))
def test_only_the_ratio_of_radius_to_coordinates_matters(drawn: Landscape, scale: float) -> None:
    wider = Places.from_arrays(drawn.places.coordinates * scale + 7e6)
    radii = np.array([0.5, 1, 2, 5**0.5])
    before = profile_by_radius(drawn.counts, drawn.places, "theil-h", radii=radii).values
    after = profile_by_radius(drawn.counts, wider, "theil-h", radii=radii * scale).values
    if scale > 1:  # below, the far origin eats the digits that make a tie
        assert np.allclose(before, after, atol=ROUNDING, equal_nan=True)


def test_scattered_points_far_apart_are_found_too() -> None:
    chance = np.random.default_rng(5)
    points = np.concatenate([chance.normal(0, 1, (300, 2)), chance.normal(1e5, 50, (300, 2))])
    counts = Counts.from_arrays(chance.poisson(5, (600, 2)) + 1)
    places = Places.from_arrays(points)
    for radius in (0.3, 30.0, 2e5):
        lived = surroundings_by_radius(counts, places, radii=[radius])[0]
        plain = surroundings(counts, within(counts, places, radius=radius))
        assert np.array_equal(lived.around, plain.around)


@settings(deadline=None)
@given(landscapes())
def test_the_smallest_scale_is_the_index_and_the_largest_is_none(drawn: Landscape) -> None:
    counts, places = drawn.counts, drawn.places
    plain = find("theil-h").value(counts)
    radius = profile_by_radius(counts, places, "theil-h", radii=[0.1, 100])
    persons = profile_by_persons(counts, places, "theil-h", persons=[1, counts.totals[0]], cell=1)
    for profile in (radius, persons):
        assert np.allclose(profile.values[0], plain, atol=ROUNDING)
        assert np.allclose(profile.values[1], 0, atol=ROUNDING)


def test_macro_over_micro_tells_a_city_in_halves_from_a_checkerboard() -> None:
    x, y = (lattice(12, 12).coordinates // 1).T
    kept = {}
    for name, first in {"halves": x < 6, "checkerboard": (x + y) % 2 < 1}.items():
        counts = Counts.from_arrays(np.column_stack([first, ~first]) * 10)
        profile = profile_by_persons(
            counts, lattice(12, 12), "theil-h", persons=[10, 90, 240], cell=1
        )
        kept[name] = profile.ratio(macro=240, micro=10)[0]
    assert kept["halves"] > 0.4
    assert kept["checkerboard"] < 0.02


def test_an_index_of_one_s_own_is_named_after_its_function() -> None:
    counts = Counts.from_arrays([[9, 1], [1, 9]])
    profile = profile_by_radius(counts, lattice(2, 1), spatial_theil_h, radii=[0.5, 2])
    assert profile.index == "spatial_theil_h"
    assert profile.values[:, 0].round(6).tolist() == [0.531004, 0]


def test_segments_are_apart_and_those_without_a_number_have_none() -> None:
    counts = Counts.from_arrays(
        [[9, 1], [1, 9], [5, 5], [90, 10], [10, 90]], segments=list("aabcc")
    )
    places = Places.from_arrays([[0, 0], [9, 0], [0, 0], [0, 0], [1, 0]])
    profile = profile_by_radius(counts, places, "dissimilarity", radii=[2])
    assert profile.segments == ("a", "b", "c")
    assert np.allclose(profile.values, [[0.8, np.nan, 0]], equal_nan=True)
    nearest = profile_by_persons(counts, places, "dissimilarity", persons=[5, 100])
    assert np.allclose(nearest.values, [[0.8, np.nan, 0.8], [np.nan, np.nan, 0.8]], equal_nan=True)


def test_scales_that_were_not_computed_are_refused() -> None:
    counts = Counts.from_arrays([[9, 1], [1, 9]])
    profile = profile_by_radius(counts, lattice(2, 1), "theil-h", radii=[1, 2])
    with pytest.raises(UnusableCounts, match="choose among 1, 2"):
        profile.ratio(macro=3, micro=1)
    with pytest.raises(UnusableCounts, match="no radius"):
        profile_by_radius(counts, lattice(2, 1), "theil-h", radii=[])


def test_loops_are_compiled_also_where_nothing_can_be_kept() -> None:
    from samlad.indices.scale.compiled import compiled

    found: dict = {}
    exec("def twice(number): return 2 * number", found)  # of no file, so there is no cache for it
    assert compiled(found["twice"])(21) == 42
