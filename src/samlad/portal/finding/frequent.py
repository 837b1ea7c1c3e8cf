"""Which documents have the terms that many have, as bits beside the index of words.

Reading half a million hits out of the index takes longer than everything else in a search.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

#: A term in more than this share of the documents is kept as bits.
FREQUENT, FREQUENT_AT_LEAST = 0.01, 1000


class TermBits:
    """Gathers which documents have which terms, and keeps those of frequent ones as bits."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._terms: list[np.ndarray] = []

    def add(self, number: int, terms: Iterable[str]) -> None:
        """The terms of the next document."""
        places = [self._numbers.setdefault(term, len(self._numbers)) for term in terms]
        self._terms.append(np.array(places, dtype=np.int32))

    def save(self, count: int, folder: Path) -> None:
        """Write the bits of frequent terms, with the terms in the order of the rows."""
        flat = np.concatenate(self._terms) if self._terms else np.empty(0, dtype=np.int32)
        owners = np.repeat(np.arange(count), [len(of) for of in self._terms])
        often = np.bincount(flat, minlength=len(self._numbers))
        frequent = np.flatnonzero(often > max(count * FREQUENT, FREQUENT_AT_LEAST))
        is_frequent = np.zeros(len(often), dtype=bool)
        is_frequent[frequent] = True
        chosen = is_frequent[flat] if len(flat) else np.empty(0, dtype=bool)
        flat, owners = flat[chosen], owners[chosen]
        rows = np.zeros((len(frequent), -(-count // 8)), dtype=np.uint8)
        for row, place in enumerate(frequent):
            mask = np.zeros(count, dtype=bool)
            mask[owners[flat == place]] = True
            rows[row] = np.packbits(mask, bitorder="little")
        np.save(folder / "frequent.npy", rows)
        names = list(self._numbers)
        (folder / "frequent.json").write_text(
            json.dumps([names[place] for place in frequent.tolist()]), encoding="utf-8"
        )


class FrequentTerms:
    """The frequent terms that were saved in a folder."""

    def __init__(self, folder: Path, count: int) -> None:
        self._count = count
        self._bits = np.load(folder / "frequent.npy", mmap_mode="r").view(np.ndarray)
        names = json.loads((folder / "frequent.json").read_text(encoding="utf-8"))
        self._rows: dict[str, int] = {name: row for row, name in enumerate(names)}

    def __contains__(self, term: str) -> bool:
        return term in self._rows

    def documents(self, term: str) -> NDArray[np.bool_]:
        """For every document whether it has the term."""
        row = self._bits[self._rows[term]]
        return np.unpackbits(row, count=self._count, bitorder="little").view(np.bool_)
