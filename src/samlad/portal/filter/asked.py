"""What an address asks of the filter, read forgivingly: faults are told, the rest stays.

Takes the parameters and the choices there are; gives what is asked, and back to addresses.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote, urlencode

from django.http import QueryDict

from samlad.errors import UnknownName
from samlad.portal.filter.choices import Choice, Choices, nearest
from samlad.portal.filter.declared import VIEWS, Filter
from samlad.portal.filter.period import SINCE, UNTIL, Period, read_period
from samlad.portal.finding import Wanted
from samlad.portal.parameters import LONGEST_QUERY, PAGE, WORDS
from samlad.portal.wording import in_language, language, words

VIEW, SIZE, SORT = "visa", "antal", "sortera"

#: The order's name in older addresses.
OLDER_SORT = "sort"

#: The same said in English, or as others say it.
OTHER_NAMES = {
    "list": "lista",
    "compact": "kompakt",
    "table": "tabell",
    "timeline": "tidslinje",
}

#: So many unknown choices are named; the rest are counted.
NAMED = 5
#: So much of a name that cannot be meant is said back.
SAID = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be meant: its parameter, a sentence, and where there is one a way on."""

    parameter: str
    sentence: str
    way_on: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a filter. chosen: parameter → choices, in the order of the page.

    usual_size: the size of a page unless the address says.
    """

    of: Filter
    query: str = ""
    chosen: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    period: Period = field(default_factory=Period)
    view: str = VIEWS[0]
    size: int = 20
    page: int = 1
    sort: str = ""
    usual_size: int = 20

    @classmethod
    def nothing(cls, of: Filter) -> Asked:
        """All there is, as usual."""
        return cls(of, size=of.usual_size, usual_size=of.usual_size, sort=of.usual_sort)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The parameters that say it all; what is as usual is left out."""
        if self.query:
            yield WORDS, self.query
        for facet in self.of.facets:
            if self.chosen.get(facet.parameter):
                codes = (choice.code for choice in self.chosen[facet.parameter])
                yield facet.parameter, ",".join(codes)
        yield from self.pairs_of_period()
        for name, value, as_usual in (
            (VIEW, self.view, VIEWS[0]),
            (SIZE, self.size, self.usual_size),
            (PAGE, self.page, 1),
            (SORT, self.sort, self.of.usual_sort),
        ):
            if value != as_usual:
                yield name, str(value)

    def pairs_of_period(self) -> list[tuple[str, str]]:
        """Both ends as they were typed."""
        ends = ((SINCE, self.period.typed_since), (UNTIL, self.period.typed_until))
        return [(name, typed) for name, typed in ends if typed]

    def query_string(self) -> str:
        """The part of an address after the path, with its mark; empty when all is as usual."""
        pairs = list(self.pairs())
        return f"?{urlencode(pairs, safe=',', quote_via=quote)}" if pairs else ""

    def but(self, **changes: Any) -> Asked:
        """The same with something else, from its first page."""
        return replace(self, **{"page": 1, **changes})

    def without(self, parameter: str, choice: Choice) -> Asked:
        """The same without one choice."""
        rest = tuple(each for each in self.chosen[parameter] if each != choice)
        return self.but(chosen={**self.chosen, parameter: rest})

    def with_choice(self, parameter: str, choice: Choice) -> Asked:
        """The same with one choice more."""
        more = (*self.chosen.get(parameter, ()), choice)
        return self.but(chosen={**self.chosen, parameter: more})

    def as_feed(self) -> Asked:
        """The selection alone, the newest first: what can be subscribed to."""
        return self.selection().but(sort=self.of.usual_sort)

    def selection(self) -> Asked:
        """What is chosen and its order, without how it is shown."""
        usual = Asked.nothing(self.of)
        return usual.but(query=self.query, chosen=self.chosen, period=self.period, sort=self.sort)

    def wanted(self, *, offset: int | None = None, limit: int | None = None) -> Wanted:
        """The same for the search; the page's part of it unless said."""
        return Wanted(
            kind=self.of.kind,
            query=self.query,
            language=language(),
            chosen={
                facet.id: tuple(choice.key for choice in self.chosen[facet.parameter])
                for facet in self.of.facets
                if self.chosen.get(facet.parameter)
            },
            since=self.period.since,
            until=self.period.until,
            sort=self.of.sorts[self.sort].order,
            offset=(self.page - 1) * self.size if offset is None else offset,
            limit=self.size if limit is None else limit,
        )


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of an address: what is asked for, and what could not be meant."""

    asked: Asked
    faults: tuple[Fault, ...]


def read(
    of: Filter, parameters: QueryDict, choices: Choices, usual_size: int | None = None
) -> Read:
    """What the parameters ask for. Parameters that the filter does not know are left alone."""
    usual = of.usual_size if usual_size is None else usual_size
    faults: list[Fault] = []
    query = _query(parameters, faults)
    period = read_period(
        plain_text(parameters.get(SINCE, "")), plain_text(parameters.get(UNTIL, ""))
    )
    faults += [Fault(parameter, sentence) for parameter, sentence in period.faults]
    asked = Asked(
        of=of,
        query=query,
        period=period,
        view=_one_of(VIEW, parameters.get(VIEW, ""), of.views, OTHER_NAMES, faults),
        size=_size(of, parameters, faults, usual),
        page=_page(parameters, faults),
        sort=_sort(of, parameters, faults),
        usual_size=usual,
    )
    return _with_choices(asked, parameters, choices, faults)


def plain_text(text: str) -> str:
    """The text without what cannot be seen, with single spaces between words."""
    seen = (" " if unicodedata.category(sign)[0] == "C" else sign for sign in text)
    return " ".join("".join(seen).split())


def _query(parameters: QueryDict, faults: list[Fault]) -> str:
    query = plain_text(parameters.get(WORDS, ""))
    if len(query) <= LONGEST_QUERY:
        return query
    sentence = words("content.query_too_long", limit=LONGEST_QUERY, length=len(query))
    faults.append(Fault(WORDS, sentence))
    return ""


def _sort(of: Filter, parameters: QueryDict, faults: list[Fault]) -> str:
    """The order by its name here, in the search, or as items have it."""
    others = {sort.order: name for name, sort in of.sorts.items()}
    others["datum"] = of.sort_by("date")
    name = parameters.get(SORT, "") or parameters.get(OLDER_SORT, "")
    return _one_of(SORT, name, tuple(of.sorts), others, faults)


def _one_of(
    parameter: str,
    typed: str,
    known: tuple[str, ...],
    others: Mapping[str, str],
    faults: list[Fault],
) -> str:
    name = plain_text(typed)
    name = name if name in known else others.get(name) or name
    if not name or name in known:
        return name or known[0]
    meant = (UnknownName(parameter, name[:SAID], known).nearest or [known[0]])[0]
    faults.append(
        Fault(
            parameter,
            words(
                "content.not_a_value",
                parameter=parameter,
                name=name[:SAID],
                known=", ".join(known),
                nearest=meant,
            ),
        )
    )
    return known[0]


def _size(of: Filter, parameters: QueryDict, faults: list[Fault], usual: int) -> int:
    name = plain_text(parameters.get(SIZE, ""))
    if not name:
        return usual
    if name in map(str, of.sizes):
        return int(name)
    shown = ", ".join(map(str, of.sizes))
    faults.append(
        Fault(SIZE, words("content.not_a_size", name=name[:SAID], known=shown, most=max(of.sizes)))
    )
    return usual


def _page(parameters: QueryDict, faults: list[Fault]) -> int:
    name = plain_text(parameters.get(PAGE, "")) or "1"
    if name.isascii() and name.isdigit() and len(name) <= 9 and int(name) >= 1:
        return int(name)
    faults.append(Fault(PAGE, words("content.not_a_page", name=name[:SAID])))
    return 1


def _with_choices(
    asked: Asked, parameters: QueryDict, choices: Choices, faults: list[Fault]
) -> Read:
    unknown: list[tuple[str, str]] = []
    chosen: dict[str, tuple[Choice, ...]] = {}
    for facet in asked.of.facets:
        known = choices[facet.parameter]
        values = parameters.getlist(facet.parameter)
        names = dict.fromkeys(plain_text(n) for value in values for n in value.split(","))
        names.pop("", None)
        unknown += [(facet.parameter, name) for name in names if name not in known]
        chosen[facet.parameter] = tuple(c for code, c in known.items() if code in names)
    asked = replace(asked, chosen=chosen)
    told = [_unknown(asked, parameter, name, choices) for parameter, name in unknown[:NAMED]]
    rest = len(unknown) - NAMED
    if rest > 0:
        told.append(Fault("", words("content.unknown_more", n=rest)))
    return Read(asked, (*faults, *told))


def _unknown(asked: Asked, parameter: str, name: str, choices: Choices) -> Fault:
    title = next(
        in_language(facet.title) for facet in asked.of.facets if facet.parameter == parameter
    )
    sentence = words("content.unknown_choice", name=name[:SAID], facet=title)
    meant = nearest(name[:SAID], choices[parameter])
    if meant is None:
        return Fault(parameter, sentence)
    has_it = meant in asked.chosen[parameter]
    address = (asked if has_it else asked.with_choice(parameter, meant)).query_string()
    way_on = words("content.unknown_nearest", label=meant.label, code=meant.code)
    return Fault(parameter, sentence, way_on, address or "?")
