"""The template tags and filters of every page: `{% load samlad %}`.

Words, numbers, dates and addresses in the language of the page; the functions themselves are in
`wording`, `numbers`, `dates` and `language`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.template.context import RequestContext
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from samlad.model import Text, Unit
from samlad.portal import dates, numbers, wording
from samlad.portal.language import address_in, whole_address_in
from samlad.portal.navigation import Link, main_links
from samlad.portal.table_html import table_html
from samlad.portal.tables import Table

register = template.Library()


@register.simple_tag
def t(key: str, **values: object) -> str:
    """The text of that key: `{% t "base.skip_link" %}`, `{% t "x.y" name=value %}`."""
    return wording.words(key, **values)


@register.simple_tag
def counted(key: str, count: int) -> str:
    """`{% counted "content.hits" 3 %}` gives `hits_one` or `hits_many` with `{n}` filled."""
    return wording.counted(key, count, numbers.number(count, 0, wording.language()))


@register.filter
def in_language(text: Text | str | None) -> str:
    """`{{ indicator.title|in_language }}`."""
    return wording.in_language(text)


@register.filter
def number(amount: float | None, decimals: int = 0) -> str:
    """`{{ persons|number }}`, `{{ share|number:1 }}`; a dash where there is none."""
    return numbers.number(amount, int(decimals), wording.language())


@register.filter
def value(amount: float | None, of: Any) -> str:
    """`{{ result.value|value:indicator }}`: with its decimals and unit; or `|value:"per_cent"`."""
    unit, decimals = _unit_and_decimals(of)
    return numbers.with_unit(amount, unit, decimals, wording.language())


@register.filter
def change(difference: float | None, of: Any) -> str:
    """`{{ difference|change:indicator }}`: with sign, shares in percentage points."""
    unit, decimals = _unit_and_decimals(of)
    return numbers.change(difference, unit, decimals, wording.language())


@register.filter
def kronor(amount: int | None) -> str:
    """`{{ initiative.amount|kronor }}`."""
    return "" if amount is None else numbers.kronor(int(amount), wording.language())


@register.filter
def day(moment: date | str | None) -> str:
    """`{{ "2018-06-26"|day }}` in words, as precisely as it is known."""
    return dates.in_words(moment, wording.language())


@register.filter
def period(name: str) -> str:
    """`{{ result.period|period }}`: a school year says that it is one."""
    return dates.period_in_words(name, wording.language())


@register.simple_tag(takes_context=True)
def same_page_in(context: RequestContext, language: str) -> str:
    """The address of this very page in the other language, the query kept."""
    return address_in(context["request"], language)


@register.simple_tag(takes_context=True)
def whole_address(context: RequestContext, language: str) -> str:
    """The same with the host, for `rel=alternate`."""
    return whole_address_in(context["request"], language)


@register.simple_tag(takes_context=True)
def navigation(context: RequestContext) -> list[Link]:
    """`{% navigation as links %}`: the main ways, the present one marked.

    Only pages for those who sign in know of an account; all others are the same for everybody.
    """
    request = context["request"]
    user = getattr(request, "user", None)
    return main_links(request.path, is_signed_in=user is not None and user.is_authenticated)


@register.simple_tag
def drawn_table(table: Table) -> SafeString:
    """`{% drawn_table table %}`: a table in a region that scrolls."""
    return table_html(table)


@register.simple_tag
def emblem(area: str) -> SafeString:
    """The drawn emblem of a policy area (by its id), decorative: its name stands beside it."""
    return mark_safe(get_template(f"components/emblems/{area}.svg").render())


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small drawn sign, decorative: `{% icon "search" %}`."""
    return mark_safe(get_template(f"components/icons/{name}.svg").render())


def _unit_and_decimals(of: Any) -> tuple[Unit, int]:
    if isinstance(of, str):
        unit = Unit(of)
        return unit, 3 if unit is Unit.INDEX else 1
    return of.unit, of.decimals
