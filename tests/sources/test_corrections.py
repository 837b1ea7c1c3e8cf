"""A known fault is read as a status without a value, and counted; nothing gets another number."""

from pathlib import Path

import duckdb
import pytest

from samlad.catalogue import corrections
from samlad.sources import read_source


def kolada(folder: Path, *rows: tuple[str, str, int, float]) -> duckdb.DuckDBPyConnection:
    path = folder / "kolada.parquet"
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE given (kpi VARCHAR, municipality_id VARCHAR, year INTEGER, gender VARCHAR, "
        "status VARCHAR, value DOUBLE)"
    )
    connection.executemany("INSERT INTO given VALUES (?, ?, ?, 'T', '', ?)", rows)
    connection.execute("COPY given TO $file (FORMAT parquet)", {"file": str(path)})
    read_source("kolada", path, connection)
    return connection


def test_a_zero_that_stands_for_missing_has_no_value(tmp_path: Path) -> None:
    read = kolada(tmp_path, ("N15428", "2305", 2013, 0.0), ("N15428", "2305", 2014, 88.9))
    found = read.execute("SELECT period, value, status FROM observations ORDER BY 1").fetchall()
    assert found == [("2013", None, "not_reported"), ("2014", 88.9, "shown")]


def test_when_the_source_mends_itself_the_new_value_stands(tmp_path: Path) -> None:
    read = kolada(tmp_path, ("N15428", "2305", 2013, 85.0))
    assert read.execute("SELECT value, status FROM observations").fetchall() == [(85.0, "shown")]
    assert read.execute("SELECT count(*) FROM known_faults").fetchall() == [(0,)]


def test_a_fault_without_a_status_keeps_the_published_value(tmp_path: Path) -> None:
    read = kolada(tmp_path, ("N11821", "1762", 2023, 117.8), ("N11821", "0114", 2023, 95.0))
    assert read.execute("SELECT max(value) FROM observations").fetchall() == [(117.8,)]
    assert read.execute("SELECT correction, unit FROM known_faults").fetchall() == [
        ("preschool-enrolment-above-100", "1762")
    ]


@pytest.mark.parametrize("entry", corrections().values(), ids=corrections())
def test_every_entry_says_why_and_no_entry_gives_a_number(entry: object) -> None:
    assert entry.reason.sv != entry.reason.en  # type: ignore[attr-defined]
    assert entry.rows > 0  # type: ignore[attr-defined]
    assert not hasattr(entry, "value")
