"""The page of a filter: panels, selection, hits in the form that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samlad.portal.filter.answer import Answer
from samlad.portal.filter.around import chips, offers
from samlad.portal.filter.asked import Asked
from samlad.portal.filter.declared import Filter
from samlad.portal.filter.feeds import FEEDS
from samlad.portal.filter.panels import panels, spans
from samlad.portal.filter.timeline import timeline
from samlad.portal.navigation import Link, trail
from samlad.portal.wording import words

#: What a page says of its own kind: the ends of the texts' keys, those of some views too.
SAID = ("heading", "nothing_chosen", "words", "months")
OF_VIEWS = {"tabell": "table", "tidslinje": "years"}


def drawn(
    request: HttpRequest, found: Answer, more: Mapping[str, object] | None = None
) -> HttpResponse:
    """The page of what was found. more: what else its template asks for."""
    context = _context(found) | dict(more or {})
    return render(request, found.asked.of.template, context, status=400 if found.faults else 200)


def _context(found: Answer) -> dict[str, Any]:
    asked, of = found.asked, found.asked.of
    whole, feed = asked.selection().query_string(), asked.as_feed().query_string()
    is_timeline = asked.view == "tidslinje"
    return {
        "of": of,
        "said": {name: words(f"{of.texts}_{name}") for name in _said(of)},
        "answer": found,
        "asked": asked,
        "faults": found.faults,
        "panels": panels(found),
        "spans": list(spans(asked, date.today())),
        "chips": list(chips(found)),
        "offers": list(offers(found)),
        "sorts": [(name, words(sort.text)) for name, sort in of.sorts.items()],
        "base": reverse(of.name),
        "cleared": Asked.nothing(of).but(view=asked.view, size=asked.size).query_string(),
        "hits": [] if is_timeline else found.hits(),
        "hit": f"{of.parts}/hit.html",
        "line": f"{of.parts}/line.html",
        "table": f"{of.parts}/table.html",
        "timeline": timeline(found) if is_timeline else None,
        "first": (asked.page - 1) * asked.size + 1,
        "last": (asked.page - 1) * asked.size + len(found.found.keys),
        "next": found.next.query_string() if found.next else "",
        "previous": (found.previous.query_string() or "?") if found.previous else "",
        "files": [(form, reverse(f"{of.name}-{form}") + whole) for form in of.forms],
        "feeds": [
            (form, reverse(f"{of.name}-{form}") + feed) for form in (FEEDS if of.entry else ())
        ],
        **_columns(asked),
        "everything": reverse("search") + Asked.nothing(of).but(query=asked.query).query_string(),
        "trail": trail(Link(words(of.title))),
    }


def _said(of: Filter) -> list[str]:
    return [*SAID, *(name for view, name in OF_VIEWS.items() if view in of.views)]


def _columns(asked: Asked) -> dict[str, str]:
    """Where the heads of the table lead, and by which of them it is in order now, which way."""
    of = asked.of
    by_title, newest, oldest = (of.sort_by(order) for order in ("title", "date", "oldest"))
    return {
        "by_title": asked.but(sort=by_title).query_string() if by_title else "",
        "by_date": asked.but(sort=oldest if asked.sort == newest else newest).query_string()
        if newest and oldest
        else "",
        "order": of.sorts[asked.sort].order,
    }
