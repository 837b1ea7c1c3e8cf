"""Money per year as it is drawn: bars, legend, a table by year and one of every amount.

Takes a section of `money_sections`; every table says what is in a sum and what is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from samlad.model import Unit
from samlad.portal.content.words import word
from samlad.portal.numbers import number
from samlad.portal.register.models import Money
from samlad.portal.register.money_sections import Section, ground_in_words
from samlad.portal.register.sums import Entry, Total
from samlad.portal.register.words import Kind, MoneyKind
from samlad.portal.statistics.charts.stacks import COLOURS, Stack, stacked_chart, swatch
from samlad.portal.statistics.charts.svg import NARROW, WIDE
from samlad.portal.statistics.formats import Format
from samlad.portal.statistics.places import name_of
from samlad.portal.table_html import table_html
from samlad.portal.tables import Cell, Column, Table
from samlad.portal.wording import counted, in_language, language, words

MILLION = 1_000_000
#: So many amounts stand in the table; the files have all.
MOST_AMOUNTS = 500
#: The part that holds the small ones where there are more than colours.
REST = "rest"


def figure(section: Section) -> dict[str, object]:
    """What the template needs to draw the section: bars, legend, both tables, in words."""
    shown = section.with_year
    names = _parts(section)
    labels = [_label(section.kind, part) for part in names]
    return {
        "section": section,
        "id": f"pengar-{section.name}",
        "title": words(f"register.money_{section.name}"),
        "lead": words(f"register.money_{section.name}_lead"),
        "basis": ground_in_words(section.basis),
        "finding": _finding(section),
        "svg": _bars(section, shown, names, labels) if shown else "",
        "legend": [(swatch(number), label) for number, label in enumerate(labels)],
        "years": table_html(_years_table(section, shown, names, labels)) if shown else "",
        "amounts": table_html(_amounts_table(section)) if section.sums else "",
        "rest": _rest(section),
    }


def _parts(section: Section) -> list[str]:
    """The parts, the largest first; where there are more than colours the smallest as one."""
    sizes: Counter[str] = Counter()
    for total in section.with_year:
        sizes.update(total.parts)
    names = [part for part, _ in sizes.most_common()]
    return names if len(names) <= COLOURS else [*names[: COLOURS - 1], REST]


def _values(total: Total, names: Sequence[str]) -> list[int]:
    """The amount of each part of a total, the rest in the last where there is one."""
    found = [total.parts.get(name, 0) for name in names]
    if names and names[-1] == REST:
        found[-1] = total.amount - sum(found[:-1])
    return found


def _bars(
    section: Section, shown: Sequence[Total], names: Sequence[str], labels: Sequence[str]
) -> SafeString:
    form = Format(Unit.NUMBER, 0, language())
    stacks = [
        Stack(total.year or 0, tuple(value / MILLION for value in _values(total, names)))
        for total in shown
    ]
    title = words(f"register.money_{section.name}_figure")
    drawn = [
        stacked_chart(stacks, labels, id=f"bars-{section.name}", title=title, form=form, size=size)
        for size in (WIDE, NARROW)
    ]
    return mark_safe("".join(drawn))


def _label(kind: MoneyKind, part: str) -> str:
    if part == REST:
        return words("register.money_rest")
    if kind == MoneyKind.GRANT:
        return name_of(part, language()) if part else part
    if kind == MoneyKind.INITIATIVE:
        return in_language(word("register.kind", part)) if part in list(Kind) else part
    return words("register.money_appropriation", code=part) if part[:1].isdigit() else part


def _finding(section: Section) -> str:
    """What the sums hold and what they leave out, in a sentence each."""
    if not section.sums:
        return words("register.money_nothing")
    held = counted("register.money_held", section.held, number(section.held, 0, language()))
    left = len(section.left_out)
    if not left:
        return held
    return f"{held} {counted('register.money_left', left, number(left, 0, language()))}"


def _years_table(
    section: Section, shown: Sequence[Total], names: Sequence[str], labels: Sequence[str]
) -> Table:
    heads = (
        Column(words("register.year")),
        *(Column(label, is_numeric=True) for label in labels),
        Column(words("register.money_sum"), is_numeric=True),
        Column(words("register.money_amounts"), is_numeric=True),
    )
    rows = tuple(
        (
            Cell(str(total.year)),
            *(Cell(_millions(value) if value else "–") for value in _values(total, names)),
            Cell(_millions(total.amount)),
            Cell(str(len(total.held))),
        )
        for total in shown
    )
    caption = words(f"register.money_{section.name}_years")
    return Table(f"ar-{section.name}", caption, heads, rows)


def totals_table(id_: str, caption: str, found: Sequence[Total]) -> Table:
    """Totals of initiatives' own sums by basis and year, with how many amounts each holds."""
    heads = tuple(
        Column(words(f"register.{key}"), is_numeric=key not in ("basis", "year"))
        for key in ("basis", "year", "money_sum", "money_amounts", "money_left_out")
    )
    rows = tuple(
        (
            Cell(ground_in_words(total.basis)),
            Cell(str(total.year) if total.year else words("register.money_several_years")),
            Cell(_millions(total.amount) if total.held else "–"),
            Cell(str(len(total.held))),
            Cell(str(len(total.left_out))),
        )
        for total in found
    )
    return Table(id_, caption, heads, rows)


def _amounts_table(section: Section) -> Table:
    """Every amount of the basis, with the initiative and whether the sum holds it."""
    heads = tuple(
        Column(words(f"register.{key}"), is_numeric=key in ("money_amount",))
        for key in ("money_of", "year", "money_amount", "money_in_sum", "covers")
    )
    entries = (
        (total, entry, reason)
        for total in section.totals
        for entry, reason in (
            *((entry, "") for entry in total.held),
            *((out.entry, str(out.reason)) for out in total.left_out),
        )
    )
    rows = tuple(_amount_row(section, *each) for each in islice(entries, MOST_AMOUNTS))
    caption = words(f"register.money_{section.name}_all")
    return Table(f"belopp-{section.name}", caption, heads, rows)


def _amount_row(section: Section, total: Total, entry: Entry, reason: str) -> tuple[Cell, ...]:
    money = section.sums[entry.id]
    said = f"register.left_{reason}".replace("-", "_") if reason else "register.money_in"
    return (
        _whose(money),
        Cell(str(total.year) if total.year else _period_of(money)),
        Cell(_millions(entry.amount)),
        Cell(words(said)),
        Cell(money.covers or money.note, lang="sv" if language() == "en" else ""),
    )


def _rest(section: Section) -> str:
    """That the table does not hold all, where it does not."""
    every = sum(len(total.held) + len(total.left_out) for total in section.totals)
    if every <= MOST_AMOUNTS:
        return ""
    shown, all_ = (number(n, 0, language()) for n in (MOST_AMOUNTS, every))
    return words("register.money_rest_in_files", shown=shown, all=all_)


def _whose(money: Money) -> Cell:
    """The initiative a sum stands at, or the recipient, or the name in the budget."""
    if money.place is not None:
        return Cell(money.place.name_short, reverse("place", args=[money.place.code]))
    of = money.whose
    if money.kind == MoneyKind.INITIATIVE and of:
        return Cell(in_language(of[0].title), reverse("initiative", args=[of[0].id]))
    return Cell(money.name or money.id, lang="sv" if language() == "en" else "")


def _period_of(money: Money) -> str:
    years = [str(date.year) for date in (money.start, money.end) if date is not None]
    return "–".join(dict.fromkeys(years)) or words("content.unknown").lower()


def _millions(amount: int) -> str:
    """Millions of kronor with the decimals that are needed, two at most."""
    decimals = next((d for d in (0, 1) if amount * 10**d % MILLION == 0), 2)
    return number(amount / MILLION, decimals, language())
