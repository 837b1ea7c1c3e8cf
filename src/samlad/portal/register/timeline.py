"""What has happened and what is due, for other pages."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localdate

from samlad.portal.register.models import TimelineEvent
from samlad.portal.register.words import EventKind


def newest_events(n: int, today: date | None = None) -> list[TimelineEvent]:
    """The n latest events that have happened by today, newest first.

    One known only by month or year counts when that has ended. Deadlines are none: `coming_due`.
    """
    day = today or localdate()
    begun = _events().filter(date__lte=day.isoformat()).exclude(kind=EventKind.DUE).reverse()
    return [event for event in begun if event.date.last_day <= day][:n]


def coming_due(n: int, today: date | None = None) -> list[TimelineEvent]:
    """The next n deadlines from today, soonest first; a deadline is no proof of delivery."""
    day = (today or localdate()).isoformat()
    return list(_events().filter(date__gte=day, kind=EventKind.DUE)[:n])


def _events() -> QuerySet[TimelineEvent]:
    return TimelineEvent.objects.prefetch_related("area_links").order_by("date", "id")
