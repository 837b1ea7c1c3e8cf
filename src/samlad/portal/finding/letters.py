"""Words as they are written: cut out, lower-cased, å ä ö kept apart and other accents folded."""

from __future__ import annotations

import re
import unicodedata

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


def _folded(text: str) -> str:
    """Lower case; é and ü lose their marks, å ä ö do not."""
    return _MARKED.sub(_without_mark, unicodedata.normalize("NFC", text).casefold())


def _without_mark(found: re.Match[str]) -> str:
    parts = unicodedata.normalize("NFKD", found[0])
    return "".join(part for part in parts if not unicodedata.combining(part))
