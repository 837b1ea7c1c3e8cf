"""An indicator's page on the bundled release: the store's numbers, the same as data, and faults."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from django.test import Client

from samlad.catalogue import indicators
from samlad.model import NATION, Level
from samlad.portal.results import results
from samlad.portal.statistics import rows
from samlad.portal.statistics.figures import why_missing
from samlad.portal.statistics.formats import format_of
from samlad.portal.statistics.words import first_sentence
from samlad.progress import best
from samlad.store.results import latest

pytestmark = pytest.mark.django_db

D = "residential-birth-dissimilarity"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:500]
    return answer.content.decode()


def read_csv(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_indicator_has_its_page_and_data(client: Client, language: str) -> None:
    for id_ in indicators():
        html = page(client, f"{language}/indikatorer/{id_}/")
        assert " style=" not in html
        assert client.get(f"{language}/indikatorer/{id_}.json").status_code == 200


def test_the_list_names_every_indicator_with_its_newest_national_value(client: Client) -> None:
    html = page(client, "/indikatorer/")
    for indicator in indicators().values():
        assert indicator.short.sv.replace("&", "&amp;") in html
    newest = latest(rows.national(D))
    assert f"<strong>{format_of(indicators()[D], 'sv').full(best(newest))}</strong>" in html


def test_another_division_chosen_in_the_form_shows_its_nearest_year(client: Client) -> None:
    form = {"ar": "2023", "niva": "kommun", "indelning": "deso-2018"}
    answer = client.get(f"/indikatorer/{D}/", form)
    assert answer.status_code == 200
    selection = answer.context["selection"]
    assert (selection.division, selection.period) == ("deso-2018", "2022")
    assert client.get(f"/indikatorer/{D}/", form | {"ar": "1923"}).status_code == 400


def test_the_numbers_on_the_page_are_the_stores(client: Client) -> None:
    html = page(client, f"/indikatorer/{D}/")
    form = format_of(indicators()[D], "sv")
    found = results().for_indicator(D, period="2023", level=Level.MUNICIPALITY)
    assert len(found) == 290
    for row in found:
        if row.division == "regso-2020":
            name = f'<th scope="row"><a href="/platser/{row.place}/">'
            line = html.partition(name)[2].partition("</tr>")[0]
            if best(row) is None:
                assert f'colspan="3">– <span class="cell-note">{why_missing(row, "sv")}' in line
            else:
                assert f'<td class="numeric">{form.plain(best(row))}</td>' in line
    for row in results().series(D, NATION, "regso-2020"):
        assert form.plain(best(row)) in html


def test_the_definition_is_told_once_and_whole(client: Client) -> None:
    for indicator in indicators().values():
        for told in (indicator.definition.sv, indicator.definition.en):
            assert "\n" not in first_sentence(told) and told.startswith(first_sentence(told))
    html = page(client, f"/indikatorer/{D}/").partition("<main")[2]
    told = " ".join(indicators()[D].definition.sv.split())
    lead = first_sentence(told)
    assert html.count(lead) == 1
    assert told.removeprefix(lead).strip() in " ".join(html.split())


def test_the_map_draws_every_municipality_once(client: Client) -> None:
    html = page(client, f"/indikatorer/{D}/")
    svg = re.search(r'<svg class="chart chart--map".*?</svg>', html, re.S).group()
    assert len(re.findall(r'<a href="/platser/\d{4}/" tabindex="-1">', svg)) == 290
    missing = sum(best(row) is None for row in rows.at(D, "regso-2020", "2023", Level.MUNICIPALITY))
    assert svg.count('class="map-none" fill=') == missing > 0


def test_the_legends_counts_are_all_municipalities(client: Client) -> None:
    html = page(client, f"/indikatorer/{D}/")
    legend = re.search(r'<ul class="legend">.*?</ul>', html, re.S).group()
    assert sum(int(n) for n in re.findall(r'legend-count">(\d+)<', legend)) == 290


def test_csv_is_the_view_whole(client: Client) -> None:
    query = "?plats=0180&plats=25&ar=2021&sortera=-varde"
    found = read_csv(client, f"/indikatorer/{D}.csv{query}")
    course = [row for row in found if row["part"] == "utveckling"]
    places = [row for row in found if row["part"] == "platser"]
    assert {row["place"] for row in course} == {"00", "0180", "25"}
    assert {row["period"] for row in places} == {"2021"} and len(places) == 290
    stored = {row.place: row for row in rows.at(D, "regso-2020", "2021", Level.MUNICIPALITY)}
    for row in places:
        value = stored[row["place"]].value
        assert row["value"] == ("" if value is None else repr(value))
        assert (row["reason"] == "") == (row["status"] == "shown")
    shown = [float(row["corrected"]) for row in places if row["corrected"]]
    assert shown == sorted(shown, reverse=True)


def test_the_table_and_the_csv_have_the_same_places_in_the_same_order(client: Client) -> None:
    query = "?niva=lan&sortera=-varde&ar=2022"
    html = page(client, f"/indikatorer/{D}/{query}")
    table = re.search(r'<table id="platser-tabell">.*?</table>', html, re.S).group()
    on_page = re.findall(r"<td>(\d\d)</td>", table)
    in_file = [r["place"] for r in read_csv(client, f"/indikatorer/{D}.csv{query}&del=platser")]
    assert on_page == in_file and len(on_page) == 21


def test_a_figures_links_give_exactly_the_figures_numbers(client: Client) -> None:
    html = page(client, f"/indikatorer/{D}/?plats=0180")
    links = re.findall(rf'href="(/indikatorer/{D}\.csv\?[^"]*)"', html)
    parts = {row["part"] for link in links for row in read_csv(client, link.replace("&amp;", "&"))}
    assert parts == {"utveckling", "platser"}
    course = next(link for link in links if "del=utveckling" in link).replace("&amp;", "&")
    assert {row["place"] for row in read_csv(client, course)} == {"00", "0180"}


def test_json_says_what_the_numbers_mean_and_where_they_come_from(client: Client) -> None:
    answer = client.get(f"/en/indikatorer/{D}.json?plats=01&niva=lan")
    document = json.loads(answer.content)
    assert answer["Content-Type"].startswith("application/json")
    assert document["indicator"]["title"] == indicators()[D].title.en
    assert document["indicator"]["unit"] == "index"
    assert document["indicator"]["sources"][0]["licence"]
    assert document["release"]["results"] == (results().manifest.files["results.parquet"]["sha256"])
    assert document["selection"] == {
        "division": "regso-2020", "level": "county", "period": "2023",
        "places": ["01"], "sort": "kod",
    }  # fmt: skip
    assert len(document["platser"]) == 21
    stored = results().series(D, "01", "regso-2020")
    own = [row for row in document["utveckling"] if row["place"] == "01"]
    assert [row["value"] for row in own] == [row.value for row in stored]
    assert own[0]["name"] == "Stockholm County"


def test_one_period_is_shown_as_dots_with_the_counties_beside(client: Client) -> None:
    html = page(client, "/indikatorer/turnout-riksdag/")
    assert "chart--dots" in html and "chart--line" not in html
    found = read_csv(client, "/indikatorer/turnout-riksdag.csv?del=utveckling")
    assert len({row["place"] for row in found}) == 22


def test_default_order_is_by_code_and_the_page_says_that_it_does_not_rank(client: Client) -> None:
    html = page(client, f"/indikatorer/{D}/")
    table = re.search(r'<table id="platser-tabell">.*?</table>', html, re.S).group()
    codes = re.findall(r"</th><td>(\d{4})</td>", table)
    assert codes == sorted(codes) and len(codes) == 290
    assert "ingen rangordning" in html
    assert "is not a ranking" in page(client, f"/en/indikatorer/{D}/")


def test_missing_values_say_why_and_never_show_a_number(client: Client) -> None:
    html = page(client, f"/indikatorer/{D}/")
    row = re.search(r'href="/platser/0128/">.*?</tr>', html, re.S).group()  # Salem: four RegSO
    assert "Färre än fem områden" in row
    assert 'colspan="3">–' in row  # value, interval and uncorrected value
    assert not re.search(r"\d,\d", row)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?ar=abc", "”abc” går inte att använda som ar i adressen; det närmaste giltiga är 2023."),
        ("?ar=1999", "det närmaste giltiga är 2020."),
        ("?plats=9999", "”9999” går inte att använda som plats i adressen"),
        ("?sortera=storlek", "”storlek” går inte att använda som sortera"),
        ("?niva=konmun", "det närmaste giltiga är kommun."),
        ("?indelning=deso-2028", "det närmaste giltiga är deso-2018."),
        ("?del=alla", "”alla” går inte att använda som del"),
        ("?plats=01&plats=03&plats=04&plats=05&plats=06&plats=07&plats=08", "högst 6 platser"),
    ],
)
@pytest.mark.parametrize("form", ["/", ".csv", ".json"])
def test_a_parameter_that_is_not_understood_is_one_sentence(
    client: Client, query: str, sentence: str, form: str
) -> None:
    answer = client.get(f"/indikatorer/{D}{form}{query}")
    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_the_sentence_is_english_on_english_pages(client: Client) -> None:
    answer = client.get(f"/en/indikatorer/{D}/?ar=abc")
    assert answer.status_code == 400
    assert "the nearest valid value is 2023" in answer.content.decode()


def test_what_a_visitor_wrote_is_escaped(client: Client) -> None:
    answer = client.get(f"/indikatorer/{D}/?ar=<script>alert(1)</script>")
    assert answer.status_code == 400
    assert "<script>alert" not in answer.content.decode()


def test_an_unknown_indicator_is_a_404_with_the_nearest_and_a_search_box(client: Client) -> None:
    answer = client.get("/indikatorer/residential-birth-disimilarity/")
    html = answer.content.decode()
    assert answer.status_code == 404
    assert D in html and 'type="search"' in html
    assert client.get("/indikatorer/zzz.csv").status_code == 404


def test_empty_choices_of_a_form_mean_nothing_chosen(client: Client) -> None:
    assert page(client, f"/indikatorer/{D}/?plats=&ar=&niva=") == page(
        client, f"/indikatorer/{D}/?plats=&ar=&niva="
    )
    assert read_csv(client, f"/indikatorer/{D}.csv?plats=&ar=") == read_csv(
        client, f"/indikatorer/{D}.csv"
    )


def test_the_forms_keep_what_is_chosen(client: Client) -> None:
    html = page(client, f"/indikatorer/{D}/?plats=0180&ar=2021")
    assert '<input type="hidden" name="plats" value="0180">' in html
    assert '<input type="hidden" name="ar" value="2021">' in html
    assert (
        f'href="/indikatorer/{D}/?ar=2021#utveckling"' in html
    )  # the chip that takes Stockholm away
    assert '<option value="2021" selected>' in html


@pytest.mark.parametrize("id_", ["area-type", "residential-birth-theil-h-contribution"])
def test_an_indicator_of_neighbourhoods_only_says_where_its_values_are(
    client: Client, id_: str
) -> None:
    html = page(client, f"/indikatorer/{id_}/")
    assert "finns bara för områden inne i kommunerna" in html
    assert '<svg class="chart' not in html
    assert 'href="/platser/"' in html
    assert "finns bara för områden" in page(client, "/indikatorer/")


def test_the_five_area_types_of_a_figure_are_one_row_of_the_list(client: Client) -> None:
    html = client.get("/indikatorer/").content.decode()
    families = re.findall(r'<li class="indicator-family">.*?</details>', html, re.S)
    assert len(families) == 4
    for family in families:
        assert family.count('class="indicator-row') == 5
        ids = re.findall(r'href="/indikatorer/([\w-]+?)-(\d)/"', family)
        assert [type_ for _, type_ in ids] == ["1", "2", "3", "4", "5"]
        assert len({name for name, _ in ids}) == 1
