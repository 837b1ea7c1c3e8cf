"""The selection as JSON, CSV, Atom and RSS: the same parameters, nothing left out."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree

import pytest

from samlad.catalogue import facts
from samlad.portal.content.models import Item

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def text_of(answer) -> str:
    return answer.getvalue().decode()


def test_json_gives_total_items_facets_and_next(client):
    answer = client.get("/innehall.json?antal=10&typ=1334").json()
    assert answer["total"] == 63 and len(answer["items"]) == 10 and answer["pages"] == 7
    assert answer["next"] == "http://localhost/innehall.json?typ=1334&antal=10&sida=2"
    choice = next(c for c in answer["facets"]["typ"]["choices"] if c["code"] == "1334")
    assert choice == {
        "code": "1334", "label": "Pressmeddelande", "count": 63, "chosen": True, "depth": 0,
    }  # fmt: skip
    assert client.get("/innehall.json?antal=10&typ=1334&sida=7").json()["next"] is None


def test_labels_are_in_the_language_of_the_address(client):
    facets = client.get("/en/innehall.json").json()["facets"]
    assert facets["typ"]["label"] == "Content types"
    assert "Press release" in {choice["label"] for choice in facets["typ"]["choices"]}


def test_csv_has_every_item_in_the_order_of_the_page(client):
    query = {"omrade": "utbildning", "sortera": "titel"}
    rows = list(csv.DictReader(io.StringIO(text_of(client.get("/innehall.csv", query)))))
    items, address = [], "/innehall.json?omrade=utbildning&sortera=titel&antal=50"
    while address:
        answer = client.get(address).json()
        items += answer["items"]
        address = answer["next"]
    assert len(rows) > 50
    assert [row["id"] for row in rows] == [item["id"] for item in items]
    for row, item in zip(rows, items, strict=True):
        assert row["official_title"].removeprefix("'") == item["official_title"]
        assert row["senders"].split(";") == (item["senders"] or [""])


def test_a_file_longer_than_a_step_is_whole(client, monkeypatch):
    monkeypatch.setattr("samlad.portal.filter.data.STEP", 50)
    for query, most in (("", 250), ("?typ=1334", 63), ("?q=zzzz", 0)):
        answer = text_of(client.get(f"/innehall.csv{query}"))
        assert len(list(csv.reader(io.StringIO(answer)))) == most + 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_a_cell_that_a_spreadsheet_would_run_is_text(client, start):
    Item.objects.filter(pk="skr-2014-skr-20141531").update(official_title=f"{start}SUM(A1)")
    rows = csv.DictReader(io.StringIO(text_of(client.get("/innehall.csv?till=2014"))))
    assert f"'{start}SUM(A1)" in {row["official_title"] for row in rows}


def test_the_feed_is_of_exactly_the_selection_words_included(client):
    page = client.get("/innehall/?q=skola&omrade=utbildning&visa=tabell&antal=10&sortera=titel")
    html = page.content.decode()
    assert 'href="/innehall.atom?q=skola&amp;omrade=utbildning"' in html
    assert 'href="/innehall.rss?q=skola&amp;omrade=utbildning"' in html
    feed = ElementTree.fromstring(client.get("/innehall.atom?q=skola&omrade=utbildning").content)
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    wanted = client.get("/innehall.json?q=skola&omrade=utbildning&antal=100").json()
    assert titles == [item["official_title"] for item in wanted["items"]]
    assert "skola" in feed.findtext(f"{ATOM}title")


def test_feeds_are_whole_in_pages_that_link_on(client):
    seen, address = [], "/innehall.atom?antal=20"
    while address:
        feed = ElementTree.fromstring(client.get(address).content)
        seen += [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
        links = {link.get("rel"): link.get("href") for link in feed.iter(f"{ATOM}link")}
        address = links.get("next")
    assert len(seen) == len(set(seen)) == len(facts("items"))
    rss = client.get("/innehall.rss")
    first = ElementTree.fromstring(rss.content)
    assert len(list(first.iter("item"))) == 100
    assert rss.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert rss.headers["Access-Control-Allow-Origin"] == "*"


def test_an_entry_says_when_what_and_from_whom(client):
    feed = ElementTree.fromstring(client.get("/innehall.atom?till=2014").content)
    entry = next(iter(feed.iter(f"{ATOM}entry")))
    assert entry.findtext(f"{ATOM}updated").startswith("2014-")
    assert entry.find(f"{ATOM}category").get("term") == "Skrivelse"
    assert entry.findtext(f"{ATOM}author/{ATOM}name")


@pytest.mark.parametrize("form", ["json", "csv", "atom", "rss"])
def test_what_cannot_be_meant_is_a_sentence_in_data_too(client, form):
    answer = client.get(f"/innehall.{form}?fran=2018-02-30&typ=133")
    assert answer.status_code == 400
    said = answer.json() if form == "json" else answer.content.decode()
    assert "februari 2018 har 28 dagar" in str(said)
    assert "”133” finns inte bland valen i Innehållstyper" in str(said)
