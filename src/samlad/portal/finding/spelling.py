"""The nearest word that has hits, for a word that has none.

Words are told apart by the letters they have before their distance is counted, so that a whole
vocabulary is searched in a few milliseconds.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

#: Longer words may differ in two letters, shorter ones in one.
LONG, SHORTEST, LONGEST = 7, 4, 40
#: Of the words that are kept.
SHORTEST_KEPT = 3
MOST = 5


class Spelling:
    """The words of an index with the number of documents of each."""

    def __init__(self, words: str, often: np.ndarray, letters: np.ndarray) -> None:
        self._words = words.split("\n") if words else []
        self._often = often
        self._letters = letters

    @classmethod
    def open(cls, folder: Path) -> Spelling:
        """The words that were saved in a folder."""
        return cls(
            (folder / "words.txt").read_text(encoding="utf-8"),
            np.load(folder / "words-often.npy", mmap_mode="r"),
            np.load(folder / "words-letters.npy", mmap_mode="r"),
        )

    def often(self) -> dict[str, int]:
        """Every word with the documents that have it."""
        return dict(zip(self._words, self._often.tolist(), strict=True))

    def nearest(self, word: str) -> list[str]:
        """Words that differ in a letter or two, the nearest and then most frequent first."""
        if not SHORTEST <= len(word) <= LONGEST:
            return []
        most = 2 if len(word) >= LONG else 1
        apart = np.bitwise_count(self._letters ^ np.uint64(_letters(word)))
        near = np.flatnonzero(apart <= 2 * most)
        found = []
        for place in near.tolist():
            other = self._words[place]
            if abs(len(other) - len(word)) <= most and other != word:
                steps = distance(word, other, most)
                if steps <= most:
                    found.append((steps, -int(self._often[place]), other))
        return [other for _, _, other in sorted(found)[:MOST]]


def save_words(often: dict[str, int], folder: Path) -> None:
    """Save the words that can be offered or be parts: letters only, not very short or long."""
    words = sorted(w for w in often if SHORTEST_KEPT <= len(w) <= LONGEST and w.isalpha())
    (folder / "words.txt").write_text("\n".join(words), encoding="utf-8")
    np.save(folder / "words-often.npy", np.array([often[w] for w in words], dtype=np.int32))
    np.save(folder / "words-letters.npy", np.array([_letters(w) for w in words], dtype=np.uint64))


def _letters(word: str) -> int:
    """A bit for each letter that the word has."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 64)
    return bits


def distance(one: str, other: str, most: int) -> int:
    """Letters to add, take away, change or swap with the next; more than `most` is `most + 1`.

    >>> distance("segrgeation", "segregation", 2)
    1
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        last_row, row = row, [i]
        for j, against in enumerate(other, start=1):
            step = min(last_row[j] + 1, row[j - 1] + 1, last_row[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                step = min(step, before[j - 2] + 1)
            row.append(step)
        if min(row) > most:
            return most + 1
        before = last_row
    return min(row[-1], most + 1)
