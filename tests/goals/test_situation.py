"""The situation at a glance: the page, its CSV and its JSON say the same of every place."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser

from samlad.catalogue import indicators, texts, thresholds
from samlad.model import Direction
from samlad.portal.goals import words
from samlad.portal.goals.situation import situation
from samlad.portal.goals.tree import ASSESSED, goals
from samlad.portal.statistics.formats import format_of
from samlad.progress import Ground, Standing, Verdict

A4_PAGES = 2
#: Smaller print is hard to read.
LEAST_POINTS = 8


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
    shown = re.findall(r'<tr[^>]*><th scope="row" role="rowheader">.*?</tr>', page, re.S)
    assert len(shown) == len(rows)
    for line, one, row in zip(shown, in_json, rows, strict=True):
        assert one["in_words"] in line
        cells = [
            re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>.*?</td>", line, re.S)
        ]
        check_latest(cells[1], one, row)
        check_change(cells[2], one, row)
    assert sum(data["standings"].values()) == len(rows)


def check_latest(cell: str, one: dict[str, Any], row: dict[str, str]) -> None:
    """The newest value since the baseline, with its year, of the series itself."""
    since = [value for value in one["values"] if value["period"] >= one["thresholds"]["baseline"]]
    shown = [value for value in since if value["value"] is not None]
    if not shown:
        assert (one["latest"], row["latest"], row["latest_period"], cell) == (None, "", "", "–")
        return
    value, period = own(shown[-1]), shown[-1]["period"]
    assert (one["latest"]["value"], one["latest"]["period"]) == (value, period)
    assert (float(row["latest"]), row["latest_period"]) == (value, period)
    form = format_of(indicators()[one["indicator"]], "sv")
    assert cell == f"{form.full(value)} ({period})"


def check_change(cell: str, one: dict[str, Any], row: dict[str, str]) -> None:
    """From the baseline to the newest value, with its sign."""
    if one["baseline"] is None:
        assert (row["baseline"], row["baseline_period"], row["change"], cell) == ("", "", "", "–")
        return
    value, period = one["baseline"]["value"], one["baseline"]["period"]
    (first,) = (each for each in one["values"] if each["period"] == period)
    assert value == own(first)
    assert (float(row["baseline"]), row["baseline_period"]) == (value, period)
    amount = one["latest"]["value"] - value
    assert one["change"]["amount"] == pytest.approx(amount)
    assert float(row["change"]) == pytest.approx(amount)
    form = format_of(indicators()[one["indicator"]], "sv")
    if one["ground"] != Ground.CONTRARY:
        assert cell.startswith(f"{form.change(one['change']['amount'])} sedan {period}")
    else:
        assert cell.startswith("−" if amount < 0 else "+") and f" sedan {period}" in cell


def own(value: dict[str, Any]) -> float:
    """The value to show of a row of the JSON."""
    return value["value"] if value["corrected"] is None else value["corrected"]


@pytest.mark.django_db
def test_later_goals_stand_apart_from_those_of_the_strategy(client: Client) -> None:
    for part in page_of(client, "/lage/").split('<section class="situation-area"')[1:]:
        strategy, _, later = part.partition("Senare mål, som inte hör till strategin")
        assert not re.search(r"is-(successor-goal|integration-subgoal)", strategy)
        assert not re.search(r"is-(subgoal|aim|overall|component|leg)\"", later)
    page = page_of(client, "/lage/")
    assert page.index("Senare mål") < page.index("Nytt mål för integrationspolitiken")


@pytest.mark.django_db
def test_trend_and_change_are_told_apart_in_the_lead(client: Client) -> None:
    swedish, english = page_of(client, "/lage/"), page_of(client, "/en/lage/")
    assert "om trenden över alla jämförbara år går åt det håll målen vill" in swedish
    assert "hur värdet har ändrats sedan 2018" in swedish
    assert "whether the trend of all comparable years goes in the direction" in english
    assert "how the value has changed since 2018" in english


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["00", "0180", "2584"])
def test_print_folds_those_with_a_single_value_and_names_each(place: str) -> None:
    for area in situation(place, "sv").areas:
        for line in area.indicators:
            count = len(line.assessment.used)
            named = f"{line.indicator.short['sv']}: {line.latest}"
            is_named = named in area.folded or (
                line.assessment.latest is None and line.indicator.short["sv"] in area.folded
            )
            assert line.is_folded == (count <= 1 or line.assessment.latest is None)
            assert is_named == line.is_folded, line.indicator.id


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
    links = re.findall(r'<tr[^>]*><th scope="row" role="rowheader"><a href="(/mal/[^"]+)"', page)
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


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/lage/", "/mal/", "/mal/delmal-boende/", "/mal/ben-1/"])
@pytest.mark.parametrize(("place", "name"), [("1280", "Malmö"), ("01", "Stockholms län")])
def test_the_form_of_the_place_stands_at_the_place(client, address, place, name):
    page = page_of(client, f"{address}?plats={place}")
    assert re.findall(r"<option[^>]* selected[^>]*>([^<]*)", page) == [name]
    assert " selected" not in page_of(client, address)


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


@pytest.mark.browser
@pytest.mark.parametrize("address", ["/lage/", "/lage/?plats=0180"])
def test_print_is_large_enough_to_read(browser: Browser, served: str, address: str) -> None:
    """Eight points at least, and none of the rows that are told in a sentence."""
    context = browser.new_context(base_url=served, viewport={"width": 718, "height": 1047})
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(address)
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('.situation *')]
          .filter(e => e.checkVisibility() && [...e.childNodes]
            .some(n => n.nodeType === 3 && n.textContent.trim()))
          .map(e => parseFloat(getComputedStyle(e).fontSize) * 0.75))"""
    )
    folded = page.locator(".situation tr.is-folded")
    assert folded.count() > 5
    assert not any(folded.nth(n).is_visible() for n in range(folded.count()))
    assert page.locator(".situation-folded").first.is_visible()
    context.close()
    assert smallest >= LEAST_POINTS
