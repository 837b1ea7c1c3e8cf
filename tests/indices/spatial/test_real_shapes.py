"""On real official shapes and counts: DeSO areas of Stockholm and Uppsala counties, 2022."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from samlad.indices import Counts, find
from samlad.indices.scale import nearest_persons, profile_by_persons, zoning_band
from samlad.indices.spatial import (
    Places,
    adjacent,
    contacts_by_distance,
    decay_exposure,
    moran,
    morrill,
    spatial_proximity,
    surroundings,
    within,
)

WORLD = "övriga världen inkl. uppgift saknas"


@dataclass(frozen=True)
class Capital:
    counts: Counts
    places: Places


@pytest.fixture(scope="module")
def capital(inputs: Path) -> Capital:
    """Born in the rest of the world against all others."""
    import duckdb
    import pyarrow.parquet as pq
    import shapely

    shapes = pq.read_table(inputs / "shapes" / "deso2018_counties_01_03.parquet")
    people = duckdb.sql(
        f"""
        select deso, sum(value) filter ("group" = '{WORLD}') as world,
               sum(value) filter ("group" = 'totalt') as everyone
        from '{inputs / "observations" / "scb_deso_2022.parquet"}'
        where "table" = 'birth_region' group by deso
        """
    ).fetchall()
    found = {deso: (world, everyone - world) for deso, world, everyone in people}
    table = [found[deso] for deso in shapes["deso"].to_pylist()]
    polygons = shapely.from_wkb(shapes["geometry"].to_pylist())
    return Capital(
        Counts.from_arrays(table, groups=["world", "rest"]), Places.from_shapes(polygons)
    )


def test_slivers_between_official_shapes_leave_no_area_without_neighbours(capital) -> None:
    places = capital.places
    assert len(places.coordinates) == 1525
    neighbours = np.bincount(places.neighbours.ravel(), minlength=1525)
    assert neighbours.min() > 0
    assert 5 < neighbours.mean() < 6


def test_people_born_far_away_live_near_each_other(capital) -> None:
    counts, places = capital.counts, capital.places
    found = moran(counts, adjacent(counts, places))
    assert found.value[0] > 0.5
    assert found.p[0] == 0.001
    near = contacts_by_distance(counts, places, decay=1000)
    assert spatial_proximity(near)[0] > 1
    assert decay_exposure(near)[0, 0, 0] > counts.group_shares[0, 0]


def test_wider_surroundings_are_less_segregated(capital) -> None:
    counts, places = capital.counts, capital.places
    profile = profile_by_persons(counts, places, "theil-h", persons=[1600, 6400, 25600, 102400])
    plain = find("theil-h").value(counts)[0]
    assert (np.diff([plain, *profile.values[:, 0]]) < 0).all()
    assert 0.2 < profile.ratio(macro=102400, micro=1600)[0] < 0.6
    lived = surroundings(counts, within(counts, places, radius=1000, kernel="biweight"))
    d = find("dissimilarity").value(counts)[0]
    assert lived.value("dissimilarity")[0] < d
    assert morrill(counts, places)[0] < d


def test_everyone_is_met_once(capital) -> None:
    counts, places = capital.counts, capital.places
    found = nearest_persons(counts, places, persons=[counts.totals[0]])
    assert np.allclose(found.people[0], counts.group_totals)
    shared = nearest_persons(counts, places, persons=[5000], last_ring="shared")
    assert np.allclose(shared.people.sum(axis=2), 5000)


def test_half_as_many_areas_hide_part_of_the_segregation(capital) -> None:
    band = zoning_band(capital.counts, capital.places, "dissimilarity", size=2, draws=20)
    assert 0.8 * band.published[0] < band.low[0] <= band.high[0] < band.published[0]
