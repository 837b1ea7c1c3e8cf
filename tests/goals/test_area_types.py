"""Areas by type: one year shows no movement, two years do; the level stands beside the type."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from django.test import Client

from samlad.catalogue import indicators
from samlad.model import Direction, Level, Result
from samlad.portal.goals import area_types, types_view
from samlad.portal.goals.area_types import types_page
from samlad.portal.goals.moves import moves, moves_table, types_by_year
from samlad.portal.statistics import rows

pytestmark = pytest.mark.django_db


def test_one_year_is_told_plainly(client: Client) -> None:
    page = client.get("/mal/omradestyper/").content.decode()
    assert "Områdestyperna finns för ett enda år, 2022." in page
    assert "rorelse-tabell" not in page
    assert "160 områden av typ 1" in page and "289 av typ 2" in page


def test_the_level_stands_beside_the_type() -> None:
    table = types_page("00", "sv").level
    assert table is not None
    assert [column.text for column in table.columns][-1] == "Låg ekonomisk standard, procent"
    assert [row[-1].text for row in table.rows] == ["41,6", "27,8", "17,4", "9,0", "3,7"]


@pytest.mark.parametrize(("place", "number"), [("00", 21), ("01", 26), ("0180", None)])
def test_the_places_inside_are_counties_or_municipalities(place: str, number: int | None) -> None:
    table = types_page(place, "sv").places
    assert (None if table is None else len(table.rows)) == number


def test_the_places_add_up_to_the_nation() -> None:
    table = types_page("00", "sv").places
    assert table is not None
    assert sum(int(row[1].text) for row in table.rows) == 160


def test_types_by_year_are_those_of_the_place() -> None:
    assert list(types_by_year("00")) == [("regso-2020", "2022")]
    nation, county = (sum(map(len, types_by_year(code).values())) for code in ("00", "01"))
    assert nation == 3363 and 0 < county < nation
    assert moves(types_by_year("00")) is None


def test_two_years_of_one_division_show_moves() -> None:
    by_year = {
        ("regso-2020", "2021"): {"a": 1, "b": 2},
        ("regso-2020", "2022"): {"a": 1, "b": 2, "c": 1},
        ("regso-2020", "2023"): {"a": 2, "b": 2, "c": 1},
    }
    found = moves(by_year)
    assert found is not None
    assert (found.before, found.after) == ("2022", "2023")
    assert (found.counted.up, found.counted.down, found.counted.stayed) == (1, 0, 2)
    table = moves_table(found, "sv")
    assert [cell.text for cell in table.rows[0][1:]] == ["1", "1", "0", "0", "0"]


def test_no_move_crosses_divisions() -> None:
    by_year = {("regso-2020", "2023"): {"a": 1}, ("regso-2025", "2024"): {"a": 2}}
    assert moves(by_year) is None


def test_the_page_shows_movement_when_there_are_years(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = rows.by_indicator("00")

    def two_years(place: str) -> dict[str, tuple[Result, ...]]:
        return {
            id_: (*(replace(row, period="2021") for row in series if row.period == "2022"), *series)
            for id_, series in own.items()
        }

    monkeypatch.setattr(area_types.rows, "by_indicator", two_years)
    by_year = {("regso-2020", "2021"): {"a": 1, "b": 2}, ("regso-2020", "2022"): {"a": 2, "b": 2}}
    monkeypatch.setattr(area_types, "types_by_year", lambda place: by_year)
    types_view.types_page.cache_clear()
    page = client.get("/mal/omradestyper/").content.decode()
    types_view.types_page.cache_clear()
    assert "för ett enda år" not in page
    assert "Områden från 2021 till 2022" in page and "samma typ 1," in page
    assert 'id="rorelse-tabell"' in page and 'id="typer-over-tid"' in page
    assert 'id="typer-bild-wide-title"' in page


def test_csv_and_json_have_the_rows_of_the_page(client: Client) -> None:
    answer = client.get("/mal/omradestyper.csv?plats=01")
    found = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert {row["place"] for row in found} >= {"01", "0180"}
    names = {name.format(n) for name, _, _ in area_types.OF_A_PLACE for n in (1, 2)}
    assert {row["indicator"] for row in found if row["place"] == "0180"} == names
    data = client.get("/mal/omradestyper.json?plats=01").json()
    assert data["movement"] is None
    assert len(data["typer"]) == len(found)


def test_with_two_years_the_files_hold_the_newest_of_the_places_inside(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, there = rows.by_indicator("00"), rows.at

    def two_years(place: str) -> dict[str, tuple[Result, ...]]:
        return {
            id_: (*(replace(row, period="2021") for row in series if row.period == "2022"), *series)
            for id_, series in own.items()
        }

    monkeypatch.setattr(area_types.rows, "by_indicator", two_years)
    asked = []

    def at(name: str, division: str, period: str, level: Level) -> list[Result]:
        asked.append(period)
        return list(there(name, division, period, level))

    monkeypatch.setattr(area_types.rows, "at", at)
    for form in ("csv", "json"):
        answer = client.get(f"/mal/omradestyper.{form}").content.decode()
        assert '"01"' in answer or ",01," in answer, form
    found = area_types.rows_of("00")
    assert set(asked) == {"2022"}
    inside = [row for row in found if row.place != "00"]
    names = {name.format(n) for name, _, _ in area_types.OF_A_PLACE for n in (1, 2)}
    assert {row.indicator for row in inside} == names, "each of the page's columns"
    assert len(inside) == 21 * len(names)


def test_only_type_1_has_a_direction() -> None:
    """A place where the only area of type 2 sinks to type 1 has not come nearer to the goal."""
    for name in (area_types.AREAS, area_types.PERSONS, area_types.POPULATION):
        found = [indicators()[name.format(n)].direction for n in range(1, 6)]
        assert found == [Direction.DOWN, *[Direction.NONE] * 4], name


@pytest.mark.parametrize(
    ("areas", "told"), [(1, "fanns 1 område av typ 1,"), (0, "fanns 0 områden av typ 1,")]
)
def test_a_single_area_is_told_as_one(
    monkeypatch: pytest.MonkeyPatch, areas: int, told: str
) -> None:
    own = dict(rows.by_indicator("01"))
    name = area_types.AREAS.format(1)
    own[name] = tuple(replace(row, value=float(areas)) for row in own[name])
    monkeypatch.setattr(area_types.rows, "by_indicator", lambda place: own)
    assert told in types_page("01", "sv").finding


def test_the_standing_of_a_type_says_that_types_are_relative(client: Client) -> None:
    page = client.get("/mal/mal-del-1/").content.decode()
    assert "Områdestyperna är relativa: gränserna sätts om varje år." in page
    assert "relativa: gränserna" not in client.get("/mal/delmal-utbildning/").content.decode()


def test_it_says_why_type_and_conditions_differ(client: Client) -> None:
    page = client.get("/en/mal/omradestyper/").content.decode()
    assert "The type is relative." in page
    assert "180 areas in 66 municipalities" in page
