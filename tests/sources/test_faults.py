"""A file that cannot be true is refused in one sentence: file, row, column, value, what to do."""

from pathlib import Path

import duckdb
import pytest

from samlad.errors import ObservationError
from samlad.sources import read_all, read_source

DESO = "SELECT '0114A0010' AS deso, 'age' AS \"table\", '000005FF' AS scb_ref, 2022 AS year, 'totalt' AS \"group\", 863.0 AS value"
SCHOOL = (
    "SELECT '2022/23' AS lasar, '71387206' AS skolenhetskod, '1440' AS kommunkod, 225.0 AS elever, "
    "7.0 AS pct_utl, 48.0 AS pct_foraldrar_eftergym, 'ok' AS elever_flag, 'ok' AS pct_utl_flag, "
    "'ok' AS pct_foraldrar_eftergym_flag"
)
KOLADA = (
    "SELECT 'N07907' AS kpi, '0114' AS municipality_id, 2022 AS year, 'T' AS gender, "
    "'' AS status, 23.3 AS value"
)


def written(folder: Path, name: str, *rows: str) -> Path:
    path = folder / name
    connection = duckdb.connect()
    connection.execute(
        f"COPY ({' UNION ALL '.join(rows)}) TO $file (FORMAT parquet)", {"file": str(path)}
    )
    return path


def fault_of(source: str, path: Path) -> str:
    with pytest.raises(ObservationError) as caught:
        read_source(source, path, duckdb.connect())
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("863.0", "-1.0", "areas.parquet, row 2, column 'value': -1 cannot be; a value here is zero or more"),
        ("863.0", "NULL", "areas.parquet, row 2, column 'value': is empty and no sign says why"),
        ("863.0", "'many'", "areas.parquet, row 2, column 'value': 'many' is not a number"),
        ("863.0", "'nan'::DOUBLE", "areas.parquet, row 2, column 'value': nan cannot be"),
        ("'0114A0010'", "'0114X0010'", "areas.parquet, row 2, column 'deso': '0114X0010' is no code of DeSO 2018"),
        ("'0114A0010'", "'0999A0010'", "areas.parquet, row 2, column 'deso': no municipality has the code '0999'"),
        ("'0114A0010'", "NULL", "areas.parquet, row 2, column 'deso': is empty"),
        ("2022", "2024", "areas.parquet, row 2, column 'year': DeSO 2018 does not hold in '2024'"),
        ("'age'", "'age'", "areas.parquet, row 2, column 'deso': age, 0114A0010, 2022, totalt already stands in row 1"),
    ],
)  # fmt: skip
def test_an_area_row_that_cannot_be_true(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    path = written(tmp_path, "areas.parquet", DESO, DESO.replace(old, new, 1))
    assert sentence in fault_of("scb-deso", path)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("'ok' AS pct_utl_flag", "'odd' AS pct_utl_flag", "row 2, column 'pct_utl_flag': 'odd' is none of 'ok', 'suppressed'"),
        ("'ok' AS pct_utl_flag", "'suppressed' AS pct_utl_flag", "row 2, column 'pct_utl': is 7 but its sign 'suppressed' says there is none"),
        ("7.0 AS pct_utl", "NULL AS pct_utl", "row 2, column 'pct_utl': is empty and no sign says why"),
        ("'71387206'", "'7138'", "row 2, column 'skolenhetskod': '7138' is no code of School units"),
    ],
)  # fmt: skip
def test_a_school_row_that_cannot_be_true(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    second = SCHOOL.replace(old, new, 1).replace("2022/23", "2023/24")
    path = written(tmp_path, "schools.parquet", SCHOOL, second)
    assert sentence in fault_of("skolverket-schools", path)


def test_an_unknown_status_of_kolada_names_its_column(tmp_path: Path) -> None:
    path = written(tmp_path, "kolada.parquet", KOLADA.replace("''", "'Estimated'"))
    found = fault_of("kolada", path)
    assert found.startswith("kolada.parquet, row 1, column 'status': 'Estimated' is none of")
    assert "definitions/sources/kolada.toml" in found


def test_a_missing_column_names_those_that_are_there(tmp_path: Path) -> None:
    path = written(tmp_path, "kolada.parquet", "SELECT 'N07907' AS kpi, 2022 AS year")
    assert fault_of("kolada", path).startswith(
        "kolada.parquet: column 'municipality_id' is missing (it has kpi, year);"
    )


def test_a_file_that_is_no_parquet_says_so(tmp_path: Path) -> None:
    path = tmp_path / "kolada.parquet"
    path.write_text("kpi;value\n")
    assert "is no readable Parquet file" in fault_of("kolada", path)


def test_a_missing_file_names_folder_and_source(tmp_path: Path) -> None:
    with pytest.raises(ObservationError, match=r"'kolada_municipalities_2010_2024\.parquet' \(Key"):
        read_all(tmp_path, duckdb.connect())
    with pytest.raises(ObservationError, match="is no folder; name the folder"):
        read_all(tmp_path / "nowhere", duckdb.connect())


def test_population_counts_from_2025_are_perturbed_and_other_values_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from samlad.catalogue import divisions
    from samlad.catalogue.divisions import Division

    open_ended = {
        id_: Division(id=d.id, title=d.title, code=d.code) for id_, d in divisions().items()
    }
    monkeypatch.setattr("samlad.sources.staging.divisions", lambda: open_ended)
    income = DESO.replace("'age'", "'income_net'")
    path = written(
        tmp_path,
        "areas.parquet",
        DESO,
        DESO.replace("2022", "2025"),
        income.replace("2022", "2025").replace("totalt", "Medelvärde, tkr"),
        income.replace("2022", "2025").replace("totalt", "Antal personer totalt"),
    )
    connection = duckdb.connect()
    read_source("scb-deso", path, connection)
    found = connection.execute(
        'SELECT "table", period, "group", value, status FROM observations ORDER BY 1, 2, 3'
    ).fetchall()
    assert found == [
        ("age", "2022", "totalt", 863.0, "shown"),
        ("age", "2025", "totalt", 863.0, "perturbed"),
        ("income_net", "2025", "Antal personer totalt", 863.0, "perturbed"),
        ("income_net", "2025", "Medelvärde, tkr", 863.0, "shown"),
    ]


def test_a_folder_with_brackets_in_its_name_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "data [new]"
    folder.mkdir()
    connection = duckdb.connect()
    read_source("kolada", written(folder, "kolada.parquet", KOLADA), connection)
    assert connection.execute("SELECT value FROM observations").fetchall() == [(23.3,)]


@pytest.mark.shared_data
def test_reading_twice_into_one_connection_counts_once(inputs: Path) -> None:
    connection = duckdb.connect()
    for _ in range(2):
        read_all(inputs / "exports", connection)
    assert connection.execute("SELECT count(*) FROM observations").fetchall() == [(363_444,)]
