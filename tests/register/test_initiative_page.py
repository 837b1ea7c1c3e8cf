"""The page of one initiative says what is known, how, and what is not."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.utils.timezone import now

from samlad.catalogue import facts
from samlad.portal.register.contents import content_of, write
from samlad.portal.register.initiative_page import initiative_page
from samlad.portal.register.models import DueReport, PeriodReport
from samlad.portal.register.timeline import newest_events

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def text_of(page: bytes) -> str:
    main = re.search(r"<main.*</main>", page.decode(), re.S)
    assert main is not None
    return re.sub(
        r"\s+", " ", re.sub(r"<[^>]+>", "", main[0]).replace("&amp;", "&").replace("&#x27;", "'")
    )


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_initiative_has_a_page_with_its_title_and_source(client, prefix):
    for row in facts("initiatives"):
        answer = client.get(f"{prefix}/insatser/{row['id']}/")
        assert answer.status_code == 200, row["id"]
        said = text_of(answer.content)
        assert row["title_en" if prefix else "title_sv"] in said
        assert f'href="{row["source_url"]}"' in answer.content.decode().replace("&amp;", "&")
        assert " ".join(row["official_title"].split()) in said
        assert row["note"] in said


def test_the_grant_to_32_municipalities_is_told_whole(client):
    page = client.get("/insatser/statsbidrag-32-kommuner/")
    said = text_of(page.content)
    assert "Näringsdepartementet (i dag Klimat- och näringslivsdepartementet)" in said
    assert "32 kommuner: Järfälla" in said
    assert 'href="/platser/0180/"' in page.content.decode()
    assert "425\u00a0miljoner kronor" in said.replace("425 miljoner", "425\u00a0miljoner")
    assert "för ett enda år" in said
    assert "beslutat" in said and "beslutat, beslutat" not in said
    assert "Beloppen går inte att lägga ihop" in said
    assert "Nämndes på regeringens temasida mot segregation 2018" in said
    assert "Enligt en annan källa, till exempel en tidning, en avhandling eller öppna data" in said
    assert len(page.context["page"].money[-1].rows) == 46


@pytest.mark.parametrize(
    ("basis", "start", "end", "said"),
    [
        ("single-year", "2026", None, "2026"),
        ("single-year", None, "2026", "2026"),
        ("per-year", "2026", None, "från 2026"),
        ("total-period", None, "2026", "till 2026"),
        ("single-year", "2026-01", "2026-12", "januari 2026 – december 2026"),
    ],
)
def test_a_sum_of_one_year_has_no_open_end(client, basis, start, end, said):
    document = content_of("statsbidrag-32-kommuner")
    assert document is not None
    money = {**document["money"][0], "basis": basis, "start": start, "end": end}
    write({"statsbidrag-32-kommuner": {**document, "money": [money]}})
    page = client.get("/insatser/statsbidrag-32-kommuner/").text
    table = re.search(r"Belopp för insatsen.*?<tbody>(.*?)</tbody>", page, re.S)
    assert table is not None and f"<td>{said}</td>" in table[1].replace("\u00a0", " ")


def test_a_passed_date_says_only_that_it_has_passed(client):
    said = text_of(client.get("/insatser/vr-segregationsmekanismer/").content)
    assert "1 juni 2018 (dagen har passerat)" in said
    assert "inte om det gjordes" in said
    assert "Det betyder bara att dagen har passerat" in said


@pytest.mark.parametrize(("today", "passed"), [(date(2018, 6, 1), False), (date(2018, 6, 2), True)])
def test_a_date_has_passed_from_the_day_after(today, passed):
    page = initiative_page("vr-segregationsmekanismer", today)
    assert page is not None
    assert [due.has_passed for due in page.due] == [passed]


def test_what_is_unknown_is_said_to_be(client):
    said = text_of(client.get("/insatser/vr-segregationsmekanismer/").content)
    assert "Inget belopp är känt" in said
    assert "november 2017 (dagen är inte känd)" in said


def test_a_county_can_be_meant_in_part(client):
    said = text_of(client.get("/insatser/snabbforfarande-2017/").content)
    assert "Stockholms län (hela eller delar av länet)" in said


def test_related_items_and_goals_are_shown(client):
    row = next(
        r for r in facts("items") if r["initiative_ids"] and "housing" in r["priority_areas"]
    )
    initiative = row["initiative_ids"].split(";")[0]
    page = client.get(f"/insatser/{initiative}/")
    assert row["official_title"] in text_of(page.content)
    for each in page.context["page"].areas:
        assert each.goals


def test_an_unknown_initiative_is_not_found_and_the_nearest_is_offered(client):
    answer = client.get("/insatser/reformprogram-2017/")
    assert answer.status_code == 404
    assert "/insatser/reformprogram-2016/" in answer.content.decode()


def test_a_page_takes_few_queries_whatever_it_holds(client, django_assert_max_num_queries):
    for row in facts("initiatives")[::20]:
        with django_assert_max_num_queries(31):
            client.get(f"/insatser/{row['id']}/")


def test_english_pages_mark_what_is_swedish(client):
    page = client.get("/en/insatser/statsbidrag-32-kommuner/").content.decode()
    assert 'lang="sv">Förordning (2018:151)' in page
    said = text_of(page.encode())
    assert (
        "Ministry of Enterprise and Innovation (today Ministry of Climate and Enterprise)" in said
    )
    unmarked = re.sub(
        r'<(\w+)[^>]* lang="sv"[^>]*>.*?</\1>',
        "",
        page.split("<main")[1].split("</main>")[0],
        flags=re.S,
    )
    for word in ("mottagare", "högst", "Enligt", "kommuner", "Omfattar", "departementet"):
        assert word not in re.sub(r"<[^>]+>", "", unmarked)


def test_newest_events_have_happened_and_are_no_deadlines():
    events = newest_events(4, date(2026, 7, 1))
    assert [e.id for e in events] == [
        "polislista-2025", "karta-uppfoljning", "integrationsbarometer-uppdrag", "budget-utanforskap-2026",
    ]  # fmt: skip
    assert newest_events(1, date(2018, 6, 26))[0].date.text == "2018-06-26"


def report_of(initiative: str, due: DueReport | None, visibility: str) -> PeriodReport:
    return PeriodReport.objects.create(
        initiative_id=initiative,
        answers=due,
        start="2017",
        end="2018",
        done="Klart",
        visibility=visibility,
        written_by="rut",
        written_at=now(),
    )


@pytest.mark.parametrize(("prefix", "said", "not_said"), [
    ("", "(besvarad i lägesrapporten för 2017–2018)", "dagen har passerat"),
    ("/en", "(answered by the period report for 2017–2018)", "the date has passed"),
])  # fmt: skip
def test_a_day_that_a_published_report_answers_says_so(client, prefix, said, not_said):
    id_ = "vr-segregationsmekanismer"
    report = report_of(id_, DueReport.objects.get(initiative=id_), "published")
    page = client.get(f"{prefix}/insatser/{id_}/").content.decode()
    facts_told = text_of(page.split('id="money"')[0].encode() + b"</main>")
    assert said in facts_told
    assert f"({not_said})" not in facts_told
    assert f'href="#rapport-{report.pk}"' in page
    assert f'id="rapport-{report.pk}"' in page


def test_a_report_that_is_not_published_answers_no_day(client):
    id_ = "vr-segregationsmekanismer"
    report_of(id_, DueReport.objects.get(initiative=id_), "submitted")
    said = text_of(client.get(f"/insatser/{id_}/").content)
    assert "(dagen har passerat)" in said
    assert "besvarad" not in said


@pytest.mark.parametrize(("id_", "known"), [
    ("skolkommissionen", "enligt en officiell webbsida"),
    ("statskontoret-utvardering", "vår egen slutsats"),
])  # fmt: skip
def test_a_passed_day_of_what_is_reported_tells_its_status_and_source(client, id_, known):
    said = text_of(client.get(f"/insatser/{id_}/").content)
    assert "(dagen har passerat; insatsens läge: redovisad per 29 januari 2026, " + known in said
    assert re.search(r"(handling|underlaget)\) regeringen.se \(annan webbplats\)", said)
    assert "mer är inte känt" not in said


@pytest.mark.parametrize(("words", "said"), [
    ("skolkommission", "insatsens läge: redovisad per 29 januari 2026"),
    ("segregationsmekanismer", "inget är känt om redovisningen"),
])  # fmt: skip
def test_the_calendar_says_the_same(client, words, said):
    title = client.get(f"/insatser/kalender/?dag=passed&q={words}").content.decode()
    hits = title.split('<article class="hit')[1:]
    assert hits
    for hit in hits:
        assert said in hit
        assert ("inget är känt" in hit) is (said != "insatsens läge: redovisad per 29 januari 2026")
