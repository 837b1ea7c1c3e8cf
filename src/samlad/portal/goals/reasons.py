"""Why an assessment stands where it stands, in sentences: the ground, what to know beside it, and
the way to a target.

Takes assessments and indicators, gives sentences in one language; texts in texts/goals.toml.
"""

from __future__ import annotations

from collections.abc import Iterator

from samlad.catalogue import indicators
from samlad.model import Indicator
from samlad.portal.goals.words import is_unsure, since, word
from samlad.portal.numbers import number
from samlad.portal.statistics.formats import Format, format_of
from samlad.portal.wording import words_in
from samlad.progress import Assessment, Ground, Start, best

#: Numbers up to this are written as words.
IN_WORDS = 4


def since_in_full(found: Assessment, indicator: Indicator, language: str) -> str:
    """The same with its interval where there is one."""
    amount = found.change.difference
    if amount is None or found.baseline is None or amount.low is None:
        return since(found, indicator, language)
    form = format_of(indicator, language)
    return word(
        "since_interval",
        language,
        change=form.change(amount.amount),
        period=found.baseline.period,
        interval=between(form, amount.low, amount.high),
    )


def reasons(found: Assessment, indicator: Indicator, language: str) -> str:
    """Why it stands where it stands, and what to know beside, as sentences."""
    return " ".join(_reasons(found, indicator, language))


def target(found: Assessment, indicator: Indicator, language: str) -> str:
    """The target and the straight path to it; empty where there is none."""
    return " ".join(_target(found, format_of(indicator, language)))


def between(form: Format, low: float | None, high: float | None) -> str:
    """Two limits of a change with their signs: `−0,3 till +0,1`."""
    if low is None or high is None:
        return word("no_interval_exists", form.language)
    to = words_in(form.language, "statistics.to", {})
    return f"{signed(form, low)} {to} {signed(form, high)}"


def signed(form: Format, value: float) -> str:
    """A change without its unit, in one decimal more than the values have, signed."""
    finer = Format(form.unit, form.decimals + 1, form.language)
    text = finer.plain(value)
    return text if value <= 0 or not text.strip("0,.") else f"+{text}"


def slope(form: Format, value: float) -> str:
    """A change a year with its unit, in one decimal more than the values have."""
    return Format(form.unit, form.decimals + 1, form.language).change(value)


def _reasons(found: Assessment, indicator: Indicator, language: str) -> Iterator[str]:
    form = format_of(indicator, language)
    yield _ground(found, form)
    if found.ground is Ground.PACE and is_unsure(found) and found.baseline:
        yield word("unconfirmed", language, period=found.baseline.period)
    if found.start in (Start.AFTER_BREAK, Start.FIRST_VALUE) and found.baseline:
        yield word(
            f"start_{found.start}",
            language,
            period=found.baseline.period,
            baseline=found.thresholds.baseline,
        )


def _ground(found: Assessment, form: Format) -> str:
    number_ = len(found.used)
    key = str(found.ground)
    if found.ground is Ground.FEW_POINTS and number_ == 1:
        key = "one_point"
    values: dict[str, object] = {
        "number": _counted(number_, form.language),
        "baseline": found.thresholds.baseline,
        "cut": found.breaks[-1].period if found.breaks else "",
    }
    if found.latest is not None:
        values["latest"] = form.full(best(found.latest))
        values["latest_period"] = found.latest.period
        values["since"] = since(found, indicators()[found.goal.indicator], form.language)
    if found.target is not None:
        values["target"] = form.full(found.target.value)
        values["target_period"] = found.target.period
    if found.trend is not None and found.trend.low is not None and found.trend.high is not None:
        values["slope"] = slope(form, found.trend.slope)
        values["low"] = signed(form, found.trend.low)
        values["high"] = signed(form, found.trend.high)
    return word(f"ground_{key}", form.language, **values)


def _target(found: Assessment, form: Format) -> Iterator[str]:
    language = form.language
    if found.target is None or found.path is None:
        return
    way, ahead = found.path, found.outlook
    yield word(
        "target_is",
        language,
        target=form.full(found.target.value),
        target_period=found.target.period,
    )
    first, last = found.baseline, found.latest
    if first is not None and last is not None and way.expected is not None:
        assert way.behind is not None
        yield word(
            "target_behind" if way.behind > 0 else "target_ahead",
            language,
            first=form.full(best(first)),
            first_period=first.period,
            expected=form.full(way.expected),
            latest_period=last.period,
            behind=form.size(way.behind),
        )
    if way.needed is not None and found.trend is not None:
        yield word(
            "target_needed",
            language,
            needed=slope(form, way.needed),
            slope=slope(form, found.trend.slope),
        )
    if ahead is not None and None not in (ahead.share, ahead.low, ahead.high):
        shares = {"share": ahead.share, "low": ahead.low, "high": ahead.high}
        yield word(
            "target_share",
            language,
            **{name: number(value, 0, language) for name, value in shares.items()},
        )
    if ahead is not None and ahead.year is not None:
        yield word("target_year", language, year=ahead.year)


def _counted(count: int, language: str) -> str:
    """A small number that begins a sentence, as a word."""
    if 1 <= count <= IN_WORDS:
        return word(f"number_{count}", language)
    return number(count, 0, language)
