"""A period as typed: what it means, and what is said of what cannot be meant."""

from __future__ import annotations

from datetime import date

import pytest

from samlad.portal.filter.period import fault_of, read_period, usual_spans


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        ("2018-06-26", "2018-06-26", ("2018-06-26", "2018-06-26")),
        ("2018-02", "2018-02", ("2018-02-01", "2018-02-28")),
        ("2020-02", "2020-02", ("2020-02-01", "2020-02-29")),
        ("2018", "2019", ("2018-01-01", "2019-12-31")),
        (" 2018 ", "", ("2018-01-01", "")),
        ("", "2018-6-9", ("", "2018-06-09")),
        ("", "", ("", "")),
    ],
)
def test_days_months_and_years_mean_their_first_and_last_day(since, until, days):
    period = read_period(since, until)
    assert (period.since, period.until) == days
    assert period.faults == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2018-02-30", "2018-02-30 finns inte: februari 2018 har 28 dagar."),
        ("2018-06-31", "juni 2018 har 30 dagar"),
        ("2018-13-01", "Det finns ingen månad 13"),
        ("2018-00", "Det finns ingen månad 00"),
        ("0000", "har inget årtal som finns"),
        ("20180626", "Skriv datumet med bindestreck: 2018-06-26."),
        ("2018/06/26", "Skriv datumet med bindestreck: 2018-06-26."),
        ("26/6 2018", "är inget datum"),
        ("i går", "är inget datum"),
        ("２０１８", "är inget datum"),
        ("2018-", "är inget datum"),
    ],
)
def test_what_is_no_date_is_said_exactly(typed, said):
    assert said in fault_of(typed)
    assert said in read_period(typed, "").since_fault
    assert said in read_period("", typed).until_fault


def test_a_faulty_end_leaves_the_other():
    period = read_period("2018-02-30", "2019")
    assert (period.since, period.until) == ("", "2019-12-31")
    assert [name for name, _ in period.faults] == ["fran"]


def test_ends_that_are_turned_are_told_at_the_end():
    period = read_period("2019", "2018-12")
    assert (period.since, period.until) == ("", "")
    assert [name for name, _ in period.faults] == ["till"]
    assert "2018-12" in period.until_fault and "2019" in period.until_fault
    assert read_period("2019-05-01", "2019-05-01").faults == []
    assert read_period("2019-05", "2019").faults == []


def test_twelve_months_end_today():
    year, twelve = usual_spans(date(2024, 2, 29))
    assert (year.since, year.until) == ("2024", "2024")
    assert (twelve.since, twelve.until) == ("2023-02-28", "2024-02-29")
    assert usual_spans(date(2026, 1, 28))[1].since == "2025-01-28"
