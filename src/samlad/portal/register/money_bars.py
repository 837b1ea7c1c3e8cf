"""The bars of money per year: their parts with names, and the years that have nothing to show.

Takes a section of `money_sections`; a year without a known amount is marked, since it is not zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe

from samlad.model import Unit
from samlad.portal.content.words import word
from samlad.portal.register.money_sections import Section
from samlad.portal.register.sums import Total
from samlad.portal.register.words import Kind, MoneyKind
from samlad.portal.statistics.charts.stacks import COLOURS, Stack, stacked_chart
from samlad.portal.statistics.charts.svg import NARROW, WIDE
from samlad.portal.statistics.formats import Format
from samlad.portal.statistics.places import name_of
from samlad.portal.wording import in_language, language, words

MILLION = 1_000_000
#: The part that holds the small ones where there are more than colours.
REST = "rest"


def parts_of(section: Section) -> list[str]:
    """The parts, the largest first; where there are more than colours the smallest as one."""
    sizes: Counter[str] = Counter()
    for total in section.with_year:
        sizes.update(total.parts)
    names = [part for part, _ in sizes.most_common()]
    return names if len(names) <= COLOURS else [*names[: COLOURS - 1], REST]


def values(total: Total, names: Sequence[str]) -> list[int]:
    """The amount of each part of a total, the rest in the last where there is one."""
    found = [total.parts.get(name, 0) for name in names]
    if names and names[-1] == REST:
        found[-1] = total.amount - sum(found[:-1])
    return found


def bars(
    section: Section, shown: Sequence[Total], names: Sequence[str], labels: Sequence[str]
) -> SafeString:
    """The bars, drawn for wide and for narrow pages."""
    form = Format(Unit.NUMBER, 0, language())
    stacks = [
        Stack(total.year or 0, tuple(value / MILLION for value in values(total, names)))
        for total in shown
    ]
    title = words(f"register.money_{section.name}_figure")
    drawn = [
        stacked_chart(
            stacks,
            labels,
            id=f"bars-{section.name}",
            title=title,
            form=form,
            size=size,
            without=empty_years(section),
        )
        for size in (WIDE, NARROW)
    ]
    return mark_safe("".join(drawn))


def label_of(kind: MoneyKind, part: str) -> str:
    """A part in words."""
    if part == REST:
        return words("register.money_rest")
    if kind == MoneyKind.GRANT:
        return name_of(part, language()) if part else part
    if kind == MoneyKind.INITIATIVE:
        return in_language(word("register.kind", part)) if part in list(Kind) else part
    return words("register.money_appropriation", code=part) if part[:1].isdigit() else part


def empty_years(section: Section) -> dict[int, str]:
    """The years between those with a sum that have none, each with the words for it."""
    years = [total.year for total in section.with_year if total.year]
    told = {total.year for total in section.totals}
    return {
        year: words("register.money_none_added" if year in told else "register.money_none_known")
        for year in range(min(years, default=0), max(years, default=-1))
        if year not in years
    }
