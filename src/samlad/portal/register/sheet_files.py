"""Spreadsheets of initiatives as files: written, and read from what somebody sends.

A file that is read is data and nothing else: its size, its first bytes and what it unpacks to are
bounded, macros are refused, formulas are never worked out. Raises InputError with one sentence.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import python_calamine

from samlad.errors import InputError, UnknownName
from samlad.portal.csv_files import csv_text, unguarded
from samlad.portal.register.contents import Content
from samlad.portal.register.sheet_cells import text_of
from samlad.portal.register.sheet_codes import CODE_COLUMNS, code_rows
from samlad.portal.register.sheet_layout import INITIATIVES, SHEETS, columns_of
from samlad.portal.register.sheet_package import safe_package
from samlad.portal.register.sheet_rows import (
    Row,
    Rows,
    columns_of_sheet,
    flat_columns,
    flat_lines,
    sheet_lines,
    unpacked,
)
from samlad.portal.wording import words
from samlad.portal.xlsx_files import LONGEST_CELL, Sheet, workbook

#: Bounds on what is read.
LARGEST_FILE = 4 * 1024 * 1024
MOST_ROWS = 20_000
MOST_ENTRIES = 200_000
#: So many columns beyond the known ones may hold notes of somebody's own, without heads.
SPARE_COLUMNS = 20
CODES, ABOUT = "Koder", "Läs mig"
ZIP = b"PK\x03\x04"


def as_workbook(documents: Mapping[str, Content], versions: Mapping[str, int]) -> bytes:
    """The documents as XLSX with the codes; without documents a template to fill in."""
    sheets = [
        Sheet(
            name,
            columns_of_sheet(part),
            list(sheet_lines(documents, versions, part)),
            {c.name: list(c.words) for c in columns_of(part) if c.words is not None},
        )
        for part, name in {"": INITIATIVES, **SHEETS}.items()
    ]
    _refuse_long(sheets)
    about = [[words(f"register.sheet_about_{n}")] for n in range(1, 7)]
    return workbook(
        [
            *sheets,
            Sheet(CODES, CODE_COLUMNS, list(code_rows())),
            Sheet(ABOUT, [words("register.sheet_about")], about),
        ]
    )


def as_csv(documents: Mapping[str, Content], versions: Mapping[str, int]) -> bytes:
    """The documents as one flat CSV file."""
    return csv_text(flat_columns(), flat_lines(documents, versions)).encode()


def read_sheets(data: bytes) -> dict[str, Rows]:
    """The sheets of a file that somebody sends, whichever of the two forms it has."""
    if not data:
        raise InputError(words("register.file_empty"))
    if len(data) > LARGEST_FILE:
        raise InputError(words("register.file_large", limit=LARGEST_FILE // 1024**2))
    return _read_workbook(data) if data.startswith(ZIP) else _read_csv(data)


def _read_workbook(data: bytes) -> dict[str, Rows]:
    widest = max(len(columns_of_sheet(part)) for part in ("", *SHEETS))
    package = safe_package(data, rows=MOST_ENTRIES + 1, columns=widest + SPARE_COLUMNS)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(package))
        return _known_of(book)
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise InputError(words("register.file_broken")) from error


def _known_of(book: python_calamine.CalamineWorkbook) -> dict[str, Rows]:
    """The sheets that are known; what is wrong is said of all at once, and no other is filled."""
    found, faults = {}, []
    for name in filter(_known_sheets().__contains__, book.sheet_names):
        table = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        try:
            found[name] = _rows(name, table, None)
        except InputError as fault:
            faults.append(str(fault))
    known = (*_known_sheets(), CODES, ABOUT)
    strangers = [name for name in book.sheet_names if name not in known]
    if strangers or INITIATIVES not in book.sheet_names:
        faults.append(_wrong_sheets(strangers))
    if faults:
        raise InputError(" ".join(faults))
    return found


def _known_sheets() -> tuple[str, ...]:
    return (INITIATIVES, *SHEETS.values())


def _wrong_sheets(strangers: Sequence[str]) -> str:
    known = ", ".join(_known_sheets())
    if not strangers:
        return words("register.file_no_sheet", name=INITIATIVES)
    return words("register.file_sheet", name=strangers[0][:80], known=known)


def _read_csv(data: bytes) -> dict[str, Rows]:
    text = _decoded(data)
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise InputError(words("register.file_broken")) from error
    return unpacked(_rows(INITIATIVES, table, flat_columns()))


def _decoded(data: bytes) -> str:
    """UTF-8 with or without its mark, else what Windows writes."""
    if b"\0" in data:
        raise InputError(words("register.file_other"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _rows(sheet: str, table: Sequence[Sequence[Any]], known: Sequence[str] | None) -> Rows:
    """The rows below the head that hold anything. known: columns where they are not the sheet's."""
    if not table:
        raise InputError(words("register.file_no_head", sheet=sheet))
    part = next((part for part, name in SHEETS.items() if name == sheet), "")
    heads = [text_of(cell).strip() for cell in table[0]]
    while heads and not heads[-1]:
        heads.pop()
    _check_heads(sheet, heads, known or columns_of_sheet(part))
    rows = [
        Row(sheet, number, dict(zip(heads, map(_opened, line), strict=False)))
        for number, line in enumerate(table[1:], start=2)
        if any(text_of(cell).strip() for cell in line[: len(heads)])
    ]
    limit = MOST_ENTRIES if part else MOST_ROWS
    if len(rows) > limit:
        raise InputError(words("register.file_rows", sheet=sheet, limit=limit))
    return Rows(tuple(heads), rows)


def _opened(cell: Any) -> Any:
    return unguarded(cell) if isinstance(cell, str) else cell


def _check_heads(sheet: str, heads: Sequence[str], known: Sequence[str]) -> None:
    faults = []
    for place, head in enumerate(heads):
        if head in heads[:place]:
            faults.append(words("register.file_column_twice", sheet=sheet, name=head[:80]))
        if head not in known:
            nearest = UnknownName("column", head, known).nearest
            key, meant = (
                ("file_column", nearest[0]) if nearest else ("file_columns", ", ".join(known))
            )
            faults.append(words(f"register.{key}", sheet=sheet, name=head[:80], known=meant))
    if "id" not in heads:
        faults.append(words("register.file_no_id", sheet=sheet))
    if faults:
        raise InputError(" ".join(faults))


def _refuse_long(sheets: Sequence[Sheet]) -> None:
    for sheet in sheets:
        for line in sheet.rows:
            if any(isinstance(value, str) and len(value) >= LONGEST_CELL for value in line):
                raise InputError(words("register.file_long_cell", name=str(line[0])))
