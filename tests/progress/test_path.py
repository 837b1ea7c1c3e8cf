"""The straight path and where a pace leads, each number by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from samlad.model import Direction, Goal, Result, Target, Thresholds
from samlad.portal.numbers import number
from samlad.progress import Assessment, Ground, Standing, Start, as_written, assess
from samlad.progress.trend import fewest_for_interval, trend
from tests.progress.test_assessment import DOWN, GAP, LIMITS, TO_TEN, broken, rows
from tests.statistics.hand_made import result


def found(series: list[Result], goal: Goal, limits: Thresholds = LIMITS) -> Assessment:
    return assess(series, goal, thresholds=limits)


def test_the_straight_path_ends_at_the_target() -> None:
    """From 20 to 10 in four years: in the sixth it is at 10 still, and 13 lies 3 behind."""
    way = found(rows([20, 18, 16, 15, 14, 13.5, 13]), replace(DOWN, target=Target(10, "2022"))).path
    assert (way.pace, way.expected, way.behind) == (-2.5, 10, 3)
    assert (way.years_left, way.needed) == (-2, None)


def test_no_path_leads_to_a_target_from_beyond_it() -> None:
    for first in (8, 10, 10.04):
        way = found(rows([first, 9, 11, 12, 13]), TO_TEN).path
        assert (way.pace, way.expected, way.behind) == (None, None, None)
        assert (way.left, way.needed) == (-3, -0.5)


def test_a_year_is_met_when_all_that_is_left_is_covered() -> None:
    """6.2 left at 1 a year: in the sixth year 0.2 is left, in the seventh nothing."""
    assert found(rows([20.2, 19.2, 18.2, 17.2, 16.2]), TO_TEN).outlook.year == 2029


def test_no_year_is_told_that_is_farther_than_fifty_ahead() -> None:
    """From 16, 0.1 a year: 50 years to 11, 51 to 10.9."""
    series = rows([16.4, 16.3, 16.2, 16.1, 16])
    assert found(series, replace(DOWN, target=Target(11, "2028"))).outlook.year == 2072
    assert found(series, replace(DOWN, target=Target(10.9, "2028"))).outlook.year is None


def test_the_limits_of_the_outlook_lie_on_their_own_sides() -> None:
    """Only the last value is uncertain, 0.5 down and 2 up. Its weight in the slope is a fifth:
    −1.1 to −0.6 a year where −1 is needed, and in six years 0.6 and 2.4 beside the value's own.
    """
    series = [*rows([20, 19, 18, 17]), result("2022", 16, low=15.5, high=18)]
    ahead = found(series, TO_TEN).outlook
    assert (ahead.low, ahead.share, ahead.high) == pytest.approx((60, 100, 110))
    assert ahead.projected == 10
    assert ahead.projected_low == pytest.approx(10 - math.hypot(0.6, 0.5))
    assert ahead.projected_high == pytest.approx(10 + math.hypot(2.4, 2))


def test_upwards_the_limits_are_on_the_same_sides() -> None:
    goal = replace(TO_TEN, direction=Direction.UP, target=Target(30, "2028"))
    series = [*rows([20, 21, 22, 23]), result("2022", 24, low=22, high=24.5)]
    ahead = found(series, goal).outlook
    assert (ahead.low, ahead.share, ahead.high) == pytest.approx((60, 100, 110))
    assert ahead.projected_low == pytest.approx(30 - math.hypot(2.4, 2))
    assert ahead.projected_high == pytest.approx(30 + math.hypot(0.6, 0.5))


def test_at_the_target_nothing_is_left_to_be_needed() -> None:
    """10 ± 1 may be 11, so it is not reached; but there is no pace to it."""
    answer = found(rows([20, 17.5, 15, 12.5, 10], half=1), TO_TEN)
    assert (answer.standing, answer.ground) == (Standing.ON_PATH, Ground.PACE)
    assert (answer.path.left, answer.path.is_met, answer.path.needed) == (0, True, None)
    assert (answer.outlook.share, answer.outlook.year) == (None, None)


@pytest.mark.parametrize("values", [[20, 21, 22, 23, 24], [20, 18, 21, 19, 20]])
def test_no_pace_is_told_of_a_trend_that_leads_elsewhere(values: list[float]) -> None:
    ahead = found(rows(values), TO_TEN).outlook
    assert (ahead.share, ahead.low, ahead.high, ahead.year) == (None, None, None, None)


def test_four_values_give_no_outlook() -> None:
    assert found(rows([20, 19, 18, 17]), TO_TEN).outlook is None


def test_what_is_projected_keeps_within_the_values_of_the_unit() -> None:
    """Two a year from 4 in 2022: −8 in 2028, which no share is."""
    share = replace(DOWN, target=Target(1, "2028"), bounds=(0.0, 100.0))
    ahead = found(rows([12, 10, 8, 6, 4]), share).outlook
    assert (ahead.projected, ahead.projected_low, ahead.projected_high) == (None, None, None)
    assert ahead.year == 2024
    near = found(rows([14, 13, 12, 11, 10], half=4), replace(share, target=Target(5, "2028")))
    assert near.outlook.projected == 4
    assert near.outlook.projected_low == 0, "not below what there is"
    free = found(rows([12, 10, 8, 6, 4]), replace(share, bounds=DOWN.bounds)).outlook
    assert free.projected == -8


def test_swings_and_the_values_own_intervals_are_added_in_squares_above_too() -> None:
    """Slopes of 0, 1, 2, 3, 5: median 1, from 1 to 2; five halves of 1 are 1/√10."""
    slope = trend([result(str(2018 + n), v, half=1) for n, v in enumerate([0, 1, 2, 3, 5])], 95)
    assert slope.low == pytest.approx(1 - 10**-0.5)
    assert slope.high == pytest.approx(1 + math.hypot(1, 10**-0.5))


def test_the_break_that_is_named_is_the_one_that_cut() -> None:
    """2024 has no value, so the break of that year cuts nothing; that of 2022 does."""
    series = [*rows([20, 19, 18, 17, 30, 29]), result("2024", None)]
    answer = found(series, broken(DOWN, "2022", "2024"))
    assert answer.ground is Ground.FEW_AFTER_BREAK
    assert answer.cut.period == "2022"
    assert [cut.period for cut in answer.breaks] == ["2022"]
    both = found(rows([20, 19, 18, 17, 30, 29]), broken(DOWN, "2022", "2020"))
    assert both.cut.period == "2022", "whatever order they stand in"
    newest = found(rows([20, 19, 18]), broken(DOWN, "2020"))
    assert [cut.period for cut in newest.breaks] == ["2020"] == [newest.cut.period]
    first = found(rows([20, 19, 18]), broken(DOWN, "2018"))
    assert (first.cut, first.breaks) == (None, ()), "nothing lies before it"


def test_a_break_in_the_year_after_the_strategy_began_moves_the_baseline() -> None:
    """2018 has a value that is cut off: counted from 2019, after the break."""
    answer = found(rows([20, 30, 29, 28]), broken(DOWN, "2019"))
    assert (answer.baseline.period, answer.start) == ("2019", Start.AFTER_BREAK)


def test_a_series_of_just_enough_values_is_broken_by_its_break() -> None:
    """Four in all, as many as a trend takes: it is the break that leaves two."""
    assert found(rows([20, 19, 30, 29]), broken(DOWN, "2020")).standing is Standing.BROKEN_SERIES


def test_a_gap_is_held_against_zero_as_it_is_written() -> None:
    assert found(rows([-0.04]), GAP).ground is Ground.FEW_POINTS
    assert found(rows([-0.04]), replace(GAP, decimals=2)).ground is Ground.BELOW_ZERO
    assert found(rows([0.04, -1]), GAP).ground is Ground.BELOW_ZERO
    assert found(rows([0.04, -1]), replace(GAP, decimals=2)).ground is Ground.TURNED


def test_the_share_of_the_pace_is_held_against_its_threshold_in_whole_per_cent() -> None:
    """0.995 a year of 1 is written 100 per cent, 0.99 is 99."""
    for slope, standing in ((0.995, Standing.ON_PATH), (0.99, Standing.TOO_SLOW)):
        goal = replace(DOWN, target=Target(10, "2028"), decimals=3)
        series = rows([16 + slope * n for n in (4, 3, 2, 1, 0)])
        assert found(series, goal).standing is standing


@pytest.mark.parametrize("value", [0.25, 2.5, 10.04, -0.04, -0.25, 1234.55, 0.1 + 0.2])
@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_what_is_compared_is_what_the_pages_print(value: float, decimals: int) -> None:
    printed = number(value, decimals, "en").replace(",", "").replace("−", "-")
    assert as_written(value, decimals) == float(printed)


def test_how_many_values_an_interval_takes_is_computed() -> None:
    assert [fewest_for_interval(c) for c in (51, 90, 95, 99)] == [3, 4, 5, 6]
