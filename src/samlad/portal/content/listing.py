"""A list as a visitor sees it: the hits of one page, their total, chips, panels, ways onward.

Takes the listed rows, the facets and the orders, and their columns kept in memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from samlad.errors import InputError
from samlad.portal.content.columns import Columns
from samlad.portal.content.facets import Facet, Panel, narrowed, panels, read_options
from samlad.portal.content.search_words import matching
from samlad.portal.content.selection import SIZES, Chip, Selection, Sort, read
from samlad.portal.wording import language, words


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list with all that stands around it."""

    selection: Selection
    hits: list[Any]
    total: int
    pages: int
    panels: tuple[Panel, ...]
    chips: tuple[Chip, ...]
    sorts: Sequence[Sort]

    sizes = SIZES

    @property
    def first(self) -> int:
        """The number in the list of the page's first hit."""
        return (self.selection.page - 1) * self.selection.size + 1

    @property
    def last(self) -> int:
        """The number in the list of the page's last hit."""
        return self.first + len(self.hits) - 1

    @property
    def previous(self) -> str:
        """The address of the page before, empty on the first."""
        page = self.selection.page
        return self.selection.page_address(page - 1) if page > 1 else ""

    @property
    def next(self) -> str:
        """The address of the page after, empty on the last."""
        page = self.selection.page
        return self.selection.page_address(page + 1) if page < self.pages else ""


def list_page(
    request: HttpRequest,
    address: str,
    rows: QuerySet[Any],
    facets: tuple[Facet, ...],
    sorts: Sequence[Sort],
    *,
    columns: Columns,
) -> Listing:
    """The page of the list that the request asks for; its rows alone are read from the database.

    Raises InputError when a parameter cannot be meant, also a page past the last.
    """
    known = read_options(facets)
    selection = read(address, request.GET, facets, known, sorts)
    found = columns.answer(selection)
    pages = max(1, -(-found.total // selection.size))
    if selection.page > pages:
        raise InputError(words("content.page_past_last", page=selection.page, last=pages))
    by_key = {row.pk: row for row in rows.filter(pk__in=found.keys)}
    return Listing(
        selection=selection,
        hits=[by_key[key] for key in found.keys if key in by_key],
        total=found.total,
        pages=pages,
        panels=panels(found.counts, selection.chosen, facets, known),
        chips=tuple(selection.chips()),
        sorts=sorts,
    )


def every_hit(
    request: HttpRequest,
    address: str,
    rows: QuerySet[Any],
    facets: tuple[Facet, ...],
    sorts: Sequence[Sort],
) -> tuple[Selection, QuerySet[Any]]:
    """The selection and all its hits, in its order, for a download."""
    selection = read(address, request.GET, facets, read_options(facets), sorts)
    hits = narrowed(rows.filter(matching(selection.words)), selection.chosen, facets)
    return selection, hits.order_by(*selection.sort.columns[language()])
