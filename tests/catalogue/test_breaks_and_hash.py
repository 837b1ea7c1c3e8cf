"""Source breaks reach the indicators, and the release knows which definitions it rests on."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from samlad import catalogue
from samlad.catalogue import files
from samlad.model import NATION, Result, Status
from samlad.portal.results import results
from samlad.progress import Verdict, change

KNOWN = "school-background-known-share"


def test_a_break_of_its_source_is_a_break_of_the_indicator() -> None:
    education = catalogue.indicators()["residential-education-dissimilarity"]
    assert "2023" in {cut.period for cut in education.breaks}
    dwellings = catalogue.indicators()["residential-tenure-theil-h"]
    assert "2025" not in {cut.period for cut in dwellings.breaks}  # only persons are perturbed
    assert catalogue.indicators()["reported-theft"].breaks == ()


def test_change_is_never_told_across_a_break_of_the_source() -> None:
    born = catalogue.indicators()["residential-birth-dissimilarity"]
    one = Result(born.id, "00", "regso-2020", "2022", 0.3, 0.29, 0.31, 0.3, 9, 9.0, Status.SHOWN)
    later = [replace(one, period=year, value=0.5) for year in ("2025", "2026")]
    breaks = [cut.period for cut in born.breaks]
    found = change([one, *later], breaks, 3)
    assert (found.verdict, found.first) == (Verdict.TWO_POINTS, later[0])


def test_schools_are_compared_only_while_the_known_share_is_level() -> None:
    known = [(row.period, row.value) for row in results().series(KNOWN, NATION, "school")]
    for id_ in ("school-background-dissimilarity", "school-background-theil-h"):
        (cut,) = catalogue.indicators()[id_].breaks
        before = [share for period, share in known if period < cut.period]
        after = [share for period, share in known if period >= cut.period]
        assert max(before) - min(before) > 5
        assert max(after) - min(after) < 2
        assert cut.period == "2017/18" and "92 procent" in cut.reason.sv
        assert round(after[0]) == 92 and round(before[0]) == 82


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "definitions"
    shutil.copytree(files.DEFINITIONS, folder)
    monkeypatch.setattr(files, "DEFINITIONS", folder)
    return folder


def edited(path: Path, old: str, new: str) -> str:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    files.results_hash.cache_clear()
    return files.results_hash()


def test_wording_anew_needs_no_new_release_but_other_groups_do(copied: Path) -> None:
    files.results_hash.cache_clear()
    before = files.results_hash()
    indicator = copied / "indicators" / "residential-birth-dissimilarity.toml"
    assert edited(indicator, "Boendesegregation", "Segregation i boendet") == before
    schools = copied / "indicators" / "school-background-dissimilarity.toml"
    assert edited(schools, 'period = "2017/18"', 'period = "2018/19"') == before
    related = copied / "indicators" / "reported-theft.toml"
    assert edited(related, "near_goals = [", 'near_goals = ["delmal-utbildning", ') == before
    assert edited(indicator, 'index = "dissimilarity"', 'index = "gini"') != before
    files.results_hash.cache_clear()


def test_the_bundled_release_is_of_these_definitions() -> None:
    """Else `samlad verify` says that it is not what they give."""
    manifest = json.loads((files.DEFINITIONS.parent / "release" / "manifest.json").read_bytes())
    assert manifest["definitions"] == files.results_hash()
