"""Where an initiative stands is one thing on its page, in hits and in the overview's counts."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils.timezone import localdate

from samlad.portal.dates import in_words
from samlad.portal.register.contents import content_of
from samlad.portal.register.models import Initiative
from samlad.portal.register.overview import overview
from samlad.portal.register.words import State, Status
from tests.register.test_whole_page import WHOLE, on_page, published
from tests.work.people import content

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


@pytest.fixture
def ongoing() -> str:
    found = Initiative.objects.public().filter(status=Status.ONGOING).order_by("id").first()
    assert found is not None
    return found.pk


def counted(column: str) -> int:
    found = overview()
    return dict(zip(found.statuses, found.totals, strict=True)).get(column, 0)


@pytest.mark.parametrize(("prefix", "word", "at"), [
    ("", "Vilar", "per"), ("/en", "Paused", "as of"),
])  # fmt: skip
def test_what_was_changed_here_stands_by_its_own_word_and_day(client, ongoing, prefix, word, at):
    published(content_of(ongoing) | {"state": "paused"}, ongoing)
    day = in_words(localdate().isoformat(), "en" if prefix else "sv")
    text, _ = on_page(client, f"{prefix}/insatser/{ongoing}/")
    assert f"{word} {at} {day}" in text
    assert f"{word}, {at} {day}." in text
    title = Initiative.objects.get(pk=ongoing).title["en" if prefix else "sv"]
    page = client.get(f"{prefix}/insatser/", {"q": f'"{title}"'}).content.decode()
    hit = next(h for h in page.split('<article class="hit') if f"/insatser/{ongoing}/" in h)
    assert f'<span class="state state-paused">{word}</span>' in hit


def test_what_follows_the_facts_keeps_the_sources_word_and_day(client, ongoing):
    text, _ = on_page(client, f"/insatser/{ongoing}/")
    assert "Pågår per 29 januari 2026" in text
    assert "Läget enligt källan" not in text


def test_the_sources_word_is_still_told_apart(client, ongoing):
    published(content_of(ongoing) | {"state": "paused"}, ongoing)
    text, _ = on_page(client, f"/insatser/{ongoing}/")
    assert "Läget enligt källan Pågår, per 29 januari 2026" in text


def test_the_overview_counts_each_initiative_where_its_page_says(client, ongoing):
    before, total = counted("ongoing"), overview().total
    published(content_of(ongoing) | {"state": "paused"}, ongoing)
    assert (counted("ongoing"), counted("paused"), overview().total) == (before - 1, 1, total)


def test_a_new_initiative_is_counted_too(client):
    before, total = counted("planned"), overview().total
    published(content(state="planned"), "nytt")
    published(content(), "ovisst")
    found = overview()
    assert found.total == total + 2 == sum(found.totals) == sum(n for _, _, n in found.rows)
    assert found.total == Initiative.objects.public().count()
    assert counted("planned") == before + 1
    assert client.get("/insatser/").context["answer"].total == total + 2


@pytest.mark.parametrize("state", list(State))
def test_every_number_leads_to_just_so_many(client, ongoing, state):
    """The filter knows the source's word and ours apart: a number without a link is better than
    one that leads to others."""
    published(content_of(ongoing) | {"state": state}, ongoing)
    published(WHOLE | {"state": state})
    page = client.get("/insatser/").content.decode()
    table = re.search(r'<table[^>]*>\s*<caption id="overview.*?</table>', page, re.S)
    assert table is not None
    links = re.findall(r'href="(/insatser/\?[^"]*)"[^>]*>(?:<[^>]*>)*(\d+)<', table[0])
    assert len(links) > 20
    for address, number in links:
        if "status=" in address or "lage=" in address:
            answer = client.get(address.replace("&amp;", "&"))
            assert answer.context["answer"].total == int(number), address


def test_a_missing_actor_is_told_as_not_stated_in_english_too(client):
    text, _ = on_page(client, "/en/insatser/skolkommissionen/")
    assert "No accountable actor stated: no accountable actor is stated" in text
    assert "Nobody" not in text
