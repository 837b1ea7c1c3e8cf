"""What counts as past and what as ahead, also where only a month or a year is known."""

from __future__ import annotations

from datetime import date

import pytest

from samlad.portal.register.models import TimelineEvent
from samlad.portal.register.timeline import coming_due, newest_events

pytestmark = pytest.mark.django_db


@pytest.fixture
def only() -> None:
    """A timeline with one event of each precision, and deadlines likewise."""
    TimelineEvent.objects.all().delete()
    for kind in ("policy", "due"):
        for when in ("2026-11-15", "2026-11", "2026"):
            TimelineEvent.objects.create(
                id=f"{kind}-{when}", kind=kind, date=when, title_sv="T", title_en="T"
            )


@pytest.mark.parametrize(
    ("today", "happened"),
    [
        (date(2026, 11, 1), []),
        (date(2026, 11, 15), ["2026-11-15"]),
        (date(2026, 11, 29), ["2026-11-15"]),
        (date(2026, 11, 30), ["2026-11-15", "2026-11"]),
        (date(2026, 12, 31), ["2026-11-15", "2026-11", "2026"]),
    ],
)
@pytest.mark.usefixtures("only")
def test_an_event_has_happened_when_its_last_day_has_come(today: date, happened: list[str]) -> None:
    assert [str(event.date) for event in newest_events(9, today)] == happened


@pytest.mark.parametrize(
    ("today", "ahead"),
    [
        (date(2026, 11, 1), ["2026-11-15", "2026-11", "2026"]),
        (date(2026, 11, 16), ["2026-11", "2026"]),
        (date(2026, 12, 1), ["2026"]),
        (date(2027, 1, 1), []),
    ],
)
@pytest.mark.usefixtures("only")
def test_a_deadline_is_ahead_until_its_last_day_has_passed(today: date, ahead: list[str]) -> None:
    assert [str(event.date) for event in coming_due(9, today)] == ahead
