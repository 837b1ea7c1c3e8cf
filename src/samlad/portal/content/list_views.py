"""The views of a list: the page with its filter, and every hit of the selection as a file.

Takes a list declared once; the lists of content and of initiatives share it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localdate

from samlad.portal.content.columns import Columns, columns_of
from samlad.portal.content.facets import Facet
from samlad.portal.content.listing import every_hit, list_page
from samlad.portal.content.selection import Selection, Sort
from samlad.portal.data_files import FORMS, Data, Plain, data_file
from samlad.portal.loading import edition
from samlad.portal.navigation import Link, trail
from samlad.portal.wording import words

__all__ = ["Listed", "Plain", "linked", "list_file", "list_files", "list_html"]


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """What is listed. name: of its address; `<name>-csv` and so on are its downloads'.

    title: key of its text. rows: with what the page shows of each hit. plain: the hits of a
    download, from rows without that.
    """

    name: str
    title: str
    template: str
    rows: Callable[[], QuerySet[Any]]
    plain: Callable[[QuerySet[Any]], Iterable[Plain]]
    columns: tuple[str, ...]
    facets: tuple[Facet, ...]
    sorts: tuple[Sort, ...]


def list_html(listed: Listed, request: HttpRequest, **more: object) -> HttpResponse:
    """The page. more: what else its template asks for."""
    address = reverse(listed.name)
    found = list_page(
        request,
        address,
        listed.rows(),
        listed.facets,
        listed.sorts,
        columns=_columns(listed, edition(), localdate()),
    )
    context = {
        "listing": found,
        **{form: reverse(f"{listed.name}-{form}") for form in FORMS},
        "trail": trail(Link(words(listed.title))),
    }
    return render(request, listed.template, context | more)


@lru_cache(maxsize=8)
def _columns(listed: Listed, _edition: str, _today: date) -> Columns:
    """The list's columns, kept while what is public stays the same, and for a day at most."""
    return columns_of(listed.rows(), listed.facets, listed.sorts)


def list_file(listed: Listed, form: str, request: HttpRequest) -> HttpResponse:
    """Every hit of the selection in that form."""
    selection, hits = _every_hit(listed, request)
    asked = selection.query_string().removeprefix("?")
    return data_file(form, Data(words(listed.title).lower(), listed.columns, hits, asked))


def list_files(listed: Listed, path_of: str) -> list[URLPattern]:
    """The addresses of the downloads: `<path_of>.csv` and so on."""
    return [
        path(f"{path_of}.{form}", partial(list_file, listed, form), name=f"{listed.name}-{form}")
        for form in FORMS
    ]


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
