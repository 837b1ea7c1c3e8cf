"""Targets and thresholds are data; a fault in them names file and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from samlad.catalogue import aspect_of, facts, goal_for, goals_of, indicators, set_by, targets
from samlad.catalogue import thresholds as shipped
from samlad.catalogue.goals import targets as read_targets
from samlad.catalogue.thresholds import thresholds
from samlad.errors import DefinitionError
from samlad.model import Aspect, Direction, Target

TARGET = {
    "goal": '"syfte-boendesegregation"',
    "indicator": '"residential-birth-dissimilarity"',
    "value": "0.3",
    "period": '"2028"',
    "source_url": '"https://example.se/beslut"',
}
THRESHOLDS = {
    "baseline": '"2018"',
    "fewest_points": "4",
    "confidence": "95",
    "on_path_from": "100",
}


def written(path: Path, heading: str, keys: dict[str, str]) -> Path:
    lines = "\n".join(f"{key} = {value}" for key, value in keys.items())
    path.write_text(f"{heading}\n{lines}\n", encoding="utf-8")
    return path


def test_no_target_is_invented_for_the_real_goals() -> None:
    assert targets() == {}
    assert not any(row["target_value"] for row in facts("goals"))


def test_a_target_is_read_for_its_goal_and_indicator(tmp_path: Path) -> None:
    found = read_targets(written(tmp_path / "goals.toml", "[[target]]", TARGET))
    key = ("syfte-boendesegregation", "residential-birth-dissimilarity")
    assert found == {key: Target(0.3, "2028", "https://example.se/beslut")}


def test_a_target_can_be_set_for_some_places(tmp_path: Path) -> None:
    path = written(tmp_path / "goals.toml", "[[target]]", TARGET | {"places": '["0180"]'})
    assert [target.places for target in read_targets(path).values()] == [("0180",)]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"goal": '"syfte-brott"'}, "unknown goal of the indicator 'syfte-brott'"),
        ({"indicator": '"residential-birth-dissimilarit"'}, "did you mean"),
        ({"goal": '"syfte-representation"', "indicator": '"foreign-citizen-electorate-share"'},
         "has no direction"),
        ({"value": '"0.3"'}, "'value' is not a number"),
        ({"period": "2028"}, "'period' is not a year"),
        ({"source_url": '"hörsägen"'}, "must say where the target was decided"),
        ({"valeu": "1"}, "unknown key 'valeu'"),
    ],
)  # fmt: skip
def test_a_wrong_target_is_refused(tmp_path: Path, keys: dict[str, str], told: str) -> None:
    path = written(tmp_path / "goals.toml", "[[target]]", TARGET | keys)
    with pytest.raises(DefinitionError, match=told):
        read_targets(path)


def test_a_target_without_source_is_refused(tmp_path: Path) -> None:
    keys = {key: value for key, value in TARGET.items() if key != "source_url"}
    with pytest.raises(DefinitionError, match="'source_url' is missing"):
        read_targets(written(tmp_path / "goals.toml", "[[target]]", keys))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("baseline", "2018"),
        ("fewest_points", "1"),
        ("fewest_points", "4.5"),
        ("confidence", "100"),
        ("confidence", "0.95"),
        ("on_path_from", "0"),
    ],
)
def test_a_wrong_threshold_is_refused(tmp_path: Path, key: str, value: str) -> None:
    with pytest.raises(DefinitionError, match=f"'{key}' must be"):
        thresholds(written(tmp_path / "progress.toml", "", THRESHOLDS | {key: value}))


def test_a_misspelt_threshold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="keys are not those"):
        thresholds(written(tmp_path / "progress.toml", "", THRESHOLDS | {"baselin": '"2018"'}))
    assert shipped().fewest_points == 4


def test_gaps_indices_and_levels_are_told_apart() -> None:
    by_id = indicators()
    assert aspect_of(by_id["turnout-riksdag-gap"]) is Aspect.GAP
    assert aspect_of(by_id["employed-gap-area-types"]) is Aspect.GAP
    assert aspect_of(by_id["school-background-theil-h"]) is Aspect.EVENNESS
    assert aspect_of(by_id["overcrowding"]) is Aspect.LEVEL


def test_an_indicator_without_direction_has_no_goal_to_be_assessed_against() -> None:
    assert goals_of(indicators()["foreign-citizen-electorate-share"]) == ()
    found = goals_of(indicators()["overcrowding"])
    assert [goal.id for goal in found] == ["syfte-bra-bostader", "delmal-boende"]
    assert goal_for(indicators()["overcrowding"]).direction is Direction.DOWN


def test_everyone_learns_who_set_every_goal() -> None:
    for row in facts("goals"):
        found = set_by(row["id"], row["level"])
        assert found is not None and found.text.sv and found.text.en, row["id"]
