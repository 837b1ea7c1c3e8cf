"""The pages for what goes wrong: in the page's language and look, with a way on."""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from samlad.errors import InputError, UnknownName
from samlad.portal.navigation import Link
from samlad.portal.wording import has_words, words

logger = logging.getLogger("samlad.portal")

#: Kinds of name that have a page of their own: the kind in UnknownName → the address's name.
PAGES_OF_KINDS = {
    "indicator": "indicator",
    "place": "place",
    "policy area": "policy-area",
    "initiative": "initiative",
    "item": "item",
}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request is not understood. An InputError's sentence is shown, no other's."""
    sentence = str(exception) if isinstance(exception, InputError) else words("base.bad_request")
    return render(request, "errors/400.html", {"sentence": sentence}, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the request is refused."""
    context = {"sentence": words("base.forbidden")}
    return render(request, "errors/400.html", context, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page; names the nearest when a code or id was meant."""
    context: dict[str, object] = {"sentence": words("base.not_found_sentence")}
    if isinstance(exception, UnknownName):
        context["sentence"] = _unknown(exception)
        context["nearest"] = _nearest(exception)
    return render(request, "errors/404.html", context, status=404)


def our_fault(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours; only its id is shown, the rest is in the log."""
    error_id = secrets.token_hex(4)
    logger.error("error %s at %s %s", error_id, request.method, request.path, exc_info=True)
    return render(request, "errors/500.html", {"error_id": error_id}, status=500)


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
    return Link(fault.nearest[0], address)
