"""Columns into Parquet files: the same rows give the same bytes.

Takes columns as arrays; knows nothing of what they mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from samlad.model import RESULT_COLUMNS
from samlad.store.files import beside

RESULTS = "results.parquet"
AREAS = "areas.parquet"
AREA_COLUMNS = ("code", "name", "level", "division", "parent")

_RESULT_TYPES = dict.fromkeys(RESULT_COLUMNS, "VARCHAR") | {
    "value": "DOUBLE",
    "low": "DOUBLE",
    "high": "DOUBLE",
    "corrected": "DOUBLE",
    "units": "INTEGER",
    "persons": "DOUBLE",
}
_RESULT_ORDER = ("indicator", "place", "division", "period")
_AREA_TYPES = dict.fromkeys(AREA_COLUMNS, "VARCHAR")
_AREA_ORDER = ("division", "code")

Columns = Mapping[str, Sequence[Any] | np.ndarray[Any, Any]]


def write_results(columns: Columns, folder: Path) -> Path:
    """Write results.parquet: one row per indicator, place, division and period, sorted by those.

    columns: one array of equal length for each of model.RESULT_COLUMNS; NaN and None are NULL.
    """
    return write_table(columns, folder / RESULTS, types=_RESULT_TYPES, order=_RESULT_ORDER)


def write_areas(columns: Columns, folder: Path) -> Path:
    """Write areas.parquet: code, name, level, division and parent (None for the nation)."""
    return write_table(columns, folder / AREAS, types=_AREA_TYPES, order=_AREA_ORDER)


def write_table(
    columns: Columns, path: Path, *, types: Mapping[str, str], order: Sequence[str]
) -> Path:
    """Write a Parquet file with those columns, sorted; the old one stays when it fails.

    types: column → DuckDB type, in the order of the file. Raises EnvironmentFault when the folder
    cannot be written, ValueError when a column is missing or of another length.
    """
    if set(columns) != set(types):
        raise ValueError(
            f"{path.name} has the columns {', '.join(types)}, not {', '.join(columns)}"
        )
    lengths = {name: len(column) for name, column in columns.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"{path.name}: columns of unequal length: {lengths}")
    picked = ", ".join(f'"{name}"::{kind} AS "{name}"' for name, kind in types.items())
    sorting = ", ".join(f'"{name}"' for name in order)
    with beside(path) as fresh, duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        connection.register("given", {name: _plain(columns[name], types[name]) for name in types})
        connection.execute(
            f"""
            COPY (SELECT {picked} FROM given ORDER BY {sorting}) TO $file
            (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)
            """,
            {"file": str(fresh)},
        )
    return path


def _plain(column: Sequence[Any] | np.ndarray[Any, Any], kind: str) -> np.ndarray[Any, Any]:
    """The column as an array DuckDB reads as text or numbers, whatever the caller's kind of array.

    Texts as objects: DuckDB takes an array of fixed-width texts for an enumeration.
    """
    if kind == "VARCHAR":
        return np.asarray(column, dtype=object)
    if isinstance(column, np.ma.MaskedArray):
        return np.ma.filled(column.astype(np.float64), np.nan)
    return np.asarray(column, dtype=np.float64)
