"""The neighbourhoods of a municipality: RegSO with area type and conditions, counted by type.

Takes a municipality, gives rows for its table and a figure. An area type is relative and describes
conditions of an area, never its residents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samlad.catalogue import indicators
from samlad.model import Area, Level, Result
from samlad.portal.numbers import NOTHING, number
from samlad.portal.ordering import alphabetical
from samlad.portal.results import results
from samlad.portal.statistics.figures import value_cell
from samlad.portal.statistics.formats import format_of
from samlad.portal.statistics.words import word
from samlad.portal.tables import Cell, Column, Table

TYPE = "area-type"
#: What is shown of each neighbourhood beside its type, in this order.
SHARES = ("foreign-born-share", "rented-share", "co-operative-share", "owned-share")
TYPES = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """One RegSO: type (None where it has none) and newest shares."""

    code: str
    name: str
    type: int | None
    shares: Mapping[str, Result]


def neighbourhoods_of(municipality: str) -> tuple[Neighbourhood, ...]:
    """The RegSO of a municipality in order of name."""
    held: dict[str, dict[str, Result]] = defaultdict(dict)
    for row in results().neighbourhoods(municipality, (TYPE, *SHARES), Level.REGSO):
        held[row.place][row.indicator] = row  # rows come oldest first
    found = (
        _neighbourhood(area, held[area.code]) for area in results().areas(Level.REGSO, municipality)
    )
    return tuple(sorted(found, key=lambda one: (alphabetical(one.name), one.code)))


def _neighbourhood(area: Area, held: Mapping[str, Result]) -> Neighbourhood:
    type_ = held.get(TYPE)
    return Neighbourhood(
        code=area.code,
        name=area.name,
        type=None if type_ is None or type_.value is None else int(type_.value),
        shares={id_: held[id_] for id_ in SHARES if id_ in held},
    )


def table_of(
    found: Sequence[Neighbourhood], place_name: str, language: str, *, id: str = "omraden-tabell"
) -> Table:
    """The neighbourhoods with type in words, people and shares of the newest year."""
    heads = [
        Column(word("column_neighbourhood", language)),
        Column(word("column_type", language)),
        Column(word("column_persons", language), is_numeric=True),
    ]
    heads += [Column(indicators()[id_].short[language], is_numeric=True) for id_ in SHARES]
    periods = sorted({row.period for one in found for row in one.shares.values()})
    return Table(
        id=id,
        caption=word("neighbourhoods_caption", language, place=place_name,
                     period=periods[-1] if periods else NOTHING),
        columns=tuple(heads),
        rows=tuple(_row(one, language) for one in found),
    )  # fmt: skip


def _row(one: Neighbourhood, language: str) -> tuple[Cell, ...]:
    people = one.shares.get(SHARES[0])
    cells = [
        Cell(one.name),
        Cell(type_words(one.type, language)),
        Cell(number(people.persons if people else None, 0, language)),
    ]
    for id_ in SHARES:
        row = one.shares.get(id_)
        form = format_of(indicators()[id_], language)
        cells.append(value_cell(row, form) if row else Cell(NOTHING))
    return tuple(cells)


def type_words(type_: int | None, language: str) -> str:
    """`1: stora socioekonomiska utmaningar` …"""
    if type_ is None:
        return word("type_none", language)
    return f"{type_}: {word(f'type_{type_}', language)}"
