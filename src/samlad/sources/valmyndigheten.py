"""Valmyndigheten's counts per electoral district into observations, both elections of the day.

Takes one row per district with a column per count; the file has no signs, every count is there.
"""

from __future__ import annotations

from glob import escape
from pathlib import Path

import duckdb

from samlad.model import Source
from samlad.sources.staging import Columns, admit, require_columns

PARTIES = ("M", "C", "L", "KD", "MP", "S", "V", "SD", "ÖVR")

#: Table, group, column.
COUNTS = (
    ("riksdag", "eligible", "Antal röstberättigade"),
    ("riksdag", "voting", "Antal röstande"),
    ("riksdag", "valid", "Antal giltiga valsedlar"),
    *(("riksdag", party, party) for party in PARTIES),
    ("municipal", "eligible", "kf_rostberattigade"),
    ("municipal", "foreign_citizens", "kf_utl_medb"),
    ("municipal", "voting", "kf_rostande"),
)


def read(connection: duckdb.DuckDBPyConnection, source: Source, path: Path) -> None:
    """Add the file's rows to `observations`."""
    counts = tuple(column for _, _, column in COUNTS)
    require_columns(connection, path, ("Valdistriktskod", "Kommunkod", *counts))
    for table, group, column in COUNTS:
        connection.execute(
            f"""
            INSERT INTO staged
            SELECT $table, Valdistriktskod, Kommunkod, $period, $group,
                   TRY_CAST("{column}" AS DOUBLE), 'shown', NULL,
                   CASE WHEN TRY_CAST("{column}" AS DOUBLE) IS NULL THEN "{column}"::VARCHAR END,
                   $column, file_row_number + 1, $name
            FROM read_parquet($file, file_row_number = true)
            """,
            {
                "table": table,
                "group": group,
                "column": column,
                "period": source.options["period"],
                "file": escape(str(path)),
                "name": path.name,
            },
        )
    admit(connection, source, COLUMNS)


COLUMNS = Columns("Valdistriktskod", "Valdistriktskod", "Valdistriktskod", "Kommunkod")
