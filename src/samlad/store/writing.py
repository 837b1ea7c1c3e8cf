"""Columns into Parquet files: the same rows give the same bytes, and nothing half-written stays.

Takes columns as arrays; knows nothing of what they mean.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from samlad.errors import EnvironmentFault
from samlad.model import RESULT_COLUMNS

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
    with _beside(path) as fresh, duckdb.connect() as connection:
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


@contextmanager
def writing(folder: Path) -> Iterator[Path]:
    """A fresh folder to fill; its files move into `folder` together when the block succeeds.

    When the block fails, `folder` is as it was. Raises EnvironmentFault when it cannot be made.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise _refusal(folder, error) from None
    try:
        yield fresh
        _move(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def write_text(text: str, path: Path) -> Path:
    """Write a UTF-8 file beside and rename it; the old one stays when it fails."""
    with _beside(path) as fresh:
        fresh.write_text(text, encoding="utf-8", newline="\n")
    return path


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    fresh = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield fresh
        fresh.replace(path)
    except OSError as error:
        raise _refusal(path, error) from None
    except duckdb.IOException as error:
        raise EnvironmentFault(
            f"{path}: cannot be written ({str(error).splitlines()[0]}); choose another folder"
        ) from None
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _move(fresh: Path, folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
        # the manifest last: a folder whose manifest is new holds only new files
        for path in sorted(fresh.iterdir(), key=lambda p: (p.name == "manifest.json", p.name)):
            path.replace(folder / path.name)
    except OSError as error:
        raise _refusal(folder, error) from None


def _refusal(path: Path, error: OSError) -> EnvironmentFault:
    return EnvironmentFault(
        f"{path}: cannot be written ({error.strerror or error}); choose another folder"
    )


def _plain(column: Sequence[Any] | np.ndarray[Any, Any], kind: str) -> np.ndarray[Any, Any]:
    """The column as an array DuckDB reads as text or numbers, whatever the caller's kind of array.

    Texts as objects: DuckDB takes an array of fixed-width texts for an enumeration.
    """
    if kind == "VARCHAR":
        return np.asarray(column, dtype=object)
    if isinstance(column, np.ma.MaskedArray):
        return np.ma.filled(column.astype(np.float64), np.nan)
    return np.asarray(column, dtype=np.float64)
