"""Documents of initiatives as the rows of a spreadsheet, and as one flat table.

A workbook has a sheet for each list of a document. A flat file has one column for each: an entry
on each line of the cell, its values with `|` between, in the order of the sheet's columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samlad.portal.register.contents import Content
from samlad.portal.register.sheet_cells import cell_of, text_of
from samlad.portal.register.sheet_layout import (
    ID,
    INITIATIVES,
    SHEETS,
    SIMPLE,
    VERSION,
    columns_of,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was read: the sheet, its number there (the head is 1), its cells by column."""

    sheet: str
    number: int
    cells: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one sheet with the columns that it has."""

    columns: tuple[str, ...]
    rows: Sequence[Row]


def columns_of_sheet(part: str) -> tuple[str, ...]:
    """The columns of a sheet, the initiative's id first."""
    names = tuple(cell.name for cell in columns_of(part))
    return (ID, *names) if part else (ID, VERSION, *names)


def flat_columns() -> tuple[str, ...]:
    """The columns of a flat file."""
    return (*columns_of_sheet(""), *SHEETS)


def sheet_lines(
    documents: Mapping[str, Content], versions: Mapping[str, int], part: str
) -> Iterator[list[Any]]:
    """The rows of a sheet, initiative by initiative in the order of ids."""
    for id_ in sorted(documents):
        if part == "":
            yield _own_line(id_, documents[id_], versions)
        else:
            yield from ([id_, *line] for line in _entries(documents[id_], part))


def flat_lines(
    documents: Mapping[str, Content], versions: Mapping[str, int]
) -> Iterator[list[Any]]:
    """The rows of a flat file."""
    for id_ in sorted(documents):
        content = documents[id_]
        lists = (_packed(part, _entries(content, part)) for part in SHEETS)
        yield [*_own_line(id_, content, versions), *lists]


def unpacked(rows: Rows) -> dict[str, Rows]:
    """The sheets that a flat file's rows stand for; a list's entries have the row's number."""
    found = {
        INITIATIVES: Rows(tuple(c for c in rows.columns if c not in SHEETS), rows.rows),
    }
    for part, sheet in SHEETS.items():
        if part in rows.columns:
            found[sheet] = Rows(
                columns_of_sheet(part),
                [
                    Row(sheet, row.number, {ID: row.cells[ID], **entry})
                    for row in rows.rows
                    for entry in _unpack(part, text_of(row.cells.get(part)))
                ],
            )
    return found


def _own_line(id_: str, content: Content, versions: Mapping[str, int]) -> list[Any]:
    own = (cell_of(content[cell.name]) for cell in columns_of(""))
    return [id_, versions.get(id_, 0), *own]


def _entries(content: Content, part: str) -> Iterator[list[Any]]:
    names = [cell.name for cell in columns_of(part)]
    for entry in content[part]:
        plain = entry if isinstance(entry, Mapping) else {names[0]: entry}
        yield [cell_of(plain[name]) for name in names]


def _packed(part: str, entries: Iterable[Sequence[Any]]) -> str:
    """The entries of a list as one cell; empty values at the end of an entry are left out.

    >>> _packed("due_reports", [["2026-03-01", "a|b"], ["2027", None]])
    '2026-03-01|a\\\\|b\\n2027'
    """
    between = ";" if part in SIMPLE else "\n"
    lines = ("|".join(_escaped(text_of(value)) for value in entry) for entry in entries)
    return between.join(line.rstrip("|") if _ends_plainly(line) else line for line in lines)


def _ends_plainly(line: str) -> bool:
    """Whether the strokes at the end are ends of values and not part of one."""
    bare = line.rstrip("|")
    return (len(bare) - len(bare.rstrip("\\"))) % 2 == 0


def _escaped(text: str) -> str:
    return (
        text.replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("\r", "\\r")
        .replace("\n", "\\n")
        .replace(";", "\\;")
    )


def _unpack(part: str, cell: str) -> Iterator[dict[str, str]]:
    names = [column.name for column in columns_of(part)]
    between = ";" if part in SIMPLE else "\n"
    for line in _split(cell.replace("\r\n", "\n"), between):
        if line.strip():
            values = [_plain(value) for value in _split(line, "|")]
            extra = values[len(names) :]
            padded = [*values, *[""] * (len(names) - len(values))]
            yield dict(zip(names, padded, strict=False)) | ({"": extra[0]} if extra else {})


def _split(text: str, sign: str) -> list[str]:
    r"""The text cut at the sign, except where a backslash stands before it.

    >>> _split(r"a\|b|c", "|")
    ['a\\|b', 'c']
    """
    found, piece, is_escaped = [], "", False
    for letter in text:
        if letter == sign and not is_escaped:
            found.append(piece)
            piece = ""
            continue
        is_escaped = letter == "\\" and not is_escaped
        piece += letter
    return [*found, piece]


def _plain(value: str) -> str:
    """The value without its backslashes."""
    found, is_escaped = "", False
    for letter in value:
        if is_escaped:
            found += {"n": "\n", "r": "\r"}.get(letter, letter)
            is_escaped = False
        elif letter == "\\":
            is_escaped = True
        else:
            found += letter
    return found
