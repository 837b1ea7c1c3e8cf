"""The selection as data, in every form, with the parameters of the page: nothing is capped.

CSV, XLSX and JSON hold every hit; JSON in pages has the choices and the address of the next page.
What cannot be meant is a sentence with status 400, in the form that was asked for.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header

from samlad.portal.csv_files import cell
from samlad.portal.data_files import Data, Plain, data_file
from samlad.portal.filter.answer import Answer, answer
from samlad.portal.filter.declared import Filter
from samlad.portal.finding.facets import Facet
from samlad.portal.wording import in_language, words

#: So many rows of a file are read at a time.
STEP = 500


def page_json(request: HttpRequest, of: Filter) -> HttpResponse:
    """Total, the hits of the page, every choice with its count, and the address of the next."""
    found = answer(of, request.GET)
    if found.faults:
        return faults_json(found)
    here = reverse(f"{of.name}-json")
    onward = request.build_absolute_uri(here + found.next.query_string()) if found.next else None
    return _json(
        {
            "total": found.total,
            "page": found.asked.page,
            "pages": found.pages,
            "selection": found.asked.query_string().removeprefix("?"),
            "items": list(of.rows(found.found.keys)),
            "facets": facets_of(found),
            "next": onward,
        }
    )


def whole_file(request: HttpRequest, of: Filter, form: str) -> HttpResponse | StreamingHttpResponse:
    """Every hit of the selection in its order, in that form; with its choices where it is JSON."""
    found = answer(of, request.GET)
    if found.faults:
        return faults_json(found) if form == "json" else faults_text(found)
    keys, name = found.every_key(), words(of.title).lower()
    if form == "csv":
        response = StreamingHttpResponse(_csv(of, keys), content_type="text/csv; charset=utf-8")
        disposition = str(content_disposition_header(True, f"{name}.csv"))
        response.headers["Content-Disposition"] = disposition
        return response
    rows = [row for some in _rows(of, keys) for row in some]
    asked = found.asked.selection().query_string().removeprefix("?")
    return data_file(form, Data(name, of.columns, rows, asked, {"facets": facets_of(found)}))


def faults_json(found: Answer) -> HttpResponse:
    """What could not be meant, as data."""
    said = [
        {"parameter": f.parameter or None, "sentence": f.sentence, "way_on": f.way_on or None}
        for f in found.faults
    ]
    return _json({"faults": said}, status=400)


def faults_text(found: Answer) -> HttpResponse:
    """The same as plain text, a sentence on each line."""
    text = "".join(f"{' '.join(filter(None, (f.sentence, f.way_on)))}\n" for f in found.faults)
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=400)


def facets_of(found: Answer) -> dict[str, Any]:
    """Every facet by its parameter, with its choices and their counts."""
    return {facet.parameter: _facet(facet, counted) for facet, counted in found.facets}


def _facet(facet: Facet, counted: Sequence[Any]) -> dict[str, Any]:
    return {
        "label": in_language(facet.title),
        "choices": [
            {
                "code": each.choice.code,
                "label": each.choice.label,
                "count": each.count,
                "chosen": each.is_chosen,
                "depth": each.choice.depth,
            }
            for each in counted
        ],
    }


def _csv(of: Filter, keys: Sequence[str]) -> Iterator[str]:
    yield _lines([of.columns])
    for rows in _rows(of, keys):
        yield _lines([[cell(row[column]) for column in of.columns] for row in rows])


def _rows(of: Filter, keys: Sequence[str]) -> Iterator[list[Plain]]:
    """The rows of the hits, a step at a time."""
    for at in range(0, len(keys), STEP):
        yield list(of.rows(keys[at : at + STEP]))


def _lines(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _json(what: Mapping[str, Any], status: int = 200) -> HttpResponse:
    text = json.dumps(what, ensure_ascii=False)
    return HttpResponse(text, content_type="application/json", status=status)
