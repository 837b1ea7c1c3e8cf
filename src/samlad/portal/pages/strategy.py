"""The strategy's period and where in it a day lies. The years come from the facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samlad.catalogue import facts

#: The goal whose years are the strategy's.
OVERALL_GOAL = "overgripande-mal"


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the strategy; `gone` is how many of its twelve months have begun."""

    number: int
    gone: int
    is_now: bool


@dataclass(frozen=True, slots=True)
class Position:
    """Where a day lies: the how-manieth year of how many, and every year with what is gone."""

    first: int
    last: int
    year: int  # 1 for the first year; 0 before it; more than `number_of_years` after the last
    years: tuple[Year, ...]

    @property
    def number_of_years(self) -> int:
        """How many calendar years the strategy spans, both ends counted."""
        return self.last - self.first + 1

    @property
    def state(self) -> str:
        """`before`, `during` or `after`."""
        if self.year < 1:
            return "before"
        return "during" if self.year <= self.number_of_years else "after"


def position(today: date) -> Position:
    """Where in the strategy's period the day lies.

    >>> position(date(2026, 11, 22)).year
    9
    """
    first, last = _period()
    years = tuple(
        Year(number, _months_begun(number, today), number == today.year)
        for number in range(first, last + 1)
    )
    return Position(first, last, today.year - first + 1, years)


def _period() -> tuple[int, int]:
    goal = next(row for row in facts("goals") if row["id"] == OVERALL_GOAL)
    return int(goal["valid_from"][:4]), int(goal["valid_to"][:4])


def _months_begun(year: int, today: date) -> int:
    if year == today.year:
        return today.month
    return 12 if year < today.year else 0
