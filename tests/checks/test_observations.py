"""The real observations hold, and each kind of fault put into them is found."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from samlad.checks import Read, check_observations, check_read
from samlad.cli import main
from samlad.sources import read_all

pytestmark = pytest.mark.shared_data


@pytest.fixture(scope="module")
def loaded(inputs: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    read_all(inputs, connection)
    return connection


@pytest.fixture
def observations(loaded: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """The observations, as they were again after each test."""
    loaded.execute("BEGIN")
    yield loaded
    loaded.execute("ROLLBACK")


def errors(connection: duckdb.DuckDBPyConnection, inputs: Path) -> list[str]:
    found = check_read(Read(connection, inputs))
    return [one.line().removeprefix("error: ") for one in found if one.severity == "error"]


def test_the_real_inputs_have_only_known_faults(
    observations: duckdb.DuckDBPyConnection, inputs: Path
) -> None:
    found = check_read(Read(observations, inputs))
    assert [one.line() for one in found if one.severity == "error"] == []
    assert {one.rule for one in found} == {
        "corrections-still-hold",
        "observation-lone-zero",
        "parts-with-a-known-difference",
    }


def test_the_labour_force_differs_by_219_from_its_parts(
    observations: duckdb.DuckDBPyConnection, inputs: Path
) -> None:
    found = check_read(Read(observations, inputs))
    differing = [one.line() for one in found if one.rule == "parts-with-a-known-difference"]
    assert "differ by 219 from the total, as expected (219)" in differing[0]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            """UPDATE observations SET value = value / 100 WHERE "table" = 'U07417' AND period = '2023'""",
            ["column 'U07417': 26.74 is outside 300–20000 (per_100000)", "U07417, total, 2023, column 'value': the median is 0.009681 times that of 2022"],
        ),
        (
            """UPDATE observations SET value = value + 1 WHERE unit = '0114C1010' AND "table" = 'birth_region' AND "group" = 'totalt'""",
            [
                "scb_deso_2022.parquet, birth_region, 0114C1010, 2022, column 'totalt': the parts are 1,562 against 1,563 in the total",
                "birth_region, 2022, column 'totalt': the sum is 10,521,557 but 10,521,556 is published",
                "scb_regso_2020_2023.parquet, birth_region, 0114R001, 2022, column 'totalt': the areas in it sum to 5,983, but 5,982 is published",
            ],
        ),
        (
            """UPDATE observations SET value = 100 WHERE "table" = 'labour_status' AND unit = '0114A0010' AND "group" = 'antal arbetslösa'""",
            ["the parts differ by 314 from the total, expected 219; ask the source and change definitions/checks.toml"],
        ),
        (
            """DELETE FROM observations WHERE "table" = 'tenure' AND unit = '0114R001' AND period = '2021' AND "group" = 'hyresrätt'""",
            ["scb_regso_2020_2023.parquet, 2021, hyresrätt, column 'tenure': 3362 areas, but the division has 3363"],
        ),
        (
            """UPDATE observations SET value = 12.5 WHERE "table" = 'pupils' AND unit = '71387206' AND period = '2009/10'""",
            ["skolverket_schools_2009_2023.parquet, 71387206, 2009/10, pupils, column 'pupils': 12.5 is not a whole number"],
        ),
        (
            """UPDATE observations SET value = 101 WHERE "table" = 'parents_education' AND unit = '71387206' AND period = '2009/10'""",
            ["column 'parents_education': 101 is outside 0–100 (per_cent)"],
        ),
        (
            """UPDATE observations SET value = 6 WHERE "table" = 'omradestyp' AND unit = '0114R001'""",
            ["0114R001, 2022, omradestyp, column 'omradestyp': 6 is outside 1–5 (area_type)"],
        ),
        (
            """UPDATE observations SET "group" = 'okänt' WHERE "table" = 'omradestyp' AND unit = '0114R001'""",
            ["scb_regso_2020_2023.parquet, omradestyp, column 'groups': 'okänt' is not declared for the table"],
        ),
        (
            """UPDATE observations SET unit = '0114R999' WHERE source = 'scb-regso' AND unit = '0114R001'""",
            ["scb_regso_2020_2023.parquet, column 'unit': '0114R999' is not in the list of RegSO 2020"],
        ),
        (
            """UPDATE observations SET value = 99999 WHERE "table" = 'municipal' AND unit = '01140101' AND "group" = 'voting'""",
            ["val_districts_2022.parquet, municipal, 01140101, 2022, column 'voting': 99,999 is more than eligible (1,468)"],
        ),
        (
            "DELETE FROM known_faults WHERE correction = 'preschool-enrolment-above-100' AND unit = '1762'",
            ["preschool-enrolment-above-100, column 'N11821': number of values 117, but 125 expected; the source has changed"],
        ),
    ],
)  # fmt: skip
def test_a_fault_put_into_the_real_observations_is_found(
    observations: duckdb.DuckDBPyConnection, inputs: Path, change: str, expected: list[str]
) -> None:
    observations.execute(change)
    found = errors(observations, inputs)
    for sentence in expected:
        assert any(sentence in line for line in found), "\n".join(found)


def test_perturbed_counts_need_not_sum(
    observations: duckdb.DuckDBPyConnection, inputs: Path
) -> None:
    observations.execute(
        """UPDATE observations SET value = value + 1, status = 'perturbed'
           WHERE "table" = 'background' AND unit = '0114C1010' AND "group" = 'totalt'"""
    )
    assert not [line for line in errors(observations, inputs) if "parts-of-the-whole" in line]


def test_a_table_that_is_absent_is_a_warning(
    observations: duckdb.DuckDBPyConnection, inputs: Path
) -> None:
    observations.execute("""DELETE FROM observations WHERE "table" = 'N07914'""")
    found = [one.line() for one in check_read(Read(observations, inputs))]
    assert any(
        "'N07914' is declared in definitions/sources/kolada.toml but" in line for line in found
    )


def test_a_file_that_cannot_be_read_is_the_only_finding(tmp_path: Path) -> None:
    found = [one.line() for one in check_observations(tmp_path)]
    assert len(found) == 1
    assert "is not there; put it in the folder or name another with --inputs" in found[0]


def test_the_command_says_what_held_and_ends_with_0_on_warnings(
    inputs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--inputs", str(inputs / "exports")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].startswith("49 goals, ")
    assert lines[-1].endswith("363,444 observations from 2 sources: no errors, 3 warnings")


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_what_is_no_folder_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / "file").write_text("")
    assert main(["check", "--inputs", str(tmp_path / name)]) == 2
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith(f"error: {tmp_path / name}: is no folder; name the folder")
    assert last.endswith("0 observations from 0 sources: 1 error, no warnings")


def test_the_command_ends_with_2_on_errors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--inputs", str(tmp_path), "--language", "sv"]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("fel: ")
    assert lines[-1].endswith("1 error, no warnings")
