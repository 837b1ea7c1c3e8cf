"""Every place lies in a larger one of the same inputs, from the DeSO to the nation."""

from collections import Counter
from pathlib import Path

import duckdb
import pytest

from samlad.areas import area_columns, area_table, county_of, deso_parents
from samlad.catalogue import divisions
from samlad.errors import ObservationError
from samlad.model import Area, Level
from samlad.store import AREA_COLUMNS


@pytest.fixture(scope="module")
def areas(inputs: Path) -> tuple[Area, ...]:
    return area_table(inputs)


@pytest.mark.shared_data
def test_there_are_as_many_places_as_the_divisions_declare(areas: tuple[Area, ...]) -> None:
    counted = Counter(area.division for area in areas)
    assert counted == {
        name: divisions()[name].areas
        for name in ("nation", "county", "municipality", "regso-2020", "deso-2018")
    }


@pytest.mark.shared_data
def test_each_place_lies_in_one_of_the_next_size(areas: tuple[Area, ...]) -> None:
    by_code = {area.code: area for area in areas}
    sizes = list(Level)
    for area in areas:
        if area.parent is None:
            assert area.level is Level.NATION
            continue
        parent = by_code[area.parent]
        assert sizes.index(parent.level) == sizes.index(area.level) - 1
        if area.level is not Level.COUNTY:
            assert area.code.startswith(county_of(parent.code))


@pytest.mark.shared_data
def test_names_are_those_of_the_publishers_and_a_deso_has_its_code(
    areas: tuple[Area, ...],
) -> None:
    by_code = {area.code: area for area in areas}
    assert by_code["0114"].name == "Upplands Väsby"
    assert by_code["0114R001"].name == "Bollstanäs"
    assert by_code["0114A0010"].name == "0114A0010"
    assert not [area for area in areas if area.name != " ".join(area.name.split())]
    assert deso_parents(areas)["0114C1010"] == "0114R001"


@pytest.mark.shared_data
def test_the_lists_beside_a_folder_of_exports_are_found(
    inputs: Path, areas: tuple[Area, ...]
) -> None:
    assert area_table(inputs / "exports") == areas


@pytest.mark.shared_data
def test_the_columns_are_those_of_the_store(areas: tuple[Area, ...]) -> None:
    found = area_columns(areas)
    assert tuple(found) == AREA_COLUMNS
    assert {len(column) for column in found.values()} == {9659}


def put(folder: Path, names: str, parents: str) -> None:
    for file, rows in (("regso2020_names", names), ("deso2018_to_regso2020", parents)):
        duckdb.execute(
            f"COPY ({rows}) TO $f (FORMAT parquet)", {"f": str(folder / f"{file}.parquet")}
        )


NAMES = "SELECT '0114R001' AS regso, 'Bollstanäs' AS namn, '0114' AS kommunkod"
PARENTS = "SELECT '0114A0010' AS DeSO_2018, '0114R001' AS RegSOkod_2020"


@pytest.mark.parametrize(
    ("names", "parents", "sentence"),
    [
        (NAMES.replace("'0114'", "'0999'"), PARENTS, "'0114R001' lies in '0999', which is no"),
        (NAMES, PARENTS.replace("R001", "R002"), "'0114A0010' lies in '0114R002', which is no"),
        (f"{NAMES} UNION ALL {NAMES}", PARENTS, "'0114R001' stands twice"),
        ("SELECT 1 AS regso", PARENTS, "regso2020_names.parquet: cannot be read"),
    ],
)
def test_an_area_without_a_parent_is_refused(
    tmp_path: Path, names: str, parents: str, sentence: str
) -> None:
    put(tmp_path, names, parents)
    with pytest.raises(ObservationError) as caught:
        area_table(tmp_path)
    assert sentence in str(caught.value)


def test_a_missing_list_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ObservationError, match=r"'regso2020_names\.parquet' is not there; put it"):
        area_table(tmp_path)


def test_a_division_holds_in_its_own_years() -> None:
    assert divisions()["deso-2018"].holds_in("2023")
    assert not divisions()["deso-2018"].holds_in("2024")
    assert divisions()["deso-2025"].holds_in("2024")
    assert divisions()["school"].holds_in("2009/10")
