"""No Swedish left on English pages of statistics, and the other way round, in every indicator."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from samlad.catalogue import indicators, policy_areas, texts

pytestmark = pytest.mark.django_db

SWEDISH = {"och", "att", "är", "inte", "för", "av", "som", "ett", "det", "från", "eller", "med"}
SWEDISH |= {"efter", "vid", "mot", "finns", "län", "andel", "kommun", "riket", "läsåret"}
ENGLISH = {"the", "and", "of", "not", "with", "from", "this", "that", "which", "was", "were"}
ENGLISH |= {"share", "people", "there", "county", "municipality", "school year"}

ADDRESSES = [
    "/indikatorer/",
    "/platser/",
    "/platser/00/",
    "/platser/01/",
    "/platser/0180/",
    "/platser/2506/",
    *(f"/omraden/{area.slug}/" for area in policy_areas().values()),
    *(f"/indikatorer/{id_}/?plats=2506&plats=14" for id_ in indicators()),
]


def words_of(client: Client, address: str) -> set[str]:
    """The words of the page's main part that are not marked as another language."""
    page = client.get(address).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    main = re.sub(r'<(\w+)[^>]* lang="\w\w"[^>]*>.*?</\1>', " ", main, flags=re.S)
    said = " ".join(re.findall(r'(?:aria-label|placeholder|label)="([^"]*)"', main))
    return set(re.findall(r"\b[a-zåäö]+\b", html.unescape(re.sub(r"<[^>]*>", " ", main) + said)))


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_english_page_holds_no_swedish(client: Client, address: str) -> None:
    assert words_of(client, f"/en{address}") & SWEDISH == set()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_swedish_page_holds_no_english(client: Client, address: str) -> None:
    assert words_of(client, address) & ENGLISH == set()


def test_every_text_has_the_same_blanks_to_fill_in_both_languages() -> None:
    for key, text in texts().items():
        if key.startswith("statistics."):
            blanks = [set(re.findall(r"\{(\w+)\}", t)) for t in (text.sv, text.en)]
            assert blanks[0] == blanks[1], key
