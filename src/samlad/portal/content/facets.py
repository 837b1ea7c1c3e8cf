"""Facets: the ways to narrow a list, each with its choices and how many hits each choice gives.

A facet is declared by its parameter in the address, its choices and a column; nothing here knows
what is listed. Within a facet choices are OR-ed, between facets AND-ed; a choice's count is the
hits it gives with what is chosen in the other facets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Substr

from samlad.errors import InputError, UnknownName
from samlad.portal.kept import kept
from samlad.portal.numbers import number
from samlad.portal.wording import language, words


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen: its name in the address, its text, the values it stands for."""

    name: str
    text: str
    keys: tuple[str, ...]
    lang: str = ""  # of the text, where it is not the page's
    is_part: bool = False  # shown below the option before it


#: Options by their names, by the parameter of their facet; and those of them that are chosen.
Options = Mapping[str, Mapping[str, Option]]
Chosen = Mapping[str, tuple[Option, ...]]


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow a list.

    column: the path from the listed table to the value. link: the same path's table with the name
    of its column of listed rows, where a row can have several values. years: the column is a
    date, and its year is the value. is_short: choices without hits are shown too.
    """

    parameter: str
    title: str  # key of its text
    column: str
    options: Callable[[], Sequence[Option]]
    link: tuple[Any, str] | None = None
    years: bool = False
    is_short: bool = False

    def condition(self, keys: Sequence[str]) -> Q:
        """Rows that have one of these values."""
        if self.years:
            return reduce(or_, (_in_year(self.column, int(key)) for key in keys))
        if self.link is None:
            return Q(**{f"{self.column}__in": keys})
        table, of = self.link
        own = self.column.split("__", 1)[1]
        return Q(pk__in=table.objects.filter(**{f"{own}__in": keys}).order_by().values(of))

    @property
    def value(self) -> Substr | F:
        """What is counted, as an expression of the database."""
        return Substr(self.column, 1, 4) if self.years else F(self.column)


@dataclass(frozen=True, slots=True)
class Choice:
    """An option as it stands in the form: chosen or not, with its count."""

    name: str
    text: str
    lang: str
    is_part: bool
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """A facet as it stands in the form."""

    facet: Facet
    choices: tuple[Choice, ...]

    @property
    def shown_counts(self) -> list[tuple[Choice, str]]:
        """The choices with their counts as they are written."""
        tongue = language()
        return [(choice, number(choice.count, 0, tongue)) for choice in self.choices]

    @property
    def chosen(self) -> int:
        """How many of its choices are chosen."""
        return sum(choice.is_chosen for choice in self.choices)


@kept
def read_options(facets: tuple[Facet, ...]) -> Options:
    """Every facet's options as they are now, by its parameter; at most one query for each."""
    return {
        facet.parameter: {option.name: option for option in facet.options()} for facet in facets
    }


def chosen_options(facet: Facet, known: Options, names: Sequence[str]) -> tuple[Option, ...]:
    """The facet's options of those names, in its own order.

    Raises InputError with the nearest valid choice when there is no such option.
    """
    options = known[facet.parameter]
    for name in names:
        if name not in options:
            raise InputError(_not_a_choice(facet, name, options))
    return tuple(option for name, option in options.items() if name in names)


def narrowed(rows: QuerySet[Any], chosen: Chosen, facets: Sequence[Facet]) -> QuerySet[Any]:
    """The rows that satisfy every facet."""
    for facet in facets:
        if chosen.get(facet.parameter):
            keys = [key for option in chosen[facet.parameter] for key in option.keys]
            rows = rows.filter(facet.condition(keys))
    return rows


def panels(
    counts: Mapping[str, Mapping[str, int]],
    chosen: Chosen,
    facets: Sequence[Facet],
    known: Options,
) -> tuple[Panel, ...]:
    """Every facet with its choices. counts: facet → value → hits."""
    return tuple(
        _panel(
            facet,
            known[facet.parameter],
            counts[facet.parameter],
            chosen.get(facet.parameter, ()),
        )
        for facet in facets
    )


def _panel(
    facet: Facet,
    options: Mapping[str, Option],
    counts: Mapping[str, int],
    chosen: Sequence[Option],
) -> Panel:
    taken = {option.name for option in chosen}
    choices = (
        Choice(
            name=option.name,
            text=option.text,
            lang=option.lang,
            is_part=option.is_part,
            count=sum(counts.get(key, 0) for key in option.keys),
            is_chosen=option.name in taken,
        )
        for option in options.values()
    )
    return Panel(
        facet,
        tuple(choice for choice in choices if facet.is_short or choice.count or choice.is_chosen),
    )


def _in_year(column: str, year: int) -> Q:
    return Q(**{f"{column}__gte": f"{year:04}", f"{column}__lt": f"{year + 1:04}"})


def _not_a_choice(facet: Facet, name: str, options: Mapping[str, Option]) -> str:
    nearest = UnknownName("choice", name, options).nearest or (next(iter(options), ""),)
    return words(
        "content.not_a_choice",
        name=name[:80],
        facet=words(facet.title).lower(),
        nearest=nearest[0],
    )
