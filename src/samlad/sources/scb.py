"""SCB's tidy tables (one row per area, table, group and year) into observations.

Takes a Parquet file with the columns its source declares; knows nothing of exports.
"""

from __future__ import annotations

from collections.abc import Mapping
from glob import escape
from pathlib import Path
from typing import Any

import duckdb

from samlad.catalogue import breaks
from samlad.model import Source, Status
from samlad.sources.staging import Columns, admit, require_columns


def read(connection: duckdb.DuckDBPyConnection, source: Source, path: Path) -> None:
    """Add the file's rows to `observations`; the municipality is the area code's first four."""
    names = source.options["columns"]
    require_columns(connection, path, tuple(names.values()))
    connection.execute(
        f"""
        INSERT INTO staged
        SELECT "{names["table"]}", "{names["unit"]}", left("{names["unit"]}", 4),
               "{names["period"]}"::VARCHAR, "{names["group"]}",
               TRY_CAST("{names["value"]}" AS DOUBLE), 'shown', NULL,
               CASE WHEN TRY_CAST("{names["value"]}" AS DOUBLE) IS NULL
                    THEN "{names["value"]}"::VARCHAR END,
               $field, file_row_number + 1, $name
        FROM read_parquet($file, file_row_number = true)
        """,
        {"file": escape(str(path)), "name": path.name, "field": names["value"]},
    )
    mark_perturbed(connection, source)
    admit(connection, source, columns_of(source))


def columns_of(source: Source) -> Columns:
    """What the tidy file calls its columns."""
    names = source.options["columns"]
    return Columns(names["unit"], names["period"], names["group"], names["unit"])


def mark_perturbed(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Give staged values the status that a break declares from its period on."""
    division = source.options["division"]
    for entry in breaks().values():
        if entry.status is None:
            continue
        for name, table in source.options["tables"].items():
            groups = [
                group
                for group in table["groups"]
                if entry.concerns(source.id, name, division, unit_of(table, group))
            ]
            connection.execute(
                """
                UPDATE staged SET status = $status
                WHERE "table" = $table AND period >= $period AND status = $shown
                  AND list_contains($groups, "group")
                """,
                {
                    "status": entry.status.value,
                    "table": name,
                    "period": entry.period,
                    "shown": Status.SHOWN.value,
                    "groups": groups,
                },
            )


def unit_of(table: Mapping[str, Any], group: str) -> str:
    """What a group of a declared table is counted in: persons, per_cent, thousand_sek …"""
    return table.get("units", {}).get(group, table["unit"])
