"""Dates as exact as their source: a year, a month or a day. Sorts and compares as its text does.

Knows nothing of pages; `samlad.portal.dates` puts it in words.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import models

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class Precision(StrEnum):
    """How exactly a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """YYYY, YYYY-MM or YYYY-MM-DD.

    Raises ValueError when the text has another form or names no day of the calendar.

    >>> PartialDate("2018-02").last_day
    datetime.date(2018, 2, 28)
    """

    text: str

    def __post_init__(self) -> None:
        match = _FORM.fullmatch(self.text)
        if match is None:
            raise ValueError(f"'{self.text}' is not YYYY, YYYY-MM or YYYY-MM-DD")
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))

    def __str__(self) -> str:
        return self.text

    @property
    def precision(self) -> Precision:
        """Year, month or day, by the length of the text."""
        return {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}[len(self.text)]

    @property
    def year(self) -> int:
        """The year, which is always known."""
        return int(self.text[:4])

    @property
    def first_day(self) -> date:
        """The earliest day it can mean."""
        year, month, day = _numbers(self.text)
        return date(year, month or 1, day or 1)

    @property
    def last_day(self) -> date:
        """The latest day it can mean."""
        year, month, day = _numbers(self.text)
        month = month or 12
        return date(year, month, day or monthrange(year, month)[1])


def _numbers(text: str) -> tuple[int, int, int]:
    parts = [int(part) for part in text.split("-")] + [0, 0]
    return parts[0], parts[1], parts[2]


def overlaps(
    when: PartialDate, start: PartialDate | None, end: PartialDate | None, *, end_included: bool
) -> bool:
    """Whether any day that `when` can mean lies between start and end; None is open.

    end_included: whether the end day belongs to the period (a department's last day does, a
    government's day of leaving does not: it is the next one's first).
    """
    if start is not None and when.last_day < start.first_day:
        return False
    if end is None:
        return True
    return when.first_day <= end.last_day if end_included else when.first_day < end.last_day


def is_reversed(start: PartialDate | str | None, end: PartialDate | str | None) -> bool:
    """Whether the end lies before the start on whatever days the two can mean.

    >>> is_reversed("2025-01", "2025"), is_reversed("2025-01", "2024"), is_reversed(None, "2024")
    (False, True, False)
    """
    if not start or not end:
        return False
    return PartialDate(str(end)).last_day < PartialDate(str(start)).first_day


class PartialDateField(models.CharField):
    """A column of PartialDate, kept as its text; NULL is unknown."""

    if TYPE_CHECKING:
        _pyi_private_set_type: PartialDate | str  # type: ignore[assignment]
        _pyi_private_get_type: PartialDate  # type: ignore[assignment]

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "max_length": 10})

    def deconstruct(self) -> Any:
        """As every field, less the length, which is always the same."""
        name, path, arguments, options = super().deconstruct()
        del options["max_length"]
        return name, path, arguments, options

    def from_db_value(self, value: str | None, *_: Any) -> PartialDate | None:
        """The stored text as a date."""
        return None if not value else PartialDate(value)

    def to_python(self, value: Any) -> PartialDate | None:
        """A form's or a loader's text as a date; ValueError becomes a form's fault."""
        if value is None or isinstance(value, PartialDate):
            return value
        from django.core.exceptions import ValidationError

        try:
            return PartialDate(value) if value else None
        except ValueError as error:
            raise ValidationError(str(error)) from None

    def get_prep_value(self, value: Any) -> str | None:
        """The text to store or to compare with."""
        return None if value is None or value == "" else str(value)
