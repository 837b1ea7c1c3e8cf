"""Theil's slope and Sen's exact rank interval: by hand, by properties, against SciPy."""

from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau, theilslopes

from samlad.progress.trend import left_out, theil_sen, trend
from tests.statistics.hand_made import result

#: Sen (1968), JASA 63, section 6: seven points whose slope and interval he works out.
SEN_YEARS, SEN_VALUES = (1, 2, 3, 4, 10, 12, 18), (9, 15, 19, 20, 45, 55, 78)


def test_the_slope_is_the_median_of_all_pairs() -> None:
    """Values 0, 1, 5: slopes 1, 4 and 2.5."""
    assert theil_sen([2020, 2021, 2022], [0, 1, 5], 95).slope == 2.5


def test_sens_own_example() -> None:
    """He finds 4 with 26/7 to 35/8; those limits drop three pairs at each end of 21."""
    assert theil_sen(SEN_YEARS, SEN_VALUES, 95).slope == 4
    found = theil_sen(SEN_YEARS, SEN_VALUES, 96)
    assert (found.low, found.high) == (26 / 7, 35 / 8)


@pytest.mark.parametrize(
    ("number", "confidence"), [(5, 95), (6, 95), (7, 95), (7, 90), (8, 95), (8, 99)]
)
def test_the_interval_misses_by_chance_as_often_as_it_says(number: int, confidence: float) -> None:
    """Every order of values counted: at most the allowed share of them seems to have a slope."""
    outside = sum(
        found.low > 0 or found.high < 0
        for order in permutations(range(number))
        for found in [theil_sen(range(number), order, confidence)]
    ) if number <= 7 else _outside(number, confidence)  # fmt: skip
    assert outside <= math.factorial(number) * (100 - confidence) / 100


def _outside(number: int, confidence: float) -> int:
    """The same for more values, from the distribution of inversions counted one by one."""
    dropped = left_out(number, confidence)
    assert dropped is not None
    few = sum(_inversions(order) <= dropped for order in permutations(range(number)))
    return 2 * few


def _inversions(order: tuple[int, ...]) -> int:
    return sum(a > b for i, a in enumerate(order) for b in order[i + 1 :])


@pytest.mark.parametrize("number", [2, 3, 4])
def test_up_to_four_values_have_no_interval_of_95_per_cent(number: int) -> None:
    found = theil_sen(range(number), range(number), 95)
    assert (found.slope, found.low, found.high, found.sign) == (1, None, None, 0)


def test_four_values_have_one_of_90_per_cent() -> None:
    """Two of 24 orders are straight up or down: 91.7 per cent lie between."""
    found = theil_sen(range(4), (0, 1, 3, 6), 90)
    assert (found.low, found.high) == (1, 3)


SERIES = st.lists(st.integers(-1000, 1000), min_size=5, max_size=12, unique=True)


@given(SERIES)
def test_the_slope_is_scipys(values: list[int]) -> None:
    years = list(range(2010, 2010 + len(values)))
    assert theil_sen(years, values, 95).slope == pytest.approx(theilslopes(values, years).slope)


@given(SERIES)
def test_a_slope_is_sure_exactly_when_kendalls_exact_test_says_so(values: list[int]) -> None:
    years = range(len(values))
    p = kendalltau(years, values, method="exact").pvalue
    assert (theil_sen(years, values, 95).sign != 0) == (p <= 0.05)


def test_with_many_values_the_interval_is_scipys() -> None:
    rng = np.random.default_rng(3)
    years = np.arange(60)
    values = 0.3 * years + rng.normal(0, 4, 60)
    found, theirs = theil_sen(years, values, 95), theilslopes(values, years, 0.95)
    assert found.low == pytest.approx(theirs.low_slope, abs=0.003)
    assert found.high == pytest.approx(theirs.high_slope, abs=0.003)


@given(SERIES, st.integers(-50, 50).filter(bool), st.integers(-1000, 1000))
def test_another_unit_or_zero_moves_the_slope_as_it_should(
    values: list[int], factor: int, constant: int
) -> None:
    years = range(len(values))
    found = theil_sen(years, values, 95)
    moved = theil_sen(years, [factor * value + constant for value in values], 95)
    ends = sorted((factor * found.low, factor * found.high))
    assert moved.slope == pytest.approx(factor * found.slope)
    assert [moved.low, moved.high] == pytest.approx(ends)


def test_the_values_own_intervals_widen_the_slopes() -> None:
    """On a straight line the ranks leave nothing open; five halves of 1 give 1/√10."""
    sure = trend([result(str(2018 + n), float(n)) for n in range(5)], 95)
    unsure = trend([result(str(2018 + n), float(n), half=1) for n in range(5)], 95)
    assert (sure.low, sure.high) == (1, 1)
    assert unsure.slope == 1
    assert unsure.low == pytest.approx(1 - 10**-0.5)
    assert unsure.high == pytest.approx(1 + 10**-0.5)


def test_uneven_intervals_count_on_the_side_they_lie() -> None:
    """Only the last value could be lower, and only the first: the slope down, and the slope up."""
    rows = [result(str(2018 + n), float(n)) for n in range(5)]
    last = result("2022", 4.0, low=2.0, high=4.0)
    first = result("2018", 0.0, low=-2.0, high=0.0)
    low = trend([*rows[:4], last], 95)
    high = trend([first, *rows[1:]], 95)
    assert (low.low, low.high) == (pytest.approx(1 - 0.4), 1)
    assert (high.low, high.high) == (1, pytest.approx(1 + 0.4))


def test_the_interval_belongs_to_the_corrected_value() -> None:
    rows = [result(str(2018 + n), 9.0, corrected=float(n), half=0.0) for n in range(5)]
    assert trend(rows, 95).slope == 1


def test_missing_years_keep_their_place_in_time() -> None:
    rows = [result(year, float(value)) for year, value in
            [("2014", 0), ("2018", 4), ("2019", 5), ("2022", 8), ("2023", 9)]]  # fmt: skip
    assert trend([*rows, result("2024", None)], 95).slope == 1
    assert trend(rows[:1], 95) is None
