"""The numbers of a page as CSV and JSON: the same rows, whole, with what they mean.

JSON carries definition, unit, source, licence and release beside the rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from samlad.catalogue import sources, table_title
from samlad.model import RESULT_COLUMNS, Indicator, Result
from samlad.portal.data_files import table_file
from samlad.portal.results import RESULTS, results
from samlad.portal.statistics.places import name_of, places

COLUMNS = ("part", *RESULT_COLUMNS[:2], "name", *RESULT_COLUMNS[2:])


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a page under the part's name in addresses."""

    name: str
    rows: Sequence[Result]


def table_response(form: str, parts: Iterable[Part], file_name: str, language: str) -> HttpResponse:
    """The rows of the parts as a file to download: `csv` or `xlsx`."""
    rows = [
        _values(part.name, row, names)
        for part in parts
        for names in (_names(part.rows, language),)
        for row in part.rows
    ]
    return table_file(form, file_name, COLUMNS, rows)


def json_response(parts: Iterable[Part], head: Mapping[str, Any], language: str) -> HttpResponse:
    """What the rows mean, then the rows of each part."""
    document = {
        "release": release(),
        **head,
        **{
            part.name: [
                dict(zip(COLUMNS[1:], _values(part.name, row, names)[1:], strict=True))
                for names in (_names(part.rows, language),)
                for row in part.rows
            ]
            for part in parts
        },
    }
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, content_type="application/json; charset=utf-8")


def meaning(indicator: Indicator, language: str) -> dict[str, Any]:
    """What one indicator is, in words, with the sources its numbers rest on."""
    return {
        "id": indicator.id,
        "title": indicator.title[language],
        "definition": indicator.definition[language],
        "limits": indicator.limits[language],
        "policy_area": indicator.area,
        "unit": str(indicator.unit),
        "direction": str(indicator.direction),
        "decimals": indicator.decimals,
        "is_official": indicator.is_official,
        "breaks": [
            {"period": cut.period, "reason": cut.reason[language]} for cut in indicator.breaks
        ],
        "sources": [
            {
                "publisher": source.publisher,
                "table": table_title(series.source, series.table)[language],
                "division": series.division,
                "licence": source.licence[language],
                "url": source.url,
            }
            for series in indicator.series
            for source in (sources()[series.source],)
        ],
    }


def release() -> dict[str, Any]:
    """Which release the numbers come from."""
    manifest = results().manifest
    return {
        "engine": manifest.engine,
        "definitions": manifest.definitions,
        "results": manifest.files[RESULTS]["sha256"],
    }


def _names(rows: Iterable[Result], language: str) -> dict[str, str]:
    found = {}
    for code in {row.place for row in rows}:
        in_pages = code in places()
        found[code] = name_of(code, language) if in_pages else results().area(code).name
    return found


def _values(part: str, row: Result, names: Mapping[str, str]) -> list[Any]:
    values = [getattr(row, column) for column in RESULT_COLUMNS]
    return [part, *values[:2], names[row.place], *values[2:]]
