"""The rows of a view as a file, in every form that there is: one registry, form → its answer.

Takes columns and rows by column; the selection they answer stands in the JSON.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse

from samlad.portal.csv_files import csv_file
from samlad.portal.xlsx_files import Sheet, xlsx_file

#: A row as plain values by column; lists stay lists, what is not known is None.
Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Data:
    """What a view shows, to be taken away.

    name: of the file, without ending. selection: what was asked, as in the address. meaning: what
    the JSON says beside the rows.
    """

    name: str
    columns: Sequence[str]
    rows: Sequence[Plain]
    selection: str = ""
    meaning: Mapping[str, Any] = field(default_factory=dict)

    @property
    def lines(self) -> list[list[Any]]:
        """The rows as lists, in the order of the columns."""
        return [[row[column] for column in self.columns] for row in self.rows]


def data_file(form: str, data: Data) -> HttpResponse:
    """The rows in that form; the address lets no other through."""
    return FORMS[form](data)


def table_file(
    form: str, name: str, columns: Sequence[str], lines: Sequence[Sequence[Any]]
) -> HttpResponse:
    """Lines of plain values as `csv` or `xlsx`."""
    if form == "csv":
        return csv_file(name, columns, lines)
    return xlsx_file(name, [Sheet(name[:31], columns, lines)])


def _csv(data: Data) -> HttpResponse:
    return table_file("csv", data.name, data.columns, data.lines)


def _xlsx(data: Data) -> HttpResponse:
    return table_file("xlsx", data.name, data.columns, data.lines)


def _json(data: Data) -> HttpResponse:
    """What was asked, how many rows, the rows: each on a line, unknown values null."""
    head = {"selection": data.selection, **data.meaning, "total": len(data.rows)}
    said = "".join(
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}, "
        for key, value in head.items()
    )
    rows = ",\n".join(json.dumps(dict(row), ensure_ascii=False) for row in data.rows)
    return HttpResponse(f'{{{said}"rows": [\n{rows}\n]}}\n', content_type="application/json")


#: The ending of an address → the answer it gives.
FORMS: Mapping[str, Callable[[Data], HttpResponse]] = {"csv": _csv, "xlsx": _xlsx, "json": _json}


class FormConverter:
    """The ending of an address that names a form: `<form:form>`."""

    regex = "|".join(FORMS)

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value
