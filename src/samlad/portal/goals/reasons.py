"""Why an assessment stands where it stands, in sentences: the ground, and what to know beside it.

Takes assessments and indicators, gives sentences in one language; texts in texts/goals.toml.
"""

from __future__ import annotations

from collections.abc import Iterator

from samlad.model import Indicator
from samlad.portal.goals.words import SINGLE, confidence, finer, needed, since, word
from samlad.portal.numbers import number
from samlad.portal.statistics.formats import Format, format_of
from samlad.portal.wording import words_in
from samlad.progress import Assessment, Ground, Start, Verdict, best

#: Numbers up to this are written as words.
IN_WORDS = 4
#: What a change since the baseline may be while the trend is sure → the sentence that tells it.
UNCONFIRMED = {
    Verdict.UNCLEAR: "unconfirmed",
    Verdict.USUAL: "unconfirmed",
    Verdict.UNCHANGED: "unconfirmed_unchanged",
    Verdict.TWO_POINTS: "unconfirmed_two_points",
}
#: How the kinds of indicator begin that count areas and people by the relative types.
OF_TYPES = "area-type"


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


def between(form: Format, low: float | None, high: float | None) -> str:
    """Two limits of a change with their signs: `−0,3 till +0,1`."""
    if low is None or high is None:
        return word("no_interval_exists", form.language)
    to = words_in(form.language, "statistics.to", {})
    written = finer(_one_more(form), low, high)
    return f"{_signed(written, low)} {to} {_signed(written, high)}"


def slope(form: Format, value: float) -> str:
    """A change a year with its unit, in one decimal more than the values have."""
    return finer(_one_more(form), value).change(value)


def _one_more(form: Format) -> Format:
    return Format(form.unit, form.decimals + 1, form.language)


def _signed(form: Format, value: float) -> str:
    """A change without its unit, signed."""
    text = form.plain(value)
    return text if value <= 0 or not text.strip("0,.") else f"+{text}"


def _reasons(found: Assessment, indicator: Indicator, language: str) -> Iterator[str]:
    yield _ground(found, str(_told_as(found)), indicator, language)
    is_sure = found.trend is not None and found.trend.sign != 0
    if found.ground in (Ground.TOO_LATE, Ground.LOST) and is_sure:
        yield _ground(found, "pace", indicator, language)
    doubt = UNCONFIRMED.get(found.change.verdict)
    if found.ground in (Ground.PACE, Ground.MAY_BE_ENOUGH) and doubt and found.baseline:
        yield word(doubt, language, period=found.baseline.period)
    if found.start in (Start.AFTER_BREAK, Start.FIRST_VALUE) and found.baseline:
        yield word(
            f"start_{found.start}",
            language,
            period=found.baseline.period,
            baseline=found.thresholds.baseline,
        )
    if indicator.kind.startswith(OF_TYPES) and found.latest is not None:
        yield word("types_are_relative", language)


def _told_as(found: Assessment) -> str:
    """The key of the ground's sentence; a single value has its own."""
    key = SINGLE.get(found.ground) if len(found.used) == 1 else None
    return key or str(found.ground)


def _ground(found: Assessment, key: str, indicator: Indicator, language: str) -> str:
    form = format_of(indicator, language)
    limits = found.thresholds
    count = _counted(len(found.used), language)
    values: dict[str, object] = {
        "number": count,
        "number_inside": count[:1].lower() + count[1:],
        "baseline": limits.baseline,
        "confidence": confidence(limits, language),
        "needed": needed(limits),
        "cut": found.cut.period if found.cut else "",
    }
    if found.latest is not None:
        values["latest"] = form.full(best(found.latest))
        values["latest_period"] = found.latest.period
        values["since"] = since(found, indicator, language)
    if found.target is not None:
        values["target"] = form.full(found.target.value)
        values["target_period"] = found.target.period
    if found.met is not None:
        values["met"], values["met_period"] = form.full(best(found.met)), found.met.period
    if found.trend is not None and found.trend.low is not None and found.trend.high is not None:
        values["slope"] = slope(form, found.trend.slope)
        values["interval"] = between(form, found.trend.low, found.trend.high)
    return word(f"ground_{key}", language, **values)


def _counted(count: int, language: str) -> str:
    """A small number that begins a sentence, as a word."""
    if 1 <= count <= IN_WORDS:
        return word(f"number_{count}", language)
    return number(count, 0, language)
