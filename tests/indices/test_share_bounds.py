"""Bounds hold the truth, close in as units grow, and it is told when they cannot be had."""

import numpy as np
import pytest

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices import Counts, table
from samlad.indices.share_bounds import FORMULAS, share_bounds


def drawn(shares: np.ndarray, size: int) -> Counts:
    first = np.random.default_rng(3).binomial(size, shares)
    return Counts.from_arrays(np.column_stack([first, size - first]))


def d_of(shares: np.ndarray) -> float:
    mean = shares.mean()
    return float(np.abs(shares - mean).mean() / (2 * mean * (1 - mean)))


@pytest.mark.parametrize("kind", ["beta", "two kinds"])
def test_bounds_hold_the_truth_and_close_in(kind: str) -> None:
    random = np.random.default_rng(4)
    shares = random.beta(2, 6, 40_000)
    if kind == "two kinds":
        shares = np.where(random.random(40_000) < 0.3, 0.6, 0.05)
    found = [share_bounds(drawn(shares, size)) for size in (2, 5, 20)]
    for bounds in found:
        assert bounds.low[0] - 0.01 <= d_of(shares) <= bounds.high[0] + 0.01
    widths = [bounds.high[0] - bounds.low[0] for bounds in found]
    assert widths[0] > widths[1] > widths[2]
    assert widths[0] > 0.1
    assert widths[2] < 0.06


@pytest.mark.parametrize("index", FORMULAS)
def test_bounds_of_every_index_hold_the_truth(index: str) -> None:
    shares = np.random.default_rng(4).beta(2, 6, 100_000)
    cells = Counts.from_arrays(np.column_stack([shares, 1 - shares]))
    true = table(cells, [index], interval=None, correct=False).estimate[0]
    few, more = (share_bounds(drawn(shares, size), index) for size in (3, 5))
    for found in (few, more):
        assert found.low[0] - 0.015 <= true <= found.high[0] + 0.015
        assert found.least[0] <= min(true, found.low[0])
        assert found.most[0] >= max(true, found.high[0])
    assert more.high[0] - more.low[0] <= few.high[0] - few.low[0] + 1e-9


@pytest.mark.parametrize(("size", "units", "spread"), [(20, 60, 0.9), (5, 400, 0)])
def test_least_and_most_hold_the_truth_in_nineteen_of_twenty(size, units, spread) -> None:
    random, held = np.random.default_rng(1), []
    for _ in range(12):
        shares = 1 / (1 + np.exp(np.log(9) + random.normal(0, spread, units)))
        first = random.binomial(size, shares)
        found = share_bounds(Counts.from_arrays(np.column_stack([first, size - first])))
        held.append(found.least[0] <= d_of(shares) + 1e-9 and d_of(shares) <= found.most[0] + 1e-9)
    assert np.mean(held) >= 0.9


@pytest.mark.parametrize("index", ["isolation", "correlation-ratio"])
def test_pairs_of_people_already_tell_a_variance(index: str) -> None:
    shares = np.random.default_rng(4).beta(2, 6, 40_000)
    found = share_bounds(drawn(shares, 2), index)
    assert found.high[0] - found.low[0] < 1e-6


def test_an_index_without_bounds_offers_the_nearest() -> None:
    with pytest.raises(UnknownName, match="did you mean 'theil-"):
        share_bounds(Counts.from_arrays([[1, 1], [2, 1]]), "theil")


def test_where_units_are_alike_d_may_be_nought() -> None:
    found = share_bounds(drawn(np.full(20_000, 0.1), 10))
    assert found.low[0] < 0.1
    assert found.low[0] <= found.high[0]


def test_separate_groups_are_separate() -> None:
    found = share_bounds(Counts.from_arrays([[4, 0]] * 10 + [[0, 4]] * 10))
    assert (found.low[0], found.high[0]) == pytest.approx((1, 1), abs=1e-6)


def test_each_segment_has_its_own_and_one_without_d_none() -> None:
    counts = Counts.from_arrays([[5, 0], [6, 0], [5, 5], [2, 8]], segments=[1, 1, 2, 2])
    found = share_bounds(counts)
    assert np.isnan(found.low).tolist() == [True, False]
    assert 0 <= found.low[1] <= found.high[1] <= 1


@pytest.mark.parametrize(
    ("cells", "fault"),
    [([[1, 2, 3], [3, 2, 1]], "two groups"), ([[1.5, 2], [2, 3]], "whole people"),
     ([[90, 20], [2, 3]], "more than 100 people")],
)  # fmt: skip
def test_faults_are_told(cells, fault: str) -> None:
    with pytest.raises(UnusableCounts, match=fault):
        share_bounds(Counts.from_arrays(cells))
