"""Axes and labels, worked by hand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlad.portal.statistics.charts.scales import (
    Axis,
    round_marks,
    spread,
    value_axis,
)
from samlad.progress import start_year

numbers = st.floats(-1e5, 1e5).map(lambda x: round(x, 3))


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (0, 100, (0, 25, 50, 75, 100)),
        (0, 1, (0, 0.5, 1)),
        (0.3, 0.4, (0.3, 0.35, 0.4)),
        (0, 5460, (0, 2000, 4000, 6000)),
        (-3, 9, (-5, 0, 5, 10)),
    ],
)
def test_marks_are_round_and_hold_both_ends(low: float, high: float, marks: tuple) -> None:
    assert round_marks(low, high) == marks


@given(st.lists(numbers, min_size=1, max_size=20))
def test_every_value_lies_on_its_axis(values: list[float]) -> None:
    axis = value_axis(values, 300, 20)
    assert axis.low <= min(values) + 1e-9 * max(1, abs(min(values)))
    assert axis.high >= max(values) - 1e-9 * max(1, abs(max(values)))
    assert 2 <= len(axis.marks) <= 12


def test_an_axis_begins_at_zero_unless_the_values_lie_far_from_it() -> None:
    assert value_axis([2, 9], 0, 1).low == 0
    assert value_axis([80, 90], 0, 1).low > 0


def test_a_small_change_does_not_fill_the_axis() -> None:
    axis = value_axis([0.330, 0.332], 0, 1, least=0.05)
    assert axis.high - axis.low >= 0.05
    assert axis.low <= 0.330
    assert axis.high >= 0.332


def test_equal_values_and_no_values_have_an_axis() -> None:
    assert value_axis([5, 5], 0, 1).low < 5 < value_axis([5, 5], 0, 1).high
    assert value_axis([0], 0, 1).low <= 0 < value_axis([0], 0, 1).high
    assert len(value_axis([], 0, 1).marks) > 1


def test_a_value_lies_in_proportion() -> None:
    assert Axis(0, 10, 100, 200).at(2.5) == 125
    assert Axis(7, 7, 100, 200).at(7) == 150


def test_labels_are_spread_only_as_far_as_they_must() -> None:
    assert spread([50, 100], 14, 0, 300) == [50, 100]
    assert spread([50, 52], 14, 0, 300) == [44, 58]
    assert spread([52, 50], 14, 0, 300) == [58, 44]
    assert spread([1, 2], 14, 0, 300) == [0, 14]


@given(st.lists(st.floats(0, 200), min_size=1, max_size=7))
def test_spread_labels_never_touch_and_keep_their_order(places: list[float]) -> None:
    found = spread(places, 17, 0, 300)
    ordered = sorted(found)
    assert all(b - a >= 17 - 1e-6 for a, b in pairwise(ordered))
    order = sorted(range(len(places)), key=lambda index: places[index])
    assert [found[index] for index in order] == ordered


def test_a_school_year_stands_at_its_first_year() -> None:
    assert (start_year("2009/10"), start_year("2022")) == (2009, 2022)
