"""Every page of an item or initiative is in its language; what is not is marked."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from samlad.catalogue import facts

pytestmark = pytest.mark.django_db

#: Words that stand in nearly every text of one language and are no words of the other.
SWEDISH = {
    "och", "att", "är", "inte", "på", "för", "av", "som", "ett", "det", "från", "eller", "med",
    "efter", "vid", "om", "hur", "mot", "finns", "kommun", "län", "den", "till",
}  # fmt: skip
ENGLISH = {
    "the", "and", "of", "not", "with", "from", "this", "that", "which", "was", "were", "there",
    "what", "county", "municipality",
}  # fmt: skip
VOID = {"meta", "link", "input", "br", "img", "hr"}


class Visible(HTMLParser):
    """Collects the text that is not marked as another language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language, self.depth, self.texts = language, 0, [""]

    def handle_starttag(self, tag, attrs):
        lang = dict(attrs).get("lang")
        if tag in VOID:
            return
        if self.depth or tag in ("script", "style") or (lang and lang != self.language):
            self.depth += 1

    def handle_endtag(self, tag):
        if self.depth and tag not in VOID:
            self.depth -= 1

    def handle_data(self, data):
        if not self.depth:
            self.texts.append(data)


def strangers(page: bytes, language: str, foreign: set[str]) -> set[str]:
    visible = Visible(language)
    visible.feed(page.decode())
    return foreign & set(re.findall(r"[a-zåäö]+", " ".join(visible.texts)))


ADDRESSES = [
    *(f"/insatser/{row['id']}/" for row in facts("initiatives")),
    *(f"/innehall/{row['id']}/" for row in facts("items")),
    *("/insatser/", "/insatser/?antal=100&sida=2", "/innehall/", "/innehall/?antal=100"),
    *("/statsrad/", "/sok/", "/sok/?q=malm%C3%B6", "/sok/?q=skola", "/sok/?q=zzzz"),
    *("/insatser/?typ=x", "/innehall/?sida=999", "/sok/?slag=x", "/insatser/x/"),
]


@pytest.mark.parametrize(
    ("prefix", "language", "foreign"), [("", "sv", ENGLISH), ("/en", "en", SWEDISH)]
)
def test_no_words_of_the_other_language_are_left(prefix, language, foreign):
    client = Client(headers={"host": "localhost"})
    left = {}
    for address in ADDRESSES:
        if found := strangers(client.get(prefix + address).content, language, foreign):
            left[address] = found
    assert left == {}
