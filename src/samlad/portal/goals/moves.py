"""Moves of areas between types: who was of which type in which year, and how many moved where.

Two years of one division are compared; an area with a type in one year alone is counted apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from samlad.model import NATION, Level
from samlad.portal.goals.words import word
from samlad.portal.numbers import number
from samlad.portal.results import results
from samlad.portal.statistics.neighbourhoods import TYPE, TYPES, type_words
from samlad.portal.tables import Cell, Column, Table
from samlad.progress import Movement, movement


@dataclass(frozen=True, slots=True)
class Moves:
    """A movement with the years it lies between."""

    before: str
    after: str
    counted: Movement

    @property
    def left_out(self) -> int:
        """How many areas have a type in one of the years alone."""
        return self.counted.only_before + self.counted.only_after


def types_by_year(place: str) -> dict[tuple[str, str], dict[str, int]]:
    """Division and year → code of each area at the place → its type."""
    prefix = "" if place == NATION else place
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for row in results().for_indicator(TYPE, level=Level.REGSO):
        if row.value is not None and row.place.startswith(prefix):
            found[row.division, row.period][row.place] = int(row.value)
    return dict(found)


def moves(by_year: Mapping[tuple[str, str], Mapping[str, int]]) -> Moves | None:
    """The moves between the two newest years of one division; None where there are no two."""
    for division in sorted({division for division, _ in by_year}, reverse=True):
        years = sorted(year for own, year in by_year if own == division)
        if len(years) > 1:
            before, after = years[-2:]
            counted = movement(by_year[division, before], by_year[division, after])
            return Moves(before, after, counted)
    return None


def moves_table(found: Moves, language: str) -> Table:
    """The moves from type to type, those who stayed on the diagonal."""
    return Table(
        id="rorelse-tabell",
        caption=word("types_movement_caption", language, before=found.before, after=found.after),
        columns=(
            Column(word("types_from", language)),
            *(Column(word("types_to", language, type=to), is_numeric=True) for to in TYPES),
        ),
        rows=tuple(
            (
                Cell(type_words(before, language)),
                *(Cell(number(found.counted.of(before, to), 0, language)) for to in TYPES),
            )
            for before in TYPES
        ),
    )
