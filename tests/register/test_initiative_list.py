"""The list of initiatives: its filter equals a search through the fact table, its counts come true."""

from __future__ import annotations

import csv
import io
import random
import re
from collections import Counter
from collections.abc import Mapping
from xml.etree import ElementTree

import pytest
from django.test import Client

from samlad.catalogue import facts, policy_areas
from samlad.catalogue.facts import listed
from samlad.portal.changes import note_change
from samlad.portal.content.partial_date import PartialDate
from samlad.portal.finding import Wanted, find
from samlad.portal.ordering import alphabetical
from samlad.portal.register.contents import content_of, write
from samlad.portal.register.initiative_lists import (
    initiatives_for_area,
    initiatives_for_place,
)
from samlad.portal.register.loading_initiatives import STATES
from samlad.portal.register.models import Initiative
from samlad.portal.register.overview import overview
from samlad.portal.register.words import Status
from tests.register.test_whole_page import ID, OTHER, WHOLE, published

pytestmark = pytest.mark.django_db

SLUGS = {area.slug: area.id.replace("_", "-") for area in policy_areas().values()}


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def text_of(answer) -> str:
    return answer.getvalue().decode()


def actors_of(row: Mapping[str, str]) -> set[str]:
    actors = set(listed(row["responsible_ids"]))
    if row["lead_department_id"]:
        actors.add(f"departement-{row['lead_department_id']}")
    if row["kind"] == "grant":
        actors |= {f"kommun-{code}" for code in listed(row["recipients"]) if code.isdigit()}
    return actors


def place_code(name: str) -> str:
    return "00" if name == "national" else name.removeprefix("lan-")


def codes(row: Mapping[str, str]) -> dict[str, set[str]]:
    """The codes of a row of the fact table, by parameter."""
    return {
        "omrade": {slug for slug, id_ in SLUGS.items() if id_ in listed(row["priority_areas"])},
        "typ": {row["kind"]},
        "status": {row["status"]},
        "lage": {str(STATES[Status(row["status"])])},
        "plats": {place_code(name) for name in listed(row["recipients"])},
        "mal": set(),
        "aktor": actors_of(row),
        "ar": {row["decided"][:4]},
    }


def is_hit(
    row: Mapping[str, str], asked: Mapping[str, list[str]], said: set[str] | None = None
) -> bool:
    """The filter said again, plainly, over a row of the fact table. said: who has the words."""
    has, day = codes(row), PartialDate(row["decided"])
    since, until = asked.get("fran", [""])[0], asked.get("till", [""])[0]
    return (
        all(has[name] & set(asked[name]) for name in has if asked.get(name))
        and (not since or day.last_day >= PartialDate(since).first_day)
        and (not until or day.first_day <= PartialDate(until).last_day)
        and (said is None or row["id"] in said)
    )


def selections(seed: int) -> dict[str, list[str]]:
    """A few choices in a few facets and a period, drawn from rows so that hits are likely."""
    draw = random.Random(seed)
    asked: dict[str, list[str]] = {}
    for row in draw.sample(facts("initiatives"), draw.randint(1, 3)):
        has = codes(row)
        name = draw.choice([name for name in has if has[name]])
        other = draw.choice(facts("initiatives"))
        asked[name] = sorted({*sorted(has[name])[:2], *sorted(codes(other)[name])[:1]})
    if draw.random() < 0.3:
        asked["fran"] = [draw.choice(["2015", "2018-03", "2019-06-15"])]
    if draw.random() < 0.3:
        asked["till"] = [draw.choice(["2022", "2023-05", "2024-11-15"])]
    return asked


def with_words(words: str) -> set[str] | None:
    """The ids of what has the words; who has them is tested with the search itself."""
    return set(find(Wanted(kind="initiative", query=words, limit=500)).keys) if words else None


@pytest.mark.parametrize("seed", range(40))
def test_hits_and_every_count_are_those_of_a_search_through_the_table(client, seed):
    asked = selections(seed)
    words = random.Random(seed).choice(["", "", "", "uppdrag", "skola", "stöd -bostäder"])
    said, rows = with_words(words), facts("initiatives")
    answer = client.get("/insatser.json", {**asked, "q": words}).json()
    expected = {row["id"] for row in rows if is_hit(row, asked, said)}
    assert {row["id"] for row in answer["rows"]} == expected
    assert answer["total"] == len(expected)
    for name, facet in answer["facets"].items():
        others = {other: chosen for other, chosen in asked.items() if other != name}
        for choice in facet["choices"]:
            alone = {**others, name: [choice["code"]]}
            assert choice["count"] == sum(is_hit(row, alone, said) for row in rows)
            assert choice["chosen"] == (choice["code"] in asked.get(name, []))


def test_every_code_of_the_table_can_be_chosen(client):
    facets = client.get("/insatser.json").json()["facets"]
    for name, facet in facets.items():
        there = {code for row in facts("initiatives") for code in codes(row)[name]}
        assert {choice["code"] for choice in facet["choices"]} == there


def test_a_choice_followed_shows_the_count_it_promised(client):
    facets = client.get("/insatser.json?omrade=boende").json()["facets"]
    for choice in facets["typ"]["choices"]:
        after = client.get("/insatser/", {"omrade": "boende", "typ": choice["code"]})
        assert after.context["answer"].total == choice["count"]


def test_words_are_found_in_any_form_the_best_first(client):
    asked = "/insatser/?q=segregationen&sortera=relevans"
    titles = [hit.title_sv.lower() for hit in client.get(asked).context["hits"]]
    assert len(titles) > 5 and "segregation" in titles[0]
    page = client.get("/insatser/?q=segrgeation").content.decode()
    assert ">segregation</a>" in page and "Menade du" in page


@pytest.mark.parametrize("view", ["lista", "kompakt", "tabell"])
def test_every_view_shows_the_same_initiatives(client, view):
    ids = [hit.id for hit in client.get("/insatser/?omrade=boende").context["hits"]]
    page = client.get(f"/insatser/?omrade=boende&visa={view}").content.decode()
    results = page.split('id="filter-results"')[1].split("overview")[0]
    assert list(dict.fromkeys(re.findall(r'href="/insatser/([^"/?.]+)/"', results))) == ids


def test_each_bar_of_the_years_leads_to_as_many_hits(client):
    timeline = client.get("/insatser/?visa=tidslinje&omrade=boende").context["timeline"]
    years = [year for year in timeline.years if year.whole.number]
    assert sum(year.whole.number for year in years) == sum(
        "housing" in listed(row["priority_areas"]) for row in facts("initiatives")
    )
    for year in years[::3]:
        after = client.get(f"/insatser/{year.whole.address}").context["answer"]
        assert after.total == year.whole.number


def test_older_addresses_ask_for_the_same(client):
    for older, now in (("sort=titel", "sortera=titel"), ("sort=beslut&ar=2019", "ar=2019")):
        ids = [[h.id for h in client.get(f"/insatser/?{q}").context["hits"]] for q in (older, now)]
        assert ids[0] == ids[1] and ids[0]


def test_the_feed_is_of_exactly_the_selection(client):
    page = client.get("/insatser/?q=skola&typ=grant&visa=tabell").content.decode()
    assert 'href="/insatser.atom?q=skola&amp;typ=grant"' in page
    feed = ElementTree.fromstring(client.get("/insatser.atom?q=skola&typ=grant").content)
    atom = "{http://www.w3.org/2005/Atom}"
    titles = [entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")]
    rows = client.get("/insatser.json?q=skola&typ=grant").json()["rows"]
    assert titles == [row["title_sv"] for row in rows] and titles
    assert client.get("/insatser.rss").headers["Content-Type"].startswith("application/rss+xml")


def test_what_is_published_is_found_and_counted_at_once(client):
    before = client.get("/insatser.json?q=viadukter").json()
    document = content_of("boverket-barometer") | {"title_sv": "En ny viadukt"}
    write({"boverket-barometer": document})
    after = client.get("/insatser.json?q=viadukter").json()
    assert (before["total"], after["total"]) == (0, 1)
    Initiative.objects.filter(pk="boverket-barometer").update(visibility="withdrawn")
    assert client.get("/insatser.json?q=viadukter").json()["rows"] == [], "withdrawn is not shown"
    note_change("initiative")
    assert client.get("/insatser.json?q=viadukter").json()["total"] == 0


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("/insatser.json?sortera=titel", lambda row: alphabetical(row["title_sv"])),
        ("/en/insatser.json?sortera=titel", lambda row: alphabetical(row["title_en"])),
        ("/insatser.json?sortera=aldst", lambda row: (row["decided"], row["id"])),
    ],
)
def test_the_orders_are_those_they_say(client, address, key):
    ids = [row["id"] for row in client.get(address).json()["rows"]]
    rows = {row["id"]: row for row in facts("initiatives")}
    assert [key(rows[id_]) for id_ in ids] == sorted(key(row) for row in rows.values())


def test_downloads_are_the_view(client):
    query = {"aktor": ["skolverket", "boverket"], "sortera": "titel"}
    page = client.get("/insatser/", {**query, "antal": "100"}).context
    rows = list(csv.DictReader(io.StringIO(text_of(client.get("/insatser.csv", query)))))
    as_json = client.get("/insatser.json", query).json()["rows"]
    assert page["answer"].total > 10
    assert [i.id for i in page["hits"]] == [r["id"] for r in rows] == [r["id"] for r in as_json]
    given = {row["id"]: row for row in facts("initiatives")}
    for row, other in zip(rows, as_json, strict=True):
        source = given[row["id"]]
        assert (
            row["amount_sek"]
            == source["amount_sek"]
            == ("" if other["amount_sek"] is None else str(other["amount_sek"]))
        )
        assert row["accountable"] == source["responsible_ids"]
        assert row["decided"] == source["decided"]
        assert row["status"] == other["status"] == source["status"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_cell_that_a_spreadsheet_would_run_is_text(client, start):
    Initiative.objects.filter(pk="reformprogram-2016").update(title_sv=f"{start}HYPERLINK()")
    rows = csv.DictReader(io.StringIO(text_of(client.get("/insatser.csv"))))
    assert f"'{start}HYPERLINK()" in {row["title_sv"] for row in rows}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("typ=grnt", "Välj Bidrag (grant) i stället"),
        ("status=due_passed", "(due-passed) i stället"),
        ("aktor=skolverk", "(skolverket) i stället"),
        ("omrade=cross_cutting", "inte bland valen i Prioriterat område"),
        ("ar=x", "inte bland valen i Beslutsår"),
        ("sortera=belop", "beslut, aldst, relevans, titel"),
        ("antal=21", "10, 20, 50, 100"),
        ("sida=12", "Den sista är 11"),
        ("fran=2018-02-30", "februari 2018 har 28 dagar"),
    ],
)
def test_what_cannot_be_meant_is_said_and_the_rest_stays(client, query, said):
    answer = client.get(f"/insatser/?{query}&lage=ongoing")
    if "sida" in query:
        answer = client.get(f"/insatser/?{query}")
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert "sida" in query or 'value="ongoing" checked' in answer.content.decode()
    for form in ("json", "csv", "xlsx") + (() if "sida" in query else ("atom",)):
        answer = client.get(f"/insatser.{form}?{query}")
        assert answer.status_code == 400
        assert said in (str(answer.json()) if form == "json" else answer.text)


def test_the_overview_counts_every_initiative_once():
    counts = overview()
    expected = Counter((row["kind"], row["status"]) for row in facts("initiatives"))
    for kind, line, total in counts.rows:
        assert list(line) == [expected[kind, status] for status in counts.statuses]
        assert total == sum(line)
    assert counts.total == 215 == sum(counts.totals)


def test_the_list_shows_no_sum_of_money(client):
    page = client.get("/insatser/").content.decode()
    assert "kronor" not in page
    assert "Belopp läggs inte ihop" in page


@pytest.mark.parametrize(
    "address", ["/insatser/", "/insatser/?antal=100", "/insatser/?aktor=boverket"]
)
def test_a_list_takes_as_many_queries_whatever_it_holds(client, django_assert_num_queries, address):
    client.get("/insatser/")
    with django_assert_num_queries(9):
        client.get(address)


def test_initiatives_of_a_place_are_those_that_name_it():
    assert {i.id for i in initiatives_for_place("0180")} == {
        "statsbidrag-32-kommuner",
        "tvv-uppfoljning-32",
    }
    assert [i.id for i in initiatives_for_place("01")] == ["snabbforfarande-2017"]
    assert initiatives_for_place("00").count() == 212
    assert list(initiatives_for_place("0114")) == []


@pytest.mark.parametrize("area", list(policy_areas()))
def test_initiatives_of_an_area_are_those_that_name_it(area):
    expected = {
        r["id"]
        for r in facts("initiatives")
        if area.replace("_", "-") in listed(r["priority_areas"])
    }
    assert {i.id for i in initiatives_for_area(area)} == expected


def test_pages_are_english_in_english(client):
    page = client.get("/en/insatser/?antal=100").content.decode()
    hits = re.search(r'<ol class="hits.*?</ol>', page, re.S)
    assert hits is not None
    titles = {row["title_en"] for row in facts("initiatives")}
    shown = re.findall(r'class="hit-title"><a[^>]*>(.*?)</a>', hits[0])
    assert len(shown) == 100
    assert {title.replace("&#x27;", "'").replace("&amp;", "&") for title in shown} <= titles
    for word in ("Uppdrag", "Pågår", "departementet", "Visar"):
        assert word not in hits[0]


def test_a_file_holds_all_that_is_published_of_an_initiative_and_names_nothing_else(client):
    published(WHOLE | {"title_sv": "Hemlig"}, "hemlig")
    first = WHOLE["money"][0]
    several = [
        first | {"amount_sek": 5_000_000, "basis": "per-year", "stage": "paid"},
        first | {"amount_sek": 7, "basis": "unspecified", "stage": "", "start": None, "end": None},
    ]
    relations = [{"other": "hemlig", "kind": "part-of"}, *WHOLE["relations"]]
    published(WHOLE | {"relations": relations, "money": several})
    Initiative.objects.filter(pk="hemlig").update(visibility="withdrawn")
    note_change("initiative")
    row = next(r for r in client.get("/insatser.json").json()["rows"] if r["id"] == ID)
    said = {
        "kind": "agreement", "areas": ["housing", "crime"], "accountable": ["boverket"],
        "funding": ["skolverket"], "implementing": ["polisen"], "partners": ["arbetsformedlingen"],
        "recipient_actors": ["kommun-1480"], "recipients": ["1280"],
        "beneficiaries": ["0114", "0180", "13"], "report_due": ["2017-09-19"],
        "goals": ["ben-1", "ben-2"], "replaces": [OTHER], "part_of": ["statsbidrag-32-kommuner"],
        "co_funded": [], "documents": ["https://dokument.example/a"], "state": "paused",
        "period_from": "2014-04-14", "period_to": "2016-07-17", "evaluation": "ongoing",
        "on_founding_page": True, "amount_sek": None,
        "amounts": ["5000000 per-year paid 2019/2021", "7 unspecified"],
    }  # fmt: skip
    assert {name: row[name] for name in said} == said
    assert "hemlig" not in text_of(client.get("/insatser.csv"))
    published(WHOLE | {"money": several[:1]})
    row = next(r for r in client.get("/insatser.json").json()["rows"] if r["id"] == ID)
    assert (row["amount_sek"], row["amount_stage"], row["amounts"]) == (5_000_000, "paid", [])


@pytest.mark.parametrize(
    ("prefix", "county"), [("", "Stockholms län"), ("/en", "Stockholm County")]
)
def test_a_county_is_told_from_its_chief_town(client, prefix, county):
    page = client.get(f"{prefix}/insatser/?plats=01&plats=0180").text
    labels = dict(re.findall(r'name="plats" value="(\d+)"[^>]*><span>([^<]*) <span', page))
    assert (labels["01"], labels["0180"]) == (county, "Stockholm")
    assert len(set(labels.values())) == len(labels), "no two choices look alike"
