"""The pages for what goes wrong: in the page's language and look, with a way on."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from samlad.catalogue import indicators
from samlad.errors import InputError, UnknownName
from samlad.portal.navigation import Link
from samlad.portal.results import results
from samlad.portal.wording import has_words, language, words
from samlad.portal.work.faults import MayNot

logger = logging.getLogger("samlad.portal")

#: Kinds of name that have a page of their own: the kind in UnknownName → the address's name.
PAGES_OF_KINDS = {
    "goal": "goal",
    "indicator": "indicator",
    "place": "place",
    "policy area": "policy-area",
    "initiative": "initiative",
    "actor": "actor",
    "item": "item",
}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request is not understood. An InputError's sentence is shown, no other's."""
    sentence = str(exception) if isinstance(exception, InputError) else words("base.bad_request")
    return _page(request, 400, sentence=sentence)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the request is refused; of an account that may not do it, who may."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        is_said = isinstance(exception, MayNot)
        sentence = str(exception) if is_said else words("base.not_this_account_sentence")
        heading, back = words("base.not_this_account"), Link(words("work.title"), reverse("work"))
        return _page(request, 403, heading=heading, sentence=sentence, back=back)
    return _page(request, 403, sentence=words("base.forbidden"))


def forgotten(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's token is not the session's: it was opened before the last sign-in."""
    return _page(request, 403, sentence=words("base.forgotten"))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page; names the nearest when a code or id was meant."""
    if isinstance(exception, UnknownName):
        return _page(request, 404, sentence=_unknown(exception), nearest=_nearest(exception))
    return _page(request, 404, sentence=words("base.not_found_sentence"))


def not_allowed(request: HttpRequest, allowed: Iterable[str]) -> HttpResponse:
    """405: something is sent to a page that can only be read."""
    response = _page(request, 405, sentence=words("base.not_allowed"))
    response.headers["Allow"] = ", ".join(allowed)
    return response


def our_fault(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours; only its id is shown, the rest is in the log."""
    error_id = secrets.token_hex(4)
    logger.error("error %s at %s %r", error_id, request.method, request.path, exc_info=True)
    return _page(request, 500, error_id=error_id)


def _page(request: HttpRequest, status: int, **context: object) -> HttpResponse:
    """The page for that status; it names no other addresses of itself, having none."""
    template = f"errors/{status}.html" if status in (404, 500) else "errors/400.html"
    return render(request, template, {"is_error": True, **context}, status=status)


def _unknown(fault: UnknownName) -> str:
    key = f"base.unknown_{fault.kind.replace(' ', '_')}"
    return words(key if has_words(key) else "base.unknown_page", name=fault.name)


def _nearest(fault: UnknownName) -> Link | None:
    if not fault.nearest or fault.kind not in PAGES_OF_KINDS:
        return None
    try:
        address = reverse(PAGES_OF_KINDS[fault.kind], args=[fault.nearest[0]])
    except NoReverseMatch:
        return None
    return Link(_name(fault.kind, fault.nearest[0]), address)


def _name(kind: str, code: str) -> str:
    """What a code stands for, with the code; the code alone where nothing more is known."""
    if kind == "place":
        return f"{results().area(code).name} ({code})"
    if kind == "indicator":
        return indicators()[code].short[language()]
    return code
