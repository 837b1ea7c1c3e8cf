"""The timeline: every event and deadline under the government that held office, with a filter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate

from samlad.portal.content.models import Government
from samlad.portal.filter.answer import answer
from samlad.portal.filter.page import drawn
from samlad.portal.navigation import Link
from samlad.portal.register.eras import eras
from samlad.portal.register.event_filter import EVENTS
from samlad.portal.register.ways import register_trail, ways
from samlad.portal.wording import words


def timeline(request: HttpRequest) -> HttpResponse:
    """The page, the earliest event first."""
    found = answer(EVENTS, request.GET)
    more = {
        "eras": eras(found.hits(), list(Government.objects.order_by("start"))),
        "today": localdate(),
        "ways": ways("timeline"),
        "trail": register_trail(Link(words("register.way_timeline"))),
    }
    return drawn(request, found, more)
