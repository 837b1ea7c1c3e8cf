"""A step with what is written: what it asks of the account, and the page that asks first."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samlad.portal.accounts.models import Account
from samlad.portal.navigation import Link
from samlad.portal.register.models import Initiative
from samlad.portal.wording import words
from samlad.portal.work.asked import work_trail
from samlad.portal.work.once import FIELD, new_key
from samlad.portal.work.rules import Action

#: The steps that a page of their own asks about first.
CONFIRMED = ("kasta",)


class Step:
    """A step: what it asks of the account, whether it needs a reason, and what it does."""

    def __init__(
        self,
        action: Action,
        do: Callable[[Account, Initiative, int, str], object],
        *,
        needs_reason: bool = False,
    ) -> None:
        self.action = action
        self.do = do
        self.needs_reason = needs_reason


def confirm(request: HttpRequest, verb: str, title: str, revision: int, back: str) -> HttpResponse:
    """The page that asks whether the step is meant. back: the page of what it is taken with."""
    context = {
        "question": words(f"work.confirm_{verb}", title=title),
        "text": words(f"work.confirm_{verb}_text"),
        "button": words(f"work.confirm_{verb}_button"),
        "address": request.path,
        "back": back,
        "verb": verb,
        "revision": revision,
        "key_name": FIELD,
        "key": new_key(),
        "trail": work_trail(Link(title, back), Link(words(f"work.step_{verb}"))),
    }
    return render(request, "work/confirm.html", context)
