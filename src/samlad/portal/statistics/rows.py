"""Results as a page asks for them: one division of one indicator, by place or by period.

Takes indicators and codes, gives results in order; the only module of the pages that asks the
store for numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from samlad.catalogue import indicators
from samlad.errors import UnknownName
from samlad.model import NATION, Indicator, Level, Result
from samlad.portal.results import results


def indicator_of(id_: str) -> Indicator:
    """The indicator of that id; UnknownName with the nearest when there is none."""
    try:
        return indicators()[id_]
    except KeyError:
        raise UnknownName("indicator", id_, indicators()) from None


@cache
def divisions_of(id_: str) -> tuple[str, ...]:
    """The divisions an indicator has results for, the one declared first first."""
    held = {row.division for row in results().for_indicator(id_)}
    return tuple(division for division in _declared(id_) if division in held)


@cache
def periods_of(id_: str, division: str, level: Level) -> tuple[str, ...]:
    """The periods with at least one value, oldest first."""
    return tuple(
        sorted(
            {
                row.period
                for row in results().for_indicator(id_, level=level)
                if row.division == division and row.value is not None
            }
        )
    )


@cache
def levels_of(id_: str, division: str) -> tuple[Level, ...]:
    """Counties and municipalities, those the division has values for; municipalities first."""
    return tuple(
        level for level in (Level.MUNICIPALITY, Level.COUNTY) if periods_of(id_, division, level)
    )


def series(id_: str, place: str, division: str) -> tuple[Result, ...]:
    """One place's results over time, in order of period."""
    return results().series(id_, place, division)


def at(id_: str, division: str, period: str, level: Level) -> tuple[Result, ...]:
    """All places of a size in one period, in order of code."""
    rows = results().for_indicator(id_, period=period, level=level)
    return tuple(row for row in rows if row.division == division)


@lru_cache(maxsize=64)
def by_indicator(place: str) -> Mapping[str, tuple[Result, ...]]:
    """One place's series of every indicator, each in its own first division with values.

    Kept for the nation and the counties, which every other place is compared with.
    """
    grouped: dict[str, dict[str, list[Result]]] = defaultdict(lambda: defaultdict(list))
    for row in results().for_place(place):
        grouped[row.indicator][row.division].append(row)
    return {id_: tuple(_main(id_, grouped[id_])) for id_ in indicators() if id_ in grouped}


def national(id_: str) -> tuple[Result, ...]:
    """The nation's series in the indicator's first division."""
    divisions = divisions_of(id_)
    return series(id_, NATION, divisions[0]) if divisions else ()


def _main(id_: str, divisions: dict[str, list[Result]]) -> list[Result]:
    """The first declared division that has a value, else the first declared."""
    ordered = [divisions[d] for d in (*_declared(id_), *sorted(divisions)) if d in divisions]
    return next((rows for rows in ordered if any(r.value is not None for r in rows)), ordered[0])


@cache
def _declared(id_: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(series.division for series in indicators()[id_].series))
