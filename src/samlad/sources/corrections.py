"""Known faults of a source, marked while its rows are staged: read as a status, or only counted.

Takes the entries of definitions/corrections.toml; leaves `known_faults` with the key of every
value that one of them means. A value is never replaced by another number.
"""

from __future__ import annotations

import duckdb

from samlad.catalogue import corrections
from samlad.catalogue.corrections import Correction
from samlad.model import Source

_KNOWN_FAULTS = """
CREATE TEMP TABLE IF NOT EXISTS known_faults (
    correction VARCHAR, source VARCHAR, "table" VARCHAR, unit VARCHAR, period VARCHAR,
    "group" VARCHAR
)
"""
_MEANT = """
    "table" = $table AND (len($units) = 0 OR list_contains($units, unit))
    AND (len($periods) = 0 OR list_contains($periods, period))
    AND (value = $equals OR value > $above)
"""


def apply_corrections(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Mark the staged values that the source's known faults mean."""
    connection.execute(_KNOWN_FAULTS)
    for entry in corrections().values():
        if entry.source != source.id:
            continue
        connection.execute(
            f"""
            INSERT INTO known_faults
            SELECT $id, $source, "table", unit, period, "group" FROM staged WHERE {_MEANT}
            """,
            {"id": entry.id, "source": source.id} | _given(entry),
        )
        if entry.status is not None:
            connection.execute(
                f"UPDATE staged SET value = NULL, status = $status WHERE {_MEANT}",
                {"status": entry.status.value} | _given(entry),
            )


def _given(entry: Correction) -> dict[str, object]:
    return {
        "table": entry.table,
        "units": list(entry.units),
        "periods": list(entry.periods),
        "equals": entry.equals,
        "above": entry.above,
    }
