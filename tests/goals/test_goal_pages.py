"""The tree of goals and the page of each: what it says, how it stands, with what evidence."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client

from samlad.catalogue import facts, indicators
from samlad.model import Direction
from samlad.portal.changes import note_change
from samlad.portal.goals import assessments, evidence
from samlad.portal.register.models import Goal, GoalLink, Initiative

pytestmark = pytest.mark.django_db


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", answer.content.decode())


def test_every_goal_has_a_page_in_both_languages(client: Client) -> None:
    for row in facts("goals"):
        assert row["title_sv"] in text(client, f"/mal/{row['id']}/")
    assert "Less school segregation" in text(client, "/en/mal/delmal-utbildning/")


def test_the_tree_leads_to_every_goal(client: Client) -> None:
    page = text(client, "/mal/")
    for row in facts("goals"):
        assert f'href="/mal/{row["id"]}/"' in page, row["id"]


def test_an_unknown_goal_is_404_with_the_nearest(client: Client) -> None:
    answer = client.get("/mal/delmal-boend/")
    assert answer.status_code == 404
    assert "delmal-boende" in answer.content.decode()


def test_a_wrong_place_is_400_with_one_sentence(client: Client) -> None:
    for address in ("/mal/delmal-boende/", "/lage/", "/mal/omradestyper/", "/lage.csv"):
        answer = client.get(f"{address}?plats=9999")
        assert answer.status_code == 400
        assert "9999" in answer.content.decode()


def test_the_page_says_who_set_it_since_when_and_whether_the_wording_is_known(
    client: Client,
) -> None:
    page = text(client, "/mal/delmal-utbildning/")
    assert "Regeringen, i den långsiktiga strategin 2018." in page
    assert "2018–2028" in page
    assert "Strategins egen ordalydelse har inte hittats" in page
    assert "Inget målvärde har hittats." in page
    inferred = text(client, "/mal/syfte-skolresultat/")
    assert "målet är vår egen slutsats" in inferred
    later = text(client, "/mal/mal-utanforskap-2023/")
    assert "Källan för ordalydelsen har inte hittats" in later
    assert "Ingen av Samlads indikatorer följer målet" in later


def test_what_was_only_proposed_is_not_told_to_be_set(client: Client) -> None:
    page = text(client, "/mal/integrationsmal-2024/")
    assert "<dt>Föreslaget av</dt><dd>Regeringen, i vårändringsbudgeten 2024.</dd>" in page
    assert "<dt>Föreslaget att gälla</dt><dd>" in page
    assert "<dt>Satt av</dt>" not in page and "<dt>Gäller</dt>" not in page
    decided = text(client, "/mal/delmal-utbildning/")
    assert "<dt>Satt av</dt>" in decided and "<dt>Gäller</dt>" in decided
    assert "Föreslaget" not in decided.split("<main")[1].split("</dl>")[0]


def test_every_indicator_stands_there_with_its_evidence(client: Client) -> None:
    page = text(client, "/mal/syfte-skolsegregation/")
    followed = [i for i in indicators().values() if "syfte-skolsegregation" in i.goals]
    assert len(followed) == 4
    for indicator in followed:
        assert f'id="{indicator.id}"' in page
        assert f'id="varden-{indicator.id}"' in page
    assert "utgångsår" in page and "2018/19" in page
    assert "De vägs inte ihop till ett betyg." in page


def test_an_indicator_without_direction_is_not_assessed(client: Client) -> None:
    page = text(client, "/mal/syfte-representation/")
    assert indicators()["foreign-citizen-electorate-share"].direction is Direction.NONE
    assert "Därför bedöms de inte." in page
    assert "säger inte åt vilket håll" not in page, "the goal does say it: more is wanted"
    assert 'class="assessment"' not in page


def test_what_is_merely_near_a_goal_is_named_and_never_counted(client: Client) -> None:
    page = text(client, "/mal/syfte-trygghet/")
    assert "Ingen av Samlads indikatorer följer målet" in page, "crime reported is not safety felt"
    near = page[page.index("Närliggande statistik") :]
    assert "Anmälda stölder" in near and "räknas inte här" in near
    assert client.get("/mal/syfte-trygghet.json").json()["assessments"] == []
    for indicator in indicators().values():
        assert not set(indicator.goals) & set(indicator.near_goals)


def test_the_tree_and_the_files_are_of_the_place_that_is_asked_for(client: Client) -> None:
    nation, place = text(client, "/mal/"), text(client, "/mal/?plats=0180")
    assert "i Stockholm" in place and "?plats=0180" in place
    assert nation != place and "?plats=" not in nation.split("<main")[1].replace("?plats=%", "")
    for address in ("/lage", "/mal/delmal-boende", "/mal/omradestyper"):
        book = client.get(f"{address}.xlsx?plats=0180")
        assert book.content[:2] == b"PK", address
        lines = client.get(f"{address}.csv?plats=0180").content.decode().splitlines()
        assert len(rows_of_workbook(book.content)) == len(lines), address


def rows_of_workbook(content: bytes) -> list[list[object]]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python()


def test_the_json_has_every_value_of_the_table(client: Client) -> None:
    data = client.get("/mal/syfte-skolsegregation.json?plats=0180").json()
    assert data["place"]["code"] == "0180"
    assert data["release"]["results"]
    for one in data["assessments"]:
        assert one["thresholds"]["fewest_points"] == 4
        assert {"period", "value", "low", "high", "is_used", "status"} <= one["values"][0].keys()


def test_the_csv_has_a_row_for_each_indicator(client: Client) -> None:
    answer = client.get("/mal/syfte-skolsegregation.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [row["indicator"] for row in rows] == [
        found.goal.indicator for found in assessments.of_goal("syfte-skolsegregation", "00")
    ]
    assert all(row["standing"] and row["ground"] for row in rows)


def test_initiatives_linked_to_the_goal_stand_instead_of_its_areas(client: Client) -> None:
    before = text(client, "/mal/syfte-brott/")
    assert "Ingen insats är kopplad till just det här målet" in before
    chosen = Initiative.objects.public().filter(id="delmos-inrattas").get()
    GoalLink.objects.create(
        initiative=chosen, goal_id="syfte-brott", position=0, how_sv="Genom <kunskap>"
    )
    GoalLink.objects.create(initiative=chosen, goal_id="delmal-brottslighet", position=1)
    note_change()
    own, above = text(client, "/mal/syfte-brott/"), text(client, "/mal/delmal-brottslighet/")
    for page in (own, above):
        assert "1 insats är kopplad till målet." in page
        assert "ingen insats är kopplad" not in page.lower()
        assert page.count(f">{chosen.title_sv}</a>") == 1, "once, however many links"
        assert "Genom &lt;kunskap&gt;" in page
        assert "hör till samma prioriterade område" in page
    title = Goal.objects.get(pk="syfte-brott").title_sv
    assert f"{title}. <strong>Så är det tänkt:" in above, "of a part, its name"
    assert f"{title}. <strong>" not in own
    assert "är inte beskrivet" in above and "är inte beskrivet" not in own
    in_english = text(client, "/en/mal/syfte-brott/")
    assert '<span lang="sv">Genom' in in_english, "no English was written"


def test_money_of_linked_initiatives_is_told_by_basis_and_year(client: Client) -> None:
    linked = Initiative.objects.public().filter(money_links__money__kind="initiative")
    for position, one in enumerate(linked.order_by("id")[:40]):
        GoalLink.objects.create(initiative=one, goal_id="ben-2", position=position)
    note_change()
    page = text(client, "/mal/ben-2/")
    table = page[page.index('id="pengar-mot-malet"') :]
    table = table[: table.index("</table>")]
    assert "Bara belopp på samma grund och år läggs ihop" in page
    assert "för ett enda år" in table
    assert table.count("<tr>") > 4


def test_money_is_never_added_up(client: Client) -> None:
    page = text(client, "/mal/delmal-utbildning/")
    table = page[page.index('id="pengar-tabell"') :]
    table = table[: table.index("</table>")]
    assert "Gäller" in table
    assert "Summa" not in table and "otalt" not in table
    assert "läggs aldrig ihop" in page


@pytest.mark.usefixtures("with_target")
def test_a_target_is_told_and_its_path_drawn(client: Client) -> None:
    page = text(client, "/mal/syfte-skolsegregation/")
    assert "<dt>Målvärde</dt><dd>Skolsegregation" in page, "on the goal's own facts"
    assert ": 0,1000 (2030, Riket)</dd>" in page, "as its indicator's values are written"
    assert "Målvärdet är 0,1000 år 2030." in page
    assert "En rak väg dit från 0,1905 (2018/19)" in page
    assert "Rak väg" in page
    assert "Åt rätt håll, för långsamt" in page


@pytest.mark.usefixtures("with_target")
def test_where_a_target_is_known_no_page_says_that_none_was_found(client: Client) -> None:
    for address in ("/mal/", "/lage/", "/en/mal/", "/en/lage/"):
        page = text(client, address)
        assert "nget målvärde har hittats" not in page, address
        assert "o target has been found" not in page, address
    assert "hela intervallet för takten ska vara minst 100 procent" in text(client, "/lage/")


def test_where_none_is_known_every_page_says_so(client: Client) -> None:
    for address in ("/mal/", "/lage/"):
        assert "Inget målvärde har hittats för något av målen" in text(client, address)
    assert "No target has been found for any of the goals" in text(client, "/en/lage/")
    assert "hela intervallet för takten" not in text(client, "/lage/")


@pytest.mark.usefixtures("with_target")
def test_what_has_a_target_names_the_goal_it_stands_against(client: Client) -> None:
    title = Goal.objects.get(pk="syfte-skolsegregation").title_sv
    id_ = "school-background-theil-h"
    page = text(client, "/lage/")
    row = page[page.index(f"#{id_}") :].split("</tr>")[0]
    assert f"mot målet {title}" in row
    assert page.count("mot målet ") == 1
    own = client.get("/mal/syfte-skolsegregation.json").json()["assessments"]
    assert {one["goal"] for one in own} == {"syfte-skolsegregation"}
    (aimed,) = (one for one in own if one["target"])
    assert (aimed["indicator"], aimed["target"]["value"]) == (id_, 0.1)
    above = client.get("/mal/delmal-utbildning.json").json()["assessments"]
    assert {(one["goal"], one["target"]) for one in above} == {("delmal-utbildning", None)}


@pytest.mark.usefixtures("with_target")
def test_a_target_belongs_to_its_goal(client: Client) -> None:
    """The same indicator follows the sub-goal too, which has no target."""
    assert "Åt rätt håll, för långsamt" not in text(client, "/mal/delmal-utbildning/")
    elsewhere = text(client, "/mal/syfte-skolsegregation/?plats=0180")
    assert "Målvärdet är 0,1" not in elsewhere
    assert "Målvärdet är satt för en annan plats." in elsewhere


def test_the_evidence_table_says_what_each_value_was_used_as() -> None:
    found = assessments.at_place("00")["school-background-dissimilarity"]
    shown = evidence.evidence_of(found, "00", "sv")
    assert shown.table is not None
    uses = {row[0].text: row[-1].text for row in shown.table.rows}
    assert uses["2016/17"] == "före tidsseriebrottet, används inte"
    assert uses["2018/19"] == "trend, utgångsår"
    assert uses["2023/24"] == "trend, senaste"
    assert len(uses) == len(found.series)
    assert dict(shown.facts)["Jämförbara värden"] == "7"


def test_an_indicator_page_leads_to_its_goals_with_its_standing(client: Client) -> None:
    page = text(client, "/indikatorer/school-background-theil-h/")
    assert 'href="/mal/syfte-skolsegregation/#school-background-theil-h"' in page
    assert "Åt rätt håll" in page
    assert "Mål som indikatorn följer" not in text(client, "/indikatorer/foreign-born-share/")


def test_other_pages_lead_to_goals_and_situation(client: Client) -> None:
    assert 'href="/mal/delmal-boende/"' in text(client, "/omraden/boende/")
    assert 'href="/lage/?plats=0180"' in text(client, "/platser/0180/")
    start = text(client, "/")
    assert 'href="/lage/"' in start and "Indikatorerna för riket: " in start
    assert 'href="/mal/syfte-skolsegregation/"' in text(client, "/sok/?q=skolsegregationen")
