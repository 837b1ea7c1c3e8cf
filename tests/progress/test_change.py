"""What may be said of two values, worked by hand."""

import numpy as np
import pytest

from samlad.progress import Verdict, best, change, difference, turn, usual_swing
from tests.statistics.hand_made import result


def test_the_interval_of_a_difference_adds_in_squares() -> None:
    """Halves 3 and 4 give 5: MOVER with even intervals is the rule of Pythagoras."""
    found = difference(result("2020", 10, half=3), result("2021", 30, half=4))
    assert (found.amount, found.low, found.high) == (20, 15, 25)


def test_uneven_intervals_count_on_the_side_they_lie() -> None:
    earlier = result("2020", 10, low=9.0, high=13.0)
    later = result("2021", 30, low=26.0, high=31.0)
    found = difference(earlier, later)
    assert found.low == pytest.approx(20 - 5)  # 4 down from the later, 3 up from the earlier
    assert found.high == pytest.approx(20 + 2**0.5)


def test_the_corrected_value_is_the_one_compared() -> None:
    row = result("2020", 0.40, corrected=0.35)
    assert best(row) == 0.35
    assert difference(row, result("2021", 0.36, corrected=0.35)).amount == 0


@pytest.mark.parametrize(
    ("values", "half", "verdict"),
    [
        ([], None, Verdict.NO_VALUE),
        ([None], None, Verdict.NO_VALUE),
        ([10], 1, Verdict.ONE_POINT),
        ([10, 20], 1, Verdict.TWO_POINTS),
        ([10, 12, 20], 1, Verdict.INCREASED),
        ([20, 12, 10], 1, Verdict.DECREASED),
        ([10, 12, 11], 1, Verdict.UNCLEAR),
        ([10, 12, 11], None, Verdict.USUAL),
        ([10, 11, 12, 13], None, Verdict.INCREASED),
        ([13, 12, 11, 10], None, Verdict.DECREASED),
        ([10, 12, 10.04], None, Verdict.UNCHANGED),
    ],
)
def test_verdicts(values: list[float | None], half: float | None, verdict: Verdict) -> None:
    series = [result(str(2020 + n), value, half=half) for n, value in enumerate(values)]
    assert change(series, [], 1).verdict is verdict


def test_the_usual_swing_is_about_two_usual_steps() -> None:
    series = [result(str(2020 + n), value) for n, value in enumerate([10, 12, 9, 11, 10])]
    assert usual_swing(series) == pytest.approx(1.96 * (18 / 4) ** 0.5)  # steps 2, -3, 2, -1


def test_a_course_without_trend_is_seldom_told_as_one() -> None:
    """Values that only swing are told to rise or fall about one time in twenty."""
    rng = np.random.default_rng(7)
    told = 0
    for values in rng.normal(50, 1, (1000, 12)):
        series = [result(str(2010 + n), float(value)) for n, value in enumerate(values)]
        told += change(series, [], 6).verdict is not Verdict.USUAL
    assert 20 <= told <= 90


def test_a_change_is_counted_from_the_first_year_after_the_last_break() -> None:
    series = [result(str(year), float(year - 2000)) for year in range(2010, 2020)]
    assert change(series, ["2013"], 1).first.period == "2013"
    assert change(series, ["2013", "2018"], 1).verdict is Verdict.TWO_POINTS
    assert change(series, ["2030"], 1).first.period == "2010"


def test_a_peak_is_told_when_first_and_last_value_hide_it() -> None:
    series = [result(str(2018 + n), v) for n, v in enumerate([16.3, 18.4, 15.9])]
    assert turn(change(series, [], 1), series).period == "2019"


def test_a_peak_smaller_than_the_change_is_not_told() -> None:
    series = [result(str(2018 + n), v) for n, v in enumerate([10, 21, 20])]
    assert turn(change(series, [], 1), series) is None


def test_a_peak_within_the_uncertainty_is_not_told() -> None:
    series = [result(str(2018 + n), v, half=5) for n, v in enumerate([16.3, 18.4, 15.9])]
    assert turn(change(series, [], 1), series) is None
