"""The pages of the register: the list of initiatives, the page of each, its versions."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samlad.errors import UnknownName
from samlad.model import Text
from samlad.portal.filter.answer import answer
from samlad.portal.filter.page import drawn
from samlad.portal.navigation import Link, trail
from samlad.portal.register.initiative_filter import INITIATIVES
from samlad.portal.register.initiative_page import initiative_page
from samlad.portal.register.models import Initiative, Version
from samlad.portal.register.overview import overview_html, status_as_of
from samlad.portal.register.quality import verdict_of
from samlad.portal.register.told import told
from samlad.portal.register.ways import ways
from samlad.portal.register.words import Visibility
from samlad.portal.wording import in_language, words


def initiative_list(request: HttpRequest) -> HttpResponse:
    """The list of initiatives with its filter, and how many there are of each kind and status."""
    more = {
        "overview": overview_html(),
        "as_of": status_as_of(),
        "ways": ways("initiatives"),
    }
    return drawn(request, answer(INITIATIVES, request.GET), more)


def initiative_detail(request: HttpRequest, initiative_id: str) -> HttpResponse:
    """The page of one initiative; of one withdrawn, why. Raises UnknownName when there is none."""
    page = initiative_page(initiative_id)
    if page is None:
        gone = Initiative.objects.filter(visibility=Visibility.WITHDRAWN, pk=initiative_id).first()
        if gone is not None:
            withdrawn = {"initiative": gone, "versions": gone.versions.defer("content")}
            return render(request, "register/withdrawn.html", withdrawn, status=410)
        known = Initiative.objects.public().values_list("id", flat=True)
        raise UnknownName("initiative", initiative_id, known)
    context = {
        "page": page,
        "initiative": page.initiative,
        "verdict": verdict_of([initiative_id]),
        "trail": trail(Link(words("register.title"), reverse("initiatives"))),
    }
    return render(request, "register/initiative.html", context)


def initiative_version(request: HttpRequest, initiative_id: str, number: int) -> HttpResponse:
    """An initiative as it was published once. Raises UnknownName when there is none of that id."""
    version = (
        Version.objects.select_related("initiative")
        .filter(initiative=initiative_id, number=number)
        .first()
    )
    if version is None:
        known = Initiative.objects.public().values_list("id", flat=True)
        if initiative_id in known:
            raise Http404
        raise UnknownName("initiative", initiative_id, known)
    initiative = version.initiative
    is_public = initiative.visibility == Visibility.PUBLISHED
    context = {
        "version": version,
        "initiative": initiative,
        "title": in_language(Text(version.content["title_sv"], version.content["title_en"])),
        "told": told(version.content),
        "is_public": is_public,
        "is_latest": initiative.version == number,
        "trail": trail(Link(words("register.title"), reverse("initiatives"))),
    }
    return render(request, "register/version.html", context)
