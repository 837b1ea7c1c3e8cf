"""The first page of the work: whatever waits is found on one of its pages, oldest first; days for
reporting that are older than those listed are counted and lead to the calendar.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from samlad.portal.register.models import Draft, DueReport, Initiative, PeriodReport
from samlad.portal.work import overview as first
from samlad.portal.work import queues
from tests.work.people import account, client_of, content

pytestmark = pytest.mark.django_db


def waiting(number: int, visibility: str) -> None:
    """So many drafts and as many reports, in turn, the first the oldest."""
    for at, id_ in enumerate(Initiative.objects.public().values_list("pk", flat=True)[:number]):
        moment = now() - timedelta(days=number - at)
        Draft.objects.create(
            initiative_id=id_, content=content(), base_version=1, visibility=visibility,
            written_by="a", begun_by="a", changed_at=moment, submitted_at=moment)  # fmt: skip
        PeriodReport.objects.create(
            initiative_id=id_, start="2024", end="2024", done="A", visibility=visibility,
            written_by="a", writers=["a"], written_at=moment + timedelta(hours=1),
            signed_by="A", signed_at=moment + timedelta(hours=1))  # fmt: skip


@pytest.mark.parametrize(("visibility", "part"), [("submitted", "granska"), ("draft", "utkast")])
def test_whatever_waits_is_on_one_of_the_pages(visibility: str, part: str, monkeypatch) -> None:
    monkeypatch.setattr(queues, "ON_A_PAGE", 5)
    waiting(6, visibility)
    publisher = client_of(account("publisher"))
    address, found = "/arbete/", []
    while address:
        page = publisher.get(address).text
        section = page.split(f'aria-labelledby="{part}"')[1].split("</section>")[0]
        listed = re.findall(r'<li><a href="/arbete/(insatser|rapporter)/([^/]+)/"', section)
        assert len(listed) <= 5
        found += listed
        onward = re.search(r'href="([^"]+)" rel="next"', section)
        address = f"/arbete/{unescape(onward[1]).partition('#')[0]}" if onward else ""
    assert len(found) == len(set(found)) == 12, "drafts and reports, each once"
    ids = Initiative.objects.public().values_list("pk", flat=True)[:6]
    reports = PeriodReport.objects.order_by("pk").values_list("pk", flat=True)
    by_age = [
        each
        for id_, report in zip(ids, reports, strict=True)
        for each in (("insatser", id_), ("rapporter", str(report)))
    ]
    assert found == (by_age if part == "granska" else by_age[::-1])


@pytest.mark.parametrize("page", ["0", "99", "x", "-1", "9" * 40])
def test_a_page_that_is_none_is_one_of_them(page: str) -> None:
    publisher = client_of(account("publisher"))
    assert publisher.get(f"/arbete/?granska={page}&utkast={page}&sida={page}").status_code == 200


def test_the_queries_do_not_grow_with_what_waits() -> None:
    publisher = client_of(account("publisher"))
    counts = []
    for number in (2, 30):
        Draft.objects.all().delete()
        waiting(number, "submitted")
        publisher.get("/arbete/")
        with CaptureQueriesContext(connection) as asked:
            publisher.get("/arbete/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_days_longer_ago_are_counted_and_found_in_the_calendar() -> None:
    who = account("reporter", actors=("boverket",))
    found = first.overview(who, today=date(2026, 11, 1))
    own = DueReport.objects.filter(
        initiative__participations__actor="boverket",
        initiative__participations__role__in=("accountable", "lead"),
    ).distinct()
    older = [row for row in own if row.due.year < 2024]
    assert found.due_older == len(older) > 0
    listed = {each.report.pk for each in found.due}
    assert not listed & {row.pk for row in older}
    page = client_of(who).get("/arbete/").text
    link = re.search(r'<a class="more" href="([^"]+)">\s*([0-9]+) dag', page)
    assert unescape(link[1]) == "/insatser/kalender/?dag=passed&aktor=boverket"
    calendar = client_of(None).get(unescape(link[1]))
    assert calendar.status_code == 200
    assert f"/insatser/{older[0].initiative_id}/" in calendar.text


def test_an_editor_is_led_to_the_days_of_the_own_areas() -> None:
    found = first.overview(account("editor", areas=("housing",)))
    assert found.calendar.endswith("?dag=passed&omrade=housing")
    assert first.overview(account("publisher")).calendar.endswith("?dag=passed")


def test_an_answered_day_is_not_counted() -> None:
    who = account("publisher")
    before = first.overview(who).due_older
    old = DueReport.objects.filter(due__lt="2020", initiative__visibility="published").first()
    PeriodReport.objects.create(
        initiative=old.initiative, answers=old, start="2019", end="2019", done="A",
        visibility="submitted", written_by="a", writers=["a"], written_at=now())  # fmt: skip
    assert first.overview(who).due_older == before - 1


def test_a_coming_day_is_shown_however_many_have_passed_this_year() -> None:
    """Far more days have passed this year than are shown; none of them hides the next one."""
    whose = Initiative.objects.public().first()
    DueReport.objects.all().delete()
    passed = [f"2026-{month:02}-{day:02}" for month in range(1, 11) for day in range(1, 29)]
    coming = ["2026-11", "2026-12-01", "2027"]
    DueReport.objects.bulk_create(
        DueReport(initiative=whose, due=day, about="") for day in [*passed, *coming]
    )
    found = first.overview(account("publisher"), today=date(2026, 11, 25))
    shown = [(str(each.report.due), each.has_passed) for each in found.due]
    assert shown[:4] == [(day, False) for day in coming] + [("2026-10-28", True)]
    assert len(shown) == first.MOST_DUE
    assert found.due_rest == len(passed) + len(coming) - first.MOST_DUE
