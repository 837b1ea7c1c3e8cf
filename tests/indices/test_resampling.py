"""Simulation agrees with the formulas, keeps its margins, and gives the same answer twice."""

import numpy as np
import pytest

from samlad.errors import UnusableCounts
from samlad.indices import Counts, bootstrap, random_allocation, resampling, table

NAMES = ["dissimilarity", "theil-h", "theil-m", "isolation", "gini", "correlation-ratio", "hutchens",
         "atkinson", "squared-variation", "diversity"]  # fmt: skip


@pytest.fixture(scope="module")
def towns() -> Counts:
    random = np.random.default_rng(5)
    sizes = random.integers(300, 2500, 90)
    first = random.binomial(sizes, random.beta(3, 7, 90))
    segments = np.repeat(["a", "b", "c"], 30)
    return Counts.from_arrays(np.column_stack([first, sizes - first]), segments=segments)


@pytest.mark.parametrize("index", NAMES)
def test_analytic_and_bootstrap_standard_errors_agree(towns, index) -> None:
    analytic = table(towns, [index]).standard_error
    simulated = bootstrap(towns, [index], draws=600).standard_error[:, 0]
    assert analytic == pytest.approx(simulated, rel=0.12)


@pytest.mark.parametrize("index", [name for name in NAMES if name not in ("dissimilarity", "gini")])
def test_the_formula_takes_away_the_bias_that_the_bootstrap_shows(towns, index) -> None:
    result, simulated = table(towns, [index]), bootstrap(towns, [index], draws=600)
    assert result.estimate - result.corrected == pytest.approx(
        simulated.bias[:, 0], rel=0.35, abs=0.15 * result.standard_error.max()
    )


def test_three_groups_agree_too() -> None:
    random = np.random.default_rng(6)
    cells = [random.multinomial(800, shares) for shares in random.dirichlet([5, 3, 1], 40)]
    counts = Counts.from_arrays(cells)
    names = ["dissimilarity", "gini", "theil-h", "theil-m", "normalised-exposure",
             "relative-diversity", "squared-variation", "simpson-interaction"]  # fmt: skip
    result, simulated = table(counts, names), bootstrap(counts, names, draws=600)
    assert result.standard_error == pytest.approx(simulated.standard_error[0], rel=0.12)


def test_the_same_counts_give_the_same_draws(towns) -> None:
    first, second = (bootstrap(towns, ["theil-h"], draws=50) for _ in range(2))
    assert first.low.tolist() == second.low.tolist()
    other = Counts.from_arrays(towns.table + 1, segments=np.repeat(["a", "b", "c"], 30))
    assert bootstrap(other, ["theil-h"], draws=50).low.tolist() != first.low.tolist()


def test_random_allocation_keeps_the_sizes_of_units_and_groups(towns) -> None:
    drawn = resampling._allocated(towns, np.random.default_rng(1), 3).reshape(3, 90, 2)
    assert (drawn >= 0).all()
    assert (drawn.sum(axis=2) == towns.unit_totals).all()
    assert (drawn.reshape(3, 3, 30, 2).sum(axis=2) == towns.group_totals).all()


def test_random_allocation_has_the_mean_that_theory_gives() -> None:
    counts = Counts.from_arrays(np.tile([[2, 18]], (50, 1)))
    found = random_allocation(counts, ["correlation-ratio"], draws=400)
    assert found.expected[0, 0] == pytest.approx(49 / 999, rel=0.03)  # (J − 1) / (N − 1)
    assert found.p[0, 0] == 1


def test_a_chance_is_never_nought_and_small_where_segregation_is_plain(towns) -> None:
    found = random_allocation(towns, ["dissimilarity"], draws=99)
    assert found.p[:, 0].tolist() == [0.01, 0.01, 0.01]


def test_what_has_no_index_has_no_chance() -> None:
    counts = Counts.from_arrays([[5, 0], [6, 0], [5, 5], [2, 8]], segments=[1, 1, 2, 2])
    found = random_allocation(counts, ["dissimilarity"], draws=20)
    assert np.isnan(found.p[0, 0])
    assert 0 < found.p[1, 0] <= 1


def test_weights_and_too_few_draws_are_refused(towns) -> None:
    with pytest.raises(UnusableCounts, match="whole counts"):
        bootstrap(Counts.from_arrays([[1.5, 2], [2, 3]]), ["theil-h"])
    with pytest.raises(UnusableCounts, match="too few"):
        bootstrap(towns, ["theil-h"], draws=1)
