"""Cards: an indicator at one place in a few lines, with a small line and what it compares with.

Takes a place, gives a card for each indicator that has results there, by policy area.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import override

from samlad.catalogue import indicators, policy_areas, sources
from samlad.model import NATION, Indicator, Level, PolicyArea, Result
from samlad.portal.dates import period_in_words
from samlad.portal.goals.stands import Stands, stands
from samlad.portal.numbers import NOTHING
from samlad.portal.statistics import rows
from samlad.portal.statistics.charts.line import spark
from samlad.portal.statistics.figures import line_of, why_missing
from samlad.portal.statistics.findings import turned
from samlad.portal.statistics.formats import WORDED, format_of
from samlad.portal.statistics.places import name_of
from samlad.portal.statistics.type_figures import family_of, is_by_type
from samlad.portal.statistics.words import word
from samlad.progress import Change, Verdict, best, change, difference, verdict
from samlad.store.results import latest

Series = Sequence[Result]

#: Kinds whose value grows with the number of units, so that a large and a small place never
#: compare: the most extreme districts of many are farther apart than those of few.
NOT_COMPARED = {"tenth-gap"}


@dataclass(frozen=True, slots=True)
class Compared:
    """Another place's value in the same period, and how this place stands to it in words."""

    name: str
    value: str
    stands: str


@dataclass(frozen=True, slots=True)
class Card:
    """One indicator at one place. chart is empty where fewer than two values are known.

    latest: the value, without a unit that is words, which `unit` then has. change: what has
    changed, as plain fact. stands: whether it goes the goal's way, as every page says it. source:
    the publishers.
    """

    id: str
    title: str
    address: str
    latest: str
    unit: str
    period: str
    interval: str
    change: str
    stands: Stands | None
    missing: str
    chart: SafeString | str
    source: str
    compared: tuple[Compared, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a list: one card, or a family of cards that is folded under its name.

    family: the key of the name; empty for one card.
    """

    family: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The cards of a policy area."""

    area: PolicyArea
    cards: tuple[Card, ...]

    @property
    def shown(self) -> tuple[Card, ...]:
        """Those with a value."""
        return tuple(card for card in self.cards if not card.missing)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Those with a value as rows, the five area types of one figure in one row."""
        found: dict[str, list[Card]] = {}
        for card in self.shown:
            found.setdefault(family_of(card.id) or card.id, []).append(card)
        return tuple(
            Line(key if len(cards) > 1 else "", tuple(cards)) for key, cards in found.items()
        )

    @property
    def missing(self) -> dict[str, list[Card]]:
        """Reason → the cards that have no value for it, told together below the others."""
        found: dict[str, list[Card]] = {}
        for card in self.cards:
            if card.missing:
                found.setdefault(card.missing, []).append(card)
        return found


@cache
def cards_by_area(language: str) -> tuple[Group, ...]:
    """Every indicator for the nation, by policy area in the founding page's order."""
    with override(language):
        return groups_of(NATION, rows.by_indicator(NATION), {}, language, is_every=True)


@cache
def chosen_by_area(language: str) -> tuple[Group, ...]:
    """Every policy area with the few cards that stand on the theme page, in their order."""
    of_id = {card.id: card for group in cards_by_area(language) for card in group.cards}
    places = [(i.card, i) for i in indicators().values() if i.card is not None]
    in_order = [indicator for _, indicator in sorted(places, key=lambda pair: pair[0])]
    return tuple(
        Group(area, tuple(of_id[one.id] for one in in_order if one.area == area.id))
        for area in policy_areas().values()
    )


def groups_of(
    place: str,
    own: Mapping[str, Series],
    others: Mapping[str, Mapping[str, Series]],
    language: str,
    *,
    is_every: bool = False,
) -> tuple[Group, ...]:
    """The cards of a place by policy area.

    own: indicator → series. others: place to compare with → indicator → series.
    is_every: also indicators without results here.
    """
    found = []
    for area in policy_areas().values():
        cards = tuple(
            card_of(
                indicator,
                own.get(indicator.id, ()),
                {code: series.get(indicator.id, ()) for code, series in others.items()},
                language,
                place=place,
            )
            for indicator in indicators().values()
            if indicator.area == area.id and _is_shown(indicator, own, is_every)
        )
        if cards:
            found.append(Group(area, cards))
    return tuple(found)


def _is_shown(indicator: Indicator, own: Mapping[str, Series], is_every: bool) -> bool:
    """On a place's page the indicators by area type are bars, not cards."""
    return is_every or (indicator.id in own and not is_by_type(indicator))


def card_of(
    indicator: Indicator,
    series: Series,
    others: Mapping[str, Series],
    language: str,
    *,
    place: str = NATION,
) -> Card:
    """One indicator at a place: newest value, change, small line, comparisons."""
    form = format_of(indicator, language)
    breaks = [cut.period for cut in indicator.breaks]
    newest = latest(series)
    value = best(newest) if newest else None
    line = line_of(name_of(place, language), series)
    found = change(sorted(series, key=lambda row: row.period), breaks, indicator.decimals)
    has_course = len(line.shown) > 1
    address = reverse("indicator", args=[indicator.id])
    if place != NATION:
        address += f"?plats={place}"
    return Card(
        id=indicator.id,
        title=indicator.short[language],
        address=address,
        latest=form.short(value),
        unit=form.unit_name if indicator.unit in WORDED else "",
        period=period_in_words(newest.period, language) if newest and value is not None else "",
        interval=form.interval(newest.low, newest.high)
        if newest and newest.low is not None
        else "",
        change=" ".join(
            said
            for said in (
                changed(found, indicator, language),
                turned(found, series, indicator, language),
            )
            if said
        ),
        stands=stands(indicator.id, place, language),
        missing=missing(indicator, newest, language),
        chart=spark(line, id=f"linje-{indicator.id}", title=indicator.short[language],
                    form=form, breaks=breaks) if has_course else "",
        source=", ".join(dict.fromkeys(sources()[s.source].publisher for s in indicator.series)),
        compared=tuple(
            compared(indicator, newest, code, rows_, language)
            for code, rows_ in others.items()
            if newest is not None and rows_
        ),
    )  # fmt: skip


def missing(indicator: Indicator, newest: Result | None, language: str) -> str:
    """Why there is no value; empty where there is one."""
    if newest is not None:
        return why_missing(newest, language) if best(newest) is None else ""
    is_of_areas = set(indicator.levels) <= {Level.REGSO, Level.DESO}
    return word("only_neighbourhoods" if is_of_areas else "no_values", language)


def changed(found: Change, indicator: Indicator, language: str) -> str:
    """The change since the first comparable period in a few words."""
    if found.verdict is Verdict.NO_VALUE:
        return ""
    if found.verdict is Verdict.ONE_POINT:
        return word("card_one_point", language)
    assert found.first is not None and found.last is not None and found.difference is not None
    form = format_of(indicator, language)
    return word(
        f"card_{found.verdict}",
        language,
        size=form.size(found.difference.amount),
        first_period=found.first.period,
        last_period=found.last.period,
    )


def compared(
    indicator: Indicator, own: Result, code: str, series: Series, language: str
) -> Compared:
    """How a place stands to another in the same period and division.

    Two values that are written alike are the same to the reader, however the last decimal fell.
    """
    name = name_of(code, language)
    other = next((row for row in series if row.period == own.period), None)
    if other is None or other.division != own.division or best(other) is None:
        return Compared(name, NOTHING, "")
    form = format_of(indicator, language)
    value = form.full(best(other))
    if indicator.kind in NOT_COMPARED:
        return Compared(name, value, word("stands_no_value", language))
    stands = verdict(difference(other, own), indicator.decimals)
    if stands in (Verdict.INCREASED, Verdict.DECREASED) and value == form.full(best(own)):
        stands = Verdict.UNCHANGED
    return Compared(name, value, word(f"stands_{stands}", language))
