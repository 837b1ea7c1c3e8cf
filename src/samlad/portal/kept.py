"""Answers that depend on the facts and the page's language alone: worked out once, then kept.

They are kept under the fingerprint of what the database was filled from and its last change, so
that what is loaded anew, by this process or another, is answered anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from samlad.portal.content.changes import last_change
from samlad.portal.loading import loaded_fingerprint
from samlad.portal.wording import language

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

#: Two languages, a few arguments each, and those of the facts before.
MOST = 16


def kept(answer: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """The function, asked once for each language and arguments while the facts stay the same."""

    @lru_cache(maxsize=MOST)
    def under(_facts: str, _change: str, _language: str, *arguments: Hashable) -> Answer:
        return answer(*arguments)  # type: ignore[call-arg, arg-type]

    @wraps(answer)
    def of_now(*arguments: Asked.args, **_: Asked.kwargs) -> Answer:
        return under(loaded_fingerprint(), last_change(), language(), *arguments)

    return of_now
