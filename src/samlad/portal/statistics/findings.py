"""Findings: what a chart, a map or a comparison shows, in one or two honest sentences.

Takes indicators and results, gives text in one language. It never says more than the intervals
carry, and it judges nothing: whether a series goes the goal's way is said by its standing alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from samlad.model import Direction, Indicator, Result
from samlad.portal.statistics.formats import format_of
from samlad.portal.statistics.words import word
from samlad.progress import (
    COURSES,
    Change,
    Verdict,
    best,
    change,
    difference,
    spread,
    turn,
    verdict,
)

#: More places than this are not told one by one.
MOST_TOLD = 3


def course(indicator: Indicator, series: Sequence[Result], place_name: str, language: str) -> str:
    """How one place's value has gone from the first comparable period to the last."""
    return courses(indicator, [(place_name, series)], language)


def courses(
    indicator: Indicator, places: Sequence[tuple[str, Sequence[Result]]], language: str
) -> str:
    """How the value of each place has gone, and once which way the goal wants it to go.

    places: name as it stands after `in`, and results in order of period.
    """
    breaks = [cut.period for cut in indicator.breaks]
    left_out = places[MOST_TOLD:]
    places = places[:MOST_TOLD]
    changes = [(name, change(rows, breaks, indicator.decimals)) for name, rows in places]
    said = [
        sentence
        for (name, found), (_, rows) in zip(changes, places, strict=True)
        for sentence in (
            _went(found, indicator, name, language),
            turned(found, rows, indicator, language),
        )
        if sentence
    ]
    has_course = any(found.verdict in COURSES for _, found in changes)
    if has_course and indicator.direction is not Direction.NONE:
        said.append(word(f"goal_{indicator.direction}", language))
    if left_out:
        said.append(word("more_in_table", language))
    return " ".join(said)


def turned(found: Change, series: Sequence[Result], indicator: Indicator, language: str) -> str:
    """The peak or the trough on the way, when first and last value hide it; else empty."""
    peak = turn(found, series)
    if peak is None or found.first is None:
        return ""
    value, first = best(peak), best(found.first)
    assert value is not None and first is not None
    key = "turned_high" if value > first else "turned_low"
    said = format_of(indicator, language).full(value)
    return word(key, language, value=said, period=peak.period)


def comparison(
    indicator: Indicator, own: Result, other: Result, names: tuple[str, str], language: str
) -> str:
    """How a place's value stands to another's (county, nation) in the same period.

    names: the place's and the other's, as they stand after `in`.
    """
    amount = difference(other, own)
    found = verdict(amount, indicator.decimals)
    if amount is None or found is Verdict.NO_VALUE:
        return word("compare_none", language, place=names[0])
    size = format_of(indicator, language).size(amount.amount)
    return word(f"compare_{found}", language, place=names[0], other=names[1], size=size)


def distribution(indicator: Indicator, results: Sequence[Result], language: str, *, of: str) -> str:
    """Between which values half of the places lie, and how many have none.

    of: `municipality` or `county`. Places are not named as highest or lowest: their size and
    number of areas differ, and so does the uncertainty.
    """
    form = format_of(indicator, language)
    found = spread(results)
    places = word(f"{of}_many", language)
    if found.low is None:
        return word("spread_none", language, places=places)
    if found.quarters is None:
        sentence = word("spread_few", language, number=found.number, places=places,
                        low=form.short(found.low), high=form.full(found.high))  # fmt: skip
    else:
        sentence = word("spread_half", language, places=places,
                        low=form.short(found.quarters.lower),
                        middle=form.full(found.quarters.middle),
                        high=form.full(found.quarters.upper))  # fmt: skip
    if found.missing == 1:
        said = word("spread_missing_one", language, places=word(f"{of}_one", language))
        sentence += f" {said}"
    elif found.missing:
        named = word(f"{of}_several", language)
        said = word("spread_missing", language, number=found.missing, places=named)
        sentence += f" {said}"
    return sentence


def _went(found: Change, indicator: Indicator, place_name: str, language: str) -> str:
    form = format_of(indicator, language)
    values: dict[str, object] = {"place": place_name}
    for name, result in (("first", found.first), ("last", found.last)):
        if result is not None and (value := best(result)) is not None:
            values[name] = form.full(value)
            values[f"{name}_period"] = result.period
    return word(f"course_{found.verdict}", language, **values)
