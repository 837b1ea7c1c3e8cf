"""Links and forms say what they are of, and keep what the visitor chose."""

from __future__ import annotations

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

D = "residential-birth-dissimilarity"
PAGES = ["/", f"/indikatorer/{D}/", "/platser/0180/", "/platser/14/", "/omraden/boende/", "/insatser/",
         "/en/insatser/", "/innehall/"]  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_no_two_data_links_have_one_name_and_no_link_is_a_number(
    client: Client, address: str
) -> None:
    links = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', client.get(address).text, re.S)
    named = {href: re.sub(r"<[^>]*>", "", text).strip() for href, text in links}
    assert not [text for text in named.values() if text.isdigit()]
    data = [text for href, text in named.items() if re.search(r"\.(csv|json)(\?|$)", href)]
    assert len(data) == len(set(data))


@pytest.mark.parametrize(
    "address", ["/", f"/indikatorer/{D}/", "/platser/0180/", "/omraden/boende/"]
)
def test_a_page_with_data_says_once_that_it_is_not_rounded(client: Client, address: str) -> None:
    assert client.get(address).text.count("oavrundade värden") == 1


def test_the_form_of_the_year_keeps_places_and_order(client: Client) -> None:
    page = client.get(f"/indikatorer/{D}/?plats=0180&sortera=-varde").text
    form = next(form for form in re.findall(r"<form.*?</form>", page, re.S) if 'id="ar"' in form)
    kept = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
    assert kept == [("plats", "0180"), ("sortera", "-varde")]
