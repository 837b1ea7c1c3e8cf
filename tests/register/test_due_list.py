"""The calendar of days for reporting: hits, counts and order are those of a plain search."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from samlad.catalogue import policy_areas
from samlad.portal.changes import note_change
from samlad.portal.content.partial_date import PartialDate
from samlad.portal.finding import current
from samlad.portal.register import due_reports
from samlad.portal.register.kinds import nearest
from samlad.portal.register.models import DueReport, PeriodReport

pytestmark = pytest.mark.django_db

SLUGS = {area.id: area.slug for area in policy_areas().values()}


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def codes(report: Any) -> dict[str, set[str]]:
    """The codes of a day, by parameter, read from its initiative itself."""
    initiative = report.initiative
    return {
        "dag": {report.day},
        "omrade": {SLUGS[link.area] for link in initiative.area_links.all()},
        "typ": {initiative.kind},
        "aktor": {one.actor_id for one in initiative.participations.all()},
        "ar": {str(report.due)[:4]},
    }


def is_hit(has: Mapping[str, set[str]], asked: Mapping[str, list[str]]) -> bool:
    return all(has[name] & set(chosen) for name, chosen in asked.items() if chosen)


def row_of(report: Any) -> tuple[str, str]:
    return report.initiative_id, str(report.due)


@pytest.mark.parametrize("seed", range(25))
def test_hits_and_every_count_are_those_of_a_plain_search(client, seed):
    every = [(report, codes(report)) for report in due_reports.due_reports()]
    draw = random.Random(seed)
    asked: dict[str, list[str]] = {}
    for _, has in draw.sample(every, draw.randint(1, 3)):
        name = draw.choice([name for name in has if has[name]])
        asked[name] = sorted({*sorted(has[name])[:2], *draw.choice(every)[1][name]})[:3]
    answer = client.get("/insatser/kalender.json", asked).json()
    expected = sorted(row_of(report) for report, has in every if is_hit(has, asked))
    assert sorted((row["initiative"], row["due"]) for row in answer["rows"]) == expected
    assert answer["total"] == len(expected)
    for name, facet in answer["facets"].items():
        for choice in facet["choices"]:
            alone = {**asked, name: [choice["code"]]}
            assert choice["count"] == sum(is_hit(has, alone) for _, has in every)


def test_the_nearest_coming_day_is_first_then_the_latest_that_has_passed(client):
    rows = client.get("/insatser/kalender.json").json()["rows"]
    of = {row_of(report): report for report in due_reports.due_reports()}
    told = [(row["initiative"], row["due"]) for row in rows]
    passed = [key for key in told if of[key].is_past]
    coming = [key for key in told if not of[key].is_past]
    assert told == coming + passed and coming and passed
    assert [due for _, due in coming] == sorted(due for _, due in coming)
    assert [due for _, due in passed] == sorted((due for _, due in passed), reverse=True)
    in_time = client.get("/insatser/kalender.json?sortera=dag").json()["rows"]
    keys = [(row["due"], row["initiative"]) for row in in_time]
    assert keys == sorted(keys)


days = st.sampled_from(
    ["2018", "2018-06", "2018-06-10", "2018-06-30", "2019", "2019-01", "2026-12"]
)


@given(days, days)
def test_days_stand_as_their_text_does_and_past_ones_turned_round(one, other):
    for is_past in (False, True):
        places = [nearest(PartialDate(day), is_past=is_past) for day in (one, other)]
        assert (places[0] < places[1]) == ((one > other) if is_past else (one < other))


def test_a_day_passes_at_midnight(client, monkeypatch):
    DueReport.objects.all().delete()
    DueReport.objects.create(initiative_id="boverket-barometer", due="2031-05-01")
    for today, word in ((date(2031, 5, 1), "coming"), (date(2031, 5, 2), "passed")):
        for module in (current, due_reports):
            monkeypatch.setattr(module, "localdate", lambda today=today: today)
        rows = client.get(f"/insatser/kalender.json?dag={word}").json()["rows"]
        assert [row["day"] for row in rows] == [word]


def test_a_published_period_report_moves_its_day_at_once(client):
    report = due_reports.due_reports().filter(is_past=True).first()
    before = client.get("/insatser/kalender.json?dag=answered").json()["total"]
    made = PeriodReport(
        initiative=report.initiative, answers_id=report.pk, start="2019", end="2019", done="x",
        written_by="a", written_at="2026-01-01T00:00Z", visibility="published",
    )  # fmt: skip
    made.save()
    rows = client.get("/insatser/kalender.json?dag=answered").json()["rows"]
    assert before == 0 and [row["due"] for row in rows] == [str(report.due)]
    PeriodReport.objects.filter(pk=made.pk).update(visibility="withdrawn")
    note_change("due")
    assert client.get("/insatser/kalender.json?dag=answered").json()["total"] == 0
