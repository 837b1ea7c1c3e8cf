"""Money per year as it is drawn: bars, legend, a table by year and one of every amount.

Takes a section of `money_sections`; every table says what is in a sum and what is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from django.urls import reverse

from samlad.portal.numbers import number
from samlad.portal.register.models import Money
from samlad.portal.register.money_bars import (
    MILLION,
    bars,
    empty_years,
    label_of,
    parts_of,
    values,
)
from samlad.portal.register.money_left_out import finding, left_out
from samlad.portal.register.money_sections import Section, ground_in_words
from samlad.portal.register.sums import Entry, Total
from samlad.portal.register.words import MoneyKind
from samlad.portal.statistics.charts.stacks import swatch
from samlad.portal.table_html import table_html
from samlad.portal.tables import Cell, Column, Table
from samlad.portal.wording import in_language, language, words

#: So many amounts stand in the table; the files have all.
MOST_AMOUNTS = 500


def figure(section: Section) -> dict[str, object]:
    """What the template needs to draw the section: bars, legend, both tables, in words."""
    shown = section.with_year
    names = parts_of(section)
    labels = [label_of(section.kind, part) for part in names]
    return {
        "section": section,
        "id": f"pengar-{section.name}",
        "title": words(f"register.money_{section.name}"),
        "lead": words(f"register.money_{section.name}_lead"),
        "basis": ground_in_words(section.basis),
        "finding": finding(section),
        "left_out": left_out(section),
        "without": list(dict.fromkeys(empty_years(section).values())),
        "svg": bars(section, shown, names, labels) if shown else "",
        "legend": [(swatch(number), label) for number, label in enumerate(labels)],
        "years": table_html(_years_table(section, shown, names, labels)) if shown else "",
        "amounts": table_html(_amounts_table(section)) if section.sums else "",
        "rest": _rest(section),
    }


def _years_table(
    section: Section, shown: Sequence[Total], names: Sequence[str], labels: Sequence[str]
) -> Table:
    heads = (
        Column(words("register.year")),
        *(Column(label, is_numeric=True) for label in labels),
        Column(words("register.money_sum"), is_numeric=True),
        Column(words("register.money_amounts"), is_numeric=True),
    )
    rows = {
        total.year or 0: (
            Cell(str(total.year)),
            *(Cell(_millions(value) if value else "–") for value in values(total, names)),
            Cell(_millions(total.amount)),
            Cell(str(len(total.held))),
        )
        for total in shown
    }
    for year, said in empty_years(section).items():
        rows[year] = Cell(str(year)), Cell("", note=said, span=len(heads) - 1)
    caption = words(f"register.money_{section.name}_years")
    return Table(f"ar-{section.name}", caption, heads, tuple(rows[year] for year in sorted(rows)))


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
