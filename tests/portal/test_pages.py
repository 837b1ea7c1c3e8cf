"""The theme page and the pages about Samlad: what stands on them, and that it is true."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from samlad.catalogue import DEFINITIONS, indicators, policy_areas, reasons, sources
from samlad.model import Direction
from samlad.portal import settings
from samlad.portal.pages.about import statement
from samlad.portal.pages.downloads import FILES
from samlad.portal.pages.strategy import position
from samlad.portal.results import release_folder, results
from samlad.portal.statistics.cards import chosen_by_area
from samlad.progress import best

pytestmark = pytest.mark.django_db

COMPONENTS = Path(settings.HERE) / "templates" / "components"
A_YEAR = 366


def text_of(page: str) -> str:
    """What a reader sees in the main part, tags and white space taken away."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.split("<main")[1]).split())


# The theme page


def test_the_theme_page_has_the_parts_of_the_founding_page(client: Client) -> None:
    page = client.get("/").text
    headings = re.findall(r"<h[12][^>]*>(.*?)</h[12]>", page.split("<main")[1])
    assert headings[:5] == [
        "Samlade insatser mot segregation",
        "Aktuellt",
        "Strategin och dess period",
        "Prioriterade områden",
        "Hur ser det ut i landet?",
    ]
    assert headings[5:7] == ["Statsråd", "Hitta vidare"]


def test_the_five_areas_stand_in_their_order_with_aim_and_emblem(client: Client) -> None:
    page = client.get("/").text
    numbered = [area for area in policy_areas().values() if area.number]
    found = re.findall(r'<section class="area" id="([^"]+)"', page)
    assert found[:5] == [area.slug for area in numbered]
    for area in numbered:
        assert area.aim["sv"] in page
    assert page.count('class="emblem"') == 11  # five above, six below


def test_each_area_has_two_or_three_indicators_with_value_and_year() -> None:
    for found in chosen_by_area("sv"):
        assert 2 <= len(found.cards) <= 3, found.area.id
        for card in found.cards:
            assert re.search(r"\d", card.latest), card.title
            assert card.period and card.source and card.change


def test_a_card_shows_the_newest_national_value(client: Client) -> None:
    newest = results().latest("turnout-municipal", "00")
    assert newest is not None
    value = f"{best(newest):.1f}".replace(".", ",")
    assert f"<strong>{value}\u00a0%</strong>" in client.get("/").text


def test_two_points_or_fewer_give_no_direction() -> None:
    for found in chosen_by_area("sv"):
        for card in found.cards:
            if "mätpunkt" in card.change:
                assert card.stands is not None and card.stands.sign == "unclear"


def test_a_direction_follows_the_indicators_own() -> None:
    theft = next(i for i in indicators().values() if i.id == "reported-theft")
    assert theft.direction is Direction.DOWN
    series = [row for row in results().series(theft.id, "00") if best(row) is not None]
    card = next(
        card
        for found in chosen_by_area("sv")
        for card in found.cards
        if card.address.endswith("/reported-theft/")
    )
    assert best(series[-1]) < best(series[0])  # type: ignore[operator]
    assert card.stands is not None and card.stands.sign == "towards"
    assert card.stands.basis == f"trend {series[0].period}–{series[-1].period}"


def test_the_ten_ministers_of_2018_and_the_one_of_today_stand_there(client: Client) -> None:
    text = text_of(client.get("/").text)
    group = text.split("Statsrådsgruppen 2018")[1]
    for name in (
        "Ibrahim Baylan", "Alice Bah Kuhnke", "Anna Ekström", "Gustav Fridolin", "Heléne Fritzon",
        "Karolina Skog", "Lena Hallengren", "Morgan Johansson", "Peter Eriksson", "Ylva Johansson",
    ):  # fmt: skip
        assert name in group
    assert "Simona Mohamsson utbildnings- och integrationsminister, sedan 28 juni 2025" in text
    assert "valet i september 2026 ledde till finns inte i underlaget" in text


def test_the_page_says_how_far_the_material_reaches(client: Client) -> None:
    assert "genomgånget till och med den 28 januari 2026" in text_of(client.get("/").text)
    assert "gone through up to 28 January 2026" in text_of(client.get("/en/").text)


def test_every_event_leads_to_its_initiative_or_its_source(client: Client) -> None:
    page = client.get("/").text
    lists = "".join(re.findall(r'<ul class="events">.*?</ul>', page, re.S))
    told = re.findall(r'<li>.*?<a href="([^"]+)"', lists)
    assert len(told) == lists.count("<li>") >= 5
    assert any(address.startswith("/insatser/") for address in told)
    for address in told:
        if address.startswith("/"):
            assert client.get(address).status_code == 200


def test_the_picture_has_words_and_a_credit_line(client: Client) -> None:
    page = client.get("/").text
    assert '<title id="town-title">Teckning av en stad i skymning' in page
    assert '<figcaption class="credit">Teckning: Samlad</figcaption>' in page


def test_swedish_titles_on_the_english_page_are_marked(client: Client) -> None:
    page = client.get("/en/").text
    assert re.search(r'<h4 class="card-title" lang="sv"><a href="/en/innehall/', page)


# The strategy's years


def test_the_ninth_of_eleven_years() -> None:
    found = position(date(2026, 11, 22))
    assert (found.year, found.number_of_years, found.state) == (9, 11, "during")
    assert [year.gone for year in found.years] == [12] * 8 + [11, 0, 0]


def test_before_and_after_the_strategy() -> None:
    assert position(date(2017, 12, 31)).state == "before"
    assert position(date(2018, 1, 1)).year == 1
    assert position(date(2028, 12, 31)).state == "during"
    assert position(date(2029, 1, 1)).state == "after"


# About, method, accessibility


def test_the_about_page_says_whom_to_ask(client: Client, settings: object) -> None:
    assert "inte lämnat några kontaktuppgifter" in client.get("/om/").text
    settings.CONTACT = "fragor@example.se"  # type: ignore[attr-defined]
    assert 'href="mailto:fragor@example.se"' in client.get("/om/").text
    assert 'id="kontakt"' in client.get("/en/om/").text


def test_the_method_page_names_every_source_and_reason(client: Client) -> None:
    for prefix, language in (("", "sv"), ("/en", "en")):
        text = text_of(client.get(f"{prefix}/om/metod/").text)
        for source in sources().values():
            assert source.publisher in text and source.title[language] in text
        for reason in reasons().values():
            assert reason[language] in text
    assert "minst 5 områden" in text_of(client.get("/om/metod/").text)
    assert "{" not in text_of(client.get("/om/metod/").text)


def test_the_accessibility_assessment_is_at_most_a_year_old() -> None:
    age = (date.today() - statement().assessed).days
    assert age <= A_YEAR, "assess accessibility anew, then change definitions/accessibility.toml"


def test_every_known_deficiency_is_told(client: Client) -> None:
    page = client.get("/om/tillganglighet/").text
    for deficiency in statement().deficiencies:
        assert deficiency.text.sv in page
        assert deficiency.why.sv in page
    assert "Digg" in page


# Open data


def test_every_file_of_the_release_can_be_downloaded(client: Client) -> None:
    page = client.get("/om/data/").text
    for name in FILES:
        assert f'href="/om/data/{name}"' in page
        response = client.get(f"/om/data/{name}")
        assert response.status_code == 200
        body = response.getvalue()
        known = results().manifest.files.get(name)
        if known:
            assert hashlib.sha256(body).hexdigest() == known["sha256"]


def test_the_definitions_archive_is_the_same_each_time_and_holds_all(client: Client) -> None:
    body = client.get("/om/data/definitions.zip").content
    assert body == client.get("/om/data/definitions.zip").content
    names = zipfile.ZipFile(io.BytesIO(body)).namelist()
    assert len(names) == sum(1 for path in DEFINITIONS.rglob("*") if path.is_file())


def test_an_unchanged_file_is_not_sent_again(client: Client) -> None:
    tag = client.get("/om/data/results.parquet").headers["ETag"]
    again = client.get("/om/data/results.parquet", headers={"if-none-match": tag})
    assert again.status_code == 304


def test_other_files_of_the_machine_are_not_served(client: Client) -> None:
    assert client.get("/om/data/samlad.sqlite3").status_code == 404
    assert (release_folder() / "manifest.json").is_file()


# The design page


def test_the_design_page_shows_every_component(client: Client) -> None:
    templates = Path(settings.HERE) / "templates"
    sources_of_page = (templates / "pages" / "design.html").read_text() + (
        templates / "base.html"
    ).read_text()
    for path in COMPONENTS.glob("*.html"):
        assert f"components/{path.name}" in sources_of_page, f"{path.name} is not shown"
    page = client.get("/om/design/").text
    assert page.count('class="emblem"') == len(policy_areas()) + 1  # one on a card
    for state in ("is-towards", "is-away", "is-unclear", "notice-error", "field-wrong", "disabled"):
        assert state in page


def test_the_server_opens_the_tab_that_the_address_names(client: Client) -> None:
    page = client.get("/om/design/?flik=second").text
    assert re.search(r'id="tab-second">', page)
    assert re.search(r'id="tab-first" hidden>', page)
    wrong = client.get("/om/design/?flik=secnd")
    assert wrong.status_code == 400 and "second" in wrong.text
