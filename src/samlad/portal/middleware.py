"""What happens to every request and response: headers, language, bounds, visitors' own mistakes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import translation

from samlad.errors import InputError, UnknownName
from samlad.portal.error_pages import bad_request, forbidden, not_allowed, not_found
from samlad.portal.language import language_of
from samlad.portal.wording import words

#: The methods that are answered, everywhere and at the pages of those who sign in.
READING = ("GET", "HEAD")
WORKING = (*READING, "POST")

_WORK = re.compile(r"(?:/en)?/(?:arbete|konto)/.*", re.DOTALL)

Answer = Callable[[HttpRequest], HttpResponseBase]

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "microphone", "geolocation", "payment", "usb", "browsing-topics")
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

#: Open data may be read by the pages of others; what they may not is everything else.
OPEN_DATA_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_OPEN_DATA = re.compile(r"(?!/static/).*\.(?:csv|json|xlsx|ics)|(?:/en)?/om/data/[^/]+")


def is_work(path: str) -> bool:
    """Whether the page is for those who sign in.

    >>> is_work("/en/arbete/"), is_work("/insatser/"), is_work("/arbetet/")
    (True, False, False)
    """
    return _WORK.fullmatch(path) is not None


def security_headers(answer: Answer) -> Answer:
    """Put the policy on every response, also errors and files; pages are asked for anew."""

    def with_headers(request: HttpRequest) -> HttpResponseBase:
        if settings.HTTPS:  # a server in front has it, and passes on plain requests
            request.META["wsgi.url_scheme"] = "https"
        response = answer(request)
        is_open = _OPEN_DATA.fullmatch(request.path_info)
        for name, text in (SECURITY_HEADERS | (OPEN_DATA_HEADERS if is_open else {})).items():
            response.headers[name] = text
        kept = "private, no-store" if is_work(request.path_info) else "no-cache"
        response.headers.setdefault("Cache-Control", kept)
        if settings.HTTPS:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response

    return with_headers


def language_of_the_address(answer: Answer) -> Answer:
    """Answer in the language that the address names, and in no other."""

    def in_language(request: HttpRequest) -> HttpResponseBase:
        language = language_of(request.path_info)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = answer(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return in_language


class CompressText(GZipMiddleware):
    """Compress text; Parquet and archives are compressed already."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        """The response, compressed where that helps."""
        kind = response.headers.get("Content-Type", "")
        if kind.startswith("text/") or "json" in kind or "svg" in kind:
            return super().process_response(request, response)
        return response


def bounded_queries(answer: Answer) -> Answer:
    """Refuse what no form of ours sends: a very long query, or very many parameters."""

    def within_bounds(request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info:  # a database may refuse it, and nothing is called so
            return not_found(request)
        query = request.META.get("QUERY_STRING", "")
        if len(query) > settings.QUERY_LENGTH:
            return bad_request(
                request, InputError(words("base.query_too_long", limit=settings.QUERY_LENGTH))
            )
        if query.count("&") >= settings.QUERY_PARAMETERS:
            return bad_request(
                request, InputError(words("base.query_too_many", limit=settings.QUERY_PARAMETERS))
            )
        return answer(request)

    return within_bounds


def only_reading(answer: Answer) -> Answer:
    """Refuse every method but GET and HEAD, and POST at the pages of those who sign in."""

    def of_readers(request: HttpRequest) -> HttpResponseBase:
        allowed = WORKING if is_work(request.path_info) else READING
        return answer(request) if request.method in allowed else not_allowed(request, allowed)

    return of_readers


def same_site_only(answer: Answer) -> Answer:
    """Refuse what was sent from a page that is not ours, as the browser says: whatever cookies and
    tokens come with it. A browser that says nothing at all is refused too.
    """

    def from_here(request: HttpRequest) -> HttpResponseBase:
        if request.method in READING or _is_from_here(request):
            return answer(request)
        return forbidden(request)

    return from_here


def _is_from_here(request: HttpRequest) -> bool:
    sent_from = request.headers.get("Sec-Fetch-Site")
    if sent_from is not None:
        return sent_from == "same-origin"
    try:
        own = f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        return False
    return request.headers.get("Origin") == own


class FaultsOfVisitors:
    """An unknown code or id is a page not found; unusable input is a request not understood."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on."""
        return self.answer(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """The page that says what was wrong; None for faults of ours."""
        if isinstance(fault, UnknownName):
            return not_found(request, fault)
        if isinstance(fault, InputError):
            return bad_request(request, fault)
        return None
