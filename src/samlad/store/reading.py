"""The files of a release into arrays: texts as indices of a sorted word list, values as floats.

Says in one sentence when a file is missing, broken or made by another engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from samlad.errors import InputError
from samlad.model import RESULT_COLUMNS, Area, Level, Status
from samlad.store.parquet import AREA_COLUMNS, AREAS, RESULTS

CODED = ("indicator", "place", "division", "period", "status", "reason")
NUMBERS = ("value", "low", "high", "corrected", "units", "persons")

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """The result rows, column by column.

    codes: column → index of each row's word in words[column]; the last index of `reason` is none.
    numbers: column → floats, NaN where there is none.
    """

    words: dict[str, tuple[str, ...]]
    codes: dict[str, Array]
    numbers: dict[str, Array]
    statuses: tuple[Status, ...]
    reasons: tuple[str | None, ...]


def read_results(folder: Path) -> Table:
    """results.parquet as arrays, in the file's order."""
    path = folder / RESULTS
    with duckdb.connect() as connection:
        _load(connection, path, RESULT_COLUMNS)
        words = {name: _words(connection, name) for name in CODED}
        codes = ", ".join(f'enum_code("{name}"::words_{name}) AS "{name}"' for name in CODED)
        numbers = ", ".join(f'"{name}"::DOUBLE AS "{name}"' for name in NUMBERS)
        arrays = connection.execute(f"SELECT {codes}, {numbers} FROM loaded").fetchnumpy()
    return Table(
        words=words,
        codes={
            name: np.ma.filled(arrays[name].astype(np.int32), len(words[name])) for name in CODED
        },
        numbers={name: np.ma.filled(arrays[name], np.nan) for name in NUMBERS},
        statuses=tuple(_status(path, word) for word in words["status"]),
        reasons=(*words["reason"], None),
    )


def read_areas(folder: Path) -> dict[str, Area]:
    """Every place of areas.parquet by code, in order of code."""
    with duckdb.connect() as connection:
        _load(connection, folder / AREAS, AREA_COLUMNS)
        rows = connection.execute(
            "SELECT code, name, level, division, parent FROM loaded ORDER BY code"
        ).fetchall()
    return {
        code: Area(code, name, Level(level), division, parent)
        for code, name, level, division, parent in rows
    }


def _load(connection: duckdb.DuckDBPyConnection, path: Path, columns: tuple[str, ...]) -> None:
    if not path.is_file():
        raise InputError(f"{path.parent}: '{path.name}' is not there; make it with 'samlad build'")
    try:
        connection.execute(
            "CREATE TABLE loaded AS SELECT * FROM read_parquet($file)",
            {"file": escape(str(path))},
        )
    except duckdb.Error:
        raise InputError(
            f"{path}: is no readable Parquet file; make it again with 'samlad build'"
        ) from None
    here = tuple(column[0] for column in connection.execute("FROM loaded LIMIT 0").description)
    if here != columns:
        raise InputError(
            f"{path}: has other columns ({', '.join(here)}) than this version of Samlad "
            "writes; make it again with 'samlad build'"
        )


def _words(connection: duckdb.DuckDBPyConnection, name: str) -> tuple[str, ...]:
    connection.execute(
        f"""
        CREATE TYPE words_{name} AS ENUM (
            SELECT DISTINCT "{name}" FROM loaded WHERE "{name}" IS NOT NULL ORDER BY 1
        )
        """
    )
    rows = connection.execute(f"SELECT unnest(enum_range(NULL::words_{name}))::VARCHAR").fetchall()
    return tuple(row[0] for row in rows)


def _status(path: Path, word: str) -> Status:
    try:
        return Status(word)
    except ValueError:
        raise InputError(
            f"{path}: '{word}' is no status this version of Samlad knows; "
            "make it again with 'samlad build'"
        ) from None
