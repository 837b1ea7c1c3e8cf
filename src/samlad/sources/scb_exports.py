"""SCB's exports into observations: the same rows as the tidy tables of the same numbers.

Takes a folder of XLSX and CSV files as downloaded; which table a file is, its own code or columns
say, and what the table's headings must say stands in definitions/sources/.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from samlad.catalogue import sources
from samlad.errors import ObservationError
from samlad.model import Source
from samlad.sources.area_names import area_names
from samlad.sources.export_cells import Cells, cells_of
from samlad.sources.pxweb_files import Export, read_export
from samlad.sources.scb import mark_perturbed
from samlad.sources.staging import Columns, admit, begin

_COLUMNS = Columns("region", "år", "group", "region")


@dataclass(frozen=True, slots=True)
class _Identified:
    """An export and the declared table that it is."""

    export: Export
    source: Source
    table: str


def exports_in(folder: Path) -> tuple[Path, ...]:
    """The folder's XLSX and CSV files, by name, but for those that a spreadsheet program hides."""
    found = (path for path in folder.iterdir() if path.suffix.lower() in {".xlsx", ".csv"})
    return tuple(sorted(path for path in found if not path.name.startswith(("~$", "."))))


def read_exports(folder: Path, connection: duckdb.DuckDBPyConnection) -> tuple[Path, ...]:
    """Add every export in the folder to `observations`; give back the files.

    The same table downloaded twice counts once; two downloads that differ in a cell, a table that
    no definition knows, or a heading it does not expect are an ObservationError.
    """
    begin(connection)
    paths = exports_in(folder)
    if not paths:
        raise ObservationError(f"{folder}: no XLSX or CSV file is there; name the exports' folder")
    identified = [_identify(read_export(path)) for path in paths]
    for source in _scb_sources():
        own = [one for one in identified if one.source is source]
        if not own:
            continue
        areas = area_names(folder, source, connection)
        for one in own:
            cells = cells_of(one.export, source.options["tables"][one.table], areas)
            _stage(connection, one, cells)
        _drop_repeats(connection)
        mark_perturbed(connection, source)
        admit(connection, source, _COLUMNS)
    return paths


def _scb_sources() -> Iterator[Source]:
    return (source for source in sources().values() if source.reader == "scb")


def _identify(export: Export) -> _Identified:
    for source in _scb_sources():
        for name, table in source.options["tables"].items():
            if _is(export, table):
                return _Identified(export, source, name)
    what = f"table '{export.code}'" if export.code else f"columns {', '.join(export.stub_names)}"
    raise ObservationError(
        f"{export.path.name}: {what} is none that definitions/sources/ declares; "
        "add it there or move the file away"
    )


def _is(export: Export, table: dict[str, Any]) -> bool:
    if export.code:
        return table.get("code") == export.code
    columns = table.get("export")
    if not columns:
        return False
    contents = {heading[0] for heading in export.headings}
    return columns["group"] in export.stub_names and contents == {columns["content"]}


def _stage(connection: duckdb.DuckDBPyConnection, one: _Identified, cells: Cells) -> None:
    signs = one.source.options["signs"]
    connection.register(
        "exported",
        {
            "unit": cells.units,
            "period": cells.periods,
            "group": cells.groups,
            "value": cells.values,
            "sign": cells.signs,
            "field": cells.fields,
            "row": cells.rows,
        },
    )
    connection.execute(
        """
        INSERT INTO staged
        SELECT $table, unit::VARCHAR, left(unit::VARCHAR, 4), period::VARCHAR, "group"::VARCHAR,
               value,
               CASE WHEN sign IS NULL THEN 'shown' ELSE map($signs, $statuses)[sign::VARCHAR] END,
               sign::VARCHAR, NULL, field::VARCHAR, row, $file
        FROM exported
        """,
        {
            "table": one.table,
            "signs": list(signs),
            "statuses": list(signs.values()),
            "file": one.export.path.name,
        },
    )
    connection.unregister("exported")


def _drop_repeats(connection: duckdb.DuckDBPyConnection) -> None:
    """Forget a cell that an earlier file of the same table gives with the same value."""
    connection.execute(
        """
        DELETE FROM staged WHERE (file, row, field) IN (
            SELECT (file, row, field) FROM (
                SELECT file, row, field, value, status, first_value((file, value, status)) OVER (
                    PARTITION BY "table", unit, period, "group" ORDER BY file, row, field
                ) AS kept
                FROM staged
            )
            WHERE file <> kept[1] AND value IS NOT DISTINCT FROM kept[2] AND status = kept[3]
        )
        """
    )
