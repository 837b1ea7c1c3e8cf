"""The language of a page is in its address: Swedish as it stands, English below /en/.

No cookie and no guess from the browser's wishes, so that an address always means one page.
"""

from __future__ import annotations

from django.http import HttpRequest

PREFIX = "/en/"


def language_of(path: str) -> str:
    """The language of an address.

    >>> language_of("/en/om/"), language_of("/energi/")
    ('en', 'sv')
    """
    return "en" if path == PREFIX.rstrip("/") or path.startswith(PREFIX) else "sv"


def path_in(path: str, language: str) -> str:
    """The same page's path in that language.

    >>> path_in("/en/om/", "sv"), path_in("/om/", "en"), path_in("/", "en")
    ('/om/', '/en/om/', '/en/')
    """
    bare = path.removeprefix(PREFIX.rstrip("/")) if language_of(path) == "en" else path
    bare = bare or "/"
    return PREFIX.rstrip("/") + bare if language == "en" else bare


def address_in(request: HttpRequest, language: str) -> str:
    """The page of the request in that language, its query kept."""
    query = request.META.get("QUERY_STRING", "")
    path = path_in(request.path, language)
    return f"{path}?{query}" if query else path


def whole_address_in(request: HttpRequest, language: str) -> str:
    """The same with scheme and host."""
    return request.build_absolute_uri(address_in(request, language))
