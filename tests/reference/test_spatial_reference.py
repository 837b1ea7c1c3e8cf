"""Spatial indices against numbers from elsewhere: OasisR on landscapes, PySAL on Sacramento."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import sparse

from samlad.indices import Counts
from samlad.indices.spatial import boundary, concentration, proximity
from samlad.indices.spatial.neighbourhoods import Neighbourhoods, adjacent
from samlad.indices.spatial.places import Places

#: OasisR's values are printed with four decimals.
FOUR_DECIMALS = 0.5001e-4
#: PySAL's values have all digits; areas and centroids of shapes agree to rounding.
ROUNDING = 1e-9
#: PySAL's own test of D(adj) asks for four decimals.
PYSAL_FOUR_DECIMALS = 1e-4


@pytest.fixture(scope="module")
def landscapes(inputs: Path) -> dict[str, dict]:
    return json.loads((inputs / "reference" / "landscapes" / "expected_ABCD.json").read_text())


@pytest.fixture(scope="module")
def grid(inputs: Path) -> dict[str, np.ndarray]:
    path = inputs / "reference" / "landscapes" / "segdata.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}


@pytest.fixture(scope="module")
def cells(grid: dict[str, np.ndarray]) -> Places:
    """Squares of side 1; the perimeter is what a cell shares with others, as OasisR takes it."""
    from shapely import box

    centres = zip(grid["X"], grid["Y"], strict=True)
    shapes = [box(x - 0.5, y - 0.5, x + 0.5, y + 0.5) for x, y in centres]
    places = Places.from_shapes(shapes)
    shared = np.bincount(
        places.needed_neighbours.ravel(), weights=np.repeat(places.needed_borders, 2)
    )
    return replace(places, perimeters=shared)


def counted(grid: dict, landscape: dict) -> Counts:
    return Counts.from_arrays(np.column_stack([grid[name] for name in landscape["cols"]]))


LETTERS = ["A", "B", "C", "D"]


@pytest.mark.parametrize("letter", LETTERS)
def test_proximity_and_decay_agree_with_oasisr(letter, landscapes, grid, cells) -> None:
    expected, counts = landscapes[letter], counted(grid, landscapes[letter])
    near = proximity.contacts_by_distance(counts, cells, decay=1, own=0)
    mean = proximity.mean_proximity(near)[0]
    assert_allclose(np.diag(mean), expected["Pxx"], atol=FOUR_DECIMALS)
    assert_allclose(mean.ravel(), expected["Pxy"], atol=FOUR_DECIMALS)
    assert_allclose(proximity.spatial_proximity(near), expected["SP"], atol=FOUR_DECIMALS)
    # OasisR lists its matrices column by column.
    clustering = proximity.relative_clustering(near)[0]
    assert_allclose(clustering.T.ravel(), expected["RCL"], atol=FOUR_DECIMALS)
    decayed = proximity.decay_exposure(near)[0]
    assert_allclose(np.diag(decayed), expected["DPxx"], atol=FOUR_DECIMALS)
    assert_allclose(decayed.T.ravel(), expected["DPxy"], atol=FOUR_DECIMALS)


@pytest.mark.parametrize("letter", LETTERS)
def test_clustering_of_touching_units_agrees_with_oasisr(letter, landscapes, grid, cells) -> None:
    counts = counted(grid, landscapes[letter])
    rook = adjacent(counts, cells)
    weights = rook.weights + sparse.identity(len(counts.units))
    touching = Neighbourhoods(sparse.csr_matrix(weights), "touching or the same")
    near = proximity.contacts_by_neighbours(counts, touching)
    expected = landscapes[letter]["ACL"]
    assert_allclose(proximity.absolute_clustering(near)[0], expected, atol=FOUR_DECIMALS)


@pytest.mark.parametrize("letter", LETTERS)
def test_boundary_indices_agree_with_oasisr(letter, landscapes, grid, cells) -> None:
    expected, counts = landscapes[letter], counted(grid, landscapes[letter])
    morrill = boundary.morrill(counts, cells)[0]
    assert_allclose([morrill] * 2, expected["ISMorrill"], atol=FOUR_DECIMALS)
    wong = boundary.wong_shapes(counts, cells)[0]
    assert_allclose([wong] * 2, expected["ISWong"], atol=FOUR_DECIMALS)


@pytest.mark.parametrize("letter", LETTERS)
def test_concentration_agrees_with_oasisr(letter, landscapes, grid, cells) -> None:
    expected, counts = landscapes[letter], counted(grid, landscapes[letter])
    found = concentration.delta(counts, cells)[0]
    assert_allclose(found, expected["Delta"], atol=FOUR_DECIMALS)
    assert np.isnan(concentration.absolute_concentration(counts, cells)).all()
    assert expected["ACO"] == ["NaN", "NaN"]


def test_half_and_half_scores_above_random_above_checkerboard(grid, cells) -> None:
    """What PySAL's proximity and clustering get the other way round."""
    x, y = grid["X"], grid["Y"]
    chance = np.random.default_rng(1)
    patterns = {
        "half": x < 5,
        "random": chance.permutation(x < 5),
        "checkerboard": (np.floor(x) + np.floor(y)) % 2 < 1,
    }
    found = {}
    for name, first in patterns.items():
        counts = Counts.from_arrays(100.0 * np.column_stack([first, ~first]))
        near = proximity.contacts_by_distance(counts, cells, decay=1)
        found[name] = (
            proximity.spatial_proximity(near)[0],
            proximity.absolute_clustering(near)[0, 0],
            proximity.decay_exposure(near)[0, 0, 0],
            boundary.morrill(counts, cells)[0],
        )
    for half, random, checkerboard in zip(*found.values(), strict=True):
        assert half > random > checkerboard


@pytest.fixture(scope="module")
def sacramento(inputs: Path) -> tuple[Counts, Places, Places]:
    """Hispanic against the rest, over tracts in degrees, with corners touching and without."""
    import pyarrow.parquet as pq
    import shapely

    tracts = pq.read_table(inputs / "reference" / "sacramento" / "tracts.parquet")
    first = np.asarray(tracts["HISP"], dtype=float)
    rest = np.asarray(tracts["TOT_POP"], dtype=float) - first
    shapes = shapely.from_wkb(tracts["geometry"].to_pylist())
    counts = Counts.from_arrays(np.column_stack([first, rest]))
    return counts, Places.from_shapes(shapes, corners=True), Places.from_shapes(shapes)


@pytest.fixture(scope="module")
def pysal(inputs: Path) -> dict[str, float]:
    path = inputs / "reference" / "sacramento" / "expected.json"
    return {row["file"]: row["expected"] for row in json.loads(path.read_text())}


def test_delta_agrees_with_pysal(sacramento, pysal) -> None:
    counts, places, _ = sacramento
    found = concentration.delta(counts, places)[0, 0]
    assert_allclose(found, float(pysal["test_delta.py"]), atol=ROUNDING)


def test_centralisation_agrees_with_pysal(sacramento, pysal) -> None:
    counts, places, _ = sacramento
    centre = places.coordinates.mean(axis=0)
    absolute = concentration.absolute_centralisation(counts, places, centre=centre)[0, 0]
    expected = float(pysal["test_absolute_centralization.py"])
    assert_allclose(absolute, expected, atol=ROUNDING)
    relative = concentration.relative_centralisation(counts, places, centre=centre)[0, 0, 1]
    expected = float(pysal["test_relative_centralization.py"])
    assert_allclose(relative, expected, atol=ROUNDING)


def test_boundary_adjusted_d_agrees_with_pysal(sacramento, pysal) -> None:
    counts, places, _ = sacramento
    expected = float(pysal["test_spatial_dissimilarity.py"])
    assert_allclose(boundary.morrill(counts, places)[0], expected, atol=PYSAL_FOUR_DECIMALS)
