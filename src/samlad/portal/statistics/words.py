"""The words of charts, findings and statistics pages, from definitions/texts/statistics.toml.

They are written in a language that is named, since what is drawn once is kept for each language.
"""

from __future__ import annotations

from samlad.portal.wording import words_in


def word(key: str, language: str, **values: object) -> str:
    """The text under `key` in the language, with `{name}` filled from the values."""
    return words_in(language, f"statistics.{key}", values)


def first_sentence(text: str) -> str:
    """The first sentence of a text in words, which says the most of it.

    >>> first_sentence("Andel som arbetar. Gäller 16–64 år.")
    'Andel som arbetar.'
    """
    first, _, _ = text.partition(". ")
    return first if first.endswith(".") else f"{first}."
