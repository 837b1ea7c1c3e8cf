"""`samlad index`: compute segregation indices for a file of your own."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from samlad.errors import UnusableCounts
from samlad.indices import Counts, IndexTable, all_indices, find, table
from samlad.sources.own_file import read_own_file
from samlad.store import write_bytes

Rows = list[dict[str, Any]]
#: What each row says after the --by columns.
_COLUMNS = (
    "index", "estimate", "corrected", "low", "high", "units", "persons", "status", "reason",
)  # fmt: skip
_INDEX_NUMBERS = {"estimate", "corrected", "low", "high"}
_NUMBERS = {*_INDEX_NUMBERS, "units", "persons"}
_TWO_GROUPS = ("dissimilarity", "theil-h", "isolation")
_MORE_GROUPS = ("dissimilarity", "theil-h", "theil-m")


def add(commands: Any) -> None:
    """Declare the command and its arguments."""
    parser = commands.add_parser(
        "index",
        help="compute segregation indices for a file of your own",
        description="Compute segregation indices with bias correction and 95 % interval.",
    )
    parser.add_argument("file", nargs="?", type=Path, help="CSV, Parquet or XLSX with a header row")
    parser.add_argument("--list", action="store_true", help="show every index with its meaning")
    parser.add_argument("--unit", help="column of the units: area, school, workplace")
    parser.add_argument("--group", help="column of the groups that people belong to")
    parser.add_argument("--count", help="column of people; without it every row is a person")
    parser.add_argument(
        "--by", action="extend", nargs="+", default=[], metavar="COL",
        help="columns whose values make a segment of its own, such as municipality and year",
    )  # fmt: skip
    parser.add_argument(
        "--index", action="extend", nargs="+", default=[], metavar="NAME", dest="indices",
        help="index to compute (see --list); default: D, H and isolation",
    )  # fmt: skip
    parser.add_argument(
        "--of", metavar="GROUP",
        help="the group that isolation is about, against all others; default: the smaller of two",
    )  # fmt: skip
    parser.add_argument(
        "--order", nargs="+", metavar="GROUP",
        help="all groups from the lowest, for indices of ordered groups; default: alphabetical",
    )  # fmt: skip
    parser.add_argument("--format", choices=sorted(_FORMATS), help="default: table, or by --out")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write here, not to the screen")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """List the indices, or compute them for a file and show or write the rows."""
    if arguments.list:
        print(_listed())
        return 0
    for name in ("file", "unit", "group"):
        if getattr(arguments, name) is None:
            option = "a file before its options" if name == "file" else f"--{name} COLUMN"
            raise UnusableCounts(f"samlad index needs {option}; see samlad index --help")
    for name in arguments.indices:
        find(name)
    for name in set(arguments.by) & set(_COLUMNS):
        raise UnusableCounts(f"column '{name}' has the name of a result; rename it in the file")
    form = arguments.format or _form_of(arguments.out)
    counts = read_own_file(
        arguments.file, arguments.unit, arguments.group, arguments.count, arguments.by
    )
    counts = _turned(counts, arguments.of, arguments.order)
    names = arguments.indices or (_TWO_GROUPS if len(counts.groups) == 2 else _MORE_GROUPS)
    rows = rows_of(table(counts, list(dict.fromkeys(names))))
    _write(_FORMATS[form](rows), arguments.out, form)
    _say_which_group(counts, names)
    return 0


def rows_of(result: IndexTable) -> Rows:
    """One dict for each segment and index, the --by columns first."""
    rows = []
    for row in result.rows():
        parts = row["segment"] if len(result.by) > 1 else (row["segment"],)
        segment = dict(zip(result.by, parts, strict=True)) if result.by else {}
        rows.append({**segment, **{name: row[name] for name in _COLUMNS}})
    return rows


def _turned(counts: Counts, first: str | None, order: Sequence[str] | None) -> Counts:
    """Put the asked group first, or all in the asked order; of two, the smaller group first."""
    if first is not None and order is not None:
        raise UnusableCounts("--of and --order both say which group is first; give one of them")
    if order is not None:
        return counts.in_order(order)
    if first is not None:
        return counts.of_group(first)
    if len(counts.groups) != 2:
        return counts
    totals = counts.table.sum(axis=0)
    return counts.of_group(counts.groups[int(totals[1] < totals[0])])


def _say_which_group(counts: Counts, names: Sequence[str]) -> None:
    """On stderr, so that the rows stay rows."""
    directional = [name for name in names if find(name).is_directional]
    ordered = [name for name in names if find(name).family == "order"]
    if directional:
        print(f"{', '.join(directional)}: of {counts.groups[0]}", file=sys.stderr)
    if ordered:
        print(f"{', '.join(ordered)}: in the order {', '.join(counts.groups)}", file=sys.stderr)


def _listed() -> str:
    lines = []
    for index in all_indices():
        bounds = f"{index.low:g} to {'no bound' if index.high is None else f'{index.high:g}'}"
        lines += [f"{index.name}", f"    {index.meaning}", f"    {bounds}; needs {index.needs}"]
        lines += [f"    {index.formula}", f"    {index.source}", ""]
    return "\n".join(lines).rstrip()


def _form_of(out: Path | None) -> str:
    known = {".csv": "csv", ".json": "json", ".parquet": "parquet"}
    return known.get(out.suffix.lower(), "table") if out else "table"


def _as_csv(rows: Rows) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _as_json(rows: Rows) -> bytes:
    return (json.dumps(rows, ensure_ascii=False, indent=1, default=str) + "\n").encode()


def _as_table(rows: Rows) -> bytes:
    """Columns set apart by two spaces, numbers to the right."""
    header = list(rows[0])
    lines = [header, *([_cell(name, value) for name, value in row.items()] for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(header))]
    text = ""
    for line in lines:
        cells = [
            cell.rjust(width) if name in _NUMBERS else cell.ljust(width)
            for cell, width, name in zip(line, widths, header, strict=True)
        ]
        text += "  ".join(cells).rstrip() + "\n"
    return text.encode()


def _cell(name: str, value: Any) -> str:
    if value is None:
        return "–" if name in _NUMBERS else ""
    if name in _INDEX_NUMBERS:
        return f"{value:.4f}"
    return f"{value:.10g}" if name == "persons" else str(value)


def _as_parquet(rows: Rows) -> bytes:
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    arrays = {name: _array(name, values) for name, values in columns.items()}
    with duckdb.connect() as database, tempfile.TemporaryDirectory() as folder:
        database.register("rows", arrays)
        path = Path(folder) / "rows.parquet"
        chosen = ", ".join(map(_parquet_column, columns))
        database.sql(f"SELECT {chosen} FROM rows").write_parquet(str(path))
        return path.read_bytes()


def _array(name: str, values: list[Any]) -> NDArray[Any]:
    if name in _INDEX_NUMBERS:
        return np.array([np.nan if value is None else value for value in values])
    if all(isinstance(value, int | float) for value in values):
        return np.array(values)
    return np.array([None if value is None else str(value) for value in values], dtype=object)


def _parquet_column(name: str) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    if name not in _INDEX_NUMBERS:
        return quoted
    return f"CASE WHEN NOT isnan({quoted}) THEN {quoted} END AS {quoted}"


_FORMATS: dict[str, Callable[[Rows], bytes]] = {
    "table": _as_table,
    "csv": _as_csv,
    "json": _as_json,
    "parquet": _as_parquet,
}


def _write(content: bytes, out: Path | None, form: str) -> None:
    if out is None:
        if form == "parquet" and sys.stdout.isatty():
            raise UnusableCounts("Parquet is no text for the screen; name a file with --out")
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    write_bytes(content, out)
