"""The neighbourhoods of a municipality: RegSO with area type and conditions, counted by type.

Takes a municipality, gives rows for its table and a figure. An area type is relative and describes
conditions of an area, never its residents.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samlad.catalogue import indicators
from samlad.model import Level, Result
from samlad.portal.numbers import NOTHING, number
from samlad.portal.results import results
from samlad.portal.statistics.figures import value_cell
from samlad.portal.statistics.formats import format_of
from samlad.portal.statistics.places import alphabetical
from samlad.portal.statistics.words import word
from samlad.portal.tables import Cell, Column, Table

TYPE = "area-type"
#: What is shown of each neighbourhood beside its type, in this order.
SHARES = ("foreign-born-share", "rented-share", "co-operative-share", "owned-share")
TYPES = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """One RegSO: its type of the newest year (None where it has none) and its newest shares."""

    code: str
    name: str
    type: int | None
    shares: Mapping[str, Result]


@dataclass(frozen=True, slots=True)
class TypeCount:
    """How many neighbourhoods are of a type, and how many people live in them that year."""

    type: int
    areas: int
    people: int


def neighbourhoods_of(municipality: str) -> tuple[Neighbourhood, ...]:
    """The RegSO of a municipality in order of name."""
    newest: dict[str, dict[str, Result]] = defaultdict(dict)
    for row in results().neighbourhoods(municipality, (TYPE, *SHARES)):
        if len(row.place) == REGSO_CODE:
            newest[row.place][row.indicator] = row  # rows come oldest first
    found = []
    for area in results().areas(Level.REGSO, municipality):
        rows = newest.get(area.code, {})
        type_ = rows.get(TYPE)
        found.append(
            Neighbourhood(
                area.code,
                area.name,
                int(type_.value) if type_ is not None and type_.value is not None else None,
                {id_: rows[id_] for id_ in SHARES if id_ in rows},
            )
        )
    return tuple(sorted(found, key=lambda one: (alphabetical(one.name), one.code)))


REGSO_CODE = len("0114R001")


def counts_by_type(municipality: str) -> tuple[TypeCount, ...]:
    """Areas and people by type, in the year of the types."""
    rows = results().neighbourhoods(municipality, (TYPE, SHARES[0]))
    types = {r.place: int(r.value) for r in rows if r.indicator == TYPE and r.value is not None}
    year = max((r.period for r in rows if r.indicator == TYPE), default="")
    people: Counter[int] = Counter()
    for row in rows:
        is_counted = row.indicator == SHARES[0] and row.period == year and row.place in types
        if is_counted and row.persons is not None:
            people[types[row.place]] += round(row.persons)
    areas = Counter(types.values())
    return tuple(TypeCount(type_, areas[type_], people[type_]) for type_ in TYPES)


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
