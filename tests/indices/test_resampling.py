"""Simulation agrees with the formulas, keeps its margins, and gives the same answer twice."""

import os
from itertools import product

import numpy as np
import pytest
from scipy.stats import binom, chi2, hypergeom, multivariate_hypergeom

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices import (
    Counts,
    all_indices,
    bootstrap,
    difference,
    drawn_tables,
    find,
    group_table,
    local_table,
    random_allocation,
    resampling,
    table,
)
from samlad.indices.sums import FROM_SUMS, Layout

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


def drawn(draw, counts: Counts, times: int) -> np.ndarray:
    people = np.empty((times, *counts.table.shape), dtype=np.int64)
    draw(np.uint64(11), 0, Layout(counts), people)
    return people


def test_random_allocation_keeps_the_sizes_of_units_and_groups(towns) -> None:
    people = drawn(drawn_tables.allocate_into, towns, 3)
    assert (people >= 0).all()
    assert (people.sum(axis=2) == towns.unit_totals).all()
    assert (people.reshape(3, 3, 30, 2).sum(axis=2) == towns.group_totals).all()


def test_resampling_keeps_the_sizes_of_units(towns) -> None:
    people = drawn(drawn_tables.resample_into, towns, 3)
    assert (people >= 0).all()
    assert (people.sum(axis=2) == towns.unit_totals).all()


def test_random_allocation_is_hypergeometric_in_every_unit() -> None:
    counts = Counts.from_arrays([[3, 2, 0], [1, 4, 2], [2, 0, 1]])
    people = drawn(drawn_tables.allocate_into, counts, 40_000)
    for unit, group in product(range(3), range(3)):
        law = hypergeom(15, int(counts.group_totals[0, group]), int(counts.unit_totals[unit]))
        assert as_often(people[:, unit, group], law)


def test_random_allocation_makes_every_table_as_often_as_the_reference() -> None:
    counts = Counts.from_arrays([[3, 2, 1], [1, 3, 2]])
    people = drawn(drawn_tables.allocate_into, counts, 60_000)[:, 0]
    law = multivariate_hypergeom(counts.group_totals[0].astype(int), 6)
    tables, seen = np.unique(people, axis=0, return_counts=True)
    expected = law.pmf(tables) * len(people)
    assert chi2.sf(((seen - expected) ** 2 / expected).sum(), len(tables) - 1) > 1e-4


@pytest.mark.parametrize(
    ("size", "share"),
    [(1, 0.3), (7, 0.5), (60, 0.05), (60, 0.4), (900, 0.75), (900, 0.012), (40_000, 0.2),
     (3_000_000, 0.4), (3_000_000, 3e-6)],
)  # fmt: skip
def test_resampling_is_binomial(size: int, share: float) -> None:
    first = round(size * share) or 1
    counts = Counts.from_arrays([[first, size - first], [1, 1]])
    people = drawn(drawn_tables.resample_into, counts, 30_000)[:, 0, 0]
    assert as_often(people, binom(size, first / size))


def as_often(values: np.ndarray, law) -> bool:
    """Does a χ² test with bins of twenty or more expected let the values pass?"""
    edges = np.unique(law.ppf(np.linspace(0, 1, 60)[1:-1]))
    seen = np.bincount(np.searchsorted(edges, values), minlength=len(edges) + 1)
    expected = np.diff(np.concatenate([[0.0], law.cdf(edges), [1.0]])) * len(values)
    kept = expected > 20
    if kept.sum() < 2:
        return bool(kept.any())
    distance = ((seen[kept] - expected[kept]) ** 2 / expected[kept]).sum()
    return bool(chi2.sf(distance, kept.sum() - 1) > 1e-4)


@pytest.mark.parametrize("groups", [2, 5])
def test_bootstrap_agrees_with_multinomial_draws_of_numpy(groups: int) -> None:
    random = np.random.default_rng(8)
    shares = random.dirichlet(np.linspace(4, 0.2, groups), 40)
    counts = Counts.from_arrays(random.multinomial(random.integers(5, 300, 40), shares))
    names = [index.name for index in all_indices() if not index.two_groups or groups == 2]
    times = 1500
    tables = random.multinomial(
        np.tile(counts.unit_totals.astype(int), times), np.tile(counts.shares, (times, 1))
    )
    segments = np.repeat(np.arange(times), 40)
    reference = table(Counts.from_arrays(tables, segments=segments), names,
                      interval=None, correct=False).estimate.reshape(times, -1)  # fmt: skip
    found = bootstrap(counts, names, draws=times)
    error = reference.std(axis=0)
    away = found.bias[0] + found.estimate[0] - reference.mean(axis=0)
    assert (np.abs(away) <= 4.5 * error * np.sqrt(2 / times) + 1e-12).all()
    assert found.standard_error[0] == pytest.approx(error, rel=0.12, abs=1e-9)


@pytest.mark.parametrize("groups", [2, 4])
def test_sums_of_people_give_the_indices_of_their_counts(groups: int) -> None:
    random = np.random.default_rng(9)
    cells = random.poisson(np.linspace(9, 0.1, groups), (60, groups))
    cells[:20, -1] = 0  # a group without people in the first segment
    counts = Counts.from_arrays(cells, segments=np.repeat([0, 1, 2], 20))
    sums = Layout(counts).sums(counts.table.astype(np.int64)[None])
    for name, index in FROM_SUMS.items():
        if groups == 2 or not find(name).two_groups:
            whole = counts.reasons == ""
            assert index(sums)[0][whole] == pytest.approx(
                find(name).value(counts)[whole], abs=1e-12
            )


def test_threads_and_blocks_do_not_change_what_is_drawn(towns, monkeypatch) -> None:
    names = ["theil-h", "gini"]
    found = [bootstrap(towns, names, draws=30), random_allocation(towns, names, draws=30)]
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    monkeypatch.setattr(resampling, "_BLOCK", 1)
    again = [bootstrap(towns, names, draws=30), random_allocation(towns, names, draws=30)]
    assert found[0].low.tobytes() == again[0].low.tobytes()
    assert found[1].expected.tobytes() == again[1].expected.tobytes()


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


def test_a_draw_that_loses_a_group_does_not_count() -> None:
    counts = Counts.from_arrays([[30, 1], [40, 0]])  # the one is drawn in 63 of 100 draws
    names = [index.name for index in all_indices()]
    found = bootstrap(counts, names, draws=200)
    for column in (found.standard_error, found.bias, found.low, found.high):
        assert np.isfinite(column).all()


def test_resampled_units_spread_as_numpy_resamples_them() -> None:
    random = np.random.default_rng(3)
    cells = random.multinomial(200, random.dirichlet([4, 2, 1], 30))
    counts = Counts.from_arrays(np.vstack([cells, cells[:9]]), segments=np.repeat([1, 2], [30, 9]))
    names = ["theil-h", "gini", "dissimilarity"]
    found = bootstrap(counts, names, draws=600, of="units")
    for segment, rows in enumerate((cells, cells[:9])):
        chosen = random.integers(0, len(rows), (600, len(rows)))
        tables = Counts.from_arrays(
            rows[chosen].reshape(-1, 3), segments=np.repeat(range(600), len(rows))
        )
        drawn = table(tables, names, interval=None, correct=False).estimate.reshape(600, 3)
        assert found.standard_error[segment] == pytest.approx(drawn.std(axis=0), rel=0.12)
        assert found.bias[segment] + found.estimate[segment] == pytest.approx(
            drawn.mean(axis=0), abs=4.5 * (drawn.std(axis=0) * np.sqrt(2 / 600)).max()
        )


def test_units_that_are_alike_have_no_spread_however_they_are_drawn() -> None:
    counts = Counts.from_arrays([[8.5, 1.5]] * 6)  # weights may be resampled as units
    found = bootstrap(counts, ["theil-h", "gini"], draws=50, of="units")
    assert found.standard_error.max() < 1e-9
    with pytest.raises(UnknownName, match="did you mean 'units'"):
        bootstrap(counts, ["theil-h"], of="unit")


@pytest.mark.parametrize(
    "ask",
    [
        lambda counts: table(counts, ["gini"], interval=95),
        lambda counts: bootstrap(counts, ["gini"], interval=95),
        lambda counts: local_table(counts, interval=95),
        lambda counts: group_table(counts, interval=1.0),
        lambda counts: difference(counts, counts, ["gini"], interval=95),
    ],
)
def test_an_interval_is_a_share(towns, ask) -> None:
    with pytest.raises(UnusableCounts, match="no share between 0 and 1"):
        ask(towns)


@pytest.mark.parametrize("ask", [table, bootstrap, random_allocation])
def test_a_bare_name_is_told_to_stand_in_a_list(towns, ask) -> None:
    with pytest.raises(UnusableCounts, match=r"give \['theil-h'\]"):
        ask(towns, "theil-h")
