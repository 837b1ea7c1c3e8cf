"""The list of items: its filter equals a search through the fact table, its counts come true."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections.abc import Mapping

import pytest
from django.test import Client

from samlad.catalogue import facts, policy_areas
from samlad.catalogue.facts import listed
from samlad.portal.content.item_lists import FACETS
from samlad.portal.content.models import Item
from samlad.portal.content.search_words import is_match, search_text, words_of

pytestmark = pytest.mark.django_db

SLUGS = {area.slug: area.id.replace("_", "-") for area in policy_areas().values()}
PARENTS = {row["code"]: row["parent_code"] for row in facts("content_types")}


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def is_hit(row: Mapping[str, str], asked: Mapping[str, list[str]], words: str = "") -> bool:
    """The filter said again, plainly, over a row of the fact table."""
    values = {
        "typ": {row["type_code"], PARENTS[row["type_code"]]},
        "omrade": {slug for slug, id_ in SLUGS.items() if id_ in listed(row["priority_areas"])},
        "amne": {*listed(row["policy_area_codes"]), *listed(row["policy_area_codes_suggested"])},
        "avsandare": {*listed(row["sender_codes"]), *listed(row["sender_codes_suggested"])},
        "ar": {row["published"][:4]},
    }
    kept = search_text(
        row["official_title"], row["summary_sv"], row["summary_en"], row["reference_id"]
    )
    return all(values[name] & set(chosen) for name, chosen in asked.items() if chosen) and is_match(
        words_of(words), kept
    )


def selections(seed: int) -> dict[str, list[str]]:
    """A few choices in a few facets, drawn from rows that exist so that hits are likely."""
    draw = random.Random(seed)
    rows = draw.sample(facts("items"), 3)
    asked: dict[str, list[str]] = {}
    for row in rows[: draw.randint(1, 3)]:
        name = draw.choice(["typ", "omrade", "amne", "avsandare", "ar"])
        asked[name] = {
            "typ": [row["type_code"], draw.choice(list(PARENTS))],
            "omrade": [s for s, id_ in SLUGS.items() if id_ in listed(row["priority_areas"])],
            "amne": list(
                listed(row["policy_area_codes"]) or listed(row["policy_area_codes_suggested"])
            ),
            "avsandare": list(listed(row["sender_codes"]) or listed(row["sender_codes_suggested"])),
            "ar": [row["published"][:4], "2019"],
        }[name]
    return asked


@pytest.mark.parametrize("seed", range(25))
def test_hits_are_those_of_a_search_through_the_table(client, seed):
    asked = selections(seed)
    words = random.Random(seed).choice(["", "", "skola", "uppdrag att", "segreg"])
    answer = client.get("/innehall.json", {**asked, "q": words}).json()
    expected = {row["id"] for row in facts("items") if is_hit(row, asked, words)}
    assert {row["id"] for row in answer["rows"]} == expected
    assert answer["total"] == len(expected)


@pytest.mark.parametrize("seed", range(8))
def test_each_count_is_the_total_after_that_choice(client, seed):
    asked = selections(seed)
    page = client.get("/innehall/", asked).context["listing"]
    for panel in page.panels:
        others = {name: v for name, v in asked.items() if name != panel.facet.parameter}
        for choice in panel.choices:
            after = {**others, panel.facet.parameter: [choice.name]}
            assert choice.count == sum(is_hit(row, after) for row in facts("items")), (
                panel,
                choice,
            )


def test_pages_hold_every_hit_once_in_order(client):
    seen = []
    address = "/innehall/?antal=50"
    while address:
        listing = client.get(address).context["listing"]
        seen += [item.id for item in listing.hits]
        address = listing.next
    expected = sorted(facts("items"), key=lambda row: row["id"])
    expected.sort(key=lambda row: row["published"], reverse=True)
    assert seen == [row["id"] for row in expected]


def test_downloads_are_the_view(client):
    query = {"omrade": "utbildning", "sort": "titel"}
    listing = client.get("/innehall/", {**query, "antal": "100"}).context["listing"]
    as_csv = client.get("/innehall.csv", query)
    rows = list(csv.DictReader(io.StringIO(as_csv.content.decode())))
    as_json = client.get("/innehall.json", query).json()["rows"]
    assert listing.total > 20
    assert [i.id for i in listing.hits] == [r["id"] for r in rows] == [r["id"] for r in as_json]
    assert as_csv.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert as_csv.headers["Content-Disposition"].endswith("filename*=utf-8''inneh%C3%A5ll.csv")
    for row, other in zip(rows, as_json, strict=True):
        assert row["official_title"].removeprefix("'") == other["official_title"]
        assert row["senders"].split(";") == (other["senders"] or [""])


def test_the_links_to_downloads_carry_the_selection(client):
    page = client.get("/innehall/?omrade=utbildning&q=skol&sida=1").content.decode()
    assert 'href="/innehall.csv?q=skol&amp;omrade=utbildning"' in page
    assert 'href="/innehall.json?q=skol&amp;omrade=utbildning"' in page


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_a_cell_that_a_spreadsheet_would_run_is_text(client, start):
    Item.objects.filter(pk="skr-2014-skr-20141531").update(official_title=f"{start}SUM(A1)")
    rows = list(csv.DictReader(io.StringIO(client.get("/innehall.csv?ar=2014").content.decode())))
    assert f"'{start}SUM(A1)" in {row["official_title"] for row in rows}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("typ=1326x", "1326"),
        ("typ=pressmeddelande", "finns inte bland valen för innehållstyp"),
        ("omrade=boend", "”boende”"),
        ("omrade=housing", "prioriterat område"),
        ("ar=1999", "finns inte"),
        ("ar=20180", "”2018”"),
        ("sort=titl", "”titel”"),
        ("antal=1000", "20, 50, 100"),
        ("sida=0", "inget sidnummer"),
        ("sida=-1", "inget sidnummer"),
        ("sida=1.5", "inget sidnummer"),
        ("sida=999999", "Den sista är 13"),
        ("sida=99999999999999999999", "inget sidnummer"),
        ("q=" + "x" * 201, "högst 200"),
    ],
)
def test_what_cannot_be_meant_is_said(client, query, said):
    for address in ("/innehall/", "/innehall.json") if "sida" not in query else ("/innehall/",):
        answer = client.get(f"{address}?{query}")
        assert answer.status_code == 400
        assert said in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "typ=",
        "q=",
        "utm_source=brev",
        "q=%00",
        "q=" + "å" * 200,
        "q='%22%3B--%25_",
        "q=%5C%25",
        "sida=",
    ],
)
def test_odd_but_harmless_queries_are_answered(client, query):
    assert client.get(f"/innehall/?{query}").status_code == 200


def test_percent_and_underscore_are_no_wildcards(client):
    assert client.get("/innehall.json", {"q": "_"}).json()["total"] == 250  # no word: all
    assert (
        client.get("/innehall.json", {"q": "skol_"}).json()["total"]
        == client.get("/innehall.json", {"q": "skol"}).json()["total"]
    )


def test_chips_take_one_choice_away_each(client):
    listing = client.get("/innehall/?q=skola&omrade=utbildning&typ=1334&antal=50").context[
        "listing"
    ]
    assert [chip.address for chip in listing.chips] == [
        "/innehall/?typ=1334&omrade=utbildning&antal=50",
        "/innehall/?q=skola&omrade=utbildning&antal=50",
        "/innehall/?q=skola&typ=1334&antal=50",
    ]


def test_english_pages_keep_swedish_titles_marked(client):
    page = client.get("/en/innehall/").content.decode()
    hits = re.search(r'<ol class="hits.*?</ol>', page, re.S)
    assert hits is not None
    assert hits[0].count('<h3 class="hit-title" lang="sv">') == 20
    assert "Visa träffar" not in page and "Show matches" in page


@pytest.mark.parametrize(
    "address", ["/innehall/?antal=20", "/innehall/?antal=100", "/innehall/?q=hyra&antal=50"]
)
def test_a_list_takes_as_many_queries_whatever_it_holds(
    client, django_assert_max_num_queries, address
):
    client.get("/innehall/")
    with django_assert_max_num_queries(12):
        client.get(address)


def test_every_facet_has_a_title_in_both_languages(client):
    sv, en = (client.get(f"{prefix}/innehall/").content.decode() for prefix in ("", "/en"))
    assert [f.parameter for f in FACETS] == ["typ", "omrade", "amne", "avsandare", "ar"]
    assert "<summary>Avsändare</summary>" in sv
    assert "<summary>Sender</summary>" in en


def test_a_selection_in_json_is_that_of_the_address(client):
    answer = json.loads(client.get("/innehall.json?omrade=boende&typ=1334").content)
    assert answer["selection"] == "typ=1334&omrade=boende"
