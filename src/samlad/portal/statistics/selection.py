"""What a visitor chose on an indicator's page, read from the address and checked.

Takes a query, gives a selection that is all valid; what cannot be understood is an InputError of
one sentence that names the nearest that can.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from urllib.parse import urlencode

from django.http import QueryDict

from samlad.errors import InputError
from samlad.model import NATION, Indicator, Level
from samlad.portal.statistics import rows
from samlad.portal.statistics.places import places
from samlad.portal.statistics.words import word

#: More lines than this cannot be told apart.
MOST_PLACES = 6
LEVELS = {"kommun": Level.MUNICIPALITY, "lan": Level.COUNTY}
#: Value of ?sortera= → the column it sorts by; a minus before it turns the order.
SORTS = ("namn", "kod", "varde", "enheter", "personer")
#: Value of ?del= → the part of the page's numbers that is downloaded.
PARTS = ("utveckling", "platser")


@dataclass(frozen=True, slots=True)
class Selection:
    """All choices of an indicator's page. places: those shown beside the nation."""

    division: str
    level: Level
    period: str
    places: tuple[str, ...] = ()
    sort: str = "kod"
    part: str = ""

    def query(self, indicator: Indicator, **changes: object) -> str:
        """The query of the page with some choices changed, without what is the default."""
        chosen = replace(self, **changes)  # type: ignore[arg-type]
        default = default_selection(indicator)
        pairs: list[tuple[str, str]] = [("plats", code) for code in chosen.places]
        if chosen.period != default.period:
            pairs.append(("ar", chosen.period))
        if chosen.level != default.level:
            pairs.append(("niva", level_name(chosen.level)))
        if chosen.division != default.division:
            pairs.append(("indelning", chosen.division))
        if chosen.sort != default.sort:
            pairs.append(("sortera", chosen.sort))
        if chosen.part:
            pairs.append(("del", chosen.part))
        return f"?{urlencode(pairs, safe='/')}" if pairs else ""


def level_name(level: Level) -> str:
    """The level as addresses write it."""
    return next(name for name, known in LEVELS.items() if known is level)


def default_selection(indicator: Indicator) -> Selection:
    """The first division, municipalities where there are values, the newest period."""
    divisions = rows.divisions_of(indicator.id)
    division = divisions[0] if divisions else ""
    return _newest(indicator, division, "", "")


def read_selection(indicator: Indicator, query: QueryDict, language: str) -> Selection:
    """The selection that the query names. Raises InputError for what is not understood."""
    known = rows.divisions_of(indicator.id)
    division = _one("indelning", query, known, language)
    levels = rows.levels_of(indicator.id, division or (known[0] if known else ""))
    level = _one("niva", query, [level_name(one) for one in levels], language)
    newest = _newest(indicator, division, level, "")
    return replace(
        newest,
        period=_period(indicator, newest, query, language),
        places=_places(query, language),
        sort=_one("sortera", query, [*SORTS, *(f"-{sort}" for sort in SORTS)], language) or "kod",
        part=_one("del", query, PARTS, language),
    )


def _period(
    indicator: Indicator, newest: Selection, query: Mapping[str, str], language: str
) -> str:
    """The period asked for; the nearest one where another division or size of place has that one.

    A form that changes the division still says the year that was shown before.
    """
    known = rows.periods_of(indicator.id, newest.division, newest.level)
    every = {
        period
        for division in rows.divisions_of(indicator.id)
        for level in rows.levels_of(indicator.id, division)
        for period in rows.periods_of(indicator.id, division, level)
    }
    asked = _one("ar", query, sorted(every.union(known)), language)
    if asked and known and asked not in known:
        return nearest(asked, known)
    return asked or newest.period


def _newest(indicator: Indicator, division: str, level: str, period: str) -> Selection:
    divisions = rows.divisions_of(indicator.id)
    division = division or (divisions[0] if divisions else "")
    levels = rows.levels_of(indicator.id, division)
    of_level = LEVELS[level] if level else (levels[0] if levels else Level.MUNICIPALITY)
    periods = rows.periods_of(indicator.id, division, of_level)
    return Selection(division, of_level, period or (periods[-1] if periods else ""))


def _one(name: str, query: Mapping[str, str], known: Sequence[str], language: str) -> str:
    """The value of a parameter, empty when not given; InputError when it is not known."""
    value = (query.get(name) or "").strip()
    if value and value not in known:
        raise InputError(unknown(name, value, known, language))
    return value


def unknown(name: str, value: str, known: Iterable[str], language: str) -> str:
    """The sentence for a value that is not known, with the nearest that is."""
    choices = list(known)
    words = {"name": name, "value": value[:40]}
    if not choices:
        return word("wrong_nothing", language, **words)
    return word("wrong_value", language, nearest=nearest(value, choices), **words)


def nearest(value: str, known: Sequence[str]) -> str:
    """The known value that is nearest: of years the nearest year, else the most alike.

    >>> nearest("1999", ["2012", "2022"]), nearest("konmun", ["kommun", "lan"])
    ('2012', 'kommun')
    """
    digits = value[:4]
    if digits.isdecimal() and all(one[:4].isdecimal() for one in known):
        return min(known, key=lambda one: abs(int(one[:4]) - int(digits)))
    return (get_close_matches(value, known, n=1, cutoff=0.3) or [known[-1]])[0]


def _places(query: QueryDict, language: str) -> tuple[str, ...]:
    """The codes of ?plats=, each once, the nation left out since it is always shown."""
    codes = [code.strip() for code in query.getlist("plats") if code.strip()]
    for code in codes:
        if code not in places():
            raise InputError(unknown("plats", code, places(), language))
    chosen = tuple(dict.fromkeys(code for code in codes if code != NATION))
    if len(chosen) > MOST_PLACES:
        raise InputError(word("too_many_places", language, number=len(chosen), most=MOST_PLACES))
    return chosen
