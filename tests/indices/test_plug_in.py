"""Indices of the fitted Dirichlet are what units drawn from it have, without chance."""

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.stats import dirichlet_multinomial

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices import Counts, all_indices, plug_in, table
from samlad.indices.evenness import mean_power
from samlad.indices.plug_in import OF_DIRICHLET, fitted_dirichlet

SHARES, SPREAD = np.array([0.5, 0.3, 0.2]), 0.15
STRENGTH = 1 / SPREAD - 1


def drawn(shares: np.ndarray, units: int, size: int, seed: int = 1) -> Counts:
    random = np.random.default_rng(seed)
    return Counts.from_arrays(random.multinomial(size, random.dirichlet(shares * STRENGTH, units)))


@pytest.mark.parametrize("groups", [2, 3])
def test_in_many_large_units_it_is_the_index_itself(groups: int) -> None:
    shares = SHARES[:groups] / SHARES[:groups].sum()
    counts = drawn(shares, 20_000, 20_000)
    for name in OF_DIRICHLET:
        if groups == 2 or name in {i.name for i in all_indices() if not i.two_groups}:
            plain = table(counts, [name], interval=None, correct=False).estimate[0]
            assert plug_in(counts, name)[0] == pytest.approx(plain, rel=0.015), name


@pytest.mark.parametrize("name", ["dissimilarity", "gini", "theil-h", "theil-m"])
def test_small_units_tell_the_same_without_chance(name: str) -> None:
    true = plug_in(drawn(SHARES, 20_000, 20_000), name)[0]
    small = drawn(SHARES, 4000, 10)
    assert table(small, [name], interval=None, correct=False).estimate[0] > 1.1 * true
    assert plug_in(small, name)[0] == pytest.approx(true, rel=0.04)


def test_the_fit_is_the_most_likely() -> None:
    counts = drawn(SHARES, 60, 15)

    def unlikely(logit: float) -> float:
        law = dirichlet_multinomial(counts.group_shares[0] * np.exp(-logit), 15)
        return -law.logpmf(counts.table.astype(int)).sum()

    best = minimize_scalar(unlikely, bounds=(-8, 8), method="bounded", options={"xatol": 1e-8})
    expected = 1 / (1 + np.exp(-best.x))
    assert fitted_dirichlet(counts).overdispersion[0] == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("seed", range(5))
def test_units_filled_at_random_are_hardly_segregated(seed: int) -> None:
    counts = Counts.from_arrays(np.random.default_rng(seed).multinomial(20, [0.1, 0.9], 200))
    raw = table(counts, ["dissimilarity"], interval=None, correct=False).estimate[0]
    assert plug_in(counts, "dissimilarity")[0] < 0.12
    assert raw > 0.25


def test_units_of_one_group_each_are_wholly_apart_and_an_empty_group_changes_nothing() -> None:
    apart = Counts.from_arrays([[9, 0, 0], [0, 9, 0], [8, 0, 0], [0, 7, 0]])
    for name in ("dissimilarity", "gini", "theil-h", "relative-diversity"):
        assert plug_in(apart, name)[0] == pytest.approx(1, abs=1e-3), name


def test_segments_are_fitted_as_if_alone_and_those_without_index_have_none() -> None:
    cells = drawn(SHARES, 40, 12).table
    counts = Counts.from_arrays(
        np.vstack([cells, cells[:9] * 3, [[5, 0, 0], [6, 0, 0]]]),
        segments=np.repeat([1, 2, 3], [40, 9, 2]),
    )
    found = plug_in(counts, "theil-h")
    assert found[0] == pytest.approx(plug_in(Counts.from_arrays(cells), "theil-h")[0])
    assert found[1] == pytest.approx(plug_in(Counts.from_arrays(cells[:9] * 3), "theil-h")[0])
    assert np.isnan(found[2])


def test_an_index_without_such_a_value_is_refused() -> None:
    counts = Counts.from_arrays([[1, 2, 3], [3, 2, 1]])
    with pytest.raises(UnknownName, match="did you mean 'theil-"):
        plug_in(counts, "theil-x")
    with pytest.raises(UnusableCounts, match="needs two groups"):
        plug_in(counts, "atkinson")


@pytest.mark.parametrize("b", [0.1, 0.5, 0.9])
def test_the_mean_overlap_is_a_number_however_rare_a_group(b: float) -> None:
    share = np.array([1e-9, 1e-6, 1e-3, 0.3])
    for spread in (1e-9, 2e-6, 1e-4):
        mean = mean_power(share, np.full(4, spread), b)
        assert (mean >= 0).all()
        assert (mean <= share**b * (1 - share) ** (1 - b) * (1 + 1e-6)).all()
    # With so little spread a beta of a common group is a normal, and the power nearly flat.
    assert mean[3] == pytest.approx(0.3**b * 0.7 ** (1 - b), rel=1e-3)
