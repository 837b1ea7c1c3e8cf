"""The words of the pages in the language of the request: short texts by key, and counts.

Takes keys of definitions/texts/; knows nothing of templates.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language

from samlad.catalogue import texts
from samlad.errors import DefinitionError
from samlad.model import LANGUAGES, Text


def language() -> str:
    """The language the page is written in: `sv` or `en`."""
    active = get_language()
    return active if active in LANGUAGES else "sv"


def has_words(key: str) -> bool:
    """Whether there is a text of that key."""
    return key in texts()


def words(key: str, **values: object) -> str:
    """The text of that key in the page's language, `{name}` filled from values."""
    return words_in(language(), key, values)


def words_in(language: str, key: str, values: Mapping[str, object]) -> str:
    """The same in a language that is named.

    Raises DefinitionError when there is no such key, or a value for one of its names is missing:
    a text that is not there is our fault, never the visitor's.
    """
    if key not in texts():
        raise DefinitionError(f"definitions/texts/: no text '{key}'; write it in both languages")
    text = texts()[key][language]
    if not values:
        return text
    try:
        return text.format_map(values)
    except (KeyError, IndexError, ValueError) as error:
        raise DefinitionError(
            f"definitions/texts/: '{key}' asks for {error} and gets none"
        ) from None


def counted(key: str, number: int, shown: str) -> str:
    """`<key>_one` or `<key>_many`, whichever suits the number, with `{n}` the number as shown."""
    return words(f"{key}_one" if number == 1 else f"{key}_many", n=shown)


def in_language(text: Text | str | None) -> str:
    """A text of the model in the page's language; plain text stays as it is."""
    if text is None:
        return ""
    return text[language()] if isinstance(text, Text) else str(text)
