"""A misspelt key or value in breaks, corrections, divisions or sources is named, never ignored."""

import sys
from pathlib import Path

import pytest

from samlad.catalogue import breaks as breaks_of
from samlad.catalogue import corrections as corrections_of
from samlad.catalogue import divisions as divisions_of
from samlad.catalogue import files
from samlad.catalogue.sources import _source
from samlad.errors import DefinitionError

READERS = {"breaks": breaks_of, "corrections": corrections_of, "divisions": divisions_of}


@pytest.mark.parametrize(
    "case",
    [
        ("breaks", 'period = "2025"', "", "'cell-key-2025.period' is missing; write the year"),
        ("breaks", 'status = "perturbed"', 'status = "disturbed"', "unknown status 'disturbed'; did you mean 'perturbed'?"),
        ("breaks", "subtracts = false\n", "subtract = false\n", "unknown key 'subtract'; did you mean 'subtracts'?"),
        ("corrections", 'periods = ["2013"]', 'period = ["2013"]', "unknown key 'period'; did you mean 'periods'?"),
        ("corrections", "equals = 0", "equals = 0\nabove = 1", "needs one of 'equals' and 'above'"),
        ("corrections", "date = 2026-11-22", 'date = "2026"', ".date' is missing or of another kind"),
        ("divisions", 'level = "regso"', 'level = "regsoo"', "unknown level 'regsoo'; did you mean 'regso'?"),
        ("divisions", 'parent = "county"', 'parent = "land"', "'municipality' names 'land', no division"),
    ],
)  # fmt: skip
def test_a_misspelling_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: tuple[str, str, str, str]
) -> None:
    name, old, new, sentence = case
    text = (files.DEFINITIONS / f"{name}.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / f"{name}.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    monkeypatch.setattr(sys.modules[f"samlad.catalogue.{name}"], "DEFINITIONS", tmp_path)
    with pytest.raises(DefinitionError) as caught:
        READERS[name].__wrapped__()
    assert sentence in str(caught.value)
    assert f"{name}.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('publisher = "SCB"', "", "'publisher' is missing; write it as text"),
        ('division = "deso-2018"', "", "'options.division' is missing; name a division"),
        ('unit = "households"', "", "'options.tables.household_type.unit' is missing"),
        ('en = "Net income"', "", "'title' has no text in 'en'"),
    ],
)
def test_a_source_without_what_it_needs_is_named(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    text = (files.DEFINITIONS / "sources" / "scb-deso.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "scb-deso.toml"
    path.write_text(text.replace(f", {old}", "").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        _source(path)
    assert sentence in str(caught.value)
