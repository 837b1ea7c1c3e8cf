"""Pages of places and policy areas on the bundled release."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from django.test import Client
from hand_made import SHARE, result

from samlad.catalogue import facts, indicators, policy_areas
from samlad.model import NATION
from samlad.portal.numbers import number
from samlad.portal.ordering import alphabetical
from samlad.portal.results import results
from samlad.portal.statistics import rows
from samlad.portal.statistics.cards import compared
from samlad.portal.statistics.formats import WORDED, format_of
from samlad.portal.statistics.neighbourhoods import neighbourhoods_of
from samlad.portal.statistics.places import found, municipalities, places
from samlad.portal.statistics.type_figures import is_by_type
from samlad.progress import best
from samlad.store.results import latest

pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:500]
    return answer.content.decode()


def read_csv(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).content.decode())))


def test_every_place_is_listed_the_nation_first(client: Client) -> None:
    html = page(client, "/platser/")
    links = re.findall(r'href="/platser/(\d+)/"', html)
    assert links[0] == NATION
    assert set(links) == set(places())
    assert len(set(links)) == 1 + 21 + 290


@pytest.mark.parametrize(
    ("query", "first"), [("malm", "1280"), ("0180", "0180"), ("åre", "2321"), ("skåne", "12")]
)
def test_a_place_is_found_by_name_or_code(query: str, first: str) -> None:
    assert found(query, "sv")[0].code == first


def test_a_search_without_hits_says_so(client: Client) -> None:
    assert "Ingen plats heter så" in page(client, "/platser/?q=zzz")
    assert "&lt;b&gt;" in page(client, "/platser/?q=<b>")


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("code", ["00", "01", "09", "0180", "0980", "1480", "2506", "2584"])
def test_places_of_every_size_have_a_page_and_data(
    client: Client, code: str, language: str
) -> None:
    assert " style=" not in page(client, f"{language}/platser/{code}/")
    assert client.get(f"{language}/platser/{code}.json").status_code == 200
    assert client.get(f"{language}/platser/{code}.csv").status_code == 200


def test_the_newest_values_on_the_page_are_the_stores(client: Client) -> None:
    html = page(client, "/platser/1480/")
    for id_, series in rows.by_indicator("1480").items():
        indicator = indicators()[id_]
        newest = latest(series)
        if not is_by_type(indicator) and best(newest) is not None:
            form = format_of(indicator, "sv")
            row = re.search(rf'href="/indikatorer/{id_}/\?plats=1480".*?</li>', html, re.S).group()
            assert f"<strong>{form.short(best(newest))}</strong>" in row, id_
            # A unit of words stands beside the number, where it cannot break it.
            assert (form.unit in WORDED) == (f"{form.unit_name}, " in row), id_
            assert "Källa: " in row, id_


def test_a_municipality_is_compared_with_its_county_and_the_nation(client: Client) -> None:
    html = page(client, "/platser/1480/")
    county = latest(rows.by_indicator("14")["turnout-riksdag"])
    value = format_of(indicators()["turnout-riksdag"], "sv").full(best(county))
    assert f"<dt>Västra Götalands län</dt><dd>{value}" in html
    assert "<dt>Riket</dt>" in html
    assert "<dt>Riket</dt>" not in page(client, "/platser/00/")


def test_values_that_are_written_alike_are_the_same() -> None:
    own, other = result("2022", 99.94), result("2022", 99.86, place="14")
    assert compared(SHARE, own, "14", [other], "sv").stands == "samma här"
    sure = result("2022", 99.94, half=0.01), result("2022", 99.86, half=0.01, place="14")
    assert compared(SHARE, sure[0], "14", [sure[1]], "sv").stands == "samma här"
    assert compared(SHARE, own, "14", [result("2022", 99.7, place="14")], "sv").stands == (
        "högre här"
    )


def test_the_extremes_of_many_districts_are_not_compared_with_those_of_few(client: Client) -> None:
    html = page(client, "/platser/1480/")
    row = re.search(r"turnout-riksdag-gap.*?</li>", html, re.S).group()
    assert "går inte att jämföra" in row
    assert "högre här" not in row and "lägre här" not in row


def test_indicators_without_a_value_stand_below_the_others_by_their_reason(client: Client) -> None:
    html = page(client, "/platser/2505/")  # Arvidsjaur: four RegSO
    housing = html.partition('aria-labelledby="boende"')[2].partition("</section>")[0]
    shown, _, missing = housing.partition("Utan värde här")
    assert "<strong>–</strong>" not in shown and "Färre än fem områden" not in shown
    assert missing.count("Färre än fem områden") == 1
    assert "/indikatorer/residential-birth-dissimilarity/?plats=2505" in missing
    assert "/indikatorer/overcrowding/?plats=2505" in shown


def test_neighbourhoods_are_those_of_the_store(client: Client) -> None:
    html = page(client, "/platser/0114/")
    table = re.search(r'<table id="omraden-tabell">.*?</table>', html, re.S).group()
    inside = [a for a in results().areas("regso") if a.parent == "0114"]
    assert table.count("<tr>") == len(inside) + 1
    for area in inside:
        assert area.name in table
    one = neighbourhoods_of("0114")[0]
    share = one.shares["foreign-born-share"]
    stored = results().series("foreign-born-share", one.code, "regso-2020")[-1]
    assert share == stored


def test_areas_and_people_by_type_are_those_of_the_release(client: Client) -> None:
    for code in ("00", "01", "0180"):
        table = re.search(
            r'<table id="typer-antal">.*?</table>', page(client, f"/platser/{code}/"), re.S
        )
        assert table
        for type_ in range(1, 6):
            for name in ("areas", "persons"):
                row = results().latest(f"area-type-{name}-{type_}", code)
                assert number(row.value, 0, "sv") in table.group()


def test_area_types_are_said_to_be_relative_wherever_they_are_shown(client: Client) -> None:
    for code in ("00", "01", "0180"):
        assert "gränserna sätts om varje år" in page(client, f"/platser/{code}/")
        assert "the limits are reset every year" in page(client, f"/en/platser/{code}/")


def test_neighbours_are_linked_and_an_island_says_it_has_none(client: Client) -> None:
    assert 'href="/platser/0184/"' in page(client, "/platser/0180/")  # Solna
    assert "gränsar inte till någon annan" in page(client, "/platser/0980/")


def test_a_county_lists_its_municipalities_by_name(client: Client) -> None:
    html = page(client, "/platser/25/")
    names = [area.name for area in municipalities("25")]
    assert names == sorted(names, key=alphabetical) and len(names) == 14
    for area in municipalities("25"):
        assert f'href="/platser/{area.code}/">{area.name}</a>' in html


def test_the_map_of_a_municipality_is_its_countys(client: Client) -> None:
    svg = re.search(
        r'<svg class="chart chart--map".*?</svg>', page(client, "/platser/0114/"), re.S
    ).group()
    assert set(re.findall(r'href="/platser/(\d{4})/"', svg)) == {
        area.code for area in municipalities("01")
    }
    assert svg.count("map-chosen") == 1


def test_the_csv_of_a_place_is_what_is_known_of_it(client: Client) -> None:
    stored = results().for_place("2506")
    own = read_csv(client, "/platser/2506.csv?del=plats")
    assert len(own) == len(stored)
    assert {row["place"] for row in own} == {"2506"}
    every = read_csv(client, "/platser/2506.csv")
    assert {row["part"] for row in every} == {"plats", "jamforelse", "omraden"}
    inner = [row for row in every if row["part"] == "omraden"]
    assert all(row["place"].startswith("2506") and len(row["place"]) > 4 for row in inner)
    assert any(len(row["place"]) == 9 for row in inner)  # DeSO


def test_the_json_of_a_place_explains_every_indicator_in_it(client: Client) -> None:
    document = json.loads(client.get("/platser/2506.json").content)
    assert document["place"]["name"] == "Arjeplog"
    explained = {indicator["id"] for indicator in document["indicators"]}
    assert explained == {r["indicator"] for p in ("plats", "omraden") for r in document[p]}


def test_a_figure_by_area_type_links_to_its_own_numbers(client: Client) -> None:
    html = page(client, "/platser/0180/")
    assert 'href="/platser/0180.csv?del=typer"' in html
    found = read_csv(client, "/platser/0180.csv?del=typer")
    assert [row["indicator"] for row in found] == [
        f"area-type-population-share-{type_}" for type_ in range(1, 6)
    ]
    assert len(read_csv(client, "/platser/0180.csv?del=standard")) == 5


def test_unknown_places_and_parts(client: Client) -> None:
    answer = client.get("/platser/9999/")
    assert answer.status_code == 404 and 'type="search"' in answer.content.decode()
    assert client.get("/platser/0114R001/").status_code == 404
    answer = client.get("/platser/0180.csv?del=allt")
    assert answer.status_code == 400
    assert "”allt” går inte att använda som del" in answer.content.decode()


@pytest.mark.parametrize("area", list(policy_areas().values()), ids=lambda area: area.id)
def test_a_policy_area_shows_goals_indicators_initiatives_and_content(client: Client, area) -> None:
    html = page(client, f"/omraden/{area.slug}/")
    assert area.aim.sv in html
    wanted = area.id.replace("_", "-")
    for row in facts("goals"):
        if row["priority_area"] == wanted and row["level"] in ("subgoal", "aim"):
            assert row["title_sv"] in html
    for indicator in indicators().values():
        if indicator.area == area.id:
            assert f'href="/indikatorer/{indicator.id}/"' in html
    assert 'href="/insatser/' in html and 'href="/innehall/' in html


def test_a_goal_says_whether_its_wording_is_known(client: Client) -> None:
    assert "Strategins egen ordalydelse har inte hittats" in page(client, "/omraden/utbildning/")
    assert "Målets egen ordalydelse finns i källan" in page(client, "/omraden/boende/")
    assert "Källan för ordalydelsen har inte hittats" in page(client, "/omraden/tvargaende/")


def test_a_goal_whose_description_is_its_title_is_told_once(client: Client) -> None:
    title = "Mindre skolsegregation och svagare samband mellan bakgrund och resultat"
    assert page(client, "/omraden/utbildning/").count(f">{title}") == 1


def test_an_unknown_policy_area_is_a_404(client: Client) -> None:
    assert client.get("/omraden/boendet/").status_code == 404
