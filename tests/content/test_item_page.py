"""The page of one item says who, when, under which government, and what is our own tag."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from samlad.catalogue import facts, indicators
from samlad.portal.content.models import Item, ItemLink
from samlad.portal.content.words import LinkKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def text_of(page: bytes) -> str:
    main = re.search(r"<main.*</main>", page.decode(), re.S)
    assert main is not None
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", main[0]))


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_item_has_a_page(client, prefix):
    for row in facts("items"):
        answer = client.get(f"{prefix}/innehall/{row['id']}/")
        assert answer.status_code == 200, row["id"]


def test_an_old_item_says_what_its_ministry_was_called_and_who_governed(client):
    said = text_of(
        client.get(
            "/innehall/ru-2018-uppdrag-till-statistiska-centralbyran-att-ta-fram-en/"
        ).content
    )
    assert "Från en tidigare regering" in said
    assert "Regeringen Löfven I, 3 oktober 2014 – 21 januari 2019" in said
    assert "september 2018 (dagen är inte känd)" in said
    assert "Alice Bah Kuhnke, kultur- och demokratiminister" in said
    assert "tidigare Arbete mot segregation, Regeringens samlade insatser mot segregation" in said
    assert "vår märkning" in said


def test_a_ministry_under_its_name_of_today_is_given_its_name_then(client):
    said = text_of(
        client.get(
            "/innehall/rap-2016-rapport-om-hur-dagens-system-for-hyressattning-kan-utvecklas/"
        ).content
    )
    assert (
        "Klimat- och näringslivsdepartementet, hette då "
        "Miljö- och energidepartementet eller Näringsdepartementet"
    ) in said
    then, now = said.split("Statsråd då")[1].split("Statsråd i dag")
    assert "Mikael Damberg" in then and "Ebba Busch" not in then
    assert "Ebba Busch" in now and "Mikael Damberg" not in now


def test_an_item_of_the_last_known_government_has_no_banner(client):
    newest = max(facts("items"), key=lambda row: row["published"])
    said = text_of(client.get(f"/innehall/{newest['id']}/").content)
    assert "Från en tidigare regering" not in said
    assert (
        "Regeringen Kristersson (från 18 oktober 2022, senast kontrollerat 28 januari 2026)" in said
    )


def test_the_month_of_a_change_of_government_names_both(client):
    Item.objects.filter(pk="skr-2014-skr-20141531").update(published="2019-01")
    said = text_of(client.get("/innehall/skr-2014-skr-20141531/").content)
    assert (
        "Regering när det publicerades: Regeringen Löfven I, 3 oktober 2014 – 21 januari 2019"
        in said
    )
    assert (
        "Regering när det publicerades: Regeringen Löfven II, 21 januari 2019 – 9 juli 2021" in said
    )


def test_posts_then_and_now_stand_with_their_periods(client):
    said = text_of(
        client.get(
            "/innehall/ru-2018-uppdrag-till-statistiska-centralbyran-att-ta-fram-en/"
        ).content
    )
    then, now = said.split("Statsråd då")[1].split("Statsråd i dag")
    assert re.search(r"Alice Bah Kuhnke, kultur- och demokratiminister \([^)]*2014[^)]*\)", then)
    assert re.search(r"Parisa Liljestrand, kulturminister \(från 18 oktober 2022", now)


def test_an_item_leads_to_goals_and_indicators_of_its_areas(client):
    page = client.get("/innehall/skr-2014-skr-20141531/").content.decode()
    areas = {link.area for link in Item.objects.get(pk="skr-2014-skr-20141531").area_links.all()}
    found = re.findall(r'href="/indikatorer/([^"/]+)/"', page.split('id="indicators"')[1])
    assert found and {indicators()[id_].area for id_ in found} <= areas
    assert "Mål i samma områden" in page


def test_documents_of_an_item_are_links_to_where_they_are(client):
    item = Item.objects.get(pk="skr-2014-skr-20141531")
    for kind, name in ((LinkKind.ATTACHMENT, "Bilagan (pdf 1 MB)"), (LinkKind.SHORTCUT, "En sida")):
        ItemLink.objects.create(
            item=item, kind=kind, name=name, url=f"https://www.regeringen.se/{kind}", position=0
        )
    page = client.get(f"/innehall/{item.id}/").content.decode()
    assert 'href="https://www.regeringen.se/attachment" rel="external">Bilagan (pdf 1 MB)' in page
    assert "Källan hänvisar också till" in page


def test_what_the_source_has_taken_away_is_kept_and_said(client):
    Item.objects.filter(pk="skr-2014-skr-20141531").update(vanished="2026-01-28")
    said = text_of(client.get("/innehall/skr-2014-skr-20141531/").content)
    assert "inte kvar i regeringens lista den 28 januari 2026" in said


def test_an_item_of_which_little_is_known_has_a_page(client):
    client.get("/innehall/")  # what can be found is gathered before the item changes
    Item.objects.filter(pk="skr-2014-skr-20141531").update(
        published=None, summary_sv="", summary_en="", reference=""
    )
    for prefix in ("", "/en"):
        assert client.get(f"{prefix}/innehall/skr-2014-skr-20141531/").status_code == 200
        for form in ("/?visa=tabell", "/?visa=kompakt", "/", ".json", ".atom", ".rss"):
            assert client.get(f"{prefix}/innehall{form}").status_code == 200


def test_an_english_page_marks_what_is_swedish(client):
    page = client.get("/en/innehall/skr-2014-skr-20141531/").content.decode()
    assert '<h1 class="long-title" lang="sv">Riksrevisionens rapport' in page
    assert "Response to the National Audit Office" in page
    assert "Löfven I Government" in page


def test_an_unknown_item_is_not_found_and_the_nearest_is_offered(client):
    answer = client.get("/innehall/skr-2014-skr-2014153/")
    assert answer.status_code == 404
    assert "/innehall/skr-2014-skr-20141531/" in answer.content.decode()


def test_a_page_takes_as_many_queries_whatever_it_holds(client, django_assert_max_num_queries):
    for row in facts("items")[::25]:
        with django_assert_max_num_queries(20):
            client.get(f"/innehall/{row['id']}/")


def test_the_ministers_page_lists_everyone_and_says_how_far_it_is_known(
    client, django_assert_num_queries
):
    client.get("/statsrad/")
    with django_assert_num_queries(2):  # only whether the facts are the same
        page = client.get("/statsrad/").content
    said = text_of(page)
    for row in facts("ministers"):
        assert row["person"] in said
        assert row["role_sv"] in said.lower() or row["role_sv"] in said
    assert "kontrollerade till och med den 28 januari 2026" in said
    assert "valet i september 2026 ledde till finns inte i underlaget" in said
    assert page.decode().count('<tbody id="') == 79


def test_a_minister_leads_to_what_they_have_published(client):
    page = client.get("/statsrad/").content.decode()
    link = re.search(r'<a href="/innehall/\?statsrad=ulf-kristersson">(\d+) innehåll</a>', page)
    assert link is not None
    assert client.get("/innehall.json?statsrad=ulf-kristersson").json()["total"] == int(link[1])
    assert "ansvarig för arbetet mot segregation" in page


def test_the_ministers_page_is_english_in_english(client):
    said = text_of(client.get("/en/statsrad/").content)
    for row in facts("ministers"):
        assert row["role_en"] in said
    assert "has been checked up to 28 January 2026" in said
    assert "minister för" not in said and "departementet" not in said
