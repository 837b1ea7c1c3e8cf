"""Kolada's key figures into observations: the table is the key figure's id, the group the total.

Takes one row per key figure, municipality, year and gender; only both genders together are read.
"""

from __future__ import annotations

from glob import escape
from pathlib import Path

import duckdb

from samlad.model import Source
from samlad.sources.staging import Columns, admit, require_columns


def read(connection: duckdb.DuckDBPyConnection, source: Source, path: Path) -> None:
    """Add the file's rows to `observations`."""
    require_columns(
        connection, path, ("kpi", "municipality_id", "year", "gender", "status", "value")
    )
    signs = source.options["signs"]
    connection.execute(
        """
        INSERT INTO staged
        SELECT kpi, municipality_id, municipality_id, year::VARCHAR, 'total',
               TRY_CAST(value AS DOUBLE), map($signs, $statuses)[status], status,
               CASE WHEN TRY_CAST(value AS DOUBLE) IS NULL THEN value::VARCHAR END,
               'value', file_row_number + 1, $name
        FROM read_parquet($file, file_row_number = true) WHERE gender = $gender
        """,
        {
            "file": escape(str(path)),
            "name": path.name,
            "signs": list(signs),
            "statuses": list(signs.values()),
            "gender": source.options["gender"],
        },
    )
    admit(connection, source, COLUMNS)


COLUMNS = Columns("municipality_id", "year", "kpi", "municipality_id", "status")
