"""The target of an assessment in sentences: the straight path there, the pace needed, the year.

Takes an assessment, gives sentences in one language; texts in texts/goals.toml. A pace and the year
it leads to are told only where a sure trend leads towards a target that is still ahead.
"""

from __future__ import annotations

from collections.abc import Iterator

from samlad.model import Indicator
from samlad.portal.goals.reasons import slope
from samlad.portal.goals.words import word
from samlad.portal.numbers import number
from samlad.portal.statistics.formats import Format, format_of
from samlad.progress import Assessment, Ground, as_written, best
from samlad.progress.path import FARTHEST


def target(found: Assessment, indicator: Indicator, language: str) -> str:
    """The target and the straight path to it; empty where there is none."""
    return " ".join(_target(found, format_of(indicator, language)))


def _target(found: Assessment, form: Format) -> Iterator[str]:
    if found.target is None or found.path is None:
        return
    yield word(
        "target_is",
        form.language,
        target=form.full(found.target.value),
        target_period=found.target.period,
    )
    if found.path.years_left >= 0:
        yield from _straight_path(found, form)
    yield from _pace(found, form)
    if found.met is not None and found.met != found.latest and found.ground is not Ground.LOST:
        yield word(
            "target_met",
            form.language,
            met=form.full(best(found.met)),
            met_period=found.met.period,
        )


def _straight_path(found: Assessment, form: Format) -> Iterator[str]:
    """Where the straight path would have been; none leads there from beyond the target."""
    first, last, way = found.baseline, found.latest, found.path
    if first is None or last is None or way is None:
        return
    start = {"first": form.full(best(first)), "first_period": first.period}
    if way.expected is None or way.behind is None:
        yield word("target_from_beyond", form.language, **start)
        return
    behind = as_written(way.behind, form.decimals)
    yield word(
        "target_behind" if behind > 0 else "target_ahead" if behind < 0 else "target_on",
        form.language,
        **start,
        expected=form.full(way.expected),
        latest_period=last.period,
        behind=form.size(behind),
    )


def _pace(found: Assessment, form: Format) -> Iterator[str]:
    """What is needed a year, and what the trend gives of it."""
    way, ahead, language = found.path, found.outlook, form.language
    if way is None or way.needed is None:
        return
    needed = slope(form, way.needed)
    if ahead is None or found.trend is None or None in (ahead.share, ahead.low, ahead.high):
        yield word("target_needed_alone", language, needed=needed)
        return
    yield word("target_needed", language, needed=needed, slope=slope(form, found.trend.slope))
    share, low, high = (number(one, 0, language) for one in (ahead.share, ahead.low, ahead.high))
    key = "target_share_even" if low == high else "target_share"
    yield word(key, language, share=share, low=low, high=high)
    if ahead.year is None:
        yield word("target_far", language, years=FARTHEST)
    else:
        yield word("target_year", language, year=ahead.year)
