"""The selection over time: hits of each year by type, each with the address of just those.

Takes an answer; gives rows for a drawing and a table. A number here is the total at its address.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samlad.portal.filter.answer import Answer
from samlad.portal.filter.asked import Asked
from samlad.portal.filter.choices import Choice, families
from samlad.portal.filter.period import Period

#: So many types have a colour of their own; the rest share one.
COLOURS = 5
#: The width of the largest bar, in units of the drawing.
WIDTH = 10_000


@dataclass(frozen=True, slots=True)
class Cell:
    """The hits of a year, of one type or all: how many, and their address; no address for none."""

    number: int
    address: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: from where, how wide, in which colour (1 to 6)."""

    start: int
    width: int
    colour: int


@dataclass(frozen=True, slots=True)
class Year:
    """A year: its bar as a whole and in parts, and a cell for each type."""

    year: str
    whole: Cell
    parts: tuple[Part, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Every year from the first with hits to the last; types: name and colour, largest first."""

    years: tuple[Year, ...]
    types: tuple[tuple[str, int], ...]


def timeline(answer: Answer) -> Timeline:
    """The answer's hits over time."""
    found = answer.found.years
    totals: Counter[str] = Counter()
    for by_type in found.values():
        totals.update(by_type)
    types = [code for code, _ in sorted(totals.items(), key=lambda each: (-each[1], each[0]))]
    most = max((sum(by_type.values()) for by_type in found.values()), default=1)
    return Timeline(
        tuple(_year(answer, year, types, most) for year in _every_year(list(found))),
        tuple((_name(answer, code), _colour(at)) for at, code in enumerate(types)),
    )


def _every_year(years: Sequence[str]) -> list[str]:
    if not years:
        return []
    return [f"{year:04}" for year in range(int(min(years)), int(max(years)) + 1)]


def _year(answer: Answer, year: str, types: Sequence[str], most: int) -> Year:
    counts = answer.found.years.get(year, {})
    cells = tuple(_cell(answer, year, counts.get(code, 0), code) for code in types)
    parts, start = [], 0.0
    for at, cell in enumerate(cells):
        if cell.number:
            width = WIDTH * cell.number / most
            parts.append(Part(round(start), round(start + width) - round(start), _colour(at)))
            start += width
    whole = _cell(answer, year, sum(counts.values()), "")
    return Year(year, whole, tuple(parts), cells)


def _cell(answer: Answer, year: str, number: int, code: str) -> Cell:
    if not number:
        return Cell(0, "")
    within = answer.asked.but(view="lista", period=_within(answer.asked, year))
    return Cell(number, (_of_type(answer, within, code) if code else within).query_string())


def _within(asked: Asked, year: str) -> Period:
    """The year, or the part of it that is in the period asked for."""
    first, last = f"{year}-01-01", f"{year}-12-31"
    since = max(asked.period.since, first)
    until = min(asked.period.until or last, last)
    typed = (year, year) if (since, until) == (first, last) else (since, until)
    return Period(*typed, since, until)


def _of_type(answer: Answer, asked: Asked, code: str) -> Asked:
    """The chosen types that are this one or below it; this one where none is chosen."""
    family = next(each for each in families(_types(answer).values()) if each[0].code == code)
    only = tuple(each for each in asked.chosen[answer.asked.of.group] if each in family) or (
        family[0],
    )
    return asked.but(chosen={**asked.chosen, answer.asked.of.group: only})


def _types(answer: Answer) -> Mapping[str, Choice]:
    return answer.choices[answer.asked.of.group]


def _name(answer: Answer, code: str) -> str:
    choice: Choice | None = _types(answer).get(code)
    return choice.label if choice else code


def _colour(at: int) -> int:
    return min(at, COLOURS) + 1
