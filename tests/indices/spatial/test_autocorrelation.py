"""Moran's I: its value by hand, its p-value, and what cannot be computed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices import Counts
from samlad.indices.spatial.autocorrelation import moran
from samlad.indices.spatial.neighbourhoods import adjacent, within
from tests.indices.spatial.landscapes import Landscape, landscapes, lattice

ROUNDING = 1e-9


def by_hand(shares: np.ndarray, neighbours: np.ndarray) -> float:
    """I over a dense row-standardised matrix, as the textbook writes it."""
    weights = neighbours / np.maximum(neighbours.sum(axis=1, keepdims=True), 1)
    away = shares - shares.mean()
    return len(shares) / weights.sum() * (away @ weights @ away) / (away @ away)


@settings(deadline=None)
@given(landscapes())
def test_it_is_what_the_textbook_says(drawn: Landscape) -> None:
    counts = drawn.counts
    near = adjacent(counts, drawn.places)
    found = moran(counts, near, permutations=5)
    if found.reason[0] == "":
        expected = by_hand(counts.shares[:, 0], near.weights.toarray())
        assert found.value[0] == pytest.approx(expected, abs=ROUNDING)


@settings(deadline=None)
@given(landscapes(), st.integers(1, 30))
def test_p_is_never_nought_and_never_above_one(drawn: Landscape, permutations: int) -> None:
    counts = drawn.counts
    found = moran(counts, within(counts, drawn.places, radius=1), permutations=permutations)
    if found.reason[0] == "":
        assert 1 / (1 + permutations) <= found.p[0] <= 1
    else:
        assert np.isnan([found.value[0], found.p[0], found.expected[0]]).all()


def test_two_halves_are_rare_and_a_checkerboard_is_common() -> None:
    x, y = (lattice(8, 8).coordinates // 1).T
    for first, low, high in ((x < 4, 0.0, 0.002), ((x + y) % 2 < 1, 0.99, 1.0)):
        counts = Counts.from_arrays(np.column_stack([first, ~first]) * 10)
        found = moran(counts, adjacent(counts, lattice(8, 8)))
        assert low < found.p[0] <= high
        assert found.expected[0] == pytest.approx(-1 / 63, abs=0.02)


def test_the_same_counts_give_the_same_p() -> None:
    chance = np.random.default_rng(3)
    counts = Counts.from_arrays(chance.integers(0, 9, (36, 2)) + 1)
    near = adjacent(counts, lattice(6, 6))
    first, second = (moran(counts, near) for _ in range(2))
    assert first.p.tolist() == second.p.tolist()
    assert 0.01 < first.p[0] < 0.99


def test_shares_move_within_their_segment_only() -> None:
    table = np.array([[4, 0], [4, 0], [0, 4], [0, 4]] * 2)
    counts = Counts.from_arrays(table, segments=[1] * 4 + [2] * 4)
    near = within(counts, lattice(8, 1), radius=1)
    found = moran(counts, near, permutations=200)
    assert found.value.tolist() == [0.5, 0.5]
    # 2 of the 6 arrangements of each segment are as clustered.
    assert np.allclose(found.p, 1 / 3, atol=0.12)


@pytest.mark.parametrize(
    ("table", "radius", "reason"),
    [
        ([[1, 1], [2, 2], [3, 3]], 1, "no_variation"),
        ([[1, 2], [2, 1], [3, 1]], 0.1, "no_neighbours"),
        ([[1, 2], [0, 0], [0, 0]], 1, "too_few_units"),
        ([[1, 0], [2, 0], [3, 0]], 1, "group_empty"),
    ],
)
def test_what_cannot_be_computed_has_a_reason(table: list, radius: float, reason: str) -> None:
    counts = Counts.from_arrays(table)
    found = moran(counts, within(counts, lattice(3, 1), radius=radius), permutations=9)
    assert found.reason.tolist() == [reason]
    assert np.isnan([found.value[0], found.p[0], found.expected[0], found.deviation[0]]).all()


def test_faulty_wishes_are_refused() -> None:
    counts = Counts.from_arrays([[1, 2], [2, 1]])
    near = within(counts, lattice(2, 1), radius=1)
    with pytest.raises(UnknownName, match="group-3"):
        moran(counts, near, group="group-3")
    with pytest.raises(UnusableCounts, match="0 permutations"):
        moran(counts, near, permutations=0)
