"""A calendar file as RFC 5545 has it: all-day events with lasting ids, lines of at most 75 octets.

Takes entries, gives text; the same entries give the same text, since no clock is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Samlad//Register//SV"
LONGEST_LINE = 75  # octets, without the line's end


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A day in the calendar.

    uid: the same for the same thing for ever. changed: the day that what is said was known.
    """

    uid: str
    day: date
    summary: str
    description: str
    url: str
    changed: date


def calendar(name: str, entries: Iterable[CalendarEntry], language: str) -> str:
    """The whole file."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME;LANGUAGE={language}:{_text(name)}",
        *(line for entry in entries for line in _event(entry, language)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(entry: CalendarEntry, language: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(entry.uid)}"
    yield f"DTSTAMP:{entry.changed:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY;LANGUAGE={language}:{_text(entry.summary)}"
    yield f"DESCRIPTION;LANGUAGE={language}:{_text(entry.description)}"
    yield f"URL:{entry.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(value: str) -> str:
    r"""A value of type TEXT, its signs escaped and its controls left out.

    >>> _text("a, b; c\nd")
    'a\\, b\\; c\\nd'
    """
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = escaped.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\\n".join("".join(sign for sign in line if sign.isprintable()) for line in lines)


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, never within a letter; the next begin with space."""
    piece, length = "", 0
    for sign in line:
        size = len(sign.encode())
        if length + size > LONGEST_LINE:
            yield piece
            piece, length = " ", 1
        piece += sign
        length += size
    yield piece
