"""The list of initiatives: its filter equals a search through the fact table, its counts come true."""

from __future__ import annotations

import csv
import io
import random
import re
from collections import Counter
from collections.abc import Mapping

import pytest
from django.test import Client

from samlad.catalogue import facts, policy_areas
from samlad.catalogue.facts import listed
from samlad.portal.content.search_words import is_match, search_text, words_of
from samlad.portal.ordering import alphabetical
from samlad.portal.register.initiative_lists import (
    initiatives_for_area,
    initiatives_for_place,
)
from samlad.portal.register.loading_initiatives import STATES
from samlad.portal.register.models import Initiative
from samlad.portal.register.overview import overview
from samlad.portal.register.words import Status

pytestmark = pytest.mark.django_db

SLUGS = {area.slug: area.id.replace("_", "-") for area in policy_areas().values()}


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def actors_of(row: Mapping[str, str]) -> set[str]:
    actors = set(listed(row["responsible_ids"]))
    if row["lead_department_id"]:
        actors.add(f"departement-{row['lead_department_id']}")
    if row["kind"] == "grant":
        actors |= {f"kommun-{code}" for code in listed(row["recipients"]) if code.isdigit()}
    return actors


def place_code(name: str) -> str:
    return "00" if name == "national" else name.removeprefix("lan-")


def is_hit(row: Mapping[str, str], asked: Mapping[str, list[str]], words: str = "") -> bool:
    """The filter said again, plainly, over a row of the fact table."""
    values = {
        "omrade": {slug for slug, id_ in SLUGS.items() if id_ in listed(row["priority_areas"])},
        "typ": {row["kind"]},
        "status": {row["status"]},
        "lage": {str(STATES[Status(row["status"])])},
        "plats": {place_code(name) for name in listed(row["recipients"])},
        "mal": set(),
        "aktor": actors_of(row),
        "ar": {row["decided"][:4]},
    }
    kept = search_text(
        row["title_sv"], row["title_en"], row["official_title"], row["reference_number"]
    )
    return all(values[name] & set(chosen) for name, chosen in asked.items() if chosen) and is_match(
        words_of(words), kept
    )


def selections(seed: int) -> dict[str, list[str]]:
    """A few choices in a few facets, drawn from rows that exist so that hits are likely."""
    draw = random.Random(seed)
    asked: dict[str, list[str]] = {}
    for row in draw.sample(facts("initiatives"), draw.randint(1, 3)):
        name = draw.choice(["omrade", "typ", "status", "aktor", "ar"])
        asked[name] = {
            "omrade": [s for s, id_ in SLUGS.items() if id_ in listed(row["priority_areas"])],
            "typ": [row["kind"], draw.choice(["grant", "inquiry"])],
            "status": [row["status"], "ongoing"],
            "aktor": sorted(actors_of(row))[:2],
            "ar": [row["decided"][:4], "2018"],
        }[name]
    return asked


@pytest.mark.parametrize("seed", range(25))
def test_hits_are_those_of_a_search_through_the_table(client, seed):
    asked = selections(seed)
    words = random.Random(seed).choice(["", "", "uppdrag", "stat", "skol"])
    answer = client.get("/insatser.json", {**asked, "q": words}).json()
    expected = {row["id"] for row in facts("initiatives") if is_hit(row, asked, words)}
    assert {row["id"] for row in answer["rows"]} == expected
    assert answer["total"] == len(expected)


@pytest.mark.parametrize("seed", range(8))
def test_each_count_is_the_total_after_that_choice(client, seed):
    asked = selections(seed)
    page = client.get("/insatser/", asked).context["listing"]
    for panel in page.panels:
        others = {name: v for name, v in asked.items() if name != panel.facet.parameter}
        for choice in panel.choices:
            after = {**others, panel.facet.parameter: [choice.name]}
            assert choice.count == sum(is_hit(row, after) for row in facts("initiatives"))


def test_a_choice_followed_shows_the_count_it_promised(client):
    page = client.get("/insatser/?omrade=boende").context["listing"]
    panel = next(p for p in page.panels if p.facet.parameter == "typ")
    for choice in panel.choices:
        after = client.get("/insatser/", {"omrade": "boende", "typ": choice.name})
        assert after.context["listing"].total == choice.count


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("/insatser.json?sort=titel", lambda row: alphabetical(row["title_sv"])),
        ("/en/insatser.json?sort=titel", lambda row: alphabetical(row["title_en"])),
        ("/insatser.json?sort=aldst", lambda row: (row["decided"], row["id"])),
    ],
)
def test_the_orders_are_those_they_say(client, address, key):
    ids = [row["id"] for row in client.get(address).json()["rows"]]
    rows = {row["id"]: row for row in facts("initiatives")}
    assert [key(rows[id_]) for id_ in ids] == sorted(key(row) for row in rows.values())


def test_downloads_are_the_view(client):
    query = {"aktor": ["skolverket", "boverket"], "sort": "titel"}
    listing = client.get("/insatser/", {**query, "antal": "100"}).context["listing"]
    answer = client.get("/insatser.csv", query)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    as_json = client.get("/insatser.json", query).json()["rows"]
    assert listing.total > 10
    assert [i.id for i in listing.hits] == [r["id"] for r in rows] == [r["id"] for r in as_json]
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
    rows = csv.DictReader(io.StringIO(client.get("/insatser.csv").content.decode()))
    assert f"'{start}HYPERLINK()" in {row["title_sv"] for row in rows}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("typ=grnt", "”grant”"),
        ("status=due_passed", "”due-passed”"),
        ("aktor=skolverk", "”skolverket”"),
        ("omrade=cross_cutting", "prioriterat område"),
        ("ar=x", "beslutsår"),
        ("sort=belopp", "beslut"),
        ("antal=21", "20, 50, 100"),
        ("sida=12", "Den sista är 11"),
    ],
)
def test_what_cannot_be_meant_is_said(client, query, said):
    answer = client.get(f"/insatser/?{query}")
    assert answer.status_code == 400
    assert said in answer.content.decode()


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
    with django_assert_num_queries(7):
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
