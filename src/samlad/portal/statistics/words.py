"""The words of charts, findings and statistics pages, from definitions/texts/statistics.toml.

They are written in a language that is named, since what is drawn once is kept for each language.
"""

from __future__ import annotations

import re

from samlad.portal.wording import words_in

#: A full stop before white space; a text of several lines has line ends too.
SENTENCE_END = re.compile(r"(?<=\.)\s+")


def word(key: str, language: str, **values: object) -> str:
    """The text under `key` in the language, with `{name}` filled from the values."""
    return words_in(language, f"statistics.{key}", values)


def first_sentence(text: str) -> str:
    """The first sentence of a text in words, which says the most of it.

    >>> first_sentence("Andel som arbetar. Gäller 16–64 år.")
    'Andel som arbetar.'
    """
    first = SENTENCE_END.split(text.strip(), maxsplit=1)[0]
    return first if first.endswith(".") else f"{first}."
