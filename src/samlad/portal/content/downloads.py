"""Rows as CSV and JSON for other programs. A cell that a spreadsheet would run is made text."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.http import content_disposition_header

#: What a cell begins with when a spreadsheet takes it for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_file(name: str, rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> HttpResponse:
    """A CSV file: comma, header, UTF-8; lists with `;` between, unknown values empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = str(content_disposition_header(True, f"{name}.csv"))
    return response


def json_file(rows: Sequence[Mapping[str, Any]], about: Mapping[str, Any]) -> JsonResponse:
    """A JSON object: what was asked, how many rows, the rows; unknown values null."""
    return JsonResponse(
        {**about, "total": len(rows), "rows": list(rows)},
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = ";".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
