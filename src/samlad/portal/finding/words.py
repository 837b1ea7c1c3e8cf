"""The words of documents in a tantivy index: what has them, and what fits best.

Terms and queries are made by us, never by the index from what was typed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray
from tantivy import FieldType, Occur, Query

from samlad.portal.finding.columns import Numbers
from samlad.portal.finding.compounds import Compounds
from samlad.portal.finding.documents import Document
from samlad.portal.finding.frequent import FrequentTerms, TermBits
from samlad.portal.finding.question import Question
from samlad.portal.finding.spelling import Spelling, save_words
from samlad.portal.finding.synonyms import Name
from samlad.portal.finding.terms import (
    FORM,
    SYNONYM,
    Group,
    forms_of,
    group_of,
    terms_of,
)
from samlad.portal.finding.vocabulary import words_of

#: Weights: title before other text; what stands just as it was typed.
HEADING, BODY, EXACT = 3.0, 1.0, 1.0
#: Of at most so many hits the best are asked for by their numbers.
FEW = 2000
#: A word that is nowhere is taken for the beginning of at most so many.
BEGINNINGS = 40
#: For one segment as large as can be, so that hits that fit alike come newest first.
MEMORY = 256_000_000
#: Between two texts of one document, so that no phrase goes from one into the other.
_BETWEEN = "¶"


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in ("heading", "body"):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
        builder.add_text_field(
            f"{field}_exact", tokenizer_name="whitespace", index_option="position"
        )
    builder.add_unsigned_field("number", indexed=True, fast=True)
    return builder.build()


SCHEMA = _schema()


def write_words(documents: Sequence[Document], folder: Path) -> None:
    """Make the index of documents that are in the order of their numbers."""
    folder.mkdir()
    often: Counter[str] = Counter()
    for document in documents:
        often.update({word for text in _texts(document) for word in words_of(text)})
    compounds = Compounds(often, len(documents))
    index = tantivy.Index(SCHEMA, path=str(folder))
    index.config_reader("manual")
    writer = index.writer(heap_size=MEMORY, num_threads=1)
    terms = TermBits()
    for number, document in enumerate(documents):
        fields: dict[str, object] = {"number": number}
        of_document: set[str] = set()
        for field, texts in (("heading", document.heading), ("body", document.body)):
            found = {language: words_of(text) for language, text in texts.items()}
            fields[f"{field}_exact"] = f" {_BETWEEN} ".join(" ".join(w) for w in found.values())
            of_field = [
                t for language, w in found.items() for t in terms_of(w, language, compounds)
            ]
            fields[field] = " ".join(of_field)
            of_document.update(of_field)
        terms.add(number, of_document)
        writer.add_document(tantivy.Document.from_dict(fields, SCHEMA))
    writer.commit()
    writer.wait_merging_threads()
    terms.save(len(documents), folder)
    save_words(often, folder)


def _texts(document: Document) -> Iterable[str]:
    return (*document.heading.values(), *document.body.values())


class Words:
    """An opened index of words."""

    def __init__(self, folder: Path, count: int) -> None:
        self._count = count
        self._index = tantivy.Index.open(str(folder))
        self._index.config_reader("manual")  # a folder never changes, so nothing is to be watched
        self._searcher = self._index.searcher()
        self._frequent = FrequentTerms(folder, count)
        self._spelling = Spelling.open(folder)

    def hits(self, question: Question, language: str) -> Numbers:
        """The numbers of the documents that have what is asked, in no order."""
        groups = self._groups(question, language)
        if not all(self._is_anywhere(group) for group in groups):
            return np.empty(0, dtype=np.int32)
        frequent = [group for group in groups if self._is_frequent(group)]
        if question.exact or len(frequent) < len(groups):
            return self._read(self._query(groups, question, language, ranked=False))
        mask = np.ones(self._count, dtype=bool)
        for group in groups:
            mask &= self._mask(group)
        for name in question.never:
            mask &= ~self._mask_of_never(name, language)
        return np.flatnonzero(mask).astype(np.int32)

    def best(
        self, question: Question, language: str, hits: Numbers, offset: int, limit: int
    ) -> Numbers:
        """The hits that fit best, of those given; hits that fit alike come newest first."""
        wanted = min(offset + limit, len(hits))
        if wanted <= offset or limit <= 0:
            return np.empty(0, dtype=np.int32)
        groups = self._groups(question, language)
        query = self._query(groups, question, language, ranked=True)
        if len(hits) <= FEW:
            return self._read(_among(query, hits), limit=wanted)[offset:]
        among = np.zeros(self._count, dtype=bool)
        among[hits] = True
        first, last = int(hits.min()), int(hits.max())
        query = _between(query, first, last)
        # as many as hold the wanted ones twice over, if hits are spread evenly
        reach = wanted * (2 * (last - first + 1) // len(hits))
        while True:
            found = self._read(query, limit=reach)
            chosen = found[among[found]]
            if len(chosen) >= wanted or len(found) < reach:
                return chosen[offset:wanted]
            reach *= 4

    def taken_apart(self, question: Question) -> Question:
        """The question with the two words of each compound in place of it."""
        must: list[tuple[Name, str]] = []
        for name, typed in zip(question.must, question.as_typed, strict=True):
            parts = self._compounds.parts(name[0])[:2] if len(name) == 1 else ()
            must += [((part,), part) for part in parts] or [(name, typed)]
        return replace(
            question,
            must=tuple(name for name, _ in must),
            as_typed=tuple(typed for _, typed in must),
        )

    @cached_property
    def _compounds(self) -> Compounds:
        return Compounds(self._spelling.often(), self._count)

    def nearest(self, question: Question, language: str) -> list[tuple[str, str]]:
        """A word that is nowhere and the nearest there is, for each that has one."""
        found = []
        for name, typed in zip(question.must, question.as_typed, strict=True):
            if len(name) > 1 or self._is_anywhere(self._group(name, language)):
                continue
            near = self._spelling.nearest(name[0])
            if near:
                found.append((typed, near[0]))
        return found

    def _groups(self, question: Question, language: str) -> list[Group]:
        return [self._group(name, language) for name in question.must]

    def _group(self, name: Name, language: str) -> Group:
        """A word with its forms, compounds and synonyms; one that is nowhere as a beginning."""
        group = group_of(name, language)
        if len(name) > 1 or self._is_anywhere(group):
            return group
        terms: dict[str, float] = {}
        for field in ("heading_exact", "body_exact"):
            for longer, _ in self._searcher.terms_with_prefix(field, name[0], limit=BEGINNINGS):
                terms.update({term: FORM for term in forms_of(longer, language)})
        return Group(name, terms, group.phrases)

    def _is_anywhere(self, group: Group) -> bool:
        return any(map(self._often, group.terms)) or any(
            self._how_many(self._phrase(name)) for name in group.phrases
        )

    def _often(self, term: str) -> int:
        return sum(self._searcher.doc_freq(field, term) for field in ("heading", "body"))

    def _is_frequent(self, group: Group) -> bool:
        return any(term in self._frequent for term in group.terms)

    def _mask(self, group: Group) -> NDArray[np.bool_]:
        """Which documents have the group: bits of frequent terms, the hits of the others."""
        mask = np.zeros(self._count, dtype=bool)
        rare = {}
        for term, weight in group.terms.items():
            if term in self._frequent:
                mask |= self._frequent.documents(term)
            else:
                rare[term] = weight
        rest = Group(group.name, rare, group.phrases)
        if any(map(self._often, rare)) or group.phrases:
            mask[self._read(self._group_query(rest, ranked=False))] = True
        return mask

    def _mask_of_never(self, name: Name, language: str) -> NDArray[np.bool_]:
        if len(name) == 1:
            return self._mask(Group(name, dict.fromkeys(forms_of(name[0], language), FORM)))
        mask = np.zeros(self._count, dtype=bool)
        mask[self._read(self._phrase(name))] = True
        return mask

    def _read(self, query: Query, limit: int | None = None) -> Numbers:
        """The numbers of a query's hits, best first."""
        if limit is None:
            limit = self._how_many(query)
        if not limit:
            return np.empty(0, dtype=np.int32)
        found = self._searcher.search(query, limit=limit, count=False)
        addresses = [address for _, address in found.hits]
        values = self._searcher.fast_field_values("number", addresses)
        return np.array(values, dtype=np.int32)

    def _how_many(self, query: Query) -> int:
        return self._searcher.search(query, limit=1).count  # type: ignore[attr-defined]

    def _query(
        self, groups: Sequence[Group], question: Question, language: str, *, ranked: bool
    ) -> Query:
        parts = [(Occur.Must, self._group_query(group, ranked=ranked)) for group in groups]
        parts += [(Occur.Must, self._phrase(name)) for name in question.exact]
        parts += [(Occur.MustNot, self._never(name, language)) for name in question.never]
        if ranked:
            parts += [
                (Occur.Should, _boosted(f"{field}_exact", group.name[0], EXACT * weight))
                for group in groups
                if len(group.name) == 1
                for field, weight in _FIELDS
            ]
        if not groups and not question.exact:
            parts.append((Occur.Must, Query.const_score_query(Query.all_query(), 0.0)))
        query = Query.boolean_query(parts)
        return query if ranked else Query.const_score_query(query, 1.0)

    def _group_query(self, group: Group, *, ranked: bool) -> Query:
        parts = [
            (
                Occur.Should,
                _boosted(field, term, weight * of_field)
                if ranked
                else Query.term_query(SCHEMA, field, term),
            )
            for term, weight in group.terms.items()
            for field, of_field in _FIELDS
        ]
        parts += [
            (Occur.Should, Query.boost_query(self._phrase(name), SYNONYM)) for name in group.phrases
        ]
        return Query.boolean_query(parts)

    def _phrase(self, name: Name) -> Query:
        """The words just as they stand, one after the other."""
        parts = []
        for field, weight in _FIELDS:
            exact = f"{field}_exact"
            query = (
                Query.term_query(SCHEMA, exact, name[0])
                if len(name) == 1
                else Query.phrase_query(SCHEMA, exact, list(name))
            )
            parts.append((Occur.Should, Query.boost_query(query, weight)))
        return Query.boolean_query(parts)

    def _never(self, name: Name, language: str) -> Query:
        if len(name) > 1:
            return self._phrase(name)
        terms = forms_of(name[0], language)
        return Query.boolean_query(
            [
                (Occur.Should, Query.term_query(SCHEMA, field, term))
                for term in terms
                for field, _ in _FIELDS
            ]
        )


_FIELDS = (("heading", HEADING), ("body", BODY))


def _among(query: Query, hits: Numbers) -> Query:
    numbers = Query.term_set_query(SCHEMA, "number", hits.tolist())
    return Query.boolean_query(
        [(Occur.Must, query), (Occur.Must, Query.const_score_query(numbers, 0.0))]
    )


def _between(query: Query, first: int, last: int) -> Query:
    """Of those numbers only: a period is a span of them, and older hits come last of their like."""
    numbers = Query.range_query(SCHEMA, "number", FieldType.Unsigned, first, last)
    return Query.boolean_query(
        [(Occur.Must, query), (Occur.Must, Query.const_score_query(numbers, 0.0))]
    )


def _boosted(field: str, term: str, weight: float) -> Query:
    return Query.boost_query(Query.term_query(SCHEMA, field, term), weight)
