"""SCB's exports, exactly as downloaded, give the same observations as the tidy tables."""

import shutil
from pathlib import Path

import duckdb
import pytest

from samlad.catalogue import sources
from samlad.errors import ObservationError
from samlad.sources import read_all, read_exports, read_source

pytestmark = pytest.mark.shared_data

COLUMNS = 'source, "table", division, unit, municipality, period, "group", value, status'

EXPORTED = [
    (source.id, table)
    for source in sources().values()
    if source.reader == "scb"
    for table, declared in source.options["tables"].items()
    if "code" in declared or "export" in declared
]


@pytest.fixture(scope="module")
def both(inputs: Path) -> duckdb.DuckDBPyConnection:
    """A connection with `tidy` and `exported`."""
    connection = duckdb.connect()
    for name in ("scb-deso", "scb-regso"):
        read_source(name, inputs / "observations" / sources()[name].file, connection)
    connection.execute("ALTER TABLE observations RENAME TO tidy")
    read_all(inputs / "exports", connection)
    connection.execute("ALTER TABLE observations RENAME TO exported")
    return connection


@pytest.mark.parametrize(("source", "table"), EXPORTED)
@pytest.mark.parametrize(("here", "there"), [("tidy", "exported"), ("exported", "tidy")])
def test_each_table_is_the_same_both_ways(
    both: duckdb.DuckDBPyConnection, source: str, table: str, here: str, there: str
) -> None:
    def rows(name: str) -> str:
        return f'SELECT {COLUMNS} FROM {name} WHERE source = $source AND "table" = $table'

    given = {"source": source, "table": table}
    assert both.execute(f"SELECT count(*) > 0 FROM ({rows(here)})", given).fetchall() == [(True,)]
    only_here = both.execute(f"{rows(here)} EXCEPT ALL {rows(there)}", given).fetchall()
    assert only_here == []


def test_the_exports_hold_no_table_that_the_tidy_files_lack(
    both: duckdb.DuckDBPyConnection,
) -> None:
    found = both.execute('SELECT DISTINCT source, "table" FROM exported').fetchall()
    assert sorted(found) == sorted(EXPORTED)


def test_the_rows_come_in_the_same_order(both: duckdb.DuckDBPyConnection) -> None:
    tidy, exported = (
        both.execute(f"""SELECT {COLUMNS} FROM {name} WHERE "table" <> 'omradestyp'""").fetchall()
        for name in ("tidy", "exported")
    )
    assert tidy == exported


def put(inputs: Path, folder: Path, *names: str) -> Path:
    for name in names:
        shutil.copyfile(inputs / "exports" / name, folder / name)
    (folder / "observations").mkdir(exist_ok=True)
    names_file = "regso2020_names.parquet"
    shutil.copyfile(inputs / "observations" / names_file, folder / "observations" / names_file)
    return folder


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode("utf-8-sig")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode("utf-8-sig"))


def test_signs_become_statuses(inputs: Path, tmp_path: Path) -> None:
    folder = put(inputs, tmp_path, "deso_income.csv")
    changed(folder / "deso_income.csv", "438.3,449.7,424.0,409.7", '"..","-",".",409.7')
    connection = duckdb.connect()
    read_exports(folder, connection)
    found = connection.execute(
        "SELECT period, value, status FROM observations WHERE unit = '0114R001' ORDER BY period"
    ).fetchall()
    assert found == [
        ("2020", None, "hidden"),
        ("2021", None, "not_reported"),
        ("2022", None, "not_applicable"),
        ("2023", 409.7, "shown"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("438.3", "x", "deso_income.csv, row 2, column 'Medelvärde för samtliga, tkr / 2020': 'x' is not a number"),
        ("438.3", "-438.3", "row 2, column 'Medelvärde för samtliga, tkr / 2020': -438.3 cannot be"),
        ('"Upplands Väsby (Bollstanäs)"', '"Upplands Väsby (Bullerbyn)"', "row 2, column 'region': 'Upplands Väsby (Bullerbyn)' is no area"),
        ('"totalt"', '"män"', "is for 'män'; it should be for Medelvärde för samtliga, tkr and totalt"),
        ('"löneinkomst "', '"kapitalinkomst"', "'kapitalinkomst' is none of the groups"),
        ("inkomstkomponent", "något annat", "columns region, något annat, kön is none that definitions/sources/ declares"),
        ("tkr 2020", "tkr 2030", "RegSO 2020 does not hold in '2030'"),
        ('"Upplands Väsby (Hammarby-Vaxmyra)"', '"Upplands Väsby (Bollstanäs)"', "row 3, column 'region': wage_income_mean_tkr, 0114R001, 2020, löneinkomst already stands in row 2"),
    ],
)  # fmt: skip
def test_a_fault_is_one_sentence_with_file_row_and_column(
    inputs: Path, tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    folder = put(inputs, tmp_path, "deso_income.csv")
    changed(folder / "deso_income.csv", old, new)
    with pytest.raises(ObservationError) as caught:
        read_exports(folder, duckdb.connect())
    assert sentence in str(caught.value)
    assert "deso_income.csv" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_same_table_downloaded_twice_counts_once(inputs: Path, tmp_path: Path) -> None:
    names = ("000005FF_20240813-152010.xlsx", "000005FF_20240813-152012.xlsx")
    connection = duckdb.connect()
    assert len(read_exports(put(inputs, tmp_path, *names), connection)) == 2
    assert connection.execute("SELECT count(*) FROM observations").fetchall() == [(6 * 5984,)]


def test_two_downloads_that_differ_name_both_files(inputs: Path, tmp_path: Path) -> None:
    folder = put(inputs, tmp_path, "deso_income.csv")
    shutil.copyfile(folder / "deso_income.csv", folder / "deso_income (1).csv")
    changed(folder / "deso_income (1).csv", "438.3", "438.4")
    with pytest.raises(ObservationError, match=r"already stands in deso_income \(1\)\.csv, row 2"):
        read_exports(folder, duckdb.connect())


def test_a_file_that_is_no_export_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("hello\n", encoding="utf-8")
    with pytest.raises(ObservationError, match=r"notes\.csv: no table as Statistikdatabasen"):
        read_exports(tmp_path, duckdb.connect())
    (tmp_path / "notes.csv").unlink()
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(ObservationError, match=r"broken\.xlsx: is no readable XLSX file"):
        read_exports(tmp_path, duckdb.connect())


def test_windows_letters_and_semicolons_are_read_too(inputs: Path, tmp_path: Path) -> None:
    folder = put(inputs, tmp_path, "deso_housing_tenure.csv")
    path = folder / "deso_housing_tenure.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace(",", ";"), encoding="cp1252")
    connection = duckdb.connect()
    read_exports(folder, connection)
    assert connection.execute("SELECT sum(value) FROM observations").fetchall() == [(20_504_145,)]
