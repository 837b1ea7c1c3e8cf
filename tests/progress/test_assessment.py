"""Each standing on a series worked by hand, and what must hold for every series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlad.errors import DefinitionError, InputError
from samlad.model import Aspect, Break, Direction, Goal, Result, Target, Text, Thresholds
from samlad.progress import Ground, Standing, Start, Verdict, assess
from tests.statistics.hand_made import result

LIMITS = Thresholds(baseline="2018", fewest_points=4, confidence=95, on_path_from=100)
DOWN = Goal("mal", "share", Direction.DOWN)
#: From 20 to 10 in ten years: one a year.
TO_TEN = replace(DOWN, target=Target(10.0, "2028"))


def rows(
    values: Sequence[float | None], first: int = 2018, half: float | None = None
) -> list[Result]:
    return [result(str(first + n), value, half=half) for n, value in enumerate(values)]


def broken(goal: Goal, *periods: str) -> Goal:
    return replace(goal, breaks=tuple(Break(p, Text("Nytt.", "New.")) for p in periods))


def standing(series: Sequence[Result], goal: Goal) -> tuple[Standing, Ground]:
    found = assess(series, goal, thresholds=LIMITS)
    return found.standing, found.ground


def test_reached() -> None:
    assert standing(rows([20, 16, 13, 11, 10]), TO_TEN) == (Standing.REACHED, Ground.AT_TARGET)


def test_reached_needs_no_trend() -> None:
    """A level is a level: one value at the target has reached it."""
    assert standing(rows([9.5]), TO_TEN) == (Standing.REACHED, Ground.AT_TARGET)


def test_reached_only_when_the_whole_interval_is() -> None:
    """9.5 ± 1 may be 10.5; the trend is sure and nothing more is needed, so it is on its path."""
    series = rows([20, 17, 14.5, 12, 9.5], half=1)
    assert standing(series, TO_TEN) == (Standing.ON_PATH, Ground.PACE)
    assert standing(rows([20, 17, 14.5, 12, 8.9], half=1), TO_TEN)[0] is Standing.REACHED


def test_on_path() -> None:
    """16 in 2022 with 1 a year: 10 in 2028, just as the straight path says."""
    found = assess(rows([20, 19, 18, 17, 16]), TO_TEN, thresholds=LIMITS)
    assert (found.standing, found.ground) == (Standing.ON_PATH, Ground.PACE)
    assert (found.path.pace, found.path.expected, found.path.behind) == (-1, 16, 0)
    assert (found.path.left, found.path.years_left, found.path.needed) == (-6, 6, -1)
    assert (found.outlook.share, found.outlook.projected, found.outlook.year) == (100, 10, 2028)


def test_too_slow() -> None:
    """18 in 2022 with a half a year: 15 in 2028; 10 first in 2038; 4/3 a year would be needed."""
    found = assess(rows([20, 19.5, 19, 18.5, 18]), TO_TEN, thresholds=LIMITS)
    assert (found.standing, found.ground) == (Standing.TOO_SLOW, Ground.PACE)
    assert (found.path.expected, found.path.behind) == (16, 2)
    assert found.path.needed == pytest.approx(-8 / 6)
    assert found.outlook.share == pytest.approx(37.5)
    assert (found.outlook.projected, found.outlook.year) == (15, 2038)


def test_too_slow_when_the_year_has_come() -> None:
    goal = replace(DOWN, target=Target(10.0, "2022"))
    assert standing(rows([20, 17, 15, 13, 11]), goal) == (Standing.TOO_SLOW, Ground.TOO_LATE)
    assert standing(rows([12]), replace(DOWN, target=Target(10.0, "2019")))[0] is Standing.UNCLEAR


def test_a_missed_target_is_told_to_be_missed_and_nothing_else() -> None:
    """Only a sure trend leads the right way or the wrong one; missed it is in any case."""
    goal = replace(DOWN, target=Target(10.0, "2022"))
    late = rows([12], first=2019)
    single = standing(late, replace(DOWN, target=Target(10.0, "2019")))
    assert single == (Standing.UNCLEAR, Ground.TOO_LATE)
    assert standing(rows([20, 25, 24, 23, 26]), goal) == (Standing.UNCLEAR, Ground.TOO_LATE)
    assert standing(rows([20, 21, 22, 23, 24]), goal) == (Standing.WRONG_WAY, Ground.TOO_LATE)
    contrary = rows([32, 30, 28, 26, 24, 25], first=2014)
    soon = replace(DOWN, target=Target(10.0, "2019"))
    assert standing(contrary, soon) == (Standing.UNCLEAR, Ground.TOO_LATE)


def test_a_target_that_was_reached_in_time_and_lost_is_told_to_be_lost() -> None:
    goal = replace(DOWN, target=Target(10.0, "2022"))
    found = assess(rows([20, 17, 14, 11, 9, 9.5, 12]), goal, thresholds=LIMITS)
    assert (found.standing, found.ground) == (Standing.UNCLEAR, Ground.LOST)
    assert (found.met.period, found.met.value) == ("2023", 9.5)
    towards = rows([20, 17, 14, 12, 9.9, 10.2, 10.1])
    assert standing(towards, goal) == (Standing.UNCLEAR, Ground.LOST)
    away = rows([5, 8, 9, 10, 10, 12, 13, 14])
    assert standing(away, goal) == (Standing.WRONG_WAY, Ground.LOST)
    after = rows([20, 17, 15, 13, 12, 9, 10.2])
    assert standing(after, goal) == (Standing.TOO_SLOW, Ground.TOO_LATE), "reached a year too late"
    unsure = rows([20, 17, 15, 13, 9.5, 12, 11.9], half=1)
    assert standing(unsure, goal)[1] is Ground.TOO_LATE, "9.5 ± 1 was not surely there"


def test_when_the_year_has_come_and_the_interval_holds_the_target_nobody_can_say() -> None:
    goal = replace(DOWN, target=Target(10.0, "2022"))
    found = standing(rows([20, 17, 15, 13, 10.5], half=1), goal)
    assert found == (Standing.UNCLEAR, Ground.AROUND_TARGET)
    few = standing(rows([10.5], first=2022, half=1), goal)
    assert few == (Standing.UNCLEAR, Ground.AROUND_TARGET)
    rising = standing(rows([6.5, 7.5, 8.5, 9.5, 10.5], half=1), goal)
    assert rising == (Standing.WRONG_WAY, Ground.PACE)


def test_the_whole_interval_of_the_pace_decides_whether_it_is_enough() -> None:
    """1 a year is needed. Noise of ±0.5 in the values is ±0.158 a year in the slope: a pace of 1
    may or may not be enough, 1.5 is and 0.5 is not.
    """
    series = rows([20, 19, 18, 17, 16], half=0.5)
    found = assess(series, TO_TEN, thresholds=LIMITS)
    assert (found.standing, found.ground) == (Standing.UNCLEAR, Ground.MAY_BE_ENOUGH)
    assert found.outlook.low == pytest.approx(100 * (1 - 0.5 * 10**-0.5))
    assert found.outlook.high == pytest.approx(100 * (1 + 0.5 * 10**-0.5))
    fast = rows([20, 18.5, 17, 15.5, 14], half=0.5)
    assert standing(fast, TO_TEN) == (Standing.ON_PATH, Ground.PACE)
    slow = rows([20, 19.5, 19, 18.5, 18], half=0.5)
    assert standing(slow, TO_TEN) == (Standing.TOO_SLOW, Ground.PACE)


def test_the_machines_rounding_decides_nothing() -> None:
    """0.1 a year from 1.6 is 1.0 in 2028, whatever 2.0 − 1.9 is in binary."""
    goal = replace(DOWN, target=Target(1.0, "2028"))
    found = assess(rows([2.0, 1.9, 1.8, 1.7, 1.6]), goal, thresholds=LIMITS)
    assert (found.standing, found.ground) == (Standing.ON_PATH, Ground.PACE)
    even = rows([0.3, 0.1 + 0.2, 0.3, 0.1 + 0.2, 0.3, 0.1 + 0.2])
    assert standing(even, DOWN) == (Standing.UNCLEAR, Ground.UNCHANGED)


def test_a_value_is_held_against_its_target_as_both_are_written() -> None:
    """10.04 is printed as 10.0, and so is the target: who reads the page sees it reached."""
    assert standing(rows([20, 16, 13, 11, 10.04]), TO_TEN)[0] is Standing.REACHED
    assert standing(rows([20, 16, 13, 11, 10.05]), TO_TEN)[0] is not Standing.REACHED
    finer = replace(TO_TEN, decimals=2)
    assert standing(rows([20, 16, 13, 11, 10.04]), finer)[0] is not Standing.REACHED
    whole = replace(TO_TEN, decimals=0)
    assert standing(rows([20, 16, 13, 11, 10.4]), whole)[0] is Standing.REACHED
    due = replace(DOWN, target=Target(10.0, "2022"))
    assert standing(rows([20, 17, 15, 13, 10.04]), due) == (Standing.REACHED, Ground.AT_TARGET)


def test_wrong_way() -> None:
    found = assess(rows([20, 21, 22, 23, 24]), TO_TEN, thresholds=LIMITS)
    assert (found.standing, found.ground) == (Standing.WRONG_WAY, Ground.PACE)
    assert (found.outlook.year, found.outlook.share) == (None, None)


def test_unclear_when_the_interval_holds_zero() -> None:
    assert standing(rows([20, 18, 21, 19, 20]), DOWN) == (Standing.UNCLEAR, Ground.ANY_SLOPE)
    assert standing(rows([20, 18, 21, 19, 20]), TO_TEN) == (Standing.UNCLEAR, Ground.ANY_SLOPE)
    assert standing(rows([20] * 8, half=1), DOWN) == (Standing.UNCLEAR, Ground.ANY_SLOPE)


def test_an_even_series_is_unchanged() -> None:
    assert standing(rows([100] * 6), DOWN) == (Standing.UNCLEAR, Ground.UNCHANGED)
    assert standing(rows([100] * 6), TO_TEN) == (Standing.UNCLEAR, Ground.UNCHANGED)
    assert standing(rows([100] * 4), DOWN) == (Standing.UNCLEAR, Ground.NO_INTERVAL)


def test_unclear_with_fewer_than_four_values() -> None:
    assert standing(rows([20, 15, 11]), TO_TEN) == (Standing.UNCLEAR, Ground.FEW_POINTS)
    assert standing(rows([20]), DOWN) == (Standing.UNCLEAR, Ground.FEW_POINTS)


def test_unclear_with_four_since_chance_alone_orders_them_one_time_in_twelve() -> None:
    assert standing(rows([20, 18, 16, 14]), DOWN) == (Standing.UNCLEAR, Ground.NO_INTERVAL)
    lax = replace(LIMITS, confidence=90)
    found = assess(rows([20, 18, 16, 14]), DOWN, thresholds=lax)
    assert found.standing is Standing.NO_TARGET_IMPROVING


def test_unclear_when_the_values_are_more_uncertain_than_they_change() -> None:
    series = [20, 19.9, 19.8, 19.7, 19.6]
    assert standing(rows(series), DOWN)[0] is Standing.NO_TARGET_IMPROVING
    assert standing(rows(series, half=1), DOWN) == (Standing.UNCLEAR, Ground.ANY_SLOPE)


def test_without_target_it_improves_or_worsens() -> None:
    assert standing(rows([20, 19, 18, 17, 16]), DOWN)[0] is Standing.NO_TARGET_IMPROVING
    assert standing(rows([20, 21, 22, 23, 24]), DOWN)[0] is Standing.NO_TARGET_WORSENING


def test_no_data() -> None:
    assert standing([], DOWN) == (Standing.NO_DATA, Ground.NO_VALUE)
    assert standing(rows([None, None]), TO_TEN) == (Standing.NO_DATA, Ground.NO_VALUE)
    old = rows([20, 19, 18, 17, 16], first=2010)
    assert standing(old, DOWN) == (Standing.NO_DATA, Ground.NOTHING_SINCE)


def test_broken_series() -> None:
    """Six years, but only the last two compare."""
    series = rows([20, 19, 18, 17, 30, 29])
    assert standing(series, broken(DOWN, "2022")) == (
        Standing.BROKEN_SERIES,
        Ground.FEW_AFTER_BREAK,
    )
    assert standing(rows([20, 19, 18]), broken(DOWN, "2020"))[0] is Standing.UNCLEAR


def test_a_break_after_the_last_value_breaks_nothing() -> None:
    found = assess(rows([20, 19, 18, 17, 16]), broken(DOWN, "2024"), thresholds=LIMITS)
    assert found.standing is Standing.NO_TARGET_IMPROVING
    assert found.breaks == ()


GAP = replace(DOWN, aspect=Aspect.GAP)


def test_a_gap_that_has_turned_is_not_told_to_improve() -> None:
    assert standing(rows([4, 3, 2, 1, -1]), GAP) == (Standing.UNCLEAR, Ground.TURNED)
    assert standing(rows([4, 3, 2, 1, 0]), GAP)[0] is Standing.NO_TARGET_IMPROVING
    assert standing(rows([4, 3, 2, 1, -0.04]), GAP)[0] is Standing.NO_TARGET_IMPROVING
    assert standing(rows([4, 3, 2, 1, -1]), DOWN)[0] is Standing.NO_TARGET_IMPROVING
    to_two = replace(GAP, target=Target(2.0, "2028"))
    assert standing(rows([4, 3, 2, 1, -1]), to_two) == (Standing.UNCLEAR, Ground.TURNED)


def test_a_gap_has_turned_only_from_surely_above_to_surely_below() -> None:
    assert standing(rows([-3]), GAP) == (Standing.UNCLEAR, Ground.BELOW_ZERO)
    assert standing(rows([-1, -2, -3]), GAP) == (Standing.UNCLEAR, Ground.BELOW_ZERO)
    assert standing(rows([2, 1, -3], half=1.5), GAP) == (Standing.UNCLEAR, Ground.TURNED)
    assert standing(rows([1, 0, -3], half=1.5), GAP) == (Standing.UNCLEAR, Ground.BELOW_ZERO)
    before_the_break = broken(GAP, "2020")
    assert standing(rows([4, 4, -3, -3]), before_the_break)[1] is Ground.BELOW_ZERO


def test_a_gap_whose_interval_holds_zero_is_judged_by_its_values_alone() -> None:
    """Lund: −0.016, from −0.32 to 0.32. One value shows nothing, whichever side it is on."""
    single = [result("2022", -0.016, low=-0.32, high=0.32)]
    assert standing(single, GAP) == (Standing.UNCLEAR, Ground.FEW_POINTS)
    falling = [*rows([8, 6, 4, 2], half=0.5), result("2022", -0.2, low=-0.6, high=0.2)]
    assert standing(falling, GAP) == (Standing.UNCLEAR, Ground.AROUND_ZERO)
    assert standing(falling, DOWN)[0] is Standing.NO_TARGET_IMPROVING
    to_two = replace(GAP, target=Target(2.0, "2028"))
    assert standing(falling, to_two) == (Standing.REACHED, Ground.AT_TARGET)


def test_a_goal_without_direction_is_refused() -> None:
    with pytest.raises(DefinitionError, match="no direction"):
        assess(rows([1, 2, 3]), replace(DOWN, direction=Direction.NONE), thresholds=LIMITS)


def test_a_target_before_the_strategy_is_refused() -> None:
    with pytest.raises(DefinitionError, match="not after the baseline"):
        assess(rows([1]), replace(DOWN, target=Target(1.0, "2018")), thresholds=LIMITS)


def test_rows_of_several_series_are_refused() -> None:
    for other in ({"division": "regso-2025"}, {"place": "01"}, {"indicator": "x"}):
        with pytest.raises(InputError, match="several"):
            assess([*rows([1, 2]), result("2024", 3, **other)], DOWN, thresholds=LIMITS)
    with pytest.raises(InputError, match="two rows for 2018"):
        assess([result("2018", 1), result("2018", 2)], DOWN, thresholds=LIMITS)


def test_the_baseline_is_2018_or_says_why_not() -> None:
    early = assess(rows([20, 19, 18, 17, 16], first=2015), DOWN, thresholds=LIMITS)
    assert (early.baseline.period, early.start) == ("2018", Start.STRATEGY)
    late = assess(rows([20, 19, 18], first=2020), DOWN, thresholds=LIMITS)
    assert (late.baseline.period, late.start) == ("2020", Start.FIRST_VALUE)
    cut = assess(rows([20, 19, 30, 29, 28]), broken(DOWN, "2020"), thresholds=LIMITS)
    assert (cut.baseline.period, cut.start) == ("2020", Start.AFTER_BREAK)
    single = assess(rows([20]), DOWN, thresholds=LIMITS)
    assert (single.baseline, single.start, single.latest.period) == (None, None, "2018")


def test_a_school_year_that_begins_in_2018_is_the_baseline() -> None:
    series = [result(f"{year}/{year % 100 + 1}", float(year)) for year in range(2016, 2024)]
    found = assess(series, DOWN, thresholds=LIMITS)
    assert (found.baseline.period, found.start) == ("2018/19", Start.STRATEGY)


def test_a_change_against_the_trend_is_unclear_and_both_are_told() -> None:
    """Ten years down, but since 2018 up: neither the trend nor the change is kept silent."""
    assert standing(rows([32, 30, 28, 26, 24, 25], first=2014), DOWN) == (
        Standing.UNCLEAR,
        Ground.CONTRARY,
    )
    series = rows([30, 28, 26, 24, 22, 20, 10, 11, 12, 13, 14], first=2012, half=0.1)
    found = assess(series, DOWN, thresholds=LIMITS)
    assert (found.standing, found.ground) == (Standing.UNCLEAR, Ground.CONTRARY)
    assert found.change.verdict is Verdict.INCREASED
    assert found.trend.sign == -1
    assert standing(series, TO_TEN) == (Standing.UNCLEAR, Ground.CONTRARY)


def test_a_change_against_the_trend_counts_however_unsure_it_is() -> None:
    """A rise of 0.2 within ±1 is no change for certain, but it does not go down either."""
    series = rows([30, 28, 26, 24, 22, 20, 10, 10.1, 10.1, 10.1, 10.2], first=2012, half=1)
    found = assess(series, DOWN, thresholds=LIMITS)
    assert found.change.verdict is Verdict.UNCLEAR
    assert (found.standing, found.ground) == (Standing.UNCLEAR, Ground.CONTRARY)


def test_a_change_against_the_trend_counts_however_small_it_is() -> None:
    """Else the answer would hang on the unit: 0.1 per cent is 0.0 of four hundred."""
    series = rows([30, 28, 26, 24, 22, 20, 10, 10, 10, 10, 10.04], first=2012)
    assert standing(series, DOWN) == (Standing.UNCLEAR, Ground.CONTRARY)
    none = rows([30, 28, 26, 24, 22, 20, 0.3, 0.2, 0.2, 0.2, 0.1 + 0.2], first=2012)
    assert standing(none, DOWN)[0] is Standing.NO_TARGET_IMPROVING


def test_a_change_with_the_trend_needs_not_be_sure() -> None:
    """The trend rests on all years; two of them alone may be within their uncertainty."""
    series = rows([20 - n / 4 for n in range(12)], first=2012, half=1)
    found = assess(series, DOWN, thresholds=LIMITS)
    assert found.change.verdict is Verdict.UNCLEAR
    assert (found.standing, found.ground) == (Standing.NO_TARGET_IMPROVING, Ground.PACE)


def test_a_target_that_is_reached_or_missed_is_so_whichever_way_things_go() -> None:
    series = rows([30, 26, 22, 18, 14, 12, 8, 8.5, 9], first=2012)
    assert standing(series, TO_TEN) == (Standing.REACHED, Ground.AT_TARGET)
    late = replace(DOWN, target=Target(5.0, "2020"))
    assert standing(series, late)[1] is Ground.TOO_LATE


def test_a_target_holds_where_it_was_set() -> None:
    there = assess(rows([20, 19, 18, 17, 16]), TO_TEN, thresholds=LIMITS)
    assert there.target is TO_TEN.target
    elsewhere = [replace(row, place="0180") for row in rows([20, 19, 18, 17, 16])]
    found = assess(elsewhere, TO_TEN, thresholds=LIMITS)
    assert (found.standing, found.target) == (Standing.NO_TARGET_IMPROVING, None)


def test_the_assessment_carries_all_it_rests_on() -> None:
    series = rows([25, 24, 20, 19, None, 17, 16], first=2016)
    goal = broken(TO_TEN, "2018")
    found = assess(series, goal, thresholds=LIMITS, release="abc")
    assert found.series == tuple(series)
    assert [row.period for row in found.used] == ["2018", "2019", "2021", "2022"]
    assert [cut.period for cut in found.breaks] == ["2018"]
    assert (found.goal, found.thresholds, found.release) == (goal, LIMITS, "abc")
    assert (found.baseline.period, found.latest.period) == ("2018", "2022")


def test_the_thresholds_are_data() -> None:
    series = rows([20, 19.2, 18.4, 17.6, 16.8])
    assert standing(series, TO_TEN)[0] is Standing.TOO_SLOW
    lax = replace(LIMITS, on_path_from=70)
    assert assess(series, TO_TEN, thresholds=lax).standing is Standing.ON_PATH
    strict = replace(LIMITS, fewest_points=6)
    assert assess(series, DOWN, thresholds=strict).ground is Ground.FEW_POINTS
    later = replace(LIMITS, baseline="2020")
    assert assess(series, DOWN, thresholds=later).baseline.period == "2020"


def test_a_share_and_its_complement_get_the_same_answer() -> None:
    """15 → 12 not eligible is 85 → 88 eligible: growth rates call these different things."""
    down = rows([15, 14.5, 14, 13, 12])
    up = rows([85, 85.5, 86, 87, 88])
    to = replace(DOWN, target=Target(10.0, "2028"))
    other = replace(to, direction=Direction.UP, target=Target(90.0, "2028"))
    one, two = (assess(s, g, thresholds=LIMITS) for s, g in ((down, to), (up, other)))
    assert one.standing is two.standing
    assert one.outlook.share == pytest.approx(two.outlook.share)


VALUES = st.lists(st.integers(0, 400).map(lambda n: n / 4), min_size=0, max_size=12)
#: Eighths of a half: a change as small as 1/32, which is written as 0.0.
FINE = st.lists(st.integers(0, 96).map(lambda n: n / 32), min_size=0, max_size=12)
YEARS = st.sampled_from(["2019", "2023", "2035"])
TARGETS = st.none() | st.builds(lambda n, year: Target(n / 4, year), st.integers(0, 400), YEARS)
HALVES = st.none() | st.integers(0, 40).map(lambda n: n / 4)
MIRROR = {
    Standing.NO_TARGET_IMPROVING: Standing.NO_TARGET_WORSENING,
    Standing.NO_TARGET_WORSENING: Standing.NO_TARGET_IMPROVING,
}


@given(VALUES, HALVES)
def test_the_other_direction_turns_the_standing(values: list[float], half: float | None) -> None:
    series = rows(values, half=half)
    found = standing(series, DOWN)
    turned = standing(series, replace(DOWN, direction=Direction.UP))
    assert turned == (MIRROR.get(found[0], found[0]), found[1])


@given(VALUES, HALVES, TARGETS)
def test_a_mirrored_series_with_mirrored_goal_stands_the_same(
    values: list[float], half: float | None, target: Target | None
) -> None:
    goal = replace(DOWN, target=target)
    mirrored = replace(
        goal,
        direction=Direction.UP,
        target=target and replace(target, value=-target.value),
    )
    series = rows(values, half=half)
    assert standing(rows([-value for value in values], half=half), mirrored) == standing(
        series, goal
    )


@given(FINE, HALVES, st.sampled_from([0.01, 0.25, 3.0, 1024.0]), st.sampled_from([2010, 2018]))
def test_another_scale_changes_nothing(
    values: list[float], half: float | None, factor: float, first: int
) -> None:
    other = rows([factor * v for v in values], first, half if half is None else factor * half)
    assert standing(other, DOWN) == standing(rows(values, first, half), DOWN)


@given(VALUES, HALVES, TARGETS, st.integers(-3, 3), st.sampled_from([2010, 2018]))
def test_another_unit_with_the_decimals_it_has_changes_nothing(
    values: list[float], half: float | None, target: Target | None, shift: int, first: int
) -> None:
    """Per cent with four decimals, or of one with six: what is written has the same digits."""
    factor = Decimal(10) ** shift

    def scaled(value: float) -> float:
        return float(Decimal(str(value)) * factor)

    goal = replace(DOWN, target=target, decimals=4)
    other = replace(
        goal,
        target=target and replace(target, value=scaled(target.value)),
        decimals=4 - shift,
    )
    there = rows([scaled(v) for v in values], first, half if half is None else scaled(half))
    assert standing(there, other) == standing(rows(values, first, half), goal)


@given(VALUES, HALVES, TARGETS, st.integers(-1000, 1000))
def test_a_constant_added_to_series_and_target_changes_nothing(
    values: list[float], half: float | None, target: Target | None, constant: int
) -> None:
    goal = replace(DOWN, target=target, decimals=2)
    moved = replace(goal, target=target and replace(target, value=target.value + constant))
    found = assess(rows(values, half=half), goal, thresholds=LIMITS)
    other = assess(rows([v + constant for v in values], half=half), moved, thresholds=LIMITS)
    assert other.standing is found.standing
    if found.path is not None:
        assert other.path.left == pytest.approx(found.path.left)
        assert other.path.needed == pytest.approx(found.path.needed)


@given(VALUES, VALUES, TARGETS)
def test_a_break_forgets_the_past(
    past: list[float], values: list[float], target: Target | None
) -> None:
    """What came before the break may be anything: trend, change and pace stay as they are."""
    goal = replace(broken(DOWN, "2018"), target=target)
    after = rows(values)
    alone = assess(after, goal, thresholds=LIMITS)
    both = assess([*rows(past, first=2018 - len(past)), *after], goal, thresholds=LIMITS)
    if values:
        assert (both.trend, both.change, both.path) == (alone.trend, alone.change, alone.path)
    if len(values) >= LIMITS.fewest_points:
        assert both.standing is alone.standing


@given(VALUES, HALVES)
def test_no_standing_goes_against_the_change_that_is_written_beside_it(
    values: list[float], half: float | None
) -> None:
    found = assess(rows(values, first=2014, half=half), DOWN, thresholds=LIMITS)
    if found.change.difference is not None:
        amount = found.change.difference.amount
        assert found.standing is not Standing.NO_TARGET_IMPROVING or amount <= 0
        assert found.standing is not Standing.NO_TARGET_WORSENING or amount >= 0


@given(VALUES, TARGETS)
def test_more_uncertain_values_never_make_a_standing_surer(
    values: list[float], target: Target | None
) -> None:
    goal = replace(DOWN, target=target)
    sure = assess(rows(values, half=0), goal, thresholds=LIMITS)
    unsure = assess(rows(values, half=5), goal, thresholds=LIMITS)
    if sure.standing is Standing.UNCLEAR:
        assert unsure.standing is Standing.UNCLEAR
    if unsure.standing is Standing.REACHED:
        assert sure.standing is Standing.REACHED


@given(VALUES, TARGETS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(
    values: list[float], target: Target | None, random: object
) -> None:
    goal = replace(DOWN, target=target)
    series = rows(values)
    shuffled = random.sample(series, len(series))  # type: ignore[attr-defined]
    assert assess(shuffled, goal, thresholds=LIMITS) == assess(series, goal, thresholds=LIMITS)
