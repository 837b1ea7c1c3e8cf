"""Totals, counts, pages, chips and views of the filter are what a plain search through gives."""

from __future__ import annotations

import re

import pytest
from django.utils.html import strip_tags

from samlad.catalogue import facts
from tests.filter.plainly import codes, is_hit, selection

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(30))
def test_total_and_every_count_are_those_of_a_plain_search(client, seed):
    asked = selection(seed)
    answer = client.get("/innehall.json", asked).json()
    assert answer["total"] == sum(is_hit(row, asked) for row in facts("items"))
    for name, facet in answer["facets"].items():
        rows = [row for row in facts("items") if is_hit(row, asked, but=name)]
        for choice in facet["choices"]:
            assert choice["count"] == sum(choice["code"] in codes(row)[name] for row in rows)
            assert choice["chosen"] == (choice["code"] in asked.get(name, []))


@pytest.mark.parametrize("seed", range(6))
def test_the_count_shown_is_the_total_after_choosing_it_alone_in_its_tab(client, seed):
    asked = selection(seed)
    facets = client.get("/innehall.json", asked).json()["facets"]
    for name, facet in facets.items():
        for choice in facet["choices"][seed::9]:
            after = {**asked, name: [choice["code"]]}
            assert client.get("/innehall.json", after).json()["total"] == choice["count"]


def test_choices_never_vanish(client):
    every = client.get("/innehall.json").json()["facets"]
    some = client.get("/innehall.json?typ=1334&fran=2025&statsrad=ulf-kristersson").json()["facets"]
    for name, facet in every.items():
        assert [c["code"] for c in facet["choices"]] == [c["code"] for c in some[name]["choices"]]


def test_repeated_and_comma_separated_choices_are_the_same(client):
    both = [
        client.get("/innehall.json?typ=1334&typ=1329").json(),
        client.get("/innehall.json?typ=1329,1334").json(),
        client.get("/innehall.json?typ=1329,,%201334,1334").json(),
    ]
    assert both[0]["total"] > 0 and both[0] == both[1] == both[2]
    assert both[0]["selection"] == "typ=1334,1329"


def test_pages_hold_every_item_once_in_order(client):
    seen, address = [], "/innehall.json?antal=50"
    while address:
        answer = client.get(address).json()
        seen += [item["id"] for item in answer["items"]]
        address = answer["next"]
    expected = sorted(facts("items"), key=lambda row: row["id"])
    expected.sort(key=lambda row: row["published"], reverse=True)
    assert seen == [row["id"] for row in expected]


def test_the_page_shows_the_total_and_says_who_sent_each_hit(client):
    page = client.get("/innehall/?typ=1334&omrade=boende").content.decode()
    total = client.get("/innehall.json?typ=1334&omrade=boende").json()["total"]
    assert f">Totalt {total} träffar</h2>" in page
    assert "departementet" in re.search(r'<ol class="hits.*?</ol>', page, re.S)[0]


@pytest.mark.parametrize("view", ["lista", "kompakt", "tabell"])
def test_every_view_shows_the_same_items(client, view):
    ids = [item["id"] for item in client.get("/innehall.json?omrade=boende").json()["items"]]
    page = client.get(f"/innehall/?omrade=boende&visa={view}").content.decode()
    results = page.split('id="filter-results"')[1]
    assert list(dict.fromkeys(re.findall(r'href="/innehall/([^"/?]+)/"', results))) == ids


def test_each_bar_of_the_timeline_leads_to_as_many_hits(client):
    answer = client.get("/innehall/?visa=tidslinje&fran=2018-06&till=2023&typ=1324&typ=1334")
    timeline = answer.context["timeline"]
    years = [year for year in timeline.years if year.whole.number]
    assert len(years) > 4
    for year in years[::2]:
        for cell in (year.whole, *(cell for cell in year.cells if cell.number)):
            query = cell.address.removeprefix("?")
            assert client.get(f"/innehall.json?{query}").json()["total"] == cell.number
    assert sum(year.whole.number for year in timeline.years) == answer.context["answer"].total


def test_a_kind_that_is_chosen_stays_chosen_in_the_timeline(client):
    timeline = client.get("/innehall/?visa=tidslinje&typ=1329").context["timeline"]
    cell = next(cell for year in timeline.years for cell in year.cells if cell.number)
    assert "typ=1329" in cell.address and "1324" not in cell.address


def test_chips_take_one_part_away_each(client):
    answer = client.get("/innehall/?q=skola&omrade=utbildning&typ=1334&fran=2018&antal=50&sida=1")
    assert [(chip.text, chip.address) for chip in answer.context["chips"]] == [
        ("Ord: skola", "?typ=1334&omrade=utbildning&fran=2018&antal=50"),
        ("Pressmeddelande", "?q=skola&omrade=utbildning&fran=2018&antal=50"),
        ("Utbildning", "?q=skola&typ=1334&fran=2018&antal=50"),
        ("Från och med 2018", "?q=skola&typ=1334&omrade=utbildning&antal=50"),
    ]
    assert answer.context["cleared"] == "?antal=50"


@pytest.mark.parametrize(
    ("query", "is_open"),
    [("", "typ"), ("omrade=boende", "omrade"), ("fran=2018-02-30&typ=1334", "period"),
     ("avsandare=99999&typ=1334", "avsandare"), ("till=2019", "period")],
)  # fmt: skip
def test_the_server_opens_the_tab_that_matters(client, query, is_open):
    panels = client.get(f"/innehall/?{query}").context["panels"]
    assert [panel.id for panel in panels if panel.is_open] == [is_open]
    assert [panel.title for panel in panels] == [
        "Innehållstyper",
        "Områden",
        "Statsråd",
        "Departement och övriga avsändare",
        "Tidsperiod",
    ]


def test_old_and_new_names_of_a_topic_are_offered_together(client):
    now = client.get("/innehall/?omrade=2460").content.decode()
    assert "hette tidigare ”Arbete mot segregation”" in now
    assert 'href="/innehall/?omrade=2460,x-segregation"' in now
    before = client.get("/innehall/?omrade=x-segregation").content.decode()
    assert "heter numera ”Arbete mot utanförskap”" in before
    both = client.get("/innehall/?omrade=2460,x-segregation,x-samlade-insatser")
    assert list(both.context["offers"]) == []


def test_items_known_to_the_month_count_in_a_period_within_it_and_say_so(client):
    row = next(row for row in facts("items") if len(row["published"]) == 7)
    day = f"{row['published']}-14"
    address = f"/innehall/?fran={day}&till={day}&antal=100"
    page = client.get(address)
    assert row["id"] in page.context["answer"].found.keys
    assert "dagen är inte känd" in page.content.decode()
    assert "Innehåll där bara månaden" in strip_tags(page.content.decode())


def test_each_government_is_a_span(client):
    spans = client.get("/innehall/").context["spans"]
    found = {each.span.text.split(" (")[0]: each.address for each in spans}
    assert found["Regeringen Löfven I"] == "?fran=2014-10-03&till=2019-01-20"
    assert found["Regeringen Kristersson"] == "?fran=2022-10-18"


def test_english_pages_keep_swedish_titles_marked(client):
    page = client.get("/en/innehall/").content.decode()
    hits = re.search(r'<ol class="hits.*?</ol>', page, re.S)
    assert hits is not None
    assert hits[0].count('<h3 class="hit-title" lang="sv">') == 20
    assert "Totalt" not in page and "250 matches in total" in page


@pytest.mark.parametrize(
    "address",
    ["/innehall/?antal=20", "/innehall/?antal=100&visa=tabell", "/innehall/?q=hyra&omrade=boende"],
)
def test_a_page_takes_as_many_queries_whatever_it_holds(
    client, django_assert_max_num_queries, address
):
    client.get("/innehall/?omrade=2460")
    with django_assert_max_num_queries(16):
        client.get(address)
