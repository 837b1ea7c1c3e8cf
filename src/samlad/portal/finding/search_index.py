"""The search index of one kind: made from documents, opened from a folder, asked.

A folder holds the words (tantivy) and the columns; it is never changed once it is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from samlad.errors import UnknownName
from samlad.portal.finding.asked import Found, Wanted
from samlad.portal.finding.columns import Columns, Numbers
from samlad.portal.finding.documents import Document
from samlad.portal.finding.question import Question, read_question
from samlad.portal.finding.saved_columns import (
    columns_of,
    newest_first,
    open_columns,
    save_columns,
)
from samlad.portal.finding.words import Words, write_words

#: So many questions' hits are kept, for the next page or the next choice.
KEPT_QUESTIONS = 24
FIRST_DAY, LAST_DAY = date.min.toordinal(), date.max.toordinal()


def make(documents: Iterable[Document], facets: Sequence[str], folder: Path) -> None:
    """Make the index of the documents in an empty folder."""
    ordered = newest_first(list(documents))
    save_columns(columns_of(ordered, facets), folder / "columns")
    write_words(ordered, folder / "words")


class SearchIndex:
    """An index that was made in a folder."""

    def __init__(self, folder: Path) -> None:
        self.columns: Columns = open_columns(folder / "columns")
        self.words = Words(folder / "words", len(self.columns.keys))
        self._everything = np.arange(len(self.columns.keys), dtype=np.int32)
        self._answered = lru_cache(maxsize=KEPT_QUESTIONS)(self._answer)

    @property
    def count(self) -> int:
        """How many documents it holds."""
        return len(self.columns.keys)

    def find(self, wanted: Wanted) -> Found:
        """What is found, with every count."""
        question, said = self._answered(wanted.query, wanted.language)
        said = self._in_period(said, wanted)
        chosen = {
            facet: self.columns.facets[facet].has_one_of(codes)[said]
            for facet, codes in wanted.chosen.items()
            if codes and facet in self.columns.facets
        }
        hits = _where(said, chosen.values())
        return Found(
            total=len(hits),
            keys=self._page(question, hits, wanted),
            counts={
                facet: self.columns.counts(facet, self._but(facet, said, hits, chosen))
                for facet in self.columns.facets
            },
            years=self.columns.years(hits),
            nearest="" if len(hits) else self._nearest(wanted),
        )

    def _answer(self, query: str, language: str) -> tuple[Question, Numbers]:
        """What is asked and its hits; where there are none, with compounds taken apart."""
        question = read_question(query, language)
        if question.is_empty:
            return question, self._everything
        hits = self.words.hits(question, language)
        apart = question if len(hits) else self.words.taken_apart(question)
        if apart == question:
            return question, hits
        return apart, self.words.hits(apart, language)

    def _in_period(self, hits: Numbers, wanted: Wanted) -> Numbers:
        if not (wanted.since or wanted.until):
            return hits
        since = date.fromisoformat(wanted.since).toordinal() if wanted.since else FIRST_DAY
        until = date.fromisoformat(wanted.until).toordinal() if wanted.until else LAST_DAY
        return hits[self.columns.in_period(since, until)[hits]]

    def _but(
        self, facet: str, said: Numbers, hits: Numbers, chosen: Mapping[str, NDArray[np.bool_]]
    ) -> Numbers:
        """The hits as they would be without the facet's own choices."""
        if facet not in chosen:
            return hits
        return _where(said, (has for other, has in chosen.items() if other != facet))

    def _page(self, question: Question, hits: Numbers, wanted: Wanted) -> tuple[str, ...]:
        if not len(hits):
            return ()
        if wanted.sort == "relevance" and (question.must or question.exact):
            best = self.words.best(question, wanted.language, hits, wanted.offset, wanted.limit)
            return tuple(self.columns.keys[number] for number in best.tolist())
        order = {"title": f"title-{wanted.language}", "relevance": "date"}.get(wanted.sort)
        order = order or wanted.sort
        if order != "date" and order not in self.columns.places:
            raise UnknownName("order", order, ["date", "relevance", "title", *self.columns.places])
        return self.columns.page(hits, order, wanted.offset, wanted.limit)

    def _nearest(self, wanted: Wanted) -> str:
        """The query with the nearest words in place of those that are nowhere, if it has hits."""
        question = read_question(wanted.query, wanted.language)
        changed = wanted.query
        for word, near in self.words.nearest(question, wanted.language):
            changed = changed.replace(word, near)
        if changed == wanted.query:
            return ""
        _, hits = self._answered(changed, wanted.language)
        return changed if len(hits) else ""


def _where(numbers: Numbers, conditions: Iterable[NDArray[np.bool_]]) -> Numbers:
    both: NDArray[np.bool_] | None = None
    for condition in conditions:
        both = condition if both is None else both & condition
    return numbers if both is None else numbers[both]
