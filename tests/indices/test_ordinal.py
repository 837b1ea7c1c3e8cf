"""Ordinal and rank-order indices keep order, are 0 for alike units and 1 for sorted ones."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samlad.errors import UnusableCounts
from samlad.indices import Counts, table
from samlad.indices.composition import correlation_ratio
from samlad.indices.evenness import hutchens
from samlad.indices.information import theil_h
from samlad.indices.ordinal import ordinal_d, ordinal_h, ordinal_r, ordinal_s
from samlad.indices.rank_order import (
    deltas,
    income_profile,
    rank_order_h,
    rank_order_r,
    rank_order_s,
)

ORDINAL = (ordinal_h, ordinal_r, ordinal_s, ordinal_d)
RANK = (rank_order_h, rank_order_r, rank_order_s)
NAMES = ["ordinal-h", "ordinal-r", "ordinal-s", "ordinal-d",
         "rank-order-h", "rank-order-r", "rank-order-s"]  # fmt: skip
EXACT = 1e-9


@st.composite
def tables(draw, groups: int = 5):
    rows = draw(st.integers(2, 8))
    cell = st.integers(0, 60)
    table = [draw(st.lists(cell, min_size=groups, max_size=groups)) for _ in range(rows)]
    return np.array(table, dtype=float)


def values(table: np.ndarray, index) -> np.ndarray:
    return index(Counts.from_arrays(table))


@pytest.mark.parametrize("index", [*ORDINAL, *RANK])
@given(table=tables())
@settings(deadline=None, max_examples=40)
def test_values_lie_between_nought_and_one_and_turn_with_the_order(index, table) -> None:
    counts = Counts.from_arrays(table)
    if not counts.reasons[0]:
        value = index(counts)[0]
        assert -EXACT <= value <= 1 + EXACT
        assert values(table[:, ::-1], index)[0] == pytest.approx(value, abs=EXACT)
        assert values(table * 3, index)[0] == pytest.approx(value, abs=EXACT)
        assert values(table[::-1], index)[0] == pytest.approx(value, abs=EXACT)
        halves = np.vstack([table / 2, table / 2])
        assert values(halves, index)[0] == pytest.approx(value, abs=EXACT)


@pytest.mark.parametrize("index", [*ORDINAL, *RANK])
def test_alike_units_are_nought_and_sorted_units_one(index) -> None:
    assert values(np.outer([1, 2, 3], [4, 3, 2, 1]), index)[0] == pytest.approx(0, abs=EXACT)
    # Only two units that share no threshold are wholly sorted at every threshold between.
    assert values(np.array([[5, 0], [0, 7]]), index)[0] == pytest.approx(1, abs=EXACT)


@given(table=tables(groups=2))
@settings(deadline=None)
def test_with_two_groups_they_are_the_indices_of_two_groups(table) -> None:
    counts = Counts.from_arrays(table)
    if not counts.reasons[0]:
        for ours, theirs in (
            (ordinal_h, theil_h),
            (ordinal_r, correlation_ratio),
            (ordinal_s, hutchens),
            (rank_order_h, theil_h),
            (rank_order_r, correlation_ratio),
            (rank_order_s, hutchens),
        ):
            assert ours(counts)[0] == pytest.approx(theirs(counts)[0], abs=1e-7)


@pytest.mark.parametrize("index", [*ORDINAL, *RANK])
@given(table=tables())
@settings(deadline=None, max_examples=20)
def test_a_group_without_people_changes_nothing(index, table) -> None:
    for place in (0, 2, 5):
        padded = np.insert(table, place, 0, axis=1)
        assert np.allclose(values(padded, index), values(table, index), atol=EXACT, equal_nan=True)


def test_order_matters_as_it_does_not_for_theils_h() -> None:
    near, far = np.array([[5, 5, 0, 0], [0, 0, 5, 5]]), np.array([[5, 0, 5, 0], [0, 5, 0, 5]])
    assert values(near, theil_h)[0] == pytest.approx(values(far, theil_h)[0])
    for index in (*ORDINAL, *RANK):
        assert values(near, index)[0] > values(far, index)[0] + 0.2


def test_deltas_are_those_of_the_literature() -> None:
    assert np.allclose(deltas("h", 4), [1, 1 / 2, 11 / 36, 5 / 24, 137 / 900], rtol=1e-14)
    assert np.allclose(deltas("r", 4), [1, 1 / 2, 0.3, 0.2, 1 / 7], rtol=1e-14)
    assert np.allclose(deltas("s", 4), [1, 1 / 2, 0.3125, 0.21875, 0.1640625], rtol=1e-14)


def test_a_curve_through_a_straight_profile_is_exact() -> None:
    found = income_profile(Counts.from_arrays(sorted_bins()), "h", degree=1)
    assert found.degree.tolist() == [1]
    assert found.at(0.0)[0] == pytest.approx(found.coefficients[0, 0])
    with pytest.raises(UnusableCounts, match="percentile"):
        found.at(90)
    with pytest.raises(UnusableCounts, match="give h, r or s"):
        income_profile(Counts.from_arrays(sorted_bins()), "x")


def sorted_bins() -> np.ndarray:
    return np.array([[8, 4, 2, 1], [1, 2, 4, 8], [4, 4, 4, 4]], dtype=float)


def test_coarser_bins_hardly_move_the_rank_order_indices() -> None:
    rng = np.random.default_rng(1)
    centres = rng.normal(8, 3, 100)
    shares = np.exp(-0.5 * ((np.arange(16) - centres[:, None]) / 3) ** 2)
    people = rng.multinomial(2000, shares / shares.sum(axis=1, keepdims=True))
    pairs = people.reshape(100, 8, 2).sum(axis=2)
    for index in RANK:
        assert values(pairs, index)[0] == pytest.approx(values(people, index)[0], abs=0.005)


def _samples(size: int, spread: float, samples: int = 500) -> Counts:
    rng = np.random.default_rng(11)
    shares = rng.dirichlet(np.array([3.0, 4, 3, 2, 2, 1, 1, 1, 1]) / spread, 25)
    drawn = np.concatenate([rng.multinomial(size, shares) for _ in range(samples)])
    return Counts.from_arrays(drawn, segments=np.repeat(np.arange(samples), 25))


def test_standard_errors_agree_with_redrawn_people() -> None:
    """25 units of 1,000 people in nine bins, 500 samples side by side: within 15 %."""
    found = table(_samples(1000, 0.5), NAMES)
    for name in NAMES:
        part = found.of(name)
        assert part.standard_error.mean() == pytest.approx(part.estimate.std(), rel=0.15), name


@pytest.mark.parametrize("name", NAMES)
def test_the_correction_takes_most_of_chance_away(name: str) -> None:
    """Units of 30 people from one composition: less than a third of the raw value is left."""
    rng = np.random.default_rng(2)
    drawn = rng.multinomial(30, [0.3, 0.3, 0.2, 0.1, 0.1], 50 * 100)
    counts = Counts.from_arrays(drawn, segments=np.repeat(np.arange(100), 50))
    found = table(counts, [name])
    assert found.corrected.mean() < found.estimate.mean() / 3


def test_segments_without_an_answer_have_none() -> None:
    counts = Counts.from_arrays([[1, 2, 3], [5, 0, 0], [5, 0, 0]], segments=["a", "b", "b"])
    found = table(counts, NAMES)
    assert np.isnan(found.estimate).all()
    assert set(found.reason) == {"too_few_units", "group_empty"}
