"""The field's corrections of D: by hand, against simulation, and where nobody is segregated."""

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices import Counts, random_allocation, table
from samlad.indices.corrections import (
    CORRECTIONS,
    carrington_troske,
    correct,
    expected_dissimilarity,
    most_likely_size,
    winship,
)


def schools(spread: float, seed: int = 3) -> Counts:
    random = np.random.default_rng(seed)
    logit = np.log(0.1 / 0.9) + random.normal(0, spread, 200)
    first = random.binomial(20, 1 / (1 + np.exp(-logit)), (40, 200))
    cells = np.stack([first, 20 - first], axis=-1).reshape(-1, 2)
    return Counts.from_arrays(cells, segments=np.repeat(range(40), 200))


@pytest.mark.parametrize("groups", [2, 4])
def test_expected_d_is_the_mean_of_random_allocations(groups: int) -> None:
    random = np.random.default_rng(4)
    cells = random.poisson(np.linspace(12, 0.6, groups), (120, groups))
    counts = Counts.from_arrays(cells, segments=np.repeat([1, 2, 3], 40))
    drawn = random_allocation(counts, ["dissimilarity"], draws=2000)
    error = drawn.standard_deviation[:, 0] / np.sqrt(2000)
    assert (np.abs(expected_dissimilarity(counts) - drawn.expected[:, 0]) < 4 * error).all()


def test_expected_d_of_large_units_is_that_of_normal_numbers() -> None:
    counts = Counts.from_arrays(np.tile([[40_000, 160_000]], (50, 1)))
    noise = np.sqrt(2 / np.pi * 0.2 * 0.8 / 200_000 * (1 - 1 / 50))
    assert expected_dissimilarity(counts) == pytest.approx([noise / (2 * 0.2 * 0.8)], rel=1e-4)


def test_where_nobody_is_segregated_winship_and_carrington_troske_are_nought_on_average() -> None:
    counts = schools(0.0)
    for name in ("winship", "carrington-troske"):
        assert correct(counts, name).mean() == pytest.approx(0, abs=0.01)
    assert correct(counts, "samlad").mean() < 0.03
    assert 0.13 < correct(counts, "bootstrap").mean() < 0.2  # what the manual warns of
    assert 0.1 < correct(counts, "density").mean() < 0.2


def test_samlad_is_the_correction_of_the_table() -> None:
    counts = schools(0.9)
    assert correct(counts, "samlad").tolist() == table(counts, ["dissimilarity"]).corrected.tolist()


def test_beta_finds_a_true_beta() -> None:
    random = np.random.default_rng(5)
    first = random.binomial(20, random.beta(1, 4, 20_000))
    counts = Counts.from_arrays(np.column_stack([first, 20 - first]))
    below = 0.2 - (1 - 0.8**5) / 5  # E max(P − p, 0) of a beta(1, 4)
    true = 2 * below / (2 * 0.2 * 0.8)
    assert correct(counts, "beta") == pytest.approx([true], abs=0.01)


@pytest.mark.parametrize("seen", [0.3, 0.99, 1.01, 1.2, 2.0, 3.5])
def test_the_most_likely_size_is_where_the_density_is_greatest(seen: float) -> None:
    def density(n: float) -> float:
        return -np.exp(-((seen - n) ** 2) / 2) - np.exp(-((seen + n) ** 2) / 2)

    best = minimize_scalar(density, bounds=(0, 5), method="bounded", options={"xatol": 1e-9})
    assert most_likely_size(np.array([seen]))[0] == pytest.approx(best.x, abs=2e-3)


def test_complete_separation_stays_complete() -> None:
    counts = Counts.from_arrays([[50, 0]] * 20 + [[0, 50]] * 20)
    for name in ("winship", "carrington-troske", "bootstrap", "samlad", "beta"):
        assert correct(counts, name) == pytest.approx([1.0], abs=1e-6)


@pytest.mark.parametrize("name", CORRECTIONS)
def test_a_segment_without_an_index_has_no_corrected_one(name: str) -> None:
    counts = Counts.from_arrays([[5, 0], [6, 0], [5, 5], [2, 8]], segments=[1, 1, 2, 2])
    assert np.isnan(correct(counts, name)).tolist() == [True, False]


def test_formulas_take_any_index() -> None:
    assert winship(np.array([1.0]), np.array([0.4])).tolist() == [1.0]
    assert carrington_troske(np.array([0.0]), np.array([0.4])).tolist() == [-1.0]


def test_faults_are_told() -> None:
    with pytest.raises(UnknownName, match="carrington-troske"):
        correct(schools(0.0), "carrington")
    with pytest.raises(UnusableCounts, match="density needs two groups"):
        correct(Counts.from_arrays([[1, 2, 3], [3, 2, 1]]), "density")
    with pytest.raises(UnusableCounts, match="whole people"):
        correct(Counts.from_arrays([[1.5, 2], [2, 3]]), "winship")
