"""The theme page and the pages about Samlad."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from samlad.portal.pages import theme as theme_page


def theme(request: HttpRequest) -> HttpResponse:
    """The theme page."""
    return render(request, "pages/theme.html", theme_page.theme(timezone.localdate()))


def about(request: HttpRequest) -> HttpResponse:
    """What Samlad is."""
    return render(request, "pages/theme.html", {})


def method(request: HttpRequest) -> HttpResponse:
    """How the numbers are made."""
    return render(request, "pages/theme.html", {})


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "pages/theme.html", {})


def design(request: HttpRequest) -> HttpResponse:
    """Every component with its states."""
    return render(request, "pages/theme.html", {})


def data(request: HttpRequest) -> HttpResponse:
    """The release and its downloads."""
    return render(request, "pages/theme.html", {})
