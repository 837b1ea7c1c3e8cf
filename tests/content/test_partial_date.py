"""Dates keep the precision of their source."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlad.portal.content.partial_date import PartialDate, Precision, overlaps


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2018", Precision.YEAR, date(2018, 1, 1), date(2018, 12, 31)),
        ("2020-02", Precision.MONTH, date(2020, 2, 1), date(2020, 2, 29)),
        ("2018-06-26", Precision.DAY, date(2018, 6, 26), date(2018, 6, 26)),
    ],
)
def test_a_date_means_the_days_its_text_can_mean(text, precision, first, last):
    when = PartialDate(text)
    assert (when.precision, when.first_day, when.last_day) == (precision, first, last)
    assert str(when) == text


@pytest.mark.parametrize(
    "text", ["", "18", "2018-1", "2018-13", "2018-02-30", "2018-06-26 ", "2018/06", "٢٠١٨", "0000"]
)
def test_other_text_is_no_date(text):
    with pytest.raises(ValueError):
        PartialDate(text)


@given(st.dates(), st.dates())
def test_days_sort_as_the_calendar(a, b):
    assert (PartialDate(a.isoformat()) < PartialDate(b.isoformat())) == (a < b)


def test_a_month_in_which_one_period_ends_belongs_to_both():
    month, change = PartialDate("2019-01"), PartialDate("2019-01-21")
    assert overlaps(month, None, change, end_included=False)
    assert overlaps(month, change, None, end_included=False)


def test_the_day_a_post_is_left_belongs_to_the_next_holder():
    change = PartialDate("2019-01-21")
    assert not overlaps(change, None, change, end_included=False)
    assert overlaps(change, None, change, end_included=True)
    assert overlaps(change, change, None, end_included=False)
