"""The words of charts, findings and statistics pages, from definitions/texts/statistics.toml.

A missing word is a fault of the definitions and says which key.
"""

from __future__ import annotations

from functools import cache

from samlad.catalogue import texts
from samlad.errors import DefinitionError


def word(key: str, language: str, **values: object) -> str:
    """The text under `key` in the language, with `{name}` filled from the values."""
    text = _template(key, language)
    return text.format(**values) if values else text


@cache
def _template(key: str, language: str) -> str:
    try:
        return texts()[f"statistics.{key}"][language]
    except KeyError:
        raise DefinitionError(f"definitions/texts/statistics.toml: '{key}' is missing") from None


def first_sentence(text: str) -> str:
    """The first sentence of a text in words, which says the most of it.

    >>> first_sentence("Andel som arbetar. Gäller 16–64 år.")
    'Andel som arbetar.'
    """
    first, _, _ = text.partition(". ")
    return first if first.endswith(".") else f"{first}."
