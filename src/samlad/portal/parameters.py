"""Parameters of an address, read strictly: what cannot be meant is an InputError with the nearest.

For pages that have a few; the filter reads forgivingly.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.http import QueryDict

from samlad.errors import InputError, UnknownName
from samlad.portal.wording import words

WORDS, PAGE = "q", "sida"
LONGEST_QUERY = 200


def read_words(parameters: QueryDict) -> str:
    """The words asked for, with single spaces between. Raises InputError when they are too long."""
    query = " ".join(parameters.get(WORDS, "").replace("\0", " ").split())
    if len(query) > LONGEST_QUERY:
        raise InputError(words("content.query_too_long", limit=LONGEST_QUERY, length=len(query)))
    return query


def read_page(parameters: QueryDict) -> int:
    """The number of the page asked for, 1 unless said. Raises InputError when it is no number."""
    page = parameters.get(PAGE, "") or "1"
    if not (page.isascii() and page.isdigit() and 1 <= len(page) <= 6 and int(page) >= 1):
        raise InputError(words("content.not_a_page", name=page[:80]))
    return int(page)


def read_one_of(parameter: str, parameters: QueryDict, known: Iterable[str]) -> str:
    """The word asked for, of a list of them; blank unless said. Raises InputError for others."""
    name, all_ = parameters.get(parameter, ""), list(map(str, known))
    if name and name not in all_:
        nearest = UnknownName(parameter, name, all_).nearest or all_[:1]
        raise InputError(
            words(
                "content.not_a_value",
                parameter=parameter,
                name=name[:80],
                known=", ".join(all_),
                nearest=nearest[0],
            )
        )
    return name
