"""Numbers that others computed: R `segregation`, PySAL `segregation` where right, OasisR."""

import csv
import json
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from samlad.indices import (
    Counts,
    concentration_profile,
    divergence,
    exposure_matrix,
    group_divergence,
    location_quotient,
    share_above,
    table,
)

pytestmark = pytest.mark.shared_data

#: R prints all digits of a double; its sums run in another order.
R_TOLERANCE = 1e-12
#: PySAL's own tests compare to seven decimals.
PYSAL_TOLERANCE = 1e-7
#: OasisR's values are given with four decimals.
OASIS_TOLERANCE = 5e-5


@pytest.fixture(scope="module")
def reference(inputs) -> Path:
    return inputs / "reference"


def value(counts: Counts, index: str) -> float:
    return float(table(counts, [index], interval=None, correct=False).estimate[0])


# --- R segregation 1.1: schools × race -----------------------------------------------------------


@pytest.fixture(scope="module")
def r_values(reference) -> dict[str, Any]:
    return json.loads((reference / "schools" / "expected.json").read_text())["schools00"]


def schools(reference: Path, **columns: Any) -> Counts:
    pupils = duckdb.read_csv(str(reference / "schools" / "schools00.csv"))
    return Counts.from_frame(pupils, group="race", count="n", **columns)


@pytest.fixture(scope="module")
def all_schools(reference) -> Counts:
    return schools(reference, unit="school")


def test_m_h_and_entropy_of_schools(all_schools, r_values) -> None:
    for row, index in zip(r_values["mutual_total"], ("theil-m", "theil-h"), strict=True):
        assert value(all_schools, index) == pytest.approx(row["est"], abs=R_TOLERANCE)
    entropy = value(all_schools, "diversity")
    assert entropy == pytest.approx(r_values["entropy_race"], abs=R_TOLERANCE)


def test_m_and_h_between_districts(reference, r_values) -> None:
    counts = schools(reference, unit="district")
    for row, index in zip(r_values["between_district"], ("theil-m", "theil-h"), strict=True):
        assert value(counts, index) == pytest.approx(row["est"], abs=R_TOLERANCE)


def test_m_and_h_within_each_state(reference, r_values) -> None:
    result = table(schools(reference, unit="school", by=["state"]), ["theil-m", "theil-h"])
    expected = [(row["state"], row["M"], row["H"]) for row in r_values["mutual_within_state"]]
    m, h = result.of("theil-m"), result.of("theil-h")
    assert m.segment.tolist() == [state for state, _, _ in expected]
    assert m.estimate == pytest.approx([row[1] for row in expected], abs=R_TOLERANCE)
    assert h.estimate == pytest.approx([row[2] for row in expected], abs=R_TOLERANCE)


def test_local_divergence_of_races_and_schools(all_schools, r_values) -> None:
    by_race = dict(zip(all_schools.groups, group_divergence(all_schools)[0], strict=True))
    for row in r_values["local_race"]:
        assert by_race[row["race"]] == pytest.approx(row["ls"], abs=R_TOLERANCE)
    by_school = dict(zip(all_schools.units, divergence(all_schools), strict=True))
    weight = dict(zip(all_schools.units, all_schools.weights, strict=True))
    for row in r_values["local_school_head"]:
        assert by_school[row["school"]] == pytest.approx(row["ls"], abs=R_TOLERANCE)
        assert weight[row["school"]] == pytest.approx(row["p"], abs=R_TOLERANCE)


def test_exposure_and_isolation_of_races(all_schools, r_values) -> None:
    place = {race: number for number, race in enumerate(all_schools.groups)}
    exposure = exposure_matrix(all_schools)[0]
    for row in r_values["exposure"]:
        found = exposure[place[row["of"]], place[row["to"]]]
        assert found == pytest.approx(row["exposure"], abs=R_TOLERANCE)
    for row in r_values["isolation"]:
        found = value(all_schools.of_group(row["race"]), "isolation")
        assert found == pytest.approx(row["isolation"], abs=R_TOLERANCE)


def test_d_of_two_races(reference, r_values) -> None:
    two = duckdb.read_csv(str(reference / "schools" / "schools00.csv")).filter(
        "race IN ('white', 'black')"
    )
    counts = Counts.from_frame(two, unit="school", group="race", count="n")
    assert value(counts, "dissimilarity") == pytest.approx(
        r_values["D_white_black"], abs=R_TOLERANCE
    )


# --- PySAL segregation 2.6: tracts of Sacramento --------------------------------------------------


@pytest.fixture(scope="module")
def pysal(reference) -> dict[str, str]:
    rows = json.loads((reference / "sacramento" / "expected.json").read_text())
    return {row["file"]: row["expected"] for row in rows if row["expr"].startswith("index.stat")}


@pytest.fixture(scope="module")
def tracts(reference) -> dict[str, np.ndarray]:
    columns = "TOT_POP, WHITE, BLACK, ASIAN, HISP"
    path = reference / "sacramento" / "tracts.parquet"
    return duckdb.sql(f"SELECT {columns} FROM '{path}'").fetchnumpy()


@pytest.mark.parametrize(
    ("file", "index"),
    [
        ("test_atkinson.py", "atkinson"),
        ("test_entropy.py", "theil-h"),
        ("test_hutchens_sqrt.py", "hutchens"),
        ("test_isolation.py", "isolation"),
    ],
)
def test_hispanic_against_all_others(tracts, pysal, file, index) -> None:
    others = tracts["TOT_POP"] - tracts["HISP"]
    counts = Counts.from_arrays(np.column_stack([tracts["HISP"], others]))
    assert value(counts, index) == pytest.approx(float(pysal[file]), abs=PYSAL_TOLERANCE)


def test_concentration_profile_at_the_peer_s_thresholds_and_exactly(tracts, pysal) -> None:
    # PySAL adds up a thousand points for each area; R is the areas themselves.
    others = tracts["TOT_POP"] - tracts["HISP"]
    counts = Counts.from_arrays(np.column_stack([tracts["HISP"], others]))
    grid, mix = np.linspace(0, 1, 1000), counts.group_shares[0, 0]
    signed = np.where(grid < mix, -1, 1) * share_above(counts, grid)[0]
    summed = (mix + signed.sum() / 1000) / (1 - mix)
    assert summed == pytest.approx(float(pysal["test_conprof.py"]), abs=R_TOLERANCE)
    assert concentration_profile(counts)[0] == pytest.approx(summed, abs=2 / 1000)


@pytest.mark.parametrize(
    ("file", "index"),
    [
        ("test_multi_dissim.py", "dissimilarity"),
        ("test_multi_gini_seg.py", "gini"),
        ("test_multi_normalized_exposure.py", "normalised-exposure"),
        ("test_multi_squared_coefficient_of_variation.py", "squared-variation"),
        ("test_multi_diversity.py", "diversity"),
    ],
)
def test_four_groups(tracts, pysal, file, index) -> None:
    counts = Counts.from_arrays(
        np.column_stack([tracts[g] for g in ("WHITE", "BLACK", "ASIAN", "HISP")])
    )
    assert value(counts, index) == pytest.approx(float(pysal[file]), abs=PYSAL_TOLERANCE)


def test_simpson_concentration_and_interaction_sum_to_one(tracts, pysal) -> None:
    counts = Counts.from_arrays(
        np.column_stack([tracts[g] for g in ("WHITE", "BLACK", "ASIAN", "HISP")])
    )
    concentration = float(pysal["test_multi_simpsons_concentration.py"])
    found = 1 - value(counts, "simpson-interaction")
    assert found == pytest.approx(concentration, abs=PYSAL_TOLERANCE)


def test_local_composition_of_tracts(tracts, pysal) -> None:
    counts = Counts.from_arrays(
        np.column_stack([tracts[g] for g in ("WHITE", "BLACK", "ASIAN", "HISP")])
    )
    given = pysal["test_local_multi_local_simpson_concentration.py"]
    expected = [
        float(part) for part in given.removeprefix("np.array([").removesuffix("])").split(",")
    ]
    shares = location_quotient(counts) * counts.group_shares_at_units
    assert (shares[:10] ** 2).sum(axis=1) == pytest.approx(expected, abs=PYSAL_TOLERANCE)


# --- OasisR 3.1: landscapes of 100 cells ----------------------------------------------------------

#: OasisR's name of an index of a group or of all → ours.
OF_FIRST = {
    "ISDuncan": "dissimilarity", "Gini": "gini", "HTheil": "theil-h", "Eta2": "correlation-ratio",
    "xPx": "isolation", "Gorard": "gorard", "Atkinson": "atkinson",
}  # fmt: skip
OF_ALL = {
    "DMulti": "dissimilarity", "GiniMulti": "gini", "HMulti": "theil-h",
    "PMulti": "normalised-exposure", "RelDivers": "relative-diversity",
    "CMulti": "squared-variation",
}  # fmt: skip


@pytest.fixture(scope="module")
def landscapes(reference) -> dict[str, np.ndarray]:
    with (reference / "landscapes" / "segdata.csv").open() as file:
        rows = list(csv.DictReader(file))
    return {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}


@pytest.fixture(scope="module")
def oasis(reference) -> dict[str, Any]:
    return json.loads((reference / "landscapes" / "expected_ABCD.json").read_text())


@pytest.mark.parametrize("landscape", "ABCD")
@pytest.mark.parametrize("name", OF_FIRST)
def test_each_group_of_a_landscape(landscapes, oasis, landscape, name) -> None:
    expected = oasis[landscape]
    columns = np.column_stack([landscapes[column] for column in expected["cols"]])
    found = [
        value(Counts.from_arrays(part), OF_FIRST[name]) for part in (columns, columns[:, ::-1])
    ]
    assert found == pytest.approx(expected[name], abs=OASIS_TOLERANCE)


@pytest.mark.parametrize("landscape", "ABCD")
@pytest.mark.parametrize("name", OF_ALL)
def test_all_groups_of_a_landscape(landscapes, oasis, landscape, name) -> None:
    expected = oasis[landscape]
    counts = Counts.from_arrays(np.column_stack([landscapes[c] for c in expected["cols"]]))
    assert value(counts, OF_ALL[name]) == pytest.approx(expected[name], abs=OASIS_TOLERANCE)


@pytest.mark.parametrize("landscape", "ABCD")
def test_exposure_of_a_landscape(landscapes, oasis, landscape) -> None:
    expected = np.array(oasis[landscape]["xPy"]).reshape(2, 2).T
    counts = Counts.from_arrays(np.column_stack([landscapes[c] for c in oasis[landscape]["cols"]]))
    assert exposure_matrix(counts)[0] == pytest.approx(expected, abs=OASIS_TOLERANCE)


# --- By hand: the small tables of the literature --------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([[50, 50], [50, 50]], 0.0),
        ([[80, 20], [20, 80]], 0.6),
        ([[40, 10], [40, 10], [10, 40], [10, 40]], 0.6),
        ([[100, 0], [0, 100]], 1.0),
    ],
)
def test_d_of_small_tables(rows, expected) -> None:
    assert value(Counts.from_arrays(rows), "dissimilarity") == pytest.approx(expected, abs=1e-12)
