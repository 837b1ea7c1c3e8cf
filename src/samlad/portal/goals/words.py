"""Assessments in few words: the standing, the newest value, how far since when, what it rests on.

Takes assessments and indicators, gives words in one language; texts in texts/goals.toml. They say
no more than the assessment does.
"""

from __future__ import annotations

from samlad.catalogue import targets
from samlad.model import Indicator, Thresholds
from samlad.portal.numbers import NOTHING, number
from samlad.portal.statistics.formats import Format, format_of
from samlad.portal.wording import words_in
from samlad.progress import (
    Assessment,
    Ground,
    Tally,
    Verdict,
    as_written,
    best,
    fewest_for_interval,
)
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
#: Grounds that are told otherwise of a single value, and those that need nothing beside the
#: standing.
SINGLE = {Ground.FEW_POINTS: "one_point", Ground.FEW_AFTER_BREAK: "one_after_break"}
SAY_ALL = (Ground.AT_TARGET, Ground.NO_VALUE)

#: A change is written with fewer than so many decimals more than the values have.
MOST_DECIMALS = 4


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
    value = format_of(indicator, language).full(best(found.latest))
    return word("latest", language, value=value, period=found.latest.period)


def basis(found: Assessment, language: str) -> str:
    """What the standing rests on in a few words, to stand beside it; empty where it says all."""
    if found.ground in SAY_ALL:
        return ""
    count = len(found.used)
    key = SINGLE.get(found.ground, found.ground) if count == 1 else found.ground
    return word(
        f"basis_{key}",
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
    is_contrary = found.ground is Ground.CONTRARY
    form = format_of(indicator, language)
    form = finer(form, amount.amount) if is_contrary else form
    change = form.change(amount.amount)
    told = word("since", language, change=change, period=found.baseline.period)
    verdict = found.change.verdict
    if verdict is Verdict.UNCHANGED and is_contrary:  # written in so many decimals that it is seen
        return told
    return word(f"since_{verdict}", language, change=told) if is_unsure(found) else told


def finer(form: Format, *values: float) -> Format:
    """The format with as many decimals more as it takes for no value but 0 to be written as 0."""
    for more in range(MOST_DECIMALS):
        found = Format(form.unit, form.decimals + more, form.language)
        if all(as_written(value, found.decimals) for value in values if value):
            return found
    return form


def confidence(found: Thresholds, language: str) -> str:
    """The confidence of a trend's interval, in per cent, as a word begins with it."""
    return number(found.confidence, 0 if found.confidence == int(found.confidence) else 1, language)


def needed(found: Thresholds) -> int:
    """How many comparable values a sure trend takes at least."""
    return max(fewest_for_interval(found.confidence), found.fewest_points)


def limits(found: Thresholds, language: str) -> str:
    """The thresholds of every assessment as sentences; the pace's only where there are targets."""
    told = word(
        "situation_thresholds",
        language,
        baseline=found.baseline,
        fewest=found.fewest_points,
        needed=needed(found),
        confidence=confidence(found, language),
    )
    if targets():
        told += " " + word(
            "situation_pace", language, share=number(found.on_path_from, 0, language)
        )
    return f"{told} {word('situation_where', language, baseline=found.baseline)}"


def is_unsure(found: Assessment) -> bool:
    """Whether the change since the baseline may be chance: uncertainty, swings, or two points."""
    return found.change.verdict not in (Verdict.INCREASED, Verdict.DECREASED)
