"""Words as the search sees them: cut out, folded, brought to their stem by language.

A word's base form comes from a word list, its stem from there; å ä ö stay letters of their own.
Nothing here knows of documents or indexes.
"""

from __future__ import annotations

from functools import lru_cache

import simplemma
import Stemmer

from samlad.portal.finding.letters import words_of
from samlad.portal.finding.synonyms import word_lists

__all__ = ["stem", "words_of"]

_ALGORITHMS = {"sv": "swedish", "en": "english"}
#: A million documents hold fewer different words than this.
_KEPT = 400_000


@lru_cache(maxsize=_KEPT)
def stem(word: str, language: str) -> str:
    """The stem of a folded word; forms of one word have one.

    >>> {stem(word, "sv") for word in ("skola", "skolor", "skolans")}
    {'skol'}
    """
    base = word_lists().lemmas.get(word) if language == "sv" else None
    if base is None:
        base = simplemma.lemmatize(word, lang=language).casefold()
    found = _stemmer(language).stemWord(base)
    return found if found.isalnum() else word


def read_word_lists() -> None:
    """Read the lists of base forms, which the first word of a language waits a second for."""
    for language in _ALGORITHMS:
        stem("ord", language)


@lru_cache(maxsize=len(_ALGORITHMS))
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_ALGORITHMS[language], maxCacheSize=0)
