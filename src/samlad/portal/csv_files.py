"""CSV files to download: UTF-8 with a head, commas, decimal points, empty cells for no value.

Takes columns and rows of plain values; a text that a spreadsheet would take for a formula gets an
apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

#: A text beginning with one of these is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """The rows as `<name>.csv`."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = str(content_disposition_header(True, f"{name}.csv"))
    return response


def cell(value: Any) -> str:
    """A cell as the file holds it: lists with `;` between, numbers as they are.

    >>> [cell(v) for v in (None, -1.5, "=1+1", "Mora", 10.0, ["0114", "0180"])]
    ['', '-1.5', "'=1+1", 'Mora', '10.0', '0114;0180']
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return repr(value)
    text = ";".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
