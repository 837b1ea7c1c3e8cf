"""A priority area's statistics as cards: newest national value, change, direction, chart.

Takes an area's indicators with a place among the cards; the numbers are those of the release.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.safestring import SafeString

from samlad.catalogue import indicators, policy_areas, sources
from samlad.model import Indicator, PolicyArea, Result
from samlad.portal.statistics.charts.line import Line, Point, spark
from samlad.portal.statistics.formats import WORDED, format_of
from samlad.portal.statistics.rows import national
from samlad.portal.wording import language, words
from samlad.progress import COURSES, Change, Verdict, best, change

#: Verdicts that tell a course; for the others the card says why it tells none.

#: A single value is told in figures alone.
FEWEST_DRAWN = 2


@dataclass(frozen=True, slots=True)
class Card:
    """What components/statistic.html shows."""

    title: str
    address: str
    latest: str
    unit: str  # words behind the number; empty where it is a sign or nothing
    period: str
    change: str
    direction: str
    kind: str  # towards, away, unclear or empty: how the direction is drawn
    chart: SafeString
    source: str


@dataclass(frozen=True, slots=True)
class AreaCards:
    """A priority area and its cards, in their order."""

    area: PolicyArea
    cards: tuple[Card, ...]


def all_area_cards() -> tuple[AreaCards, ...]:
    """Every policy area with its cards in the page's language, the one across them last."""
    return _all_area_cards(language())


@cache
def _all_area_cards(_language: str) -> tuple[AreaCards, ...]:
    """Kept for each language, since a release does not change while it is served."""
    return tuple(
        AreaCards(area, tuple(_card(indicator) for indicator in _chosen(area.id)))
        for area in policy_areas().values()
    )


def _chosen(area: str) -> list[Indicator]:
    chosen = [i for i in indicators().values() if i.area == area and i.card is not None]
    return sorted(chosen, key=lambda indicator: indicator.card or 0)


def _card(indicator: Indicator) -> Card:
    series = national(indicator.id)
    breaks = [found.period for found in indicator.breaks]
    found = change(series, breaks, indicator.decimals)
    latest = found.last
    form = format_of(indicator, language())
    kind = _kind(indicator, found)
    return Card(
        title=indicator.short[language()],
        address=reverse("indicator", args=[indicator.id]),
        latest=form.short(best(latest) if latest else None),
        unit=form.unit_name if indicator.unit in WORDED else "",
        period=latest.period if latest else "",
        change=_changed(indicator, found),
        direction=words(f"pages.direction_{kind}") if kind else "",
        kind=kind,
        chart=_chart(indicator, series, breaks),
        source=", ".join(dict.fromkeys(sources()[s.source].publisher for s in indicator.series)),
    )


def _changed(indicator: Indicator, found: Change) -> str:
    if found.verdict not in COURSES or found.difference is None or found.first is None:
        return words(f"pages.card_{found.verdict}")
    amount = format_of(indicator, language()).change(found.difference.amount)
    return words("pages.card_change", change=amount, first=found.first.period)


def _kind(indicator: Indicator, found: Change) -> str:
    """Whether it goes the way the goal wants, only where the numbers carry it."""
    if found.verdict in (Verdict.UNCLEAR, Verdict.USUAL, Verdict.UNCHANGED):
        return str(found.verdict)
    towards = found.is_towards(indicator.direction)
    return {None: "", True: "towards", False: "away"}[towards]


def _chart(indicator: Indicator, series: Sequence[Result], breaks: list[str]) -> SafeString:
    title = indicator.title[language()]
    if sum(best(row) is not None for row in series) < FEWEST_DRAWN:
        return SafeString("")
    points = tuple(Point(row.period, best(row), row.low, row.high) for row in series)
    return spark(
        Line(title, points),
        id=f"spark-{indicator.id}",
        title=title,
        form=format_of(indicator, language()),
        breaks=breaks,
    )
