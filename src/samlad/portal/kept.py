"""Answers that depend on the facts and the page's language alone: worked out once, then kept.

They are kept under the fingerprint of what the database was filled from and the mark of its latest
change, so that what is loaded or fetched anew, by this process or another, is answered anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from django.db.models import Subquery

from samlad.portal.wording import language

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

#: Two languages, a few arguments each, and those of the facts before.
MOST = 16


def kept(answer: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """The function, asked once for each language and arguments while the facts stay the same."""

    @lru_cache(maxsize=MOST)
    def under(_facts: str, _language: str, *arguments: Hashable) -> Answer:
        return answer(*arguments)  # type: ignore[call-arg, arg-type]

    @wraps(answer)
    def of_now(*arguments: Asked.args, **_: Asked.kwargs) -> Answer:
        return under(_state(), language(), *arguments)

    return of_now


def _state() -> str:
    """What the database holds now: what it was filled from, and its latest change; one query."""
    from samlad.portal.content.models import Change
    from samlad.portal.pages.models import Loaded

    latest = Subquery(Change.objects.order_by("-pk").values("token")[:1])
    row = Loaded.objects.values_list("fingerprint", latest).first()
    return "" if row is None else f"{row[0]} {row[1]}"
