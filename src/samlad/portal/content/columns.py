"""A list kept in memory as columns of small whole numbers, so that facets are counted at once.

Takes the listed rows, the facets and the orders once, then answers selections: the hits of a page
in order, their number, and every facet's counts. A hundred thousand rows with five facets take a
few milliseconds where a database takes seconds. What it answers is what `facets` answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import QuerySet

from samlad.model import LANGUAGES
from samlad.portal.content.facets import Chosen, Facet
from samlad.portal.content.search_words import is_match
from samlad.portal.content.selection import Selection, Sort
from samlad.portal.wording import language

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """The values of one facet: entry i says that row `owners[i]` has value `codes[i]`.

    values: the value of each code. A row can have several entries, or none.
    """

    owners: Array
    codes: Array
    values: tuple[str, ...]

    def having(self, keys: Sequence[str], rows: int) -> Array:
        """Which rows have one of these values, as a mask."""
        wanted = np.isin(np.array(self.values, dtype=object), list(keys))
        mask = np.zeros(rows, dtype=bool)
        mask[self.owners[wanted[self.codes]]] = True
        return mask

    def counts(self, among: Array) -> dict[str, int]:
        """How many of the rows of the mask have each value."""
        found = np.bincount(self.codes[among[self.owners]], minlength=len(self.values))
        return {value: int(n) for value, n in zip(self.values, found, strict=True) if n}


@dataclass(frozen=True, slots=True)
class Answer:
    """Keys of the asked hits in order, how many there are in all, counts by facet and value."""

    keys: list[Any]
    total: int
    counts: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Columns:
    """The rows of a list: their keys, words, values by facet, and order by sort and language."""

    keys: Array
    words: tuple[str, ...]
    facets: Mapping[str, Column]
    orders: Mapping[tuple[str, str], Array]

    def answer(self, selection: Selection) -> Answer:
        """The page that the selection asks for, and every count."""
        said = self._with_words(selection.words)
        masks = self._masks(selection.chosen)
        hits = _all_of(said, masks.values())
        order = self._in_order(hits, selection)
        start = (selection.page - 1) * selection.size
        return Answer(
            keys=list(self.keys[order[start : start + selection.size]]),
            total=int(np.count_nonzero(hits)),
            counts={
                name: column.counts(
                    _all_of(said, (mask for of, mask in masks.items() if of != name))
                )
                for name, column in self.facets.items()
            },
        )

    def _with_words(self, words: Sequence[str]) -> Array:
        if not words:
            return np.ones(len(self.keys), dtype=bool)
        asked = list(words)
        return np.fromiter((is_match(asked, kept) for kept in self.words), bool, len(self.words))

    def _masks(self, chosen: Chosen) -> dict[str, Array]:
        """Facet → the rows that have one of what is chosen in it."""
        return {
            name: self.facets[name].having([k for o in options for k in o.keys], len(self.keys))
            for name, options in chosen.items()
            if options
        }

    def _in_order(self, hits: Array, selection: Selection) -> Array:
        order = self.orders[selection.sort.name, language()]
        return order[hits[order]]


def columns_of(rows: QuerySet[Any], facets: Sequence[Facet], sorts: Sequence[Sort]) -> Columns:
    """The columns of the rows as they are now; one query for each facet and order."""
    bare = rows.select_related(None).prefetch_related(None).order_by()
    keys = list(bare.values_list("pk", flat=True))
    places = {key: place for place, key in enumerate(keys)}
    words = dict(bare.values_list("pk", "search_text"))
    return Columns(
        keys=np.array(keys, dtype=object),
        words=tuple(words[key] for key in keys),
        facets={facet.parameter: _column(bare, facet, places) for facet in facets},
        orders=_orders(bare, sorts, places),
    )


def _column(rows: QuerySet[Any], facet: Facet, places: Mapping[Any, int]) -> Column:
    entries = list(rows.values_list("pk", facet.value).distinct())
    entries = [(key, str(value)) for key, value in entries if value is not None]
    values = tuple(sorted({value for _, value in entries}))
    codes = {value: code for code, value in enumerate(values)}
    return Column(
        owners=np.array([places[key] for key, _ in entries], dtype=np.int32),
        codes=np.array([codes[value] for _, value in entries], dtype=np.int32),
        values=values,
    )


def _orders(
    rows: QuerySet[Any], sorts: Sequence[Sort], places: Mapping[Any, int]
) -> dict[tuple[str, str], Array]:
    """The places of the rows in each order; what two languages share is asked once."""
    found: dict[tuple[str, ...], Array] = {}
    for columns in {sort.columns[tongue] for sort in sorts for tongue in LANGUAGES}:
        in_order = rows.order_by(*columns).values_list("pk", flat=True)
        found[columns] = np.array([places[key] for key in in_order], dtype=np.int32)
    return {
        (sort.name, tongue): found[sort.columns[tongue]] for sort in sorts for tongue in LANGUAGES
    }


def _all_of(first: Array, others: Any) -> Array:
    mask = first
    for other in others:
        mask = mask & other
    return mask
