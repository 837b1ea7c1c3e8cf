"""Random zones hang together, keep all people, and say how much borders matter."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices import Counts
from samlad.indices.scale.zoning import random_zones, zoning_band
from samlad.indices.spatial.places import Places
from tests.indices.spatial.landscapes import Landscape, landscapes, lattice

ROUNDING = 1e-9


@settings(deadline=None)
@given(st.integers(2, 8), st.integers(2, 8), st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_every_zone_hangs_together(columns: int, rows: int, many: int, seed: int) -> None:
    pairs = lattice(columns, rows).neighbours
    units = columns * rows
    borders = sparse.csr_matrix((np.ones(len(pairs)), pairs.T), shape=(units, units))
    many = min(many, units)
    zones = random_zones(
        borders, np.zeros(units, dtype=int), np.array([many]), np.random.default_rng(seed)
    )
    assert sorted(set(zones.tolist())) == list(range(many))
    for zone in range(many):
        inside = borders[zones == zone][:, zones == zone]
        assert connected_components(inside, directed=False)[0] == 1


@settings(deadline=None)
@given(landscapes(groups=3), st.floats(1, 6))
def test_merging_never_adds_segregation(drawn: Landscape, size: float) -> None:
    band = zoning_band(drawn.counts, drawn.places, "theil-m", size=size, draws=8)
    known = band.draws[~np.isnan(band.draws)]
    assert (known <= band.published[0] + ROUNDING).all()
    assert band.low[0] <= band.high[0] or np.isnan(band.low[0])


def test_zones_of_one_unit_are_the_units() -> None:
    counts = Counts.from_arrays(np.random.default_rng(2).integers(1, 9, (12, 2)))
    band = zoning_band(counts, lattice(4, 3), "dissimilarity", size=1, draws=4)
    assert np.allclose(band.draws, band.published)
    assert band.zones.tolist() == [12]


def test_borders_matter_more_for_a_checkerboard_than_for_halves() -> None:
    x, y = (lattice(8, 8).coordinates // 1).T
    kept = []
    for first in (x < 4, (x + y) % 2 < 1):
        counts = Counts.from_arrays(np.column_stack([first, ~first]) * 10)
        band = zoning_band(counts, lattice(8, 8), "dissimilarity", size=4, draws=50)
        kept.append(band.middle[0] / band.published[0])
    assert kept[0] > 0.6
    assert kept[1] < 0.5


def test_the_same_input_gives_the_same_band() -> None:
    counts = Counts.from_arrays(np.random.default_rng(2).integers(1, 9, (30, 2)))
    first, second = (
        zoning_band(counts, lattice(6, 5), "theil-h", size=3, draws=10) for _ in range(2)
    )
    assert np.array_equal(first.draws, second.draws)


def test_segments_and_islands_stay_apart() -> None:
    counts = Counts.from_arrays(
        [[9, 1], [1, 9], [9, 1], [1, 9], [9, 1], [1, 9]], segments=[1, 1, 1, 1, 2, 2]
    )
    # Segment 1 is two islands of two units; segment 2 touches it, across a border of segments.
    places = Places.from_arrays(
        lattice(6, 1).coordinates, neighbours=[[0, 1], [2, 3], [3, 4], [4, 5]]
    )
    band = zoning_band(counts, places, "dissimilarity", size=2, draws=5)
    assert band.zones.tolist() == [2, 1]
    assert np.allclose(band.draws[:, 0], 0)
    assert np.isnan(band.draws[:, 1]).all()


def test_faulty_wishes_are_refused() -> None:
    counts = Counts.from_arrays(np.ones((4, 2)))
    with pytest.raises(UnusableCounts, match="at least one unit"):
        zoning_band(counts, lattice(2, 2), "theil-h", size=0)
    with pytest.raises(UnknownName, match="did you mean 'theil-h'"):
        zoning_band(counts, lattice(2, 2), "theil-hh", size=2)
    with pytest.raises(UnusableCounts, match="no neighbours"):
        zoning_band(counts, Places.from_arrays(np.zeros((4, 2))), "theil-h", size=2)
