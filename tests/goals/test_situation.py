"""The situation at a glance: the page, its CSV and its JSON say the same of every place."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client
from playwright.sync_api import Browser

from samlad.catalogue import indicators, texts, thresholds
from samlad.model import Direction
from samlad.portal.goals import words
from samlad.portal.goals.situation import situation
from samlad.portal.goals.tree import ASSESSED, goals
from samlad.progress import Ground, Standing, Verdict

A4_PAGES = 2


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["00", "01", "0180", "2584"])
def test_page_csv_and_json_show_the_same(client: Client, place: str) -> None:
    page = page_of(client, f"/lage/?plats={place}")
    data = client.get(f"/lage.json?plats={place}").json()
    answer = client.get(f"/lage.csv?plats={place}")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    in_json = [one for area in data["areas"] for one in area["indicators"]]
    assert [row["indicator"] for row in rows] == [one["indicator"] for one in in_json]
    assert [row["standing"] for row in rows] == [one["standing"] for one in in_json]
    shown = re.findall(r'<tr><th scope="row">.*?</tr>', page, re.S)
    assert len(shown) == len(rows)
    for line, one in zip(shown, in_json, strict=True):
        assert one["in_words"] in line
    assert sum(data["standings"].values()) == len(rows)


@pytest.mark.django_db
def test_every_indicator_with_a_direction_stands_there_once() -> None:
    found = [line.indicator.id for area in situation("00", "sv").areas for line in area.indicators]
    directed = [i.id for i in indicators().values() if i.direction is not Direction.NONE]
    assert sorted(found) == sorted(directed)


@pytest.mark.django_db
def test_every_goal_that_can_be_assessed_stands_there_once() -> None:
    found = [line.goal.id for area in situation("00", "sv").areas for line in area.goals]
    assert sorted(found) == sorted(g.id for g in goals().values() if g.level in ASSESSED)


@pytest.mark.django_db
def test_the_counts_of_a_goal_are_those_of_its_indicators() -> None:
    for area in situation("0180", "sv").areas:
        for line in area.goals:
            followed = [
                i
                for i in indicators().values()
                if line.goal.id in i.goals and i.direction is not Direction.NONE
            ]
            assert line.tally.total == len(followed)
            if not followed:
                assert line.counts == "Följs inte av någon indikator"


@pytest.mark.django_db
def test_the_evidence_is_one_click_away(client: Client) -> None:
    page = page_of(client, "/lage/?plats=0180")
    links = re.findall(r'<tr><th scope="row"><a href="(/mal/[^"]+)"', page)
    assert len(links) == sum(1 for i in indicators().values() if i.direction is not Direction.NONE)
    for link in links[::6]:
        address, part = link.replace("&amp;", "&").split("#")
        assert "plats=0180" in address
        assert f'id="{part}"' in page_of(client, address)


@pytest.mark.django_db
def test_the_thresholds_are_shown(client: Client) -> None:
    page = page_of(client, "/lage/")
    limits = thresholds()
    assert f"utgångsår {limits.baseline}" in page
    assert f"minst {limits.fewest_points} jämförbara värden" in page


@pytest.mark.django_db
def test_a_single_year_is_never_told_as_a_trend() -> None:
    for area in situation("00", "sv").areas:
        for line in area.indicators:
            if len(line.assessment.used) < 5:
                assert line.assessment.standing in (Standing.UNCLEAR, Standing.NO_DATA)
                assert line.stands.sign == "unclear"


def test_every_ground_and_every_unsure_change_has_its_words() -> None:
    for ground in Ground:
        assert (f"goals.basis_{ground}" in texts()) != (ground in words.SAY_ALL), ground
    for verdict in (Verdict.UNCHANGED, Verdict.UNCLEAR, Verdict.USUAL, Verdict.TWO_POINTS):
        assert f"goals.since_{verdict}" in texts()


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["00", "12", "1480"])
def test_no_row_says_the_right_way_beside_a_change_that_goes_the_other(place: str) -> None:
    seen = 0
    for area in situation(place, "sv").areas:
        for line in area.indicators:
            amount = line.assessment.change.difference
            if amount is None or line.stands.sign == "unclear":
                continue
            wanted = 1 if line.indicator.direction is Direction.UP else -1
            way = wanted if line.stands.sign == "towards" else -wanted
            assert round(amount.amount, line.indicator.decimals) * way >= 0, line.indicator.id
            seen += 1
    assert seen > 3


@pytest.mark.browser
@pytest.mark.parametrize(
    "address", ["/lage/", "/lage/?plats=01", "/lage/?plats=0180", "/en/lage/?plats=2584"]
)
def test_it_prints_on_two_a4_pages(browser: Browser, served: str, address: str) -> None:
    context = browser.new_context(base_url=served)
    page = context.new_page()
    page.goto(address)
    printed = page.pdf(format="A4")
    context.close()
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) <= A4_PAGES
