"""Search over everything that has a page."""

from __future__ import annotations

import pytest
from django.test import Client

from samlad.portal.filter.everything import SHOWN
from samlad.portal.finding import Wanted, find

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def hits(client: Client, query: str, address: str = "/sok/") -> dict[str, list[str]]:
    answer = client.get(address, {"q": query})
    assert answer.status_code == 200
    return {each.kind: [hit.title for hit in each.hits] for each in answer.context["found"]}


@pytest.mark.parametrize("query", ["Malmö", "malmö", "MALMÖ", "Malmös", "Malmö kommun", "malmö k"])
def test_a_municipality_comes_before_its_neighbourhoods(client, query):
    assert hits(client, query)["places"][0] == "Malmö kommun"


@pytest.mark.parametrize(
    ("query", "kind", "title"),
    [
        ("åstorp", "places", "Åstorps kommun"),
        ("älvsbyn", "places", "Älvsbyns kommun"),
        ("örebro län", "places", "Örebro län"),
        ("0180", "places", "Stockholms kommun"),
        ("märta", "ministers", "Märta Stenevi"),
        ("helene fritzon", "ministers", "Heléne Fritzon"),
        ("integrationsminister", "ministers", "Simona Mohamsson"),
        ("32 kommuner", "initiatives",
         "Långsiktigt statsbidrag till 32 kommuner med socioekonomiskt eftersatta områden"),
        ("skolsegregationen minska", "goals", "Skolsegregationen ska minska"),
        ("2019/20:10", "items", "Ett socialt hållbart eget boende för asylsökande, Prop. 2019/20:10"),
    ],
)  # fmt: skip
def test_everything_with_a_page_is_found(client, query, kind, title):
    assert title in hits(client, query)[kind]


@pytest.mark.parametrize("query", ["malmo", "astorp", "orebro"])
def test_letters_of_their_own_are_not_folded(client, query):
    assert "places" not in hits(client, query)


def test_words_are_all_asked_for(client):
    assert "items" not in hits(client, "skola järnvägsviadukt")


@pytest.mark.parametrize("query", ["skola", "uppdrag", "hyra", "barn unga", '"mot segregation"'])
def test_counts_are_those_of_finding(client, query):
    page = client.get("/sok/", {"q": query}).context["found"]
    expected = {name: find(Wanted(kind=kind, query=query)).total for name, kind in SHOWN.items()}
    assert {each.kind: each.total for each in page} == {n: t for n, t in expected.items() if t}


@pytest.mark.parametrize(("query", "nearest"), [("segrgeation", "segregation"), ("xqzwv", "")])
def test_a_misspelling_offers_the_nearest_word(client, query, nearest):
    page = client.get("/sok/", {"q": query}).content.decode()
    assert (f'Menade du <a href="/sok/?q={nearest}">{nearest}</a>?' in page) == bool(nearest)


def test_all_of_one_kind_are_paged(client):
    first = client.get("/sok/?q=kommun&slag=places")
    assert len(first.context["found"][0].hits) == 50
    second = client.get(first.context["next"])
    assert second.status_code == 200
    assert client.get("/sok/?q=s&slag=places&sida=9999").status_code == 400


@pytest.mark.parametrize(
    "query", ["", " ", "...", "%", "_", "'; DROP TABLE content_item; --", "\0", "😀"]
)
def test_odd_words_are_answered(client, query):
    for address in ("/sok/", "/en/sok/"):
        assert client.get(address, {"q": query}).status_code == 200


def test_a_search_without_words_asks_for_one(client):
    assert "Skriv minst ett ord" in client.get("/sok/?q=...").content.decode()
    assert "Skriv minst ett ord" not in client.get("/sok/").content.decode()


def test_no_hits_is_said(client):
    answer = client.get("/sok/", {"q": "zzzz<script>"}).content.decode()
    assert "Vi hittar inget för" in answer
    assert "<script>" not in answer.split("<main")[1]


def test_too_long_a_search_is_refused_with_a_sentence(client):
    answer = client.get("/sok/", {"q": "x" * 201})
    assert answer.status_code == 400
    assert "201 tecken" in answer.content.decode()


def test_an_unknown_kind_is_refused_with_the_nearest(client):
    answer = client.get("/sok/?q=a&slag=place")
    assert answer.status_code == 400
    assert "places" in answer.content.decode()


def test_hits_lead_to_pages_that_are_there(client):
    for query in ("malmö", "skola", "segregation", "Bah Kuhnke"):
        for each in client.get("/sok/", {"q": query}).context["found"]:
            for hit in each.hits:
                assert client.get(hit.address.split("#")[0]).status_code == 200, hit


def test_each_kind_has_a_heading_in_both_languages(client):
    assert set(SHOWN) == {"places", "indicators", "initiatives", "goals", "items", "ministers"}
    page = client.get("/en/sok/?q=school").content.decode()
    assert "Initiatives" in page and "Visa alla" not in page


def test_a_search_takes_few_queries_whatever_is_found(client, django_assert_max_num_queries):
    client.get("/sok/?q=a")
    for query in ("a", "segregation", "zzzz"):
        with django_assert_max_num_queries(12):
            client.get("/sok/", {"q": query})
