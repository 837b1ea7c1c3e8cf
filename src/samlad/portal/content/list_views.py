"""The views of a list: the page with its filter, and every hit of the selection as CSV and JSON.

Takes a list declared once; the lists of content and of initiatives share it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samlad.portal.content.facets import Facet
from samlad.portal.content.listing import every_hit, list_page
from samlad.portal.content.selection import Selection, Sort
from samlad.portal.csv_files import csv_file
from samlad.portal.navigation import Link, trail
from samlad.portal.wording import words

#: A hit as plain values by column; lists stay lists.
Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Listed:
    """What is listed. name: of its address; `<name>-csv` and `<name>-json` are its downloads'.

    title: key of its text. rows: with what the page shows of each hit. plain: the hits of a
    download, from rows without that.
    """

    name: str
    title: str
    template: str
    rows: Callable[[], QuerySet[Any]]
    plain: Callable[[QuerySet[Any]], Iterable[Plain]]
    columns: Sequence[str]
    facets: tuple[Facet, ...]
    sorts: Sequence[Sort]


def list_html(listed: Listed, request: HttpRequest, **more: object) -> HttpResponse:
    """The page. more: what else its template asks for."""
    found = list_page(request, reverse(listed.name), listed.rows(), listed.facets, listed.sorts)
    context = {
        "listing": found,
        "csv": reverse(f"{listed.name}-csv"),
        "json": reverse(f"{listed.name}-json"),
        "trail": trail(Link(words(listed.title))),
    }
    return render(request, listed.template, context | more)


def list_csv(listed: Listed, request: HttpRequest) -> HttpResponse:
    """Every hit of the selection as CSV."""
    _, hits = _every_hit(listed, request)
    rows = ([hit[column] for column in listed.columns] for hit in hits)
    return csv_file(words(listed.title).lower(), listed.columns, rows)


def list_json(listed: Listed, request: HttpRequest) -> HttpResponse:
    """What was asked, how many hits, the hits: each on a line, unknown values null."""
    selection, hits = _every_hit(listed, request)
    asked = json.dumps(selection.query_string().removeprefix("?"), ensure_ascii=False)
    rows = ",\n".join(json.dumps(hit, ensure_ascii=False) for hit in hits)
    text = f'{{"selection": {asked}, "total": {len(hits)}, "rows": [\n{rows}\n]}}\n'
    return HttpResponse(text, content_type="application/json")


def _every_hit(listed: Listed, request: HttpRequest) -> tuple[Selection, list[Plain]]:
    rows = listed.rows().select_related(None).prefetch_related(None)
    address = reverse(listed.name)
    selection, hits = every_hit(request, address, rows, listed.facets, listed.sorts)
    return selection, list(listed.plain(hits))


def linked(table: type[Model], of: str, value: str, **where: Any) -> Mapping[str, list[Any]]:
    """Row → its values in a table of links, in the order of the source; one query."""
    found: dict[str, list[Any]] = defaultdict(list)
    for row, linked_to in table._default_manager.filter(**where).values_list(of, value):
        found[row].append(linked_to)
    return found
