"""The page of the filter: panels, selection, hits in the form that is asked for."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samlad.portal.content.filter.answer import Answer, answer
from samlad.portal.content.filter.around import chips, offers
from samlad.portal.content.filter.asked import SIZES, SORTS, VIEWS, Asked
from samlad.portal.content.filter.panels import panels, spans
from samlad.portal.content.filter.timeline import timeline
from samlad.portal.navigation import Link, trail
from samlad.portal.wording import words


def items_page(request: HttpRequest) -> HttpResponse:
    """The whole page; status 400 when something in the address cannot be meant."""
    found = answer(request.GET)
    return render(
        request, "content/items.html", _context(found), status=400 if found.faults else 200
    )


def _context(found: Answer) -> dict[str, object]:
    asked = found.asked
    return {
        "answer": found,
        "asked": asked,
        "faults": found.faults,
        "panels": panels(found),
        "spans": list(spans(asked, date.today())),
        "chips": list(chips(found)),
        "offers": list(offers(found)),
        "views": VIEWS,
        "sizes": SIZES,
        "sorts": list(SORTS),
        "base": reverse("items"),
        "cleared": Asked(view=asked.view, size=asked.size).query_string(),
        "items": [] if asked.view == "tidslinje" else found.items(),
        "timeline": timeline(found) if asked.view == "tidslinje" else None,
        "first": (asked.page - 1) * asked.size + 1,
        "last": (asked.page - 1) * asked.size + len(found.found.keys),
        "next": found.next.query_string() if found.next else "",
        "previous": (found.previous.query_string() or "?") if found.previous else "",
        "whole": Asked(asked.query, asked.chosen, asked.period, sort=asked.sort).query_string(),
        "feed": asked.as_feed().query_string(),
        "by_title": asked.but(sort="titel").query_string(),
        "by_date": asked.but(sort="aldst" if asked.sort == "datum" else "datum").query_string(),
        "everything": _everything(asked),
        "trail": trail(Link(words("content.items_title"))),
    }


def _everything(asked: Asked) -> str:
    return reverse("search") + Asked(asked.query).query_string()
