"""The tabs and panels of the filter as they are drawn: choices with counts, and the period.

Written without the template language, since a page holds hundreds of choices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from samlad.portal.filter.answer import Answer, CountedChoice
from samlad.portal.filter.asked import Asked
from samlad.portal.filter.choices import Choice
from samlad.portal.filter.period import Period, Span, usual_spans
from samlad.portal.numbers import number
from samlad.portal.wording import in_language, language, words

#: A tab with more choices than this has a field that narrows them.
MANY = 10

#: So many choices stand in columns; more are read one below the other.
FEW_ENOUGH = 60

PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Panel:
    """A tab with its panel. chosen: how many of its choices are; choices: drawn, none for period.

    id: the parameter, or `period`.
    """

    id: str
    title: str
    chosen: int
    is_open: bool
    is_long: bool = False
    choices: str = ""


@dataclass(frozen=True, slots=True)
class SpanLink:
    """A usual period as a link. is_current: whether it is what is asked for."""

    span: Span
    address: str
    is_current: bool


def panels(answer: Answer) -> list[Panel]:
    """Every tab; open is the one with a fault, else the first with a choice, else the first."""
    drawn = [
        (
            facet.parameter,
            in_language(facet.title),
            sum(each.is_chosen for each in counted),
            counted,
        )
        for facet, counted in answer.facets
    ]
    drawn.append((PERIOD, words("content.tab_period"), len(answer.asked.pairs_of_period()), ()))
    open_id = _open(answer, [(id_, chosen) for id_, _, chosen, _ in drawn])
    return [
        Panel(id_, title, chosen, id_ == open_id, len(counted) > MANY, choices_html(id_, counted))
        for id_, title, chosen, counted in drawn
    ]


def _open(answer: Answer, tabs: Sequence[tuple[str, int]]) -> str:
    if answer.asked.period.faults:
        return PERIOD
    wrong = {fault.parameter for fault in answer.faults}
    with_fault = (id_ for id_, _ in tabs if id_ in wrong)
    with_choice = (id_ for id_, chosen in tabs if chosen)
    return next(with_fault, next(with_choice, tabs[0][0]))


def choices_html(parameter: str, counted: Iterable[CountedChoice]) -> SafeString:
    """A list of checkboxes, in groups with headings where they have them."""
    shown = cache(partial(number, decimals=0, language=language()))
    counted = list(counted)
    columns = "" if len(counted) > FEW_ENOUGH else " finder-columns"
    parts: list[str] = []
    group = None
    for each in counted:
        choice = each.choice
        if choice.group != group:
            group = choice.group
            parts.append(_heading(group, columns, is_first=not parts))
        checked = " checked" if each.is_chosen else ""
        below = f" choice-below-{min(choice.depth, 2)}" if choice.depth else ""
        parts.append(
            f'<li class="choice-item{below}"><label class="choice">'
            f'<input type="checkbox" name="{parameter}" value="{escape(choice.code)}"{checked}>'
            f"<span>{_label(choice)} "
            f'<span class="filter-count">({shown(each.count)})</span>'
            "</span></label></li>"
        )
    if not parts:
        return SafeString("")
    start = "" if group else f'<ul class="plain-list{columns}">'
    return mark_safe(f"{start}{''.join(parts)}</ul>")


def _label(choice: Choice) -> str:
    label = escape(choice.label)
    return f'<span lang="{choice.lang}">{label}</span>' if choice.lang else label


def _heading(group: str, columns: str, *, is_first: bool) -> str:
    end = "" if is_first else "</ul>"
    if not group:
        return end
    title = escape(words(group))
    return f'{end}<h3 class="finder-group">{title}</h3><ul class="plain-list{columns}">'


def spans(asked: Asked, today: date) -> Iterator[SpanLink]:
    """This year, the last twelve months, and the spans that the kind has of its own."""
    for span in (*usual_spans(today), *asked.of.spans()):
        period = Period(span.since, span.until, span.since, span.until)
        is_current = (asked.period.typed_since, asked.period.typed_until) == (
            span.since,
            span.until,
        )
        yield SpanLink(span, asked.but(period=period).query_string(), is_current)
