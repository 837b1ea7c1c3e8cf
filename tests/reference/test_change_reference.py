"""The change 2000–2005 of the field's example schools, against R `segregation` at convergence."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from samlad.indices import Counts
from samlad.indices.change import change
from samlad.indices.contributions import contributions

#: The reference stops at a relative precision of 1e-12 and fills zeros with 1e-10 people.
CONVERGED = 1e-8
EXACT = 1e-12
#: R's detailed table stops early: its parts sum to 0.0068 where its own structural term, converged,
#: is 0.0032. Schools agree in sign and to this much.
UNCONVERGED = 0.03


@pytest.fixture(scope="module")
def schools(inputs: Path) -> tuple[Counts, Counts]:
    folder = inputs / "reference" / "schools"
    return _counts(folder / "schools00.csv"), _counts(folder / "schools05.csv")


def _counts(path: Path) -> Counts:
    with path.open() as lines:
        rows = [(row["school"], row["race"], float(row["n"])) for row in csv.DictReader(lines)]
    units = {unit: None for unit, _, _ in rows}
    groups = {group: None for _, group, _ in rows}
    place = {unit: n for n, unit in enumerate(units)}, {group: n for n, group in enumerate(groups)}
    table = np.zeros((len(units), len(groups)))
    for unit, group, people in rows:
        table[place[0][unit], place[1][group]] += people
    return Counts.from_arrays(table, units=list(units), groups=list(groups))


@pytest.fixture(scope="module")
def expected(inputs: Path) -> dict:
    path = inputs / "reference" / "schools" / "expected.json"
    return json.loads(path.read_text())["schools00_05"]


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ("structural", 0.003153541),
        ("group_marginal", 0.016250423),
        ("unit_marginal", -0.016739979),
        ("additions", -0.003412776),
        ("removals", -0.011405093),
    ],
)
def test_terms_at_convergence(schools, term: str, value: float) -> None:
    assert getattr(change(*schools), term).estimate[0] == pytest.approx(value, abs=CONVERGED)


def test_values_and_the_terms_that_need_no_fit(schools, expected) -> None:
    found = change(*schools)
    stated = {row["stat"]: row["est"] for row in expected["shapley_precise"]}
    names = {"M1": "first", "M2": "second", "diff": "difference"}
    for stat in ("M1", "M2", "diff", "additions", "removals"):
        ours = getattr(found, names.get(stat, stat)).estimate[0]
        assert ours == pytest.approx(stated[stat], abs=1e-10)


def test_contributions_of_schools(schools, expected) -> None:
    ours = contributions(*schools)
    place = {label: n for n, label in enumerate(ours.label)}
    columns = {"p1": ours.share_first, "p2": ours.share_second, "total": ours.structural}
    for row in expected["shapley_detailed_head"]:
        if row["school"] and row["stat"] in columns:
            here = place[row["school"]]
            within = EXACT if row["stat"] != "total" else UNCONVERGED * ours.share_second[here] * 2
            assert columns[row["stat"]][here] == pytest.approx(row["est"], abs=within)
    for stat, column in (("ls_diff1", ours.local_first), ("ls_diff2", ours.local_second)):
        rows = [row for row in expected["shapley_detailed_head"] if row["stat"] == stat]
        for row in rows:
            assert column[place[row["school"]]] == pytest.approx(row["est"], abs=UNCONVERGED)
