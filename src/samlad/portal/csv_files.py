"""CSV files to download: UTF-8 with a head, commas, decimal points, empty cells for no value.

Takes columns and rows of plain values; a text that a spreadsheet would take for a formula gets an
apostrophe before it, and loses it again when the file is read back.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

#: A text beginning with one of these is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
#: What gets an apostrophe: such a text, also one that has apostrophes before already, so that
#: taking one away always gives the text that was written.
_GUARDED = re.compile(r"'*[=+\-@\t\r\n]")


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """The rows as `<name>.csv`."""
    response = HttpResponse(csv_text(columns, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = str(content_disposition_header(True, f"{name}.csv"))
    return response


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """The same as text."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue()


def guarded(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula: the one door out.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("Mora")
    ("'=1+1", "''=1+1", 'Mora')
    """
    return f"'{text}" if _GUARDED.match(text) else text


def unguarded(cell: str) -> str:
    """The text that was guarded: the one door in.

    >>> unguarded("'=1+1"), unguarded("'90"), unguarded("-")
    ('=1+1', "'90", '-')
    """
    return cell[1:] if cell.startswith("'") and _GUARDED.match(cell) else cell


def flat(value: Any) -> str | int | float | None:
    """A value as one cell: lists with `;` between, numbers as they are, the rest as text."""
    if isinstance(value, bool):
        return str(value)
    if value is None or isinstance(value, int | float):
        return value
    return ";".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def cell(value: Any) -> str:
    """A cell as the file holds it.

    >>> [cell(v) for v in (None, -1.5, "=1+1", "Mora", 10.0, ["0114", "0180"])]
    ['', '-1.5', "'=1+1", 'Mora', '10.0', '0114;0180']
    """
    plain = flat(value)
    if plain is None:
        return ""
    return guarded(plain) if isinstance(plain, str) else repr(plain)
