"""Workbooks to download: sheets of columns and rows, the same bytes for the same values.

No cell is ever a formula or a link; a text that would be one as CSV is guarded here too, since
a workbook is often saved as CSV.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from samlad.portal.csv_files import flat, guarded

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Written into every workbook, so that no clock is in it.
CREATED = datetime(2000, 1, 1)
LONGEST_CELL = 32_767
#: Letters; wider columns are hard to read beside others.
WIDEST = 60
#: The widths are those that the first rows need.
LOOKED_AT = 200
#: So far down a list of choices is offered.
OFFERED = 5000
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, the heads of its columns, its rows of plain values.

    choices: column → the values that a spreadsheet offers there.
    """

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)


def xlsx_file(name: str, sheets: Iterable[Sheet]) -> HttpResponse:
    """The sheets as `<name>.xlsx`."""
    response = HttpResponse(workbook(sheets), content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = str(content_disposition_header(True, f"{name}.xlsx"))
    return response


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """The sheets as the bytes of a workbook; the head stays in sight and filters the rows."""
    import xlsxwriter

    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, _OPTIONS)
    book.set_properties({"created": CREATED})
    bold = book.add_format({"bold": True})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        for column, head in enumerate(sheet.columns):
            page.write_string(0, column, head, bold)
        for number, row in enumerate(sheet.rows, start=1):
            for column, value in enumerate(row):
                _write(page, number, column, value)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(1, len(sheet.rows)), max(0, len(sheet.columns) - 1))
        for column, head in enumerate(sheet.columns):
            page.set_column(column, column, _width(head, column, sheet.rows))
            if head in sheet.choices:
                _offer(page, column, sheet.choices[head])
    book.close()
    return kept.getvalue()


def _offer(page: Any, column: int, choices: Sequence[str]) -> None:
    """A list to choose from below the head; another value is warned of, not refused."""
    page.data_validation(
        1,
        column,
        OFFERED,
        column,
        {"validate": "list", "source": list(map(str, choices)), "error_type": "warning"},
    )


def _write(page: Any, row: int, column: int, value: Any) -> None:
    plain = flat(value)
    if isinstance(plain, str):
        page.write_string(row, column, guarded(plain)[:LONGEST_CELL])
    elif plain is not None:
        page.write_number(row, column, plain)


def _width(head: str, column: int, rows: Sequence[Sequence[Any]]) -> int:
    needed = (len(str(flat(row[column]) or "")) for row in rows[:LOOKED_AT])
    return min(WIDEST, max(len(head), *needed, 8) + 2) if rows else len(head) + 2
