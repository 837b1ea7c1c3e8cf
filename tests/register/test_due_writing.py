"""A day for reporting that is put right stays the day that a report answers."""

from __future__ import annotations

import pytest
from django.utils.timezone import now

from samlad.portal.register.contents import content_of, write
from samlad.portal.register.due_writing import kept
from samlad.portal.register.models import DueReport, PeriodReport

ID = "vr-segregationsmekanismer"


def rows(*said: tuple[str, str]) -> list[DueReport]:
    return [DueReport(pk=n, due=day, about=about) for n, (day, about) in enumerate(said, 1)]


@pytest.mark.parametrize(
    ("here", "wanted", "stays"),
    [
        # put right: one gone, one come
        ([("2026-03-01", "")], [("2026-03-15", "")], {1: "2026-03-15"}),
        # the text alone
        ([("2026-03", "Del")], [("2026-03", "Delredovisning")], {1: "2026-03"}),
        # one day put right among others, and one more come: told by what it is about
        (
            [("2025-03", "Del"), ("2026-03", "Slut")],
            [("2025-03", "Del"), ("2026-05", "Slut"), ("2027", "")],
            {1: "2025-03", 2: "2026-05"},
        ),
        # what a day is about goes before the order
        (
            [("2025", "Del"), ("2026", "Slut")],
            [("2027", "Del"), ("2026-06", "Slut")],
            {1: "2027", 2: "2026-06"},
        ),
        # both put right, in order
        ([("2025", ""), ("2026", "")], [("2026-02", ""), ("2025-02", "")], {1: "2025-02", 2: "2026-02"}),
        # a final report is no interim one
        ([("2025", "Del")], [("2026", "Slut")], {}),
        # which of two it has become nobody can tell
        ([("2025", "")], [("2026", ""), ("2027", "")], {}),
        ([("2025", "")], [], {}),
        ([], [("2025", "")], {}),
    ],
)  # fmt: skip
def test_a_row_stays_for_the_day_it_has_become(here, wanted, stays) -> None:
    assert {pk: day for pk, (day, _) in kept(rows(*here), wanted).items()} == stays


@pytest.mark.django_db
def test_what_is_published_of_a_day_follows_it_when_it_is_put_right() -> None:
    document = content_of(ID) | {"due_reports": [{"due": "2026-03-01", "about": ""}]}
    write({ID: document})
    due = DueReport.objects.get(initiative=ID)
    report = PeriodReport.objects.create(
        initiative_id=ID, answers=due, start="2025", end="2025", done="Klart", written_by="a",
        written_at=now(), visibility="published",
    )  # fmt: skip
    days = [{"due": "2026-03-15", "about": ""}, {"due": "2026-03-01", "about": "Igen"}]
    write({ID: document | {"due_reports": days[:1]}})
    report.refresh_from_db()
    assert report.answers is not None and str(report.answers.due) == "2026-03-15"
    write({ID: document | {"due_reports": days}})
    report.refresh_from_db()
    assert report.answers is not None and str(report.answers.due) == "2026-03-15"
    assert DueReport.objects.filter(initiative=ID).count() == 2
