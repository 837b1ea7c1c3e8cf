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
    names = run(0)
    assert capsys.readouterr().out.count("shown") == 2
    met = run(2, names)["met"]
    assert met.corrected.sum(axis=2) == pytest.approx(1)


def run(number: int, given: dict | None = None) -> dict:
    """Run an example of the manual after what is given; what it names."""
    example = re.findall(r"```python\n(.*?)```", MANUAL, re.S)[number]
    names: dict = dict(given or {})
    exec(compile(example, "docs/indices.md", "exec"), names)
    return names | {"lines": example.count("\n")}


def test_fifteen_lines_lead_from_a_file_to_an_answer(tmp_path, monkeypatch) -> None:
    random = np.random.default_rng(2)
    rows = [
        {"municipality": place, "year": year, "school": f"{place}-{school}",
         "district": f"{place}-{school // 4}", "background": background, "pupils": pupils}
        for place, parted in (("0114", 1), ("0180", 9))
        for year in (2015, 2020, 2025)
        for school in range(12 + (year == 2025))
        for background, pupils in zip(
            ("home", "away", "both"),
            random.multinomial(
                150, random.dirichlet([60, 20, 10] if year == 2015 else np.array([60, 20, 10]) / parted)
            ),
            strict=True,
        )
    ]  # fmt: skip
    pl.DataFrame(rows).write_csv(tmp_path / "pupils.csv")
    monkeypatch.chdir(tmp_path)
    found = run(1)
    assert found["lines"] == 15
    moved, why, where, who = (found[name] for name in ("moved", "why", "where", "who"))
    assert moved.segment.tolist() == [("0114",), ("0180",)]
    assert moved.p_joint[0] > 0.05 > moved.p_joint[1]
    terms = (why.additions, why.removals, why.group_marginal, why.unit_marginal, why.structural)
    assert sum(term.estimate for term in terms) == pytest.approx(why.difference.estimate)
    corrected = found["corrected"].of("theil-h").corrected.reshape(2, 3)
    assert moved.difference == pytest.approx(corrected[:, 2] - corrected[:, 0])
    assert where.h.sum(axis=1) == pytest.approx(who.part.reshape(2, 3).sum(axis=1))
