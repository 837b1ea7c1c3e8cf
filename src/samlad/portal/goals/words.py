"""Assessments in words: the standing, how far since when, what decided, the way to a target.

Takes assessments and indicators, gives sentences in one language; texts in texts/goals.toml.
They say no more than the assessment does.
"""

from __future__ import annotations

from collections.abc import Iterator

from samlad.catalogue import indicators
from samlad.model import Indicator
from samlad.portal.numbers import NOTHING, number
from samlad.portal.statistics.formats import Format, format_of
from samlad.portal.wording import words_in
from samlad.progress import Assessment, Ground, Start, Tally, Verdict, best
from samlad.progress.tally import AWAY, CANNOT_SAY, TOWARDS, TOWARDS_TOO_SLOWLY

#: How a tally is told: key of the words → the standings that are counted together.
TOLD = {
    "towards": TOWARDS,
    "slowly": TOWARDS_TOO_SLOWLY,
    "away": AWAY,
    "cannot_say": CANNOT_SAY,
}
#: What the fact table says of where a goal's wording is known from → the words for it.
WORDINGS = {
    "källa finns": "wording_source",
    "temasidans formulering": "wording_theme",
    "sidans egen text": "wording_page",
    "härlett": "wording_inferred",
}
#: Grounds that count the values, and those whose standing needs nothing beside it.
FEW = (Ground.FEW_POINTS, Ground.NO_INTERVAL, Ground.FEW_AFTER_BREAK)
SAY_ALL = (Ground.AT_TARGET, Ground.TOO_LATE, Ground.NO_VALUE)
#: Numbers up to this are written as words.
IN_WORDS = 4


def word(key: str, language: str, **values: object) -> str:
    """The text under `key` of goals.toml, filled."""
    return words_in(language, f"goals.{key}", values)


def wording(source_status: str, language: str) -> str:
    """Whether a goal's own wording is known, and from where."""
    key = WORDINGS.get(source_status, "wording_missing")
    return words_in(language, f"statistics.{key}", {})


def standing(found: Assessment, language: str) -> str:
    """The standing in a few words."""
    return word(f"standing_{found.standing}", language)


def sign(found: Assessment) -> str:
    """How the standing is drawn: towards, away, or unclear."""
    if found.standing in TOWARDS:
        return "towards"
    return "away" if found.standing in AWAY else "unclear"


def counts(tallied: Tally, language: str) -> str:
    """`2 åt rätt håll, 1 åt fel håll, 5 går inte att bedöma`; what is none is left out."""
    if not tallied.total:
        return word("not_followed", language)
    told = []
    for key, standings in TOLD.items():
        if count := tallied.of(*standings):
            form = "one" if count == 1 else "many"
            told.append(word(f"{key}_{form}", language, n=number(count, 0, language)))
    return ", ".join(told)


def latest(found: Assessment, indicator: Indicator, language: str) -> str:
    """The newest value with its period."""
    if found.latest is None:
        return NOTHING
    value = format_of(indicator, language).short(best(found.latest))
    return word("latest", language, value=value, period=found.latest.period)


def basis(found: Assessment, language: str) -> str:
    """What the standing rests on in a few words, to stand beside it; empty where it says all."""
    if found.ground in SAY_ALL:
        return ""
    count = len(found.used)
    is_single = found.ground in FEW and count == 1
    return word(
        "basis_one_point" if is_single else f"basis_{found.ground}",
        language,
        number=number(count, 0, language),
        first=found.used[0].period,
        last=found.used[-1].period,
        baseline=found.thresholds.baseline,
    )


def since(found: Assessment, indicator: Indicator, language: str) -> str:
    """The change since the baseline, short enough for a cell; empty without two values."""
    amount = found.change.difference
    if amount is None or found.baseline is None:
        return ""
    change = format_of(indicator, language).change(amount.amount)
    told = word("since", language, change=change, period=found.baseline.period)
    verdict = found.change.verdict
    return word(f"since_{verdict}", language, change=told) if is_unsure(found) else told


def is_unsure(found: Assessment) -> bool:
    """Whether the change since the baseline may be chance: uncertainty, swings, or two points."""
    return found.change.verdict not in (Verdict.INCREASED, Verdict.DECREASED)


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
