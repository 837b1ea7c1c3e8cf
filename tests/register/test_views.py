"""The views of the register: actors, money, timeline, calendar, places, quality, as files too."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from typing import Any

import pytest
import python_calamine
from django.test import Client
from django.utils.timezone import now

from samlad.catalogue import facts
from samlad.catalogue.facts import listed
from samlad.portal.changes import note_change
from samlad.portal.content.models import Government
from samlad.portal.register import actor_page, checking, place_view, quality
from samlad.portal.register.actor_page import belonged
from samlad.portal.register.contents import EMPTY, content_of, write
from samlad.portal.register.due_reports import due_reports
from samlad.portal.register.eras import government_at
from samlad.portal.register.ics import CalendarEntry, calendar
from samlad.portal.register.links import check_links, dead_links
from samlad.portal.register.models import DueReport, Initiative, Money, PeriodReport
from samlad.portal.register.quality import verdict_of

pytestmark = pytest.mark.django_db
ID = "boverket-barometer"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """What is kept under an edition is of another test: each undoes what it changed."""
    for kept in (quality._around, quality._on_all, quality._on_actor, actor_page._newest_ids,
                 actor_page._days, place_view._first):  # fmt: skip
        kept.cache_clear()


def rows_of(client: Client, address: str) -> list[dict[str, Any]]:
    """The same rows in every form; those of the JSON."""
    path, _, query = address.partition("?")
    ask = f"?{query}" if query else ""
    found = client.get(f"{path}.json{ask}").json()
    rows = found["rows"]
    text = client.get(f"{path}.csv{ask}").getvalue().decode()
    as_csv = list(csv.DictReader(io.StringIO(text)))
    data = client.get(f"{path}.xlsx{ask}").content
    assert data == client.get(f"{path}.xlsx{ask}").content, "the same bytes"
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheet = book.get_sheet_by_index(0).to_python()
    assert found["total"] == len(rows) == len(as_csv) == len(sheet) - 1
    assert list(as_csv[0] if as_csv else rows) == (sheet[0] if as_csv else [])
    return rows


PAGES = [
    "/insatser/pengar",
    "/insatser/pengar?anslag=estimate&egna=total-period",
    "/insatser/tidslinje",
    "/insatser/tidslinje?slag=policy&slag=due",
    "/insatser/kalender",
    "/insatser/kalender?aktor=boverket&dag=passed",
    "/insatser/kvalitet",
    "/insatser/kvalitet?regel=register-goal-missing",
    "/aktorer",
    "/aktorer?q=skol",
    "/aktorer/boverket",
    "/aktorer/boverket?roll=accountable",
    "/platser/0180/insatser",
    "/insatser",
]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("address", PAGES)
def test_every_view_is_a_page_and_a_file_of_each_form(client, address, language):
    path, _, query = address.partition("?")
    assert client.get(f"{language}{path}/?{query}").status_code == 200
    assert rows_of(client, f"{language}{address}")


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/insatser/pengar/?anslag=budgt", 400, "”budget”"),
        ("/insatser/tidslinje/?slag=polcy", 400, "(policy) i stället"),
        ("/insatser/kalender/?dag=commin", 400, "(coming) i stället"),
        ("/insatser/kvalitet/?regel=register-gol-missing", 400, "register-goal-missing"),
        ("/insatser/kvalitet/?aktor=boverke", 404, "boverket"),
        ("/aktorer/boverke/", 404, "boverket"),
        ("/aktorer/boverket/?roll=ansvarig", 400, "accountable"),
        ("/aktorer/boverket/?roll=accountable&sida=99", 400, "Den sista"),
        ("/platser/9999/insatser/", 404, ""),
    ],
)
def test_what_cannot_be_meant_is_said(client, address, status, said):
    answer = client.get(address)
    assert answer.status_code == status
    assert said in answer.text


# The calendar


def test_a_day_has_passed_when_it_is_over_for_certain():
    DueReport.objects.all().delete()
    for due in ("2026-06-10", "2026-06", "2026", "2025", "2026-07"):
        DueReport.objects.create(initiative_id=ID, due=due)
    found = {str(r.due): r.day for r in due_reports(date(2026, 6, 11))}
    assert found == {
        "2026-06-10": "passed", "2026-06": "coming", "2026": "coming", "2025": "passed",
        "2026-07": "coming",
    }  # fmt: skip


def test_a_published_period_report_answers_its_day():
    report = DueReport.objects.create(initiative_id=ID, due="2020-01-01")
    told = {"start": "2019", "end": "2019", "done": "x", "written_by": "a", "written_at": now()}
    PeriodReport.objects.create(initiative_id=ID, answers=report, visibility="draft", **told)
    assert due_reports().get(pk=report.pk).day == "passed"
    PeriodReport.objects.update(visibility="published")
    assert due_reports().get(pk=report.pk).day == "answered"


def test_the_days_of_what_is_not_published_are_nobodys_business(client):
    Initiative.objects.filter(pk=ID).update(visibility="withdrawn")
    note_change()
    for address in ("/insatser/kalender.json", "/insatser/kalender.ics", "/insatser.json",
                    "/aktorer/boverket.json", "/insatser/pengar.json", "/insatser/kvalitet.json",
                    "/platser/00/insatser.json"):  # fmt: skip
        assert ID not in client.get(address).content.decode()


def unfolded(data: bytes) -> list[str]:
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    return data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def test_the_feed_is_a_calendar_of_the_same_days(client):
    query = "aktor=boverket&dag=passed"
    answer = client.get(f"/insatser/kalender.ics?{query}")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    lines = unfolded(answer.content)
    rows = client.get(f"/insatser/kalender.json?{query}").json()["rows"]
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    assert "VERSION:2.0" in lines and any(line.startswith("PRODID:") for line in lines)
    uids = [line[4:] for line in lines if line.startswith("UID:")]
    assert len(uids) == len(set(uids)) == len(rows) == lines.count("BEGIN:VEVENT")
    assert uids[0] == f"{rows[0]['initiative']}-{rows[0]['due']}@redovisning.samlad"
    assert answer.content == client.get(f"/insatser/kalender.ics?{query}").content
    for kind in ("DTSTAMP:", "DTSTART;VALUE=DATE:", "SUMMARY;LANGUAGE=sv:", "URL:http"):
        assert sum(line.startswith(kind) for line in lines) == len(rows)


def test_signs_of_the_format_and_long_letters_are_kept_apart():
    text = "a,b;c\\d\nBEGIN:VEVENT" + "åäö😀" * 40
    day = date(2026, 1, 31)
    data = calendar("K", [CalendarEntry("u", day, text, "\r\nX:1", "http://x", day)], "sv")
    lines = unfolded(data.encode())
    assert lines.count("BEGIN:VEVENT") == 1
    (summary,) = [line for line in lines if line.startswith("SUMMARY")]
    assert summary.split(":", 1)[1].startswith("a\\,b\\;c\\\\d\\nBEGIN:VEVENTåäö😀")
    assert "DTEND;VALUE=DATE:20260201" in lines


# The timeline


def test_an_event_stands_under_the_government_of_its_day(client):
    governments = list(Government.objects.order_by("start"))
    at = {day: government_at(date.fromisoformat(day), governments) for day in
          ("2014-10-02", "2014-10-03", "2021-07-08", "2021-07-09")}  # fmt: skip
    assert [g.id if g else None for g in at.values()] == [None, "lofven-1", "lofven-2", "lofven-3"]
    rows = client.get("/insatser/tidslinje.json").json()["rows"]
    assert len(rows) == len(facts("timeline"))
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)


# Actors


def test_an_actors_page_says_what_it_answers_for(client):
    expected = {r["id"] for r in facts("initiatives") if "boverket" in listed(r["responsible_ids"])}
    rows = client.get("/aktorer/boverket.json?roll=accountable").json()["rows"]
    assert {row["id"] for row in rows} == expected
    page = client.get("/aktorer/boverket/").text
    assert f"Ansvarar för {len(expected)} insatser" in page
    assert "Finansdepartementet" in page and "(2019–2022)" in page


def test_what_is_no_ministry_is_kept_as_the_words_it_is():
    assert [one.words for one in belonged("Myndighet under riksdagen", {})] == [
        "Myndighet under riksdagen"
    ]
    assert belonged("", {}) == []


@pytest.mark.parametrize("address", ["/aktorer/", "/aktorer/boverket/", "/aktorer/skolverket/",
                                     "/platser/0180/insatser/", "/platser/00/insatser/"])  # fmt: skip
def test_a_page_takes_few_queries_whatever_it_holds(client, django_assert_max_num_queries, address):
    client.get(address)
    with django_assert_max_num_queries(30):
        client.get(address)


# Money


def test_the_sums_of_the_page_are_those_of_the_facts(client):
    rows = client.get("/insatser/pengar.json?anslag=budget").json()["rows"]
    of_2018 = [r for r in rows if r["section"] == "anslag" and r["year"] == 2018]
    assert sum(r["amount_sek"] for r in of_2018) == 56_000_000 + 19_000_000
    estimates = client.get("/insatser/pengar.json?anslag=estimate").json()["rows"]
    two = [r for r in estimates if r["part"] == "13 4:1" and r["year"] == 2021]
    assert len(two) == 2 and not any(r["in_sum"] for r in two), "two bills say different things"


def test_a_whole_and_its_part_are_not_both_in_the_sum(client):
    money = {"amount_sek": 7_000_000, "basis": "single-year", "stage": "", "start": "2031",
             "end": "2031", "appropriation": "", "covers": "", "source_url": "",
             "evidence": "official", "actor": None}  # fmt: skip
    own = EMPTY | {"title_sv": "T", "kind": "grant", "evidence": "official", "money": [money]}
    write({"helhet": own, "del": own | {"relations": [{"other": "helhet", "kind": "part-of"}]}})
    Initiative.objects.filter(pk__in=("helhet", "del")).update(visibility="published")
    note_change()
    rows = client.get("/insatser/pengar.json?egna=single-year").json()["rows"]
    assert [(r["initiatives"], r["in_sum"], r["left_out"]) for r in rows if r["year"] == 2031] == [
        (["helhet"], True, None),
        (["del"], False, "part-of-a-whole"),
    ]
    page = client.get("/insatser/pengar/?egna=single-year").text
    assert re.search(r'<th scope="row">2031</th>.*?<td class="numeric">7</td>', page)


def test_money_paid_and_decided_are_apart(client):
    Money.objects.filter(id=f"initiative:{ID}").update(stage="paid")
    note_change()
    assert client.get("/insatser/pengar/?egna=single-year.paid").status_code == 200
    assert "för ett enda år, utbetalt" in client.get("/insatser/pengar/").text


# Places


def test_a_place_keeps_the_levels_above_apart(client):
    rows = client.get("/platser/0180/insatser.json").json()["rows"]
    by_level = {
        level: sum(r["level"] == level for r in rows) for level in ("own", "county", "nation")
    }
    assert by_level == {"own": 2, "county": 1, "nation": 212}
    page = client.get("/platser/0180/insatser/").text
    assert page.index('id="own"') < page.index('id="county"') < page.index('id="nation"')
    assert "<hAtLevel" not in page


# Quality


def findings(**changes: Any) -> dict[str, list[str]]:
    write({ID: content_of(ID) | changes})
    note_change()
    return {one.rule.id: [f.sentence.sv for f in one.found] for one in verdict_of([ID]).rules}


def at(moment: str, day: str) -> dict[str, Any]:
    return {"moment": moment, "basis": "planned", "date": day, "noted": None, "reason": ""}


def test_each_rule_finds_what_it_looks_for():
    sum_ = content_of(ID)["money"][0]
    found = findings(
        decided="2016",
        dates=[at("start", "2017-05"), at("end", "2017-04")],
        money=[sum_ | {"basis": ""}],
        participations=[{"actor": "delmos", "role": "partner"}],
        due_reports=[{"due": "2017-06-01", "about": ""}],
        state="ongoing",
        areas=[],
    )
    assert found["register-period-reversed"] == ["slutet 2017-04 är före början 2017-05"]
    assert len(found["register-amount-without-basis"]) == 1
    assert "fanns inte 2016–2017" in found["register-actor-not-then"][0]
    assert "2017-06-01 har passerat" in found["register-due-unanswered"][0]
    assert found["register-ongoing-past-end"] and found["register-area-missing"]
    assert found["register-accountable-missing"] and found["register-goal-missing"]
    assert not found["register-start-missing"] and not found["register-link-dead"]


def test_what_is_right_is_not_found():
    found = findings(
        decided="2019", dates=[at("start", "2019"), at("end", "2030")], due_reports=[],
        participations=[{"actor": "delmos", "role": "accountable"}],
    )  # fmt: skip
    kinds = {"register-period-reversed", "register-actor-not-then", "register-due-unanswered",
             "register-ongoing-past-end", "register-accountable-missing", "register-end-missing"}  # fmt: skip
    assert not any(found[id_] for id_ in kinds)


def test_a_circle_of_parts_is_found():
    other = "utredare-delmos-2017"
    write({other: content_of(other) | {"relations": [{"other": ID, "kind": "part-of"}]}})
    assert findings(relations=[{"other": other, "kind": "part-of"}])["register-part-of-a-circle"]


def test_a_dead_link_is_told_from_the_stored_result(tmp_path, settings):
    settings.DATA = tmp_path
    address = content_of(ID)["source_url"]
    answers = {address: 404, "https://b.se": 0, "https://c.se": 503, "https://d.se": 200}
    check_links(answers, tmp_path, date(2026, 1, 2), answers.__getitem__)
    assert dead_links() == {address: "2026-01-02", "https://b.se": "2026-01-02"}
    assert "gick inte att öppna den 2026-01-02" in findings()["register-link-dead"][0]
    (tmp_path / "links.json").write_text("broken")
    assert dead_links() == {}


def test_the_verdict_names_the_version_of_its_rules(client, monkeypatch):
    version = checking.rules_version()
    assert version in client.get("/insatser/kvalitet/").text
    assert client.get("/insatser/kvalitet.json").json()["rules_version"] == version
    checking.rules_version.cache_clear()
    fewer = dict(list(checking.register_rules().items())[1:])
    with monkeypatch.context() as patch:
        patch.setattr(checking, "register_rules", lambda: fewer)
        assert checking.rules_version() != version
    checking.rules_version.cache_clear()


def test_completeness_is_what_is_known_of_what_is_looked_for(client):
    verdict = verdict_of([ID])
    missing = sum(len(one.found) for one in verdict.rules if one.rule.severity == "gap")
    assert (verdict.known, verdict.asked) == (10 - missing, 10)
    assert f"{verdict.known} av 10 uppgifter" in client.get(f"/insatser/{ID}/").text
    assert json.dumps(verdict_of([]).completeness) == "null"
