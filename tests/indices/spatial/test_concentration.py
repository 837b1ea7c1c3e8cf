"""Concentration and centralisation: bounds, ties, and what is not defined."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samlad.errors import UnusableCounts
from samlad.indices import Counts
from samlad.indices.spatial import concentration
from samlad.indices.spatial.places import Places
from tests.indices.spatial.landscapes import Landscape, landscapes, lattice

ROUNDING = 1e-9


def sized(drawn: Landscape, seed: int) -> Landscape:
    """Units of a few sizes, so that there are ties."""
    areas = np.random.default_rng(seed).integers(1, 4, len(drawn.table)).astype(float)
    return Landscape(
        drawn.table,
        Places.from_arrays(
            drawn.places.coordinates,
            areas=areas,
            neighbours=drawn.places.neighbours,
            shared_borders=drawn.places.shared_borders,
            perimeters=drawn.places.perimeters,
        ),
    )


def everything(landscape: Landscape) -> list[np.ndarray]:
    counts, places = landscape.counts, landscape.places
    return [
        concentration.delta(counts, places),
        concentration.absolute_concentration(counts, places),
        concentration.relative_concentration(counts, places),
        concentration.absolute_centralisation(counts, places),
        concentration.relative_centralisation(counts, places, centre=[1.5, 1.5]),
    ]


@settings(deadline=None)
@given(landscapes(groups=3), st.integers(0, 2**32 - 1))
def test_ties_and_the_order_of_units_do_not_matter(drawn: Landscape, seed: int) -> None:
    first = sized(drawn, seed)
    other = first.reordered(np.random.default_rng(seed).permutation(len(drawn.table)))
    for before, after in zip(everything(first), everything(other), strict=True):
        assert np.allclose(before, after, atol=ROUNDING, equal_nan=True)


@settings(deadline=None)
@given(landscapes(), st.integers(0, 2**32 - 1))
def test_values_keep_their_bounds(drawn: Landscape, seed: int) -> None:
    delta, absolute, _, centre, relative = everything(sized(drawn, seed))
    for value, low, high in ((delta, 0, 1), (absolute, 0, 1), (centre, -1, 1), (relative, -1, 1)):
        known = value[~np.isnan(value)]
        assert ((known >= low - ROUNDING) & (known <= high + ROUNDING)).all()


def test_the_last_unit_is_filled_in_part() -> None:
    # 3 people: all of the unit of area 1 (2 people) and one of the unit of area 2.
    counts = Counts.from_arrays([[2, 0], [0, 2], [1, 1]])
    places = Places.from_arrays([[0, 0], [1, 0], [2, 0]], areas=[1, 2, 4])
    mean, least, most = (2 * 1 + 4) / 3, (2 * 1 + 2) / 3, (2 * 4 + 2) / 3
    expected = 1 - (mean - least) / (most - least)
    found = concentration.absolute_concentration(counts, places)[0, 0]
    assert found == pytest.approx(expected)


def test_one_size_of_unit_leaves_concentration_undefined() -> None:
    counts = Counts.from_arrays([[2, 1], [1, 2]])
    assert np.isnan(concentration.absolute_concentration(counts, lattice(2, 1))).all()


def test_a_group_in_the_middle_is_central_and_one_at_the_rim_is_not() -> None:
    table = np.zeros((25, 2))
    table[:, 1] = 4
    table[12] = [100, 0]
    counts = Counts.from_arrays(table)
    absolute = concentration.absolute_centralisation(counts, lattice(5, 5))[0]
    assert absolute[0] > 0.9
    assert absolute[1] < 0
    relative = concentration.relative_centralisation(counts, lattice(5, 5))[0]
    assert relative[0, 1] == pytest.approx(1)
    assert relative[1, 0] == pytest.approx(-1)
    assert relative[0, 0] == pytest.approx(0)


def test_a_centre_that_is_no_point_is_refused() -> None:
    with pytest.raises(UnusableCounts, match="centre is no point"):
        concentration.absolute_centralisation(
            Counts.from_arrays([[1, 1], [2, 1]]), lattice(2, 1), centre=[1, 2, 3]
        )
