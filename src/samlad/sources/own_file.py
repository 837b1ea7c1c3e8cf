"""A user's own file of people or counts, CSV, Parquet or XLSX, read into Counts.

It finds out encoding, separator and decimal comma by itself, keeps codes such as 0114 as they are
written, and names the row of what it cannot use. It computes no index.
"""

from __future__ import annotations

import codecs
import csv
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import numpy as np
import python_calamine

from samlad.errors import InputError, SamladError, UnknownName
from samlad.indices import Counts
from samlad.indices.frames import counts_from_cells

_SEPARATORS = (";", "\t", ",")
_NUMBER = r"^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?$"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a file say what; without `count` every row is a person."""

    unit: str
    group: str
    count: str | None = None
    by: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that tell cells apart."""
        return (*self.by, self.unit, self.group)


def read_own_file(
    path: Path, unit: str, group: str, count: str | None = None, by: Sequence[str] = ()
) -> Counts:
    """Count the people of a file by unit and group within each segment.

    Raises InputError naming file, row and column when something cannot be used.
    """
    columns = Columns(unit, group, count, tuple(by))
    named = [*columns.keys, *([count] if count else [])]
    twice = [name for place, name in enumerate(named) if name in named[:place]]
    if twice:
        raise InputError(f"column '{twice[0]}' is asked for twice; give each its own column")
    with TemporaryDirectory(prefix="samlad-") as folder, duckdb.connect() as database:
        try:
            first_row = _load(database, path, columns, Path(folder))
            return _counted(database, path, columns, first_row)
        except duckdb.Error as error:
            raise InputError(f"{path}: {_first_sentence(error)}") from None


def _load(database: Any, path: Path, columns: Columns, folder: Path) -> int:
    """Fill the table `own` with the columns as named; the number of the first row of values."""
    start = _start_of(path)
    if start.startswith(b"PAR1") or path.suffix.lower() == ".parquet":
        return _load_parquet(database, path, columns, folder)
    if start.startswith(b"PK\x03\x04") or path.suffix.lower() in {".xlsx", ".xlsm", ".xls"}:
        return _load_workbook(database, path, columns)
    return _load_csv(database, path, columns, folder)


def _start_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file; check the path") from None
    except IsADirectoryError:
        raise InputError(f"{path}: this is a folder; name a file in it") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the rights") from None
    if not start:
        raise InputError(f"{path}: the file is empty; give a header row and rows of people")
    return start


def _load_parquet(database: Any, path: Path, columns: Columns, folder: Path) -> int:
    link = _plain_path(path, folder, "own.parquet")
    try:
        relation = database.read_parquet(str(link))
    except duckdb.Error:
        raise InputError(f"{path}: this is no whole Parquet file; fetch or write it anew") from None
    _check_columns(path, relation.columns, columns)
    number = "NULL"
    if columns.count:
        number = f"TRY_CAST({_quoted(columns.count)} AS DOUBLE)"
    _make_table(database, relation, columns, number)
    return 1


def _load_csv(database: Any, path: Path, columns: Columns, folder: Path) -> int:
    text = _as_utf8(path, folder)
    separator, header = _header(path, text)
    _check_columns(path, header, columns)
    relation = database.read_csv(
        str(text),
        sep=separator,
        header=True,
        quotechar='"',
        escapechar='"',
        columns=dict.fromkeys(header, "VARCHAR"),
        auto_detect=False,
    )
    try:
        _make_table(database, relation, columns, _number_of_text(columns, separator))
    except duckdb.Error as error:
        raise InputError(_csv_fault(path, error)) from None
    return 2


def _load_workbook(database: Any, path: Path, columns: Columns) -> int:
    try:
        book = python_calamine.load_workbook(path)
        found = [book.get_sheet_by_name(name) for name in book.sheet_names]
        sheets = [(sheet.start or (0, 0), sheet.to_python()) for sheet in found]
    except (python_calamine.CalamineError, OSError):
        raise InputError(f"{path}: this is no whole Excel file; save it anew as .xlsx") from None
    filled = [(top, rows) for (top, _), rows in sheets if rows]
    if not filled:
        raise InputError(f"{path}: the workbook is empty; give a header row and rows of people")
    wanted = {*columns.keys, *([columns.count] if columns.count else [])}
    top, rows = next((one for one in filled if wanted <= set(_texts(one[1][0]))), filled[0])
    header = _texts(rows[0])
    _check_columns(path, header, columns)
    own = {
        name: np.array([_text(row[header.index(name)]) for row in rows[1:]], dtype=object)
        for name in sorted(wanted)
    }
    if len(rows) < 2:
        raise InputError(f"{path}: there are no rows below the header; give rows of people")
    database.register("sheet", own)
    _make_table(database, database.table("sheet"), columns, _number_of_text(columns, ";"))
    return top + 2


def _make_table(database: Any, relation: Any, columns: Columns, number: str) -> None:
    """Keep what is needed, in the file's order, so that a row can be named."""
    chosen = [f"{_quoted(name)} AS key{place}" for place, name in enumerate(columns.keys)]
    raw = f"CAST({_quoted(columns.count)} AS VARCHAR)" if columns.count else "'1'"
    people = f"CAST({number} AS DOUBLE)" if columns.count else "1.0"
    relation.project(", ".join([*chosen, f"{raw} AS raw", f"{people} AS people"])).create("own")


def _number_of_text(columns: Columns, separator: str) -> str:
    """SQL that reads a number as people write it: 1 234,5 too, where the comma is not taken."""
    if not columns.count:
        return "1.0"
    text = f"regexp_replace({_quoted(columns.count)}, '[\\s\\x{{00A0}}\\x{{202F}}]', '', 'g')"
    plain = f"replace({text}, ',', '.')" if separator != "," else _comma_in_quotes(text)
    return f"CASE WHEN regexp_matches({plain}, '{_NUMBER}') THEN TRY_CAST({plain} AS DOUBLE) END"


def _comma_in_quotes(text: str) -> str:
    """Between commas, "3,5" has a decimal comma, but "1,234" could mean either: no number."""
    return (
        f"CASE WHEN NOT regexp_matches({text}, ',[0-9]{{3}}$') THEN replace({text}, ',', '.') END"
    )


def _counted(database: Any, path: Path, columns: Columns, first_row: int) -> Counts:
    _refuse_faulty_rows(database, path, columns, first_row)
    keys = [f"key{place}" for place in range(len(columns.keys))]
    cells = database.sql(
        f"SELECT {', '.join(keys)}, sum(people) AS people FROM own GROUP BY ALL ORDER BY ALL"
    ).fetchnumpy()
    arrays = {name: np.ma.getdata(values) for name, values in cells.items()}
    *by, unit, group = keys
    if not len(arrays["people"]):
        raise InputError(f"{path}: there are no rows below the header; give rows of people")
    segments = dict(zip(columns.by, (arrays[key] for key in by), strict=True))
    try:
        return counts_from_cells(segments, arrays[unit], arrays[group], arrays["people"])
    except SamladError as error:
        raise InputError(f"{path}, column '{columns.group}': {error}") from None


def _refuse_faulty_rows(database: Any, path: Path, columns: Columns, first_row: int) -> None:
    missing = " OR ".join(f"key{place} IS NULL" for place in range(len(columns.keys)))
    query = f"SELECT rowid, * FROM own WHERE {missing} OR people IS NULL OR NOT people >= 0"
    found = database.execute(f"{query} OR isinf(people) ORDER BY rowid LIMIT 1").fetchone()
    if found is None:
        return
    row, *keys, raw, people = found
    where = f"{path}, row {row + first_row}, column"
    for name, value in zip(columns.keys, keys, strict=True):
        if value is None:
            raise InputError(f"{where} '{name}': there is no value; fill it or take the row out")
    fact = "is negative; a count of people cannot be"
    if raw is None:
        raise InputError(f"{where} '{columns.count}': there is no count; write 0 or a number")
    if people is None or not people < 0:
        fact = "is not a number; write a count of people"
    raise InputError(f"{where} '{columns.count}': '{raw}' {fact}")


def _check_columns(path: Path, header: Sequence[str], columns: Columns) -> None:
    doubled = {name for name in header if header.count(name) > 1}
    for name in [*columns.keys, *([columns.count] if columns.count else [])]:
        if name not in header:
            known = ", ".join(header[:8]) + (" …" if len(header) > 8 else "")
            raise InputError(f"{path}: {UnknownName('column', name, header)} (it has {known})")
        if name in doubled:
            raise InputError(f"{path}: two columns are called '{name}'; give each its own name")


def _as_utf8(path: Path, folder: Path) -> Path:
    """The file itself where it is UTF-8, else a copy that is."""
    encoding = _encoding_of(path)
    if encoding == "utf-8":
        return _plain_path(path, folder, "own.csv")
    copy = folder / "own.csv"
    with (
        path.open(encoding=encoding, newline="") as old,
        copy.open("w", encoding="utf-8", newline="") as new,
    ):
        try:
            shutil.copyfileobj(old, new, _CHUNK)
        except UnicodeError:
            raise InputError(f"{path}: this is no text file; save it as CSV in UTF-8") from None
    return copy


def _encoding_of(path: Path) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        start = file.read(_CHUNK)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if b"\0" in start:
            raise InputError(f"{path}: this is no text file; give CSV, Parquet or XLSX")
        if start.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        try:
            while start:
                decoder.decode(start)
                start = file.read(_CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "latin-1"
    return "utf-8"


def _plain_path(path: Path, folder: Path, name: str) -> Path:
    """A name without the signs that DuckDB takes for a pattern of names."""
    link = folder / name
    link.symlink_to(path.resolve())
    return link


def _header(path: Path, text: Path) -> tuple[str, list[str]]:
    """The separator and the names of the first row."""
    with text.open(encoding="utf-8", newline="") as file:
        line = file.readline(_CHUNK)
    bare = re.sub(r'"[^"]*"', "", line)
    separator = max(_SEPARATORS, key=bare.count)
    header = [name.strip() for name in next(csv.reader([line], delimiter=separator), [])]
    if not any(header):
        raise InputError(f"{path}: the first row is empty; begin with the names of the columns")
    header = [name or f"column {place}" for place, name in enumerate(header, start=1)]
    doubled = [name for place, name in enumerate(header) if name in header[:place]]
    if doubled:
        raise InputError(f"{path}: two columns are called '{doubled[0]}'; give each its own name")
    return separator, header


def _csv_fault(path: Path, error: duckdb.Error) -> str:
    line = re.search(r"Line: (\d+)", str(error))
    where = f"{path}, row {line[1]}" if line else str(path)
    widths = re.search(r"Columns: (\d+) Found: (\d+)", str(error))
    if widths:
        return f"{where}: {widths[2]} columns where the header has {widths[1]}; mend the row"
    if "unterminated quote" in str(error):
        return f'{where}: a quotation mark is never closed; close it with "'
    return f"{where}: this is no table of columns; save it as CSV in UTF-8"


def _first_sentence(error: duckdb.Error) -> str:
    return str(error).splitlines()[0]


def _texts(row: Sequence[Any]) -> list[str]:
    return [str(value).strip() for value in row]


def _text(value: Any) -> str | None:
    """A cell as written: 114.0 is 114, an empty cell is none."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip() or None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
