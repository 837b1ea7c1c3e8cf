"""Area types at a place: areas and people of each type over time, level beside type.

Takes a place, gives tables and a figure; who moved between types comes from `moves`. A type is
relative, so the level stands beside it in its own unit. With one year there is nothing to follow,
which the page says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from samlad.catalogue import indicators
from samlad.model import NATION, Level, Result
from samlad.portal.goals.moves import Moves, moves, types_by_year
from samlad.portal.goals.words import word
from samlad.portal.numbers import NOTHING, number
from samlad.portal.statistics import rows
from samlad.portal.statistics.charts.line import line_chart
from samlad.portal.statistics.charts.svg import NARROW, WIDE
from samlad.portal.statistics.figures import line_of
from samlad.portal.statistics.formats import format_of
from samlad.portal.statistics.neighbourhoods import TYPES, type_words
from samlad.portal.statistics.places import inside, name_of
from samlad.portal.statistics.type_figures import AREAS, PERSONS, POPULATION, STANDARD
from samlad.portal.statistics.words import word as statistics_word
from samlad.portal.tables import Cell, Column, Table
from samlad.progress import best

#: The types that the aim is about.
CHALLENGED = (1, 2)
#: Columns of a place: the name of the indicator by type, the head, the decimals.
OF_A_PLACE = ((AREAS, "column_areas_of", 0), (PERSONS, "column_people_of", 0),
              (POPULATION, "column_share_of", 1))  # fmt: skip

Series = Mapping[str, Sequence[Result]]


@dataclass(frozen=True, slots=True)
class TypesPage:
    """What the page shows. chart: empty with one year. moves: None with one year."""

    periods: tuple[str, ...]
    finding: str
    level: Table | None
    over_time: Table | None
    chart: SafeString
    moves: Moves | None
    places: Table | None

    @property
    def has_one_year(self) -> bool:
        """Whether there is nothing to follow over time."""
        return len(self.periods) == 1


def types_page(place: str, language: str) -> TypesPage:
    """All that the page shows of a place."""
    own = rows.by_indicator(place)
    periods = tuple(row.period for row in _counted(own))
    if not periods:
        return TypesPage((), _nothing(place, language), None, None, SafeString(), None, None)
    newest = periods[-1]
    return TypesPage(
        periods=periods,
        finding=_finding(own, place, newest, language),
        level=_level_table(own, place, newest, language),
        over_time=_over_time(own, periods, place, language) if len(periods) > 1 else None,
        chart=_chart(own, place, language) if len(periods) > 1 else SafeString(),
        moves=moves(types_by_year(place)),
        places=_places_table(place, newest, language),
    )


def rows_of(place: str) -> list[Result]:
    """The rows behind the page: the place's own, then the newest of the places inside."""
    own = rows.by_indicator(place)
    names = [name.format(n) for name in (AREAS, PERSONS, POPULATION, STANDARD) for n in TYPES]
    found = [row for name in names for row in own.get(name, ())]
    level = _level_inside(place)
    counted = _counted(own)
    if level is None or not counted:
        return found
    newest = counted[-1]
    inner = [
        row
        for name, _, _ in OF_A_PLACE
        for n in CHALLENGED
        for row in rows.at(name.format(n), newest.division, newest.period, level)
        if _is_inside(row.place, place)
    ]
    return found + inner


def _counted(own: Series) -> list[Result]:
    """The areas of type 1, for each year that has types."""
    return [row for row in own.get(AREAS.format(1), ()) if best(row) is not None]


def _nothing(place: str, language: str) -> str:
    return word("types_nothing", language, place=inside(place, language))


def _finding(own: Series, place: str, period: str, language: str) -> str:
    first, second = (
        word(
            key,
            language,
            areas=number(_value(own, AREAS.format(n), period), 0, language),
            people=number(_value(own, PERSONS.format(n), period), 0, language),
        )
        for n, key in ((1, _of_type_1(own, period)), (2, "types_of_2"))
    )
    where = inside(place, language)
    return word("types_finding", language, place=where, period=period, first=first, second=second)


def _of_type_1(own: Series, period: str) -> str:
    is_one = _value(own, AREAS.format(1), period) == 1
    return "types_of_1_one" if is_one else "types_of_1_many"


def _level_table(own: Series, place: str, period: str, language: str) -> Table:
    """Each type with its areas and people, and beside it the level in its own unit."""
    columns = (
        (statistics_word("column_areas", language), AREAS, 0),
        (statistics_word("column_persons", language), PERSONS, 0),
        (word("column_share_of_people", language), POPULATION, 1),
        (word("column_low_standard", language), STANDARD, 1),
    )
    return Table(
        id="typ-och-niva",
        caption=word("types_level_caption", language, place=inside(place, language), period=period),
        columns=(
            Column(statistics_word("column_type", language)),
            *(Column(head, is_numeric=True) for head, _, _ in columns),
        ),
        rows=tuple(
            (
                Cell(type_words(n, language)),
                *(
                    Cell(number(_value(own, name.format(n), period), decimals, language))
                    for _, name, decimals in columns
                ),
            )
            for n in TYPES
        ),
    )


def _over_time(own: Series, periods: Sequence[str], place: str, language: str) -> Table:
    """Areas and people of each type, year by year."""
    heads = [
        Column(word(key, language, type=n), is_numeric=True)
        for key in ("column_areas_of", "column_people_of")
        for n in TYPES
    ]
    names = [name.format(n) for name in (AREAS, PERSONS) for n in TYPES]
    return Table(
        id="typer-over-tid",
        caption=word("types_over_time_caption", language, place=inside(place, language)),
        columns=(Column(word("column_period", language)), *heads),
        rows=tuple(
            (
                Cell(period),
                *(Cell(number(_value(own, name, period), 0, language)) for name in names),
            )
            for period in periods
        ),
    )


def _chart(own: Series, place: str, language: str) -> SafeString:
    """The share of residents in the types that the aim is about, over the years."""
    first = indicators()[POPULATION.format(1)]
    lines = [
        line_of(word("types_line", language, type=n), own.get(POPULATION.format(n), ()))
        for n in CHALLENGED
    ]
    title = f"{word('types_over_time', language)}, {name_of(place, language)}"
    drawn = (
        line_chart(
            lines,
            id="typer-bild",
            title=title,
            form=format_of(first, language),
            breaks=[cut.period for cut in first.breaks],
            size=size,
        )
        for size in (WIDE, NARROW)
    )
    return mark_safe("".join(drawn))


def _places_table(place: str, period: str, language: str) -> Table | None:
    """The counties of the nation, or the municipalities of a county."""
    level = _level_inside(place)
    if level is None:
        return None
    division = rows.divisions_of(AREAS.format(1))[0]
    names = [(name.format(n), key, n, decimals) for name, key, decimals in OF_A_PLACE
             for n in CHALLENGED]  # fmt: skip
    held = {
        (name, row.place): row
        for name, _, _, _ in names
        for row in rows.at(name, division, period, level)
    }
    codes = sorted({code for _, code in held if _is_inside(code, place)})
    kind = "counties" if level is Level.COUNTY else "municipalities"
    return Table(
        id="typer-platser",
        caption=word(f"types_places_caption_{kind}", language, period=period,
                     county=name_of(place, language)),
        columns=(
            Column(statistics_word("column_place", language)),
            *(Column(word(key, language, type=n), is_numeric=True) for _, key, n, _ in names),
        ),
        rows=tuple(
            (
                Cell(name_of(code, language), f"{reverse('area-types')}?plats={code}"),
                *(_cell(held.get((name, code)), decimals, language)
                  for name, _, _, decimals in names),
            )
            for code in codes
        ),
    )  # fmt: skip


def _cell(row: Result | None, decimals: int, language: str) -> Cell:
    return Cell(NOTHING if row is None else number(best(row), decimals, language))


def _level_inside(place: str) -> Level | None:
    if place == NATION:
        return Level.COUNTY
    return Level.MUNICIPALITY if len(place) == 2 else None


def _is_inside(code: str, place: str) -> bool:
    return place == NATION or code.startswith(place)


def _value(own: Series, name: str, period: str) -> float | None:
    return next((best(row) for row in own.get(name, ()) if row.period == period), None)
