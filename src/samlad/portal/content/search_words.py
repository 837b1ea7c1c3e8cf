"""Words for simple search: cut out, lower-cased, å ä ö kept apart and other accents folded.

A row keeps its words as one text with a space before each, so that ` bosta` in it means a word
that begins with it. Knows nothing of tables or pages.
"""

from __future__ import annotations

import re
import unicodedata
from functools import reduce

from django.db.models import Q

_WORD = re.compile(r"[^\W_]+")
#: What may have a mark to lose.
_MARKED = re.compile(r"[^\x00-\x7fåäö]")


def words_of(*texts: str) -> list[str]:
    """Every word of the texts, in order.

    >>> words_of("Åtgärder i Heléne's BOSTÄDER, Dir. 2017:33")
    ['åtgärder', 'i', 'helene', 's', 'bostäder', 'dir', '2017', '33']
    """
    folded = (_folded(text) for text in texts)
    return [word for text in folded for word in _WORD.findall(text)]


def search_text(*texts: str) -> str:
    """The words of a row as they are kept, each once."""
    return "".join(f" {word}" for word in dict.fromkeys(words_of(*texts)))


def matching(words: list[str]) -> Q:
    """The condition that every word begins some word of `search_text`; none means all rows."""
    return reduce(lambda all_of, word: all_of & Q(search_text__contains=f" {word}"), words, Q())


def is_match(words: list[str], kept: str) -> bool:
    """The same for a text kept in memory."""
    return all(f" {word}" in kept for word in words)


def _folded(text: str) -> str:
    """Lower case; é and ü lose their marks, å ä ö do not."""
    return _MARKED.sub(_without_mark, unicodedata.normalize("NFC", text).casefold())


def _without_mark(found: re.Match[str]) -> str:
    parts = unicodedata.normalize("NFKD", found[0])
    return "".join(part for part in parts if not unicodedata.combining(part))
