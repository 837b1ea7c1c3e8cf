"""The calendar of days for reporting: the page, and a feed for calendar programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header

from samlad.portal.content.templatetags.facts_in_words import accountable
from samlad.portal.filter.answer import answer
from samlad.portal.filter.data import faults_text
from samlad.portal.filter.page import drawn
from samlad.portal.navigation import Link
from samlad.portal.register.due_filter import DUE_REPORTS, due_in_order
from samlad.portal.register.ics import MEDIA_TYPE, CalendarEntry, calendar
from samlad.portal.register.models import DueReport
from samlad.portal.register.ways import register_trail, ways
from samlad.portal.wording import in_language, language, words


def calendar_page(request: HttpRequest) -> HttpResponse:
    """Days for reporting with their filter, the nearest coming one first."""
    found = answer(DUE_REPORTS, request.GET)
    more = {
        "ways": ways("calendar"),
        "calendar_feed": reverse("calendar-ics") + found.asked.selection().query_string(),
        "trail": register_trail(Link(words("register.way_calendar"))),
    }
    return drawn(request, found, more)


def calendar_ics(request: HttpRequest) -> HttpResponse:
    """The same days, chosen in the same way, for a calendar program to subscribe to."""
    found = answer(DUE_REPORTS, request.GET)
    if found.faults:
        return faults_text(found)
    hits = due_in_order(found.every_key())
    text = calendar(words("register.calendar_title"), _entries(request, hits), language())
    response = HttpResponse(text, content_type=MEDIA_TYPE)
    name = f"{words('register.way_calendar').lower()}.ics"
    response.headers["Content-Disposition"] = str(content_disposition_header(False, name))
    return response


def _entries(request: HttpRequest, reports: Iterable[DueReport]) -> Iterator[CalendarEntry]:
    for report in reports:
        initiative = report.initiative
        title = in_language(initiative.title)
        said = [report.about, accountable(initiative), words("register.due_note")]
        if report.due.precision != "day":
            said.append(words("register.due_last_day"))
        yield CalendarEntry(
            uid=f"{initiative.id}-{report.due}@redovisning.samlad",
            day=report.due.last_day,
            summary=words("register.due_summary", title=title),
            description="\n".join(filter(None, said)),
            url=request.build_absolute_uri(reverse("initiative", args=[initiative.id])),
            changed=(initiative.status_as_of or initiative.decided or report.due).last_day,
        )
