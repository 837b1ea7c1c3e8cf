"""The manual describes every index as the registry has it, and its example runs."""

import re
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from samlad.indices import Counts, all_indices

MANUAL = (Path(__file__).parents[2] / "docs" / "indices.md").read_text(encoding="utf-8")
NAMES = {index.name for index in all_indices()}
PARTS = {part.split("\n", 1)[0]: part for part in re.split(r"^##+ ", MANUAL, flags=re.M)[1:]}
SECTIONS = {name: part for name, part in PARTS.items() if name in NAMES}


@pytest.mark.parametrize("index", all_indices(), ids=lambda index: index.name)
def test_every_index_is_described(index) -> None:
    if index.family == "order":
        assert f"| `{index.name}` |" in MANUAL
        return
    section = SECTIONS[index.name]
    assert f"- Formula: {index.formula}\n" in section
    assert f"- Source: {index.source}\n" in section
    assert f"Needs: {index.needs}." in section
    bound = "no bound" if index.high is None else f"{index.high:g}"
    assert f"Range: {index.low:g} to {bound}." in section
    assert "- Reference: " in section
    assert "- Properties: " in section


@pytest.mark.parametrize("name", SECTIONS)
def test_the_number_in_the_manual_is_the_index_s(name: str) -> None:
    written = re.search(r"^- Of 80 \+ 20 and 20 \+ 80 people: ([\d.]+)$", SECTIONS[name], re.M)
    assert written
    index = next(index for index in all_indices() if index.name == name)
    value = index.value(Counts.from_arrays([[80, 20], [20, 80]]))
    assert value == pytest.approx(np.array([float(written[1])]), abs=1e-6)


def test_the_example_of_the_manual_runs(tmp_path, monkeypatch, capsys) -> None:
    random = np.random.default_rng(1)
    pl.DataFrame(
        {
            "municipality": ["0114"] * 8 + ["0180"] * 8,
            "year": [2022] * 16,
            "school": [f"s{number // 2}" for number in range(16)],
            "background": ["home", "away"] * 8,
            "pupils": random.integers(5, 90, 16),
        }
    ).write_csv(tmp_path / "pupils.csv")
    monkeypatch.chdir(tmp_path)
    example = re.search(r"```python\n(.*?)```", MANUAL, re.S)
    assert example
    exec(compile(example[1], "docs/indices.md", "exec"), {})
    assert capsys.readouterr().out.count("shown") == 2
