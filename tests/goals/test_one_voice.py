"""One verdict on one series: what a page says of the right way is what the situation says."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from django.test import Client

from samlad.catalogue import indicators, policy_areas
from samlad.model import NATION, Direction
from samlad.portal.goals import assessments

pytestmark = pytest.mark.django_db

#: The nation, counties and municipalities: large, small, and those where much or little is known.
PLACES = (NATION, "01", "12", "14", "25", "0180", "1280", "1480", "1440", "2505", "2584")
DIRECTED = {one.id for one in indicators().values() if one.direction is not Direction.NONE}
#: Where an indicator is named, by what is drawn around it.
DRAWN = {
    "row": r'<li class="indicator-row.*?</li>',
    "card": r'<article class="statistic".*?</article>',
    "figure": r'<article class="course">.*?</article>',
}
STANDING = re.compile(r'<span class="standing is-(\w+)"><svg.*?</svg>\s*([^<]+)</span>', re.S)
NAMED = re.compile(r'href="(?:/en)?/indikatorer/([\w-]+)/')

Verdicts = Mapping[str, tuple[str, str]]


@pytest.fixture(params=["without", "with"], autouse=True)
def target(request: pytest.FixtureRequest) -> None:
    """Pages agree as things are, without any target, and where one is known."""
    if request.param == "with":
        request.getfixturevalue("with_target")


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def said(html: str, around: str) -> dict[str, list[tuple[str, str]]]:
    """Indicator → the signs and words that stand within what is drawn of it."""
    return {
        NAMED.search(part).group(1): STANDING.findall(part)
        for part in re.findall(around, html, re.S)
        if NAMED.search(part)
    }


def situation(client: Client, place: str, language: str = "") -> Verdicts:
    """What /lage/ says, read from the page itself."""
    html = page(client, f"{language}/lage/?plats={place}")
    found = {}
    for row in re.findall(r'<tr[^>]*><th scope="row"[^>]*>.*?</tr>', html, re.S):
        id_ = re.search(r"#([\w-]+)\"", row).group(1)
        (found[id_],) = STANDING.findall(row)
    assert found.keys() == DIRECTED
    return found


def check(found: Mapping[str, list[tuple[str, str]]], wanted: Verdicts, where: str) -> None:
    assert found, where
    for id_, verdicts in found.items():
        expected = [wanted[id_]] if id_ in DIRECTED else []
        assert verdicts == expected, (where, id_)


@pytest.mark.parametrize("language", ["", "/en"])
def test_theme_and_list_of_indicators(client: Client, language: str) -> None:
    wanted = situation(client, NATION, language)
    cards = said(page(client, f"{language}/"), DRAWN["card"])
    assert len(cards) > 10
    check(cards, wanted, "theme")
    rows = said(page(client, f"{language}/indikatorer/"), DRAWN["row"])
    assert rows.keys() <= indicators().keys() and len(rows) > 50
    check(rows, wanted, "list")


@pytest.mark.parametrize("area", [one.slug for one in policy_areas().values()])
def test_pages_of_policy_areas(client: Client, area: str) -> None:
    html = page(client, f"/omraden/{area}/")
    wanted = situation(client, NATION)
    check(said(html, DRAWN["figure"]), wanted, area)
    rows = said(html, DRAWN["row"])
    if rows:
        check(rows, wanted, area)


@pytest.mark.parametrize("place", PLACES)
def test_pages_of_places(client: Client, place: str) -> None:
    check(said(page(client, f"/platser/{place}/"), DRAWN["row"]), situation(client, place), place)


def against(client: Client, goal: str, place: str) -> dict[str, str]:
    """Indicator → what the goal's own data says of it in words."""
    data = client.get(f"/mal/{goal}.json?plats={place}").json()
    assert {one["goal"] for one in data["assessments"]} <= {goal}
    return {one["indicator"]: one["in_words"] for one in data["assessments"]}


def main_goals(client: Client, place: str) -> dict[str, str]:
    """Indicator → the goal that /lage/ has it stand against."""
    areas = client.get(f"/lage.json?plats={place}").json()["areas"]
    return {one["indicator"]: one["goal"] for area in areas for one in area["indicators"]}


@pytest.mark.parametrize("place", (NATION, "12", "1480"))
def test_pages_of_goals(client: Client, place: str) -> None:
    """Against the goal of /lage/ the same; against another what that goal's data says."""
    wanted, main = situation(client, place), main_goals(client, place)
    goals = {goal for id_ in DIRECTED for goal in indicators()[id_].goals}
    seen = set()
    for goal in sorted(goals):
        html = page(client, f"/mal/{goal}/?plats={place}")
        own = against(client, goal, place)
        for part in re.findall(r'<article class="assessment".*?</article>', html, re.S):
            id_ = re.search(r'id="([\w-]+)"', part).group(1)
            ((sign, words),) = STANDING.findall(part)
            assert words == own[id_], (goal, id_)
            if main[id_] == goal or not aimed(id_):
                assert (sign, words) == wanted[id_], (goal, id_)
            seen.add(id_)
    assert seen == DIRECTED - {id_ for id_ in DIRECTED if not indicators()[id_].goals}


def aimed(id_: str) -> bool:
    """Whether the indicator has a target for one of its goals."""
    return any((goal, id_) in assessments.targets() for goal in indicators()[id_].goals)


def test_pages_of_indicators(client: Client) -> None:
    places = (NATION, "12", "1480")
    wanted = {place: situation(client, place) for place in places}
    of_goals = {goal: against(client, goal, NATION)
                for id_ in DIRECTED for goal in indicators()[id_].goals}  # fmt: skip
    for id_ in indicators():
        html = page(client, f"/indikatorer/{id_}/?plats=12&plats=1480")
        found = STANDING.findall(html)
        if id_ not in DIRECTED:
            assert not found, id_
            continue
        goals = indicators()[id_].goals
        assert [words for _, words in found[: len(goals)]] == [of_goals[g][id_] for g in goals]
        assert found[len(goals) :] == [wanted[place][id_] for place in places[1:]], id_
        if not aimed(id_):
            assert found[: len(goals)] == [wanted[NATION][id_]] * len(goals), id_


def test_the_sample_holds_every_sign(client: Client) -> None:
    """Else the tests above could not fail."""
    for place in (NATION, "12"):
        signs = {sign for sign, _ in situation(client, place).values()}
        assert signs == {"towards", "away", "unclear"}


@pytest.mark.parametrize(
    "address", ["/", "/indikatorer/", "/omraden/utbildning/", "/platser/1480/", "/lage/", "/mal/"]
)
def test_only_a_standing_has_sign_and_colour(client: Client, address: str) -> None:
    classes = re.findall(
        r'class="([^"]*\bis-(?:towards|away|unclear)\b[^"]*)"', page(client, address)
    )
    assert all(re.fullmatch(r"standing is-\w+", one) for one in classes)


def test_an_older_value_is_not_told_to_be_none(client: Client) -> None:
    """A value from before the strategy stands there; since then there is none."""
    row = re.search(
        r"<li[^>]*>(?:(?!<li).)*/indikatorer/school-background-dissimilarity/.*?</li>",
        page(client, "/platser/0885/"),
        re.S,
    )
    assert row and re.search(
        r'Inga värden</span>.*?</a> <span class="standing-basis">sedan 2018</span>',
        row.group(),
        re.S,
    )


def test_the_sign_leads_to_its_evidence(client: Client) -> None:
    html = page(client, "/platser/1480/")
    links = re.findall(r'<p class="change-standing"><a href="([^"]+)"', html)
    assert len(links) > 20
    for link in links[::7]:
        address, part = link.split("#")
        assert "plats=1480" in address
        assert f'id="{part}"' in page(client, address)
