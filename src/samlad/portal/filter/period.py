"""A period as a visitor types it: a day, a month or a year at either end, or nothing.

Takes the texts of two fields; gives days for the search, and for what cannot be meant a sentence
by its field. Knows nothing of items.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from samlad.portal.content.partial_date import PartialDate
from samlad.portal.dates import MONTHS
from samlad.portal.wording import language, words

SINCE, UNTIL = "fran", "till"

_FORM = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_TOGETHER = re.compile(r"(\d{4})[./ ]?(\d{2})[./ ]?(\d{2})", re.ASCII)

#: So much of what was typed is said back.
SAID = 40


@dataclass(frozen=True, slots=True)
class Period:
    """Both ends as typed and as ISO days, blank where open or where the text has a fault.

    Ends that are turned are both blank: neither can be meant.
    """

    typed_since: str = ""
    typed_until: str = ""
    since: str = ""
    until: str = ""
    since_fault: str = ""
    until_fault: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.since or self.until)

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Parameter and sentence of each end that cannot be meant."""
        both = ((SINCE, self.since_fault), (UNTIL, self.until_fault))
        return [(parameter, sentence) for parameter, sentence in both if sentence]


def read_period(since: str, until: str) -> Period:
    """The period of two typed texts.

    >>> read_period("2018", "2018-02").until
    '2018-02-28'
    """
    typed_since, typed_until = since.strip(), until.strip()
    since_fault, until_fault = fault_of(typed_since), fault_of(typed_until)
    first = _date(typed_since).first_day if typed_since and not since_fault else None
    last = _date(typed_until).last_day if typed_until and not until_fault else None
    if first and last and first > last:
        sentence = words("content.period_turned", since=typed_since, until=typed_until)
        return Period(typed_since, typed_until, until_fault=sentence)
    return Period(
        typed_since,
        typed_until,
        first.isoformat() if first else "",
        last.isoformat() if last else "",
        since_fault,
        until_fault,
    )


def fault_of(typed: str) -> str:
    """Why the text names no day, month or year; blank when it does, or is blank itself."""
    if not typed:
        return ""
    match = _FORM.fullmatch(typed)
    if match is None:
        return _not_of_the_form(typed)
    year, month, day = int(match[1]), match[2], match[3]
    if year == 0:
        return words("content.period_no_year", typed=typed)
    if month is not None and not 1 <= int(month) <= 12:
        return words("content.period_no_month", month=month)
    if day is not None and month is not None:
        days = monthrange(year, int(month))[1]
        if not 1 <= int(day) <= days:
            name = MONTHS[language()][int(month) - 1]
            return words("content.period_no_day", typed=typed, month=name, year=year, days=days)
    return ""


def _not_of_the_form(typed: str) -> str:
    together = _TOGETHER.fullmatch(typed)
    if together:
        meant = "-".join(together.groups())
        if not fault_of(meant):
            return words("content.period_other_form", typed=typed, meant=meant)
    return words("content.period_no_date", typed=typed[:SAID])


def _date(typed: str) -> PartialDate:
    return PartialDate("-".join(part.zfill(2) for part in typed.split("-")))


@dataclass(frozen=True, slots=True)
class Span:
    """A period that is chosen with one click: its name, and its ends as they would be typed."""

    text: str
    since: str
    until: str


def usual_spans(today: date) -> list[Span]:
    """This year, and the last twelve months up to today."""
    year_ago = date(today.year - 1, today.month, min(today.day, 28))
    if today.day <= monthrange(year_ago.year, year_ago.month)[1]:
        year_ago = year_ago.replace(day=today.day)
    return [
        Span(words("content.span_year"), str(today.year), str(today.year)),
        Span(words("content.span_twelve"), year_ago.isoformat(), today.isoformat()),
    ]
