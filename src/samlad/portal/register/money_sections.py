"""Money per year: appropriations, grants by recipient and initiatives' own sums, each apart.

Takes what is chosen, gives for each of the three one basis at a time with the totals by year.
Nothing is added across the three or across bases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samlad.portal.content.words import word
from samlad.portal.register.models import Money
from samlad.portal.register.money_entries import by_basis, entries_of, ground
from samlad.portal.register.parts import Ties
from samlad.portal.register.sums import LeftOut, Total, totals
from samlad.portal.register.words import MoneyKind
from samlad.portal.wording import in_language

#: The parts of the page: what it is called in the address → which money it shows.
SECTIONS: Mapping[str, MoneyKind] = {
    "anslag": MoneyKind.APPROPRIATION,
    "bidrag": MoneyKind.GRANT,
    "egna": MoneyKind.INITIATIVE,
}


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
    between: Ties,
    asked: Mapping[str, str],
) -> list[Section]:
    """The three parts, each on the basis asked for or on the one that most years have.

    asked: section → basis; one that the section does not have was refused before.
    """
    found = []
    for name, kind in SECTIONS.items():
        of_kind = [money for money in sums if money.kind == kind]
        entries = by_basis(list(entries_of(of_kind, between)))
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
        Choice(name, ground_in_words(name), n, name == chosen) for name, n in used.most_common()
    )


def ground_in_words(name: str) -> str:
    """A ground as it stands on pages: `för ett enda år, utbetalt`."""
    basis, _, stage = name.partition(".")
    said = [word("register.basis", basis)] if basis else []
    said += [word("register.stage", stage)] if stage else []
    return ", ".join(map(in_language, said))
