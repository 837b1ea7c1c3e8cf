"""The theme page and the pages about Samlad."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from samlad.portal.navigation import Link, trail
from samlad.portal.pages import about as about_pages
from samlad.portal.pages import design as design_page
from samlad.portal.pages import downloads
from samlad.portal.pages import theme as theme_page
from samlad.portal.pages.prose import prose_html
from samlad.portal.wording import words

#: The pages about Samlad, in the order of their list.
ABOUT = ("about", "method", "data", "accessibility", "design")


def theme(request: HttpRequest) -> HttpResponse:
    """The theme page."""
    return render(request, "pages/theme.html", theme_page.theme(timezone.localdate()))


def about(request: HttpRequest) -> HttpResponse:
    """What Samlad is."""
    return _about(request, "about", {"text": prose_html("about")})


def method(request: HttpRequest) -> HttpResponse:
    """How the numbers are made."""
    return _about(request, "method", about_pages.method())


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return _about(request, "accessibility", {"statement": about_pages.statement()})


def design(request: HttpRequest) -> HttpResponse:
    """Every component with its states."""
    return _about(request, "design", design_page.design(request))


def data(request: HttpRequest) -> HttpResponse:
    """The release and its downloads."""
    return _about(request, "data", about_pages.data())


def download(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file of the release."""
    return downloads.file_response(name)


def _about(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    """A page about Samlad, with the list of them beside it."""
    pages = [Link(words(f"base.{key}"), reverse(key), key == name) for key in ABOUT]
    above = [] if name == "about" else [Link(words("base.about"), reverse("about"))]
    context |= {
        "pages": pages,
        "heading": words(f"base.{name}"),
        "trail": trail(*above, Link(words(f"base.{name}"))),
        "contact": settings.CONTACT,
    }
    return render(request, f"pages/{name}.html", context)
