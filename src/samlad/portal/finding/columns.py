"""Facets as columns: which documents have a code, how many hits have each, one page in order.

A document is its number: 0 is the newest, so that numbers in order are hits by date. Counts are
exact. Few hits are counted from their own codes; many by the bits and lists of each code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]

#: More hits than this share of all are counted code by code.
MANY, MANY_AT_LEAST = 0.02, 2000
#: A code with more than this share of all documents is kept as bits too.
DENSE, DENSE_AT_LEAST = 1 / 48, 64


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """The codes of every document, and the documents of every code.

    starts, codes: document n has codes[starts[n] : starts[n + 1]], places in `names`.
    code_starts, documents: the same turned round. bits: a row for each code of `dense`, a bit for
    each document.
    """

    names: tuple[str, ...]
    starts: NDArray[np.int64]
    codes: NDArray[np.uint16]
    code_starts: NDArray[np.int64]
    documents: Numbers
    dense: NDArray[np.int64]
    bits: NDArray[np.uint8]

    @classmethod
    def of(cls, codes: Sequence[Sequence[str]]) -> FacetColumn:
        """The column of these codes, document by document, none twice in one."""
        names = tuple(sorted({name for of in codes for name in of}))
        place = {name: number for number, name in enumerate(names)}
        lengths = np.fromiter(map(len, codes), dtype=np.int64, count=len(codes))
        flat = np.fromiter(
            (place[name] for of in codes for name in of), dtype=np.uint16, count=lengths.sum()
        )
        owners = np.repeat(np.arange(len(codes), dtype=np.int32), lengths)
        often = np.bincount(flat, minlength=len(names))
        code_starts = _starts(often)
        documents = owners[np.argsort(flat, kind="stable")]
        dense = np.flatnonzero(often > max(len(codes) * DENSE, DENSE_AT_LEAST))
        bits = np.zeros((len(dense), -(-len(codes) // 64) * 8), dtype=np.uint8)
        for row, code in enumerate(dense):
            mask = np.zeros(bits.shape[1] * 8, dtype=bool)
            mask[documents[code_starts[code] : code_starts[code + 1]]] = True
            bits[row] = np.packbits(mask, bitorder="little")
        return cls(names, _starts(lengths), flat, code_starts, documents, dense, bits)

    @property
    def totals(self) -> NDArray[np.int64]:
        """Documents of each code."""
        return np.diff(self.code_starts)

    def has_one_of(self, codes: Sequence[str]) -> NDArray[np.bool_]:
        """For every document whether it has one of the codes; unknown ones nobody has."""
        place = {name: number for number, name in enumerate(self.names)}
        mask = np.zeros(len(self.starts) - 1, dtype=bool)
        for number in (place[code] for code in codes if code in place):
            mask[self.documents[self.code_starts[number] : self.code_starts[number + 1]]] = True
        return mask

    def counts(self, hits: Numbers) -> NDArray[np.int64]:
        """How many of the hits have each code."""
        everything = len(self.starts) - 1
        if len(hits) == everything:
            return self.totals
        if len(hits) <= max(everything * MANY, MANY_AT_LEAST):
            return self._counts_of_few(hits)
        return self._counts_of_many(hits)

    def _counts_of_few(self, hits: Numbers) -> NDArray[np.int64]:
        begin = self.starts[hits]
        lengths = self.starts[hits + 1] - begin
        ends = np.cumsum(lengths)
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(
            begin - ends + lengths, lengths
        )
        return np.bincount(self.codes[places], minlength=len(self.names))

    def _counts_of_many(self, hits: Numbers) -> NDArray[np.int64]:
        mask = np.zeros(self.bits.shape[1] * 8, dtype=bool)
        mask[hits] = True
        counts = np.zeros(len(self.names), dtype=np.int64)
        wanted = np.packbits(mask, bitorder="little").view(np.uint64)
        for row, code in enumerate(self.dense.tolist()):
            own = self.bits[row].view(np.uint64)
            counts[code] = int(np.bitwise_count(own & wanted).sum())
        is_sparse = np.ones(len(self.names), dtype=bool)
        is_sparse[self.dense] = False
        for first, last in _runs(is_sparse):
            begin, end = self.code_starts[first], self.code_starts[last]
            found = np.concatenate(([0], np.cumsum(mask[self.documents[begin:end]])))
            counts[first:last] = np.diff(found[self.code_starts[first : last + 1] - begin])
        return counts

    def save(self, folder: Path) -> None:
        """Save it in a folder of its own."""
        folder.mkdir()
        (folder / "names.txt").write_text("\n".join(self.names), encoding="utf-8")
        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name))

    @classmethod
    def open(cls, folder: Path) -> FacetColumn:
        """The column that was saved in a folder; its arrays stay on disk."""
        text = (folder / "names.txt").read_text(encoding="utf-8")
        arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _ARRAYS}
        return cls(
            tuple(text.split("\n")) if text else (), **{k: plain(v) for k, v in arrays.items()}
        )


_ARRAYS = ("starts", "codes", "code_starts", "documents", "dense", "bits")


@dataclass(frozen=True, slots=True)
class Columns:
    """Everything but the words: keys, days, orders, years, facets.

    first_day, last_day: ordinals of the days a date can mean; unknown ones are in no period.
    places: order → the place of each document in it. year_group: a place in `year_groups`, the
    years and top types there are; the last one is for no date.
    """

    keys: tuple[str, ...]
    first_day: Numbers
    last_day: Numbers
    places: Mapping[str, Numbers]
    year_group: NDArray[np.int32]
    year_groups: tuple[tuple[str, str], ...]
    facets: Mapping[str, FacetColumn]

    def in_period(self, since: int, until: int) -> NDArray[np.bool_]:
        """For every document whether a day it can mean lies between these ordinals."""
        return (self.last_day >= since) & (self.first_day <= until)

    def page(self, hits: Numbers, order: str, offset: int, limit: int) -> tuple[str, ...]:
        """The keys of a page of the hits, in that order; `date` is the order of numbers."""
        if limit <= 0 or offset >= len(hits):
            return ()
        by = hits if order == "date" else self.places[order][hits]
        first = min(offset + limit, len(hits))
        if order == "date":
            chosen = (
                np.sort(by)[offset:first] if len(by) < first * 8 else _least(by, first)[offset:]
            )
            return tuple(self.keys[number] for number in chosen.tolist())
        places = np.argpartition(by, first - 1)[:first] if first < len(by) else np.arange(len(by))
        chosen = hits[places[np.argsort(by[places], kind="stable")]][offset:first]
        return tuple(self.keys[number] for number in chosen.tolist())

    def years(self, hits: Numbers) -> Mapping[str, Mapping[str, int]]:
        """Year → top type → hits."""
        counts = np.bincount(self.year_group[hits], minlength=len(self.year_groups) + 1)
        found: dict[str, dict[str, int]] = {}
        for (year, group), count in zip(self.year_groups, counts.tolist(), strict=False):
            if count:
                found.setdefault(year, {})[group] = count
        return found

    def counts(self, facet: str, hits: Numbers) -> Mapping[str, int]:
        """Code → hits, for the codes that have any."""
        column = self.facets[facet]
        counts = column.counts(hits)
        return {column.names[place]: int(counts[place]) for place in np.flatnonzero(counts)}


def _least(numbers: Numbers, count: int) -> Numbers:
    return np.sort(np.partition(numbers, count - 1)[:count])


def _starts(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)


def _runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and past-last place of each run of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def plain(array: np.ndarray) -> np.ndarray:
    """The array as a plain view: calls on a memory map cost more each time."""
    return array.view(np.ndarray)
