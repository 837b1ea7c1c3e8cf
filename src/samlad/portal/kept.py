"""Answers that depend on what is public and the page's language alone: worked out once, then kept.

They are kept under the edition of what the database holds, so that what is loaded, fetched,
published or withdrawn, by this process or another, is answered anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

from samlad.portal.changes import edition
from samlad.portal.wording import language

Asked = TypeVarTuple("Asked")
Answer = TypeVar("Answer")

#: Two languages, a few arguments each, and those of the facts before.
MOST = 16


def kept(answer: Callable[[*Asked], Answer]) -> Callable[[*Asked], Answer]:
    """The function, asked once for each language and arguments while the facts stay the same."""

    @lru_cache(maxsize=MOST)
    def under(_facts: str, _language: str, *arguments: Hashable) -> Answer:
        return answer(*arguments)  # type: ignore[arg-type]

    @wraps(answer)
    def of_now(*arguments: *Asked) -> Answer:
        return under(edition(), language(), *arguments)

    return of_now
