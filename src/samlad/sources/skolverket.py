"""Skolverket's table of school units into observations: one value and one flag per figure.

Takes one row per school unit and school year; knows nothing of how pupils are counted in groups.
"""

from __future__ import annotations

from glob import escape
from pathlib import Path

import duckdb

from samlad.model import Source, Status
from samlad.sources.staging import Columns, admit, require_columns

#: Table, group, column of the value, column of its flag.
FIGURES = (
    ("pupils", "pupils", "elever", "elever_flag"),
    ("foreign_background", "per_cent", "pct_utl", "pct_utl_flag"),
    (
        "parents_education",
        "per_cent",
        "pct_foraldrar_eftergym",
        "pct_foraldrar_eftergym_flag",
    ),
)


def read(connection: duckdb.DuckDBPyConnection, source: Source, path: Path) -> None:
    """Add the file's rows to `observations`; "~100" is 100 with the status rounded."""
    figures = [column for figure in FIGURES for column in figure[2:]]
    require_columns(connection, path, ("lasar", "skolenhetskod", "kommunkod", *figures))
    signs = source.options["signs"]
    for table, group, value, flag in FIGURES:
        connection.execute(
            f"""
            INSERT INTO staged
            SELECT $table, skolenhetskod, kommunkod, lasar, $group,
                   CASE WHEN status = $rounded THEN coalesce(number, $stands_for) ELSE number END,
                   status, "{flag}",
                   CASE WHEN number IS NULL THEN "{value}"::VARCHAR END,
                   $value, file_row_number + 1, $name
            FROM (
                SELECT *, TRY_CAST("{value}" AS DOUBLE) AS number,
                       map($signs, $statuses)["{flag}"] AS status
                FROM read_parquet($file, file_row_number = true)
            )
            """,
            {
                "table": table,
                "group": group,
                "value": value,
                "rounded": Status.ROUNDED.value,
                "stands_for": float(source.options["rounded"]),
                "signs": list(signs),
                "statuses": list(signs.values()),
                "file": escape(str(path)),
                "name": path.name,
            },
        )
    admit(connection, source, COLUMNS)


COLUMNS = Columns("skolenhetskod", "lasar", "skolenhetskod", "kommunkod", "{}_flag")
