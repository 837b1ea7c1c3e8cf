"""Small units: none may report marked segregation where there is none."""

import json

import numpy as np
import pytest

from samlad.indices import Counts, bootstrap, table

#: Units, people in each, minority share, spread of the units' shares; seed of those shares, so
#: that the true D is that of the reference's own case.
CASES = {
    "schools 200x20, 10% min, segregated": (200, 20, 0.1, 0.9, 50),
    "schools 200x20, 10% min, NO segregation": (200, 20, 0.1, 0.0, 0),
    "DeSO 40x1700, 2% min, mild": (40, 1700, 0.02, 0.4, 25),
    "small muni 12x1500, 0.3% min, none": (12, 1500, 0.003, 0.0, 0),
}
DRAWS = 300
#: The peers' errors come from 30 draws: their own error is one part in √60.
PEERS_NOISE = 1 + 1 / np.sqrt(60)


def shares(case: str) -> np.ndarray:
    units, _, share, spread, seed = CASES[case]
    logit = np.log(share / (1 - share)) + np.random.default_rng(seed).normal(0, spread, units)
    return 1 / (1 + np.exp(-logit))


def true_d(case: str) -> float:
    size, people = CASES[case][1], shares(case)
    counts = Counts.from_arrays(np.column_stack([people, 1 - people]) * size)
    return float(table(counts, ["dissimilarity"], interval=None, correct=False).estimate[0])


def replicates(case: str) -> Counts:
    size, people = CASES[case][1], shares(case)
    first = np.random.default_rng(99).binomial(size, people, (DRAWS, len(people)))
    cells = np.stack([first, size - first], axis=-1).reshape(-1, 2)
    return Counts.from_arrays(cells, segments=np.repeat(range(DRAWS), len(people)))


def error(values: np.ndarray, case: str) -> float:
    return float(np.sqrt(np.nanmean((values - true_d(case)) ** 2)))


def test_schools_without_segregation_show_none() -> None:
    result = table(replicates("schools 200x20, 10% min, NO segregation"), ["dissimilarity"])
    assert result.estimate.mean() == pytest.approx(0.29, abs=0.005)
    assert result.corrected.mean() < 0.03
    assert np.median(result.corrected) == 0


@pytest.mark.parametrize("index", ["theil-h", "gini", "hutchens", "correlation-ratio", "minmax"])
def test_other_indices_show_none_either(index: str) -> None:
    result = table(replicates("schools 200x20, 10% min, NO segregation"), [index])
    assert result.corrected.mean() < 0.05
    assert result.corrected.mean() < result.estimate.mean() / 8


@pytest.mark.parametrize("case", CASES)
def test_the_error_is_no_greater_than_bootstrap_debiasing_on_the_same_draws(case: str) -> None:
    counts = replicates(case)
    again = bootstrap(counts, ["dissimilarity"], draws=50)
    ours = table(counts, ["dissimilarity"]).corrected
    assert error(ours, case) <= error(again.estimate[:, 0] - again.bias[:, 0], case)


@pytest.mark.shared_data
@pytest.mark.parametrize("case", CASES)
def test_the_error_is_at_or_below_the_best_peer(inputs, case: str) -> None:
    rows = json.loads((inputs / "reference" / "small_units.json").read_text())
    peers = next(row for row in rows if row["case"] == case)
    assert true_d(case) == pytest.approx(peers["true"]["mean"], abs=0.004)
    best = min(
        found["rmse"] for name, found in peers.items() if name not in ("case", "true", "raw")
    )
    ours = table(replicates(case), ["dissimilarity"]).corrected
    assert error(ours, case) <= best * PEERS_NOISE


def test_large_units_are_hardly_corrected() -> None:
    random = np.random.default_rng(0)
    people = random.beta(2, 8, 60)
    first = random.binomial(20_000, people)
    result = table(
        Counts.from_arrays(np.column_stack([first, 20_000 - first])), ["dissimilarity", "theil-h"]
    )
    assert result.corrected == pytest.approx(result.estimate, abs=5e-4)
