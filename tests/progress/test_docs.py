"""The manual describes every standing and every threshold that decides one."""

from dataclasses import fields
from pathlib import Path

from samlad.catalogue import texts
from samlad.model import Thresholds
from samlad.progress import Ground, Standing

MANUAL = (Path(__file__).parents[2] / "docs" / "progress.md").read_text(encoding="utf-8")
DATA = Path(__file__).parents[2] / "src" / "samlad" / "definitions" / "progress.toml"


def test_every_standing_stands_in_the_manual_with_an_example() -> None:
    for standing in Standing:
        rows = [line for line in MANUAL.splitlines() if line.startswith(f"| `{standing}`")]
        assert rows and all(row.count("|") == 4 for row in rows), standing


def test_every_threshold_is_data() -> None:
    data = DATA.read_text(encoding="utf-8")
    assert all(f"\n{field.name} = " in data for field in fields(Thresholds))


def test_every_standing_and_ground_has_its_words() -> None:
    for standing in Standing:
        assert {f"goals.standing_{standing}", f"goals.means_{standing}"} <= texts().keys()
    for ground in Ground:
        assert f"goals.ground_{ground}" in texts()
