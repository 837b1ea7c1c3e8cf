"""What has happened and what is due, for other pages.

A date known only by month or year is taken by its last day, both ways: an event has happened when
its whole month or year is over, since any day of it may be the one, and a deadline is ahead until
then. What is told as past is past for certain, and no deadline is missed.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.timezone import localdate

from samlad.portal.register.due_reports import Day, due_reports
from samlad.portal.register.models import DueReport, Initiative, TimelineEvent
from samlad.portal.register.words import EventKind


def newest_events(n: int, today: date | None = None) -> list[TimelineEvent]:
    """The n latest events that have happened by today, newest first. Deadlines are none."""
    day = today or localdate()
    begun = _events().filter(date__lte=day.isoformat()).exclude(kind=EventKind.DUE).reverse()
    return [event for event in begun if event.date.last_day <= day][:n]


def coming_due(n: int, today: date | None = None) -> list[DueReport]:
    """The next n days for reporting, as the calendar has them: nearest first, none answered."""
    of_year_on = due_reports(today).filter(due__gte=str((today or localdate()).year))
    return list(of_year_on.filter(day=Day.COMING).order_by("due", "initiative_id")[:n])


def _events() -> QuerySet[TimelineEvent]:
    return TimelineEvent.objects.order_by("date", "id").prefetch_related(
        Prefetch("initiatives", Initiative.objects.public())
    )
