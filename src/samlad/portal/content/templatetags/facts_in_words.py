"""Facts as the pages say them: spans of time, hosts of sources, who is accountable.

`{% load facts_in_words %}`. Takes rows of content and register; words come from their texts.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.utils.safestring import SafeString, mark_safe

from samlad.model import Text
from samlad.portal.content.ministers import verified_to
from samlad.portal.dates import in_words
from samlad.portal.numbers import number
from samlad.portal.wording import in_language, language, words

register = template.Library()

#: So many accountable actors are named in a list before the rest are counted.
NAMED = 3


@register.simple_tag
def lang_sv() -> SafeString:
    """The mark that what follows is Swedish, on a page that is not."""
    return mark_safe(' lang="sv"' if language() == "en" else "")


@register.filter
def lang_of(text: Text | str) -> SafeString:
    """The same for a text that has no English: plain words of the source."""
    return lang_sv() if isinstance(text, str) else SafeString("")


@register.filter
def exactly(text: str) -> str:
    """A number that is kept as text, with its own decimals as the page's language writes them."""
    try:
        value = Decimal(text)
        decimals = max(0, -int(value.as_tuple().exponent))
        return number(value, decimals, language())  # type: ignore[arg-type]
    except (InvalidOperation, ValueError):
        return text


@register.filter
def span(row: Any) -> str:
    """From `row.start` to `row.end` as far as they are known: `2018–2022`, `från 2018`."""
    start, end = _said(row.start), _said(row.end)
    if start == end or not (start and end):
        open_start = words("content.until_day") if not start else ""
        open_end = words("content.from_day") if not end else ""
        return " ".join(filter(None, (open_start, open_end, start or end)))
    is_short = " " not in start + end
    return f"{start}–{end}" if is_short else f"{start} – {end}"


@register.filter
def held(row: Any) -> str:
    """The span of a post or government; one without an end is known up to the day of the check."""
    if row.end is not None:
        return span(row)
    known = words("content.still", day=in_words(str(verified_to()), language()))
    return f"{span(row)}, {known}"


@register.filter
def host(address: str) -> str:
    """The name of the website that an address leads to."""
    return urlsplit(address).netloc.removeprefix("www.")


@register.filter
def listed(names: str) -> str:
    """A list of the source with commas: `S;MP` gives `S, MP`."""
    return ", ".join(names.split(";"))


@register.filter
def accountable(initiative: Any) -> str:
    """Who answers for it: agencies, the first few by name; the department where there is none."""
    names = [
        in_language(taking_part.actor.name)
        for taking_part in initiative.participations.all()
        if taking_part.role == "accountable"
    ]
    if not names and initiative.lead_department:
        names = [in_language(initiative.lead_department.name)]
    rest = len(names) - NAMED
    shown = ", ".join(names[:NAMED])
    return f"{shown} {words('register.and_more', n=rest)}" if rest > 0 else shown


def _said(date: object) -> str:
    return "" if date is None else in_words(str(date), language())
