"""Money per year: appropriations, grants by recipient and initiatives' own sums, each apart.

Takes what is chosen, gives for each of the three one basis at a time: the totals by year, a figure
of stacked bars and a table of every amount with what is in the sum and what is not. Nothing is
added across the three or across bases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from samlad.model import Unit
from samlad.portal.content.words import word
from samlad.portal.numbers import number
from samlad.portal.register.models import Money
from samlad.portal.register.money_entries import by_basis, entries_of, ground
from samlad.portal.register.sums import LeftOut, Total, totals
from samlad.portal.register.words import Kind, MoneyKind
from samlad.portal.statistics.charts.stacks import COLOURS, Stack, stacked_chart, swatch
from samlad.portal.statistics.charts.svg import NARROW, WIDE
from samlad.portal.statistics.formats import Format
from samlad.portal.statistics.places import name_of
from samlad.portal.table_html import table_html
from samlad.portal.tables import Cell, Column, Table
from samlad.portal.wording import counted, in_language, language, words

#: The parts of the page: what it is called in the address → which money it shows.
SECTIONS: Mapping[str, MoneyKind] = {
    "anslag": MoneyKind.APPROPRIATION,
    "bidrag": MoneyKind.GRANT,
    "egna": MoneyKind.INITIATIVE,
}
MILLION = 1_000_000
#: The part that holds the small ones where there are more than colours.
REST = "rest"


@dataclass(frozen=True, slots=True)
class Choice:
    """A basis that can be shown: its name, in words, how many amounts have it."""

    name: str
    text: str
    number: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page: the money of one kind on one basis.

    totals: by year, the unknown year last. sums: every amount of the basis by id.
    """

    name: str
    kind: MoneyKind
    choices: tuple[Choice, ...]
    basis: str
    totals: tuple[Total, ...]
    sums: Mapping[str, Money]

    @property
    def with_year(self) -> list[Total]:
        """The totals that hold anything."""
        return [total for total in self.totals if total.held]

    @property
    def held(self) -> int:
        """How many amounts the sums hold, one that is for several years once."""
        return len(held_ids(self.totals))

    @property
    def left_out(self) -> list[LeftOut]:
        """Every amount that is in no sum, with the reason."""
        return [left for total in self.totals for left in total.left_out]


def sections(
    sums: Sequence[Money],
    inside: Mapping[str, frozenset[str]],
    asked: Mapping[str, str],
) -> list[Section]:
    """The three parts, each on the basis asked for or on the one that most years have.

    asked: section → basis; one that the section does not have was refused before.
    """
    found = []
    for name, kind in SECTIONS.items():
        of_kind = [money for money in sums if money.kind == kind]
        entries = by_basis(list(entries_of(of_kind, inside)))
        of_basis = {each: tuple(totals(of)) for each, of in entries.items()}
        basis = asked.get(name) or _fullest(of_basis)
        found.append(
            Section(
                name=name,
                kind=kind,
                choices=_choices(of_kind, basis),
                basis=basis,
                totals=of_basis.get(basis, ()),
                sums={money.id: money for money in of_kind if ground(money) == basis},
            )
        )
    return found


def _fullest(of_basis: Mapping[str, Sequence[Total]]) -> str:
    """The basis whose sums hold most amounts, then most years."""
    fill = {basis: (len(held_ids(of)), len(of)) for basis, of in of_basis.items()}
    return max(sorted(fill), key=lambda basis: fill[basis], default="")


def held_ids(found: Sequence[Total]) -> set[str]:
    """The amounts that the sums hold, each once however many years it is for."""
    return {entry.id for total in found for entry in total.held}


def _choices(sums: Sequence[Money], chosen: str) -> tuple[Choice, ...]:
    used = Counter(ground(money) for money in sums if money.amount_sek is not None)
    return tuple(
        Choice(name, _ground_in_words(name), n, name == chosen) for name, n in used.most_common()
    )


def _ground_in_words(name: str) -> str:
    basis, _, stage = name.partition(".")
    said = [word("register.basis", basis)] if basis else []
    said += [word("register.stage", stage)] if stage else []
    return ", ".join(map(in_language, said))


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
        "basis": _ground_in_words(section.basis),
        "finding": _finding(section),
        "svg": _bars(section, shown, names, labels) if shown else "",
        "legend": [(swatch(number), label) for number, label in enumerate(labels)],
        "years": table_html(_years_table(section, shown, names, labels)) if shown else "",
        "amounts": table_html(_amounts_table(section)) if section.sums else "",
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


def totals_table(id_: str, found: Sequence[Total]) -> Table:
    """Totals of initiatives' own sums by basis and year, with how many amounts each holds."""
    heads = tuple(
        Column(words(f"register.{key}"), is_numeric=key not in ("basis", "year"))
        for key in ("basis", "year", "money_sum", "money_amounts", "money_left_out")
    )
    rows = tuple(
        (
            Cell(_ground_in_words(total.basis)),
            Cell(str(total.year) if total.year else words("register.money_several_years")),
            Cell(_millions(total.amount) if total.held else "–"),
            Cell(str(len(total.held))),
            Cell(str(len(total.left_out))),
        )
        for total in found
    )
    return Table(id_, words("register.money_egna_years"), heads, rows)


def _amounts_table(section: Section) -> Table:
    """Every amount of the basis, with the initiative and whether the sum holds it."""
    heads = tuple(
        Column(words(f"register.{key}"), is_numeric=key in ("money_amount",))
        for key in ("money_of", "year", "money_amount", "money_in_sum", "covers")
    )
    rows = []
    for total in section.totals:
        left = {out.entry.id: out.reason for out in total.left_out}
        for entry in (*total.held, *(out.entry for out in total.left_out)):
            money = section.sums[entry.id]
            reason = left.get(entry.id)
            said = f"register.left_{reason}".replace("-", "_") if reason else "register.money_in"
            rows.append(
                (
                    _whose(money),
                    Cell(str(total.year) if total.year else _period_of(money)),
                    Cell(_millions(entry.amount)),
                    Cell(words(said)),
                    Cell(money.covers or money.note, lang="sv" if language() == "en" else ""),
                )
            )
    caption = words(f"register.money_{section.name}_all")
    return Table(f"belopp-{section.name}", caption, heads, tuple(rows))


def _whose(money: Money) -> Cell:
    """The initiative a sum stands at, or the recipient, or the name in the budget."""
    if money.place is not None:
        return Cell(money.place.name_short, reverse("place", args=[money.place.code]))
    of = list(money.initiatives.all())
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
