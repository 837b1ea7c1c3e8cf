"""Between and within states and districts of the example schools, against R `segregation`."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from samlad.indices import Counts
from samlad.indices.nested import nested, within

#: Both sides are exact sums; the last digits differ by the order of adding.
EXACT = 1e-12


@pytest.fixture(scope="module")
def schools(inputs: Path) -> tuple[Counts, dict, dict]:
    """The counts of 2000, the state of each school, and its district."""
    with (inputs / "reference" / "schools" / "schools00.csv").open() as lines:
        rows = list(csv.DictReader(lines))
    units = {row["school"]: (row["state"], row["district"]) for row in rows}
    place = {unit: number for number, unit in enumerate(units)}
    groups = sorted({row["race"] for row in rows})
    table = np.zeros((len(units), len(groups)))
    for row in rows:
        table[place[row["school"]], groups.index(row["race"])] += float(row["n"])
    counts = Counts.from_arrays(table, units=list(units), groups=groups)
    states, districts = ({unit: both[n] for unit, both in units.items()} for n in (0, 1))
    return counts, states, districts


@pytest.fixture(scope="module")
def expected(inputs: Path) -> dict:
    return json.loads((inputs / "reference" / "schools" / "expected.json").read_text())["schools00"]


def test_states_districts_and_schools(schools, expected) -> None:
    counts, states, districts = schools
    found = nested(counts, {"state": states, "district": districts})
    for row in expected["nested"]:
        level = "unit" if row["between"] == "school" else row["between"]
        values = found.m if row["stat"] == "M" else found.h
        assert values[0, found.levels.index(level)] == pytest.approx(row["est"], abs=EXACT)


def test_between_and_within_districts(schools, expected) -> None:
    counts, _, districts = schools
    found = nested(counts, {"district": districts})
    for number, name in enumerate(("between_district", "within_district")):
        stated = {row["stat"]: row["est"] for row in expected[name]}
        assert found.m[0, number] == pytest.approx(stated["M"], abs=EXACT)
        assert found.h[0, number] == pytest.approx(stated["H"], abs=EXACT)


def test_inside_each_state(schools, expected) -> None:
    counts, states, _ = schools
    found = within(counts, states)
    place = {label: number for number, label in enumerate(found.parent)}
    for row in expected["mutual_within_state"]:
        here = place[row["state"]]
        for ours, theirs in ((found.m, "M"), (found.weight, "p"), (found.h, "H"),
                             (found.entropy_ratio, "ent_ratio")):  # fmt: skip
            assert ours[here] == pytest.approx(row[theirs], abs=EXACT)
