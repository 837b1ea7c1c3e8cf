"""A visitor's selection as the address says it: words, choices, order, page; and back to addresses.

Read strictly: what cannot be meant is an InputError with the nearest that can. Names of
parameters that no list knows are left alone, since others add theirs to links.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from django.http import QueryDict

from samlad.errors import InputError, UnknownName
from samlad.portal.content.facets import Facet, Option, Options, chosen_options
from samlad.portal.content.search_words import words_of
from samlad.portal.wording import words

SIZES = (20, 50, 100)
LONGEST_QUERY = 200

Value = TypeVar("Value")

WORDS, SORT, SIZE, PAGE = "q", "sort", "antal", "sida"


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of the list: its name in the address, its text, the columns in each language."""

    name: str
    text: str
    columns: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice that is made, and the address without it."""

    text: str
    address: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is chosen on a list. The first sort and the first size are the ones unless said."""

    address: str
    query: str
    chosen: Mapping[str, tuple[Option, ...]]
    sort: Sort
    size: int
    page: int
    is_default_sort: bool

    @property
    def words(self) -> list[str]:
        """The words asked for."""
        return words_of(self.query)

    @property
    def is_empty(self) -> bool:
        """Whether nothing narrows the list."""
        return not self.query and not any(self.chosen.values())

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters that say what is listed and in what order, but not which page."""
        pairs = [(WORDS, self.query)] if self.query else []
        pairs += [
            (parameter, option.name)
            for parameter, options in self.chosen.items()
            for option in options
        ]
        return pairs + ([] if self.is_default_sort else [(SORT, self.sort.name)])

    def query_string(self) -> str:
        """The same as the part of an address after `?`, with the mark; empty when there is none."""
        return _after(self.pairs())

    def page_address(self, page: int) -> str:
        """The address of another page of the same list."""
        pairs = self.pairs() + ([(SIZE, str(self.size))] if self.size != SIZES[0] else [])
        return self.address + _after(pairs + ([(PAGE, str(page))] if page > 1 else []))

    def chips(self) -> Iterator[Chip]:
        """One chip for the words and one for each choice."""
        pairs = self.pairs() + ([(SIZE, str(self.size))] if self.size != SIZES[0] else [])
        if self.query:
            rest = [pair for pair in pairs if pair[0] != WORDS]
            yield Chip(words("content.chip_words", words=self.query), self.address + _after(rest))
        for parameter, options in self.chosen.items():
            for option in options:
                rest = [pair for pair in pairs if pair != (parameter, option.name)]
                yield Chip(option.text, self.address + _after(rest), option.lang)


def read(
    address: str,
    parameters: QueryDict,
    facets: Sequence[Facet],
    known: Options,
    sorts: Sequence[Sort],
) -> Selection:
    """The selection that the parameters of an address say.

    Raises InputError with a sentence that names the parameter and the nearest valid choice.
    """
    sort = _one_of(SORT, parameters, {sort.name: sort for sort in sorts})
    size = _one_of(SIZE, parameters, {str(size): size for size in SIZES})
    return Selection(
        address=address,
        query=read_words(parameters),
        chosen={
            facet.parameter: chosen_options(
                facet, known, [n for n in parameters.getlist(facet.parameter) if n]
            )
            for facet in facets
        },
        sort=sort or sorts[0],
        size=size or SIZES[0],
        page=read_page(parameters),
        is_default_sort=sort is None or sort is sorts[0],
    )


def read_words(parameters: QueryDict) -> str:
    """The words asked for, with single spaces between. Raises InputError when they are too long."""
    query = " ".join(parameters.get(WORDS, "").replace("\0", " ").split())
    if len(query) > LONGEST_QUERY:
        raise InputError(words("content.query_too_long", limit=LONGEST_QUERY, length=len(query)))
    return query


def read_page(parameters: QueryDict) -> int:
    """The number of the page asked for, 1 unless said. Raises InputError when it is no number."""
    page = parameters.get(PAGE, "") or "1"
    if not (page.isascii() and page.isdigit() and 1 <= len(page) <= 6 and int(page) >= 1):
        raise InputError(words("content.not_a_page", name=page[:80]))
    return int(page)


def _one_of(parameter: str, parameters: QueryDict, known: Mapping[str, Value]) -> Value | None:
    name = parameters.get(parameter, "")
    if not name:
        return None
    if name not in known:
        nearest = UnknownName(parameter, name, known).nearest or (next(iter(known)),)
        raise InputError(
            words(
                "content.not_a_value",
                parameter=parameter,
                name=name[:80],
                known=", ".join(known),
                nearest=nearest[0],
            )
        )
    return known[name]


def _after(pairs: list[tuple[str, str]]) -> str:
    return f"?{urlencode(pairs)}" if pairs else ""
