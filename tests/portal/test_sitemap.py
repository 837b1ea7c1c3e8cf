"""What search engines are told: every page in both languages, and no searches."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from django.test import Client

from samlad.catalogue import facts, indicators
from samlad.portal.changes import note_change
from samlad.portal.register.models import Participation

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
pytestmark = pytest.mark.django_db


def located(client: Client, address: str) -> list[str]:
    answer = client.get(address.removeprefix("http://testserver"))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    return [str(found.text) for found in ET.fromstring(answer.content).iter(f"{SPACE}loc")]


def addresses(client: Client) -> list[str]:
    parts = located(client, "/sitemap.xml")
    return [address for part in parts for address in located(client, part)]


def test_the_map_holds_every_page_once_in_both_languages(client: Client) -> None:
    found = addresses(client)
    counted = [*indicators(), *facts("initiatives"), *facts("items"), *facts("goals")]
    counted += facts("municipalities")
    taking_part = Participation.objects.values("actor").distinct().count()
    of_places = len(facts("municipalities")) + 21 + 1
    views = 5  # of the register, beside the list of initiatives
    pages = len(counted) + 21 + 1 + 6 + 14 + views + taking_part + of_places
    assert len(found) == len(set(found)) == 2 * pages
    assert all(address.startswith("http://testserver/") for address in found)
    for path in ("/", "/en/", "/om/metod/", "/en/platser/0180/", "/omraden/boende/", "/statsrad/"):
        assert f"http://testserver{path}" in found


def test_a_part_holds_no_more_than_a_reader_takes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = addresses(client)
    monkeypatch.setattr("samlad.portal.pages.sitemap.MOST", 500)
    note_change()
    parts = [located(client, part) for part in located(client, "/sitemap.xml")]
    assert [len(part) for part in parts[:-1]] == [500] * (len(whole) // 500)
    assert [address for part in parts for address in part] == whole
    note_change()


def test_a_part_that_is_not_there_is_said(client: Client) -> None:
    assert client.get("/sitemap-2.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_its_pages_are_there(client: Client) -> None:
    found = addresses(client)
    for address in found[:34] + found[34::97]:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200, address


def test_robots_are_shown_the_map_and_kept_from_searching(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.text.splitlines() == [
        "User-agent: *",
        "Disallow: /sok/",
        "Disallow: /en/sok/",
        "Disallow: /arbete/",
        "Disallow: /en/arbete/",
        "Disallow: /konto/",
        "Disallow: /en/konto/",
        "Sitemap: http://testserver/sitemap.xml",
    ]
