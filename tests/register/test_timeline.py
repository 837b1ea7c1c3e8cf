"""What counts as past and what as ahead, also where only a month or a year is known."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils.timezone import now

from samlad.portal.register.models import DueReport, PeriodReport, TimelineEvent
from samlad.portal.register.timeline import coming_due, newest_events

pytestmark = pytest.mark.django_db

ID = "vr-segregationsmekanismer"


@pytest.fixture
def only() -> None:
    """A timeline with one event of each precision, and days for reporting likewise."""
    TimelineEvent.objects.all().delete()
    DueReport.objects.all().delete()
    for when in ("2026-11-15", "2026-11", "2026"):
        for kind in ("policy", "due"):
            TimelineEvent.objects.create(
                id=f"{kind}-{when}", kind=kind, date=when, title_sv="T", title_en="T"
            )
        DueReport.objects.create(initiative_id=ID, due=when)


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
        (date(2026, 11, 1), ["2026", "2026-11", "2026-11-15"]),
        (date(2026, 11, 16), ["2026", "2026-11"]),
        (date(2026, 12, 1), ["2026"]),
        (date(2027, 1, 1), []),
    ],
)
@pytest.mark.usefixtures("only")
def test_a_day_for_reporting_is_ahead_until_its_last_day_has_passed(
    today: date, ahead: list[str]
) -> None:
    assert [str(report.due) for report in coming_due(9, today)] == ahead


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def test_the_next_days_are_those_of_the_calendar(client: Client) -> None:
    hits = client.get("/insatser/kalender/?dag=coming").context["hits"]
    ahead = coming_due(3)
    assert len(ahead) == 3
    assert [report.pk for report in ahead] == [report.pk for report in list(hits)[:3]]


def test_a_day_that_is_answered_is_no_longer_ahead() -> None:
    first, second = coming_due(2, date(2026, 6, 1))
    PeriodReport.objects.create(
        initiative=first.initiative, answers=first, start="2025", end="2025", done="x",
        visibility="published", written_by="a", written_at=now(),
    )  # fmt: skip
    assert coming_due(1, date(2026, 6, 1)) == [second]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_start_page_shows_the_next_three_and_leads_to_all(client: Client, prefix: str) -> None:
    page = client.get(f"{prefix}/").content.decode()
    list_ = page.split("Reports due" if prefix else "Ska redovisas framöver")[1].split("</ul>")
    for report in coming_due(3):
        assert f'href="{prefix}/insatser/{report.initiative_id}/"' in list_[0]
    assert list_[0].count("<li>") == 3
    assert f'href="{prefix}/insatser/kalender/"' in list_[1]
