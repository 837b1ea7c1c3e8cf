"""A table as SCB's Statistikdatabasen exports it (XLSX or CSV): headings, stubs, cells, code.

Takes the file as downloaded, with its title rows, footer, byte order mark and stray spaces; gives
the labels of every row and column. It knows nothing of what they mean.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import python_calamine

from samlad.errors import ObservationError

#: The footer's line before the table's own code.
CODE_LINE = "intern referenskod"
_YEAR_LAST = re.compile(r"(.+?)\s+((?:19|20)\d\d)")


@dataclass(frozen=True, slots=True)
class Export:
    """One exported table, cut from its file.

    stub_names: of the leading columns, where the file names them (CSV).
    stubs: labels of each row; headings: labels of each column; cells: rows of numbers and signs.
    first: the file's own number of the first row of cells.
    """

    path: Path
    code: str | None
    stub_names: tuple[str, ...]
    stubs: list[tuple[str, ...]]
    headings: list[tuple[str, ...]]
    cells: list[list[Any]]
    first: int


def read_export(path: Path) -> Export:
    """Cut the table from an XLSX or CSV file; ObservationError when there is none in it."""
    return _from_csv(path) if path.suffix.lower() == ".csv" else _from_xlsx(path)


def label(cell: Any) -> str:
    """A heading's text without stray spaces; a year that Excel holds as a number is its digits."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).replace("\N{NO-BREAK SPACE}", " ").split())


def _from_xlsx(path: Path) -> Export:
    try:
        workbook = python_calamine.CalamineWorkbook.from_path(path)
        name = workbook.sheet_names[0]
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, OSError, IndexError) as error:
        raise ObservationError(
            f"{path}: is no readable XLSX file ({error}); fetch it again"
        ) from None
    top = _after_title(rows)
    start = next((at for at in range(top, len(rows)) if label(rows[at][0])), None)
    width = len(rows[0]) if rows else 0
    headings = rows[top:start]
    if start is None or not headings:
        raise _no_table(path)
    stub = next((at for at in range(width) if any(label(row[at]) for row in headings)), width)
    end = next(
        (at for at in range(start, len(rows)) if not any(label(c) for c in rows[at][stub:])),
        len(rows),
    )
    if stub in (0, width) or end == start:
        raise _no_table(path)
    filled = [_fill([label(cell) for cell in row[stub:]]) for row in headings]
    columns = [_fill([label(row[at]) for row in rows[start:end]]) for at in range(stub)]
    return Export(
        path=path,
        code=_code(rows[end:]) or name,
        stub_names=(),
        stubs=list(zip(*columns, strict=True)),
        headings=list(zip(*filled, strict=True)),
        cells=[row[stub:] for row in rows[start:end]],
        first=start + 1,
    )


def _after_title(rows: list[list[Any]]) -> int:
    """The first row after the title, or after the blank rows below it."""
    at = 0
    while at < len(rows) and not any(label(cell) for cell in rows[at][1:]):
        at += 1
    return at


def _code(footer: list[list[Any]]) -> str | None:
    texts = [label(row[0]) for row in footer if label(row[0])]
    for here, following in pairwise(texts):
        if here.lower().startswith(CODE_LINE):
            return following
    return None


def _from_csv(path: Path) -> Export:
    text = _text(path)
    lines = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    top = next((at for at, row in enumerate(lines) if len([c for c in row if label(c)]) > 1), None)
    if top is None:
        raise _no_table(path)
    names = [label(cell) for cell in lines[top]]
    stub = next((at for at, name in enumerate(names) if _YEAR_LAST.fullmatch(name)), None)
    if not stub:
        raise _no_table(path)
    rows = []
    for number, row in enumerate(lines[top + 1 :], start=top + 2):
        if not any(label(cell) for cell in row):
            continue
        if not any(label(cell) for cell in row[1:]):
            break  # the footer
        if len(row) != len(names):
            raise ObservationError(
                f"{path.name}, row {number}: has {len(row)} cells, the header {len(names)}; "
                "fetch the file again"
            )
        rows.append(row)
    if not rows:
        raise _no_table(path)
    return Export(
        path=path,
        code=None,
        stub_names=tuple(names[:stub]),
        stubs=[tuple(label(cell) for cell in row[:stub]) for row in rows],
        headings=[_content_and_year(path, name) for name in names[stub:]],
        cells=[row[stub:] for row in rows],
        first=top + 2,
    )


def _text(path: Path) -> str:
    """The file's text: UTF-8 with or without a mark, else Windows letters as in older exports."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ObservationError(f"{path}: cannot be read ({error.strerror})") from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    # some exports end their lines with two carriage returns
    return text.replace("\r\r\n", "\n").replace("\r\n", "\n")


def _delimiter(text: str) -> str:
    return max(",;\t", key=text[:4000].count)


def _content_and_year(path: Path, name: str) -> tuple[str, str]:
    found = _YEAR_LAST.fullmatch(name)
    if not found:
        raise ObservationError(
            f"{path.name}, column '{name}': ends with no year; export the table with years in "
            "the columns"
        )
    return found[1], found[2]


def _fill(labels: list[str]) -> list[str]:
    """Each empty label is that of the cell before it: one heading stands over several columns."""
    filled: list[str] = []
    for text in labels:
        filled.append(text or (filled[-1] if filled else ""))
    return filled


def _no_table(path: Path) -> ObservationError:
    return ObservationError(
        f"{path}: no table as Statistikdatabasen exports it; fetch it again or move the file"
    )
