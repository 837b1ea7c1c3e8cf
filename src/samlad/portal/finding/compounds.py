"""Swedish compounds taken apart into words that stand for themselves in what is indexed.

A rare word is split where both parts are words of the same documents, with or without the s that
binds them; of several such places the one whose parts are best known is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from samlad.portal.finding.synonyms import word_lists

SHORTEST_FIRST, SHORTEST_LAST, SHORTEST = 3, 3, 7
#: A part is a word in at least so many documents; a short one in more.
KNOWN, KNOWN_SHORT, SHORT = 2, 12, 3
#: A word in more than this share of the documents is a word of its own, never split.
OFTEN, OFTEN_AT_LEAST = 0.004, 25


class Compounds:
    """Splits by a vocabulary: word → the documents that have it."""

    def __init__(self, known: Mapping[str, int], documents: int) -> None:
        self._known = known
        self._often = max(OFTEN_AT_LEAST, documents * OFTEN)
        self._kept: dict[str, tuple[str, ...]] = {}

    def parts(self, word: str) -> tuple[str, ...]:
        """The words a compound is made of, its own compounds too; empty when it is none."""
        if word not in self._kept:
            self._kept[word] = self._split(word)
        return self._kept[word]

    def _split(self, word: str) -> tuple[str, ...]:
        if len(word) < SHORTEST or not word.isalpha() or self._known.get(word, 0) > self._often:
            return ()
        best: tuple[int, str, str] | None = None
        for place in range(SHORTEST_FIRST, len(word) - SHORTEST_LAST + 1):
            last = word[place:]
            often = self._frequency(last)
            if not often:
                continue
            first, first_often = self._first(word[:place])
            if first_often and (best is None or min(often, first_often) > best[0]):
                best = (min(often, first_often), first, last)
        if best is None:
            return ()
        _, first, last = best
        return (first, last, *self.parts(first), *self.parts(last))

    def _first(self, part: str) -> tuple[str, int]:
        """The word that a first part stands for: as it is, without the s, with its vowel."""
        found = [(self._frequency(form), form) for form in _forms(part)]
        often, form = max(found)
        return form, often

    def _frequency(self, part: str) -> int:
        often = self._known.get(part, 0)
        if part in self._no_part or often < (KNOWN_SHORT if len(part) <= SHORT else KNOWN):
            return 0
        return often

    @cached_property
    def _no_part(self) -> frozenset[str]:
        return word_lists().no_part | word_lists().common["sv"]


def _forms(part: str) -> list[str]:
    """The words that a first part can stand for.

    >>> _forms("arbets")
    ['arbets', 'arbetsa', 'arbetse', 'arbet', 'arbeta', 'arbete']
    """
    bases = [part, part[:-1]] if part.endswith("s") else [part]
    forms = [base + vowel for base in bases for vowel in ("", "a", "e")]
    if part.endswith(("o", "u")):
        forms.append(f"{part[:-1]}a")
    return [form for form in forms if len(form) >= SHORTEST_FIRST]
