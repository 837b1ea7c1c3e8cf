"""The sums of the register as entries that can stand in a total: their year, purse and part.

A sum that holds for each of several years stands in each of them; one whose year is not known, or
that is for several years together, stands in none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from samlad.portal.content.partial_date import PartialDate
from samlad.portal.register.models import Money
from samlad.portal.register.parts import Ties
from samlad.portal.register.sums import Entry
from samlad.portal.register.words import Basis, GrantBasis, MoneyKind, State

#: Bases that say what each year of a period gets.
EACH_YEAR = (Basis.PER_YEAR, GrantBasis.PLANNED_PER_YEAR)
#: Bases that are for one year or moment, which the sum's own start then is.
ONE_YEAR = (Basis.SINGLE_YEAR, Basis.ONE_OFF)
#: No plan is followed further than this.
MOST_YEARS = 50


def entries_of(sums: Sequence[Money], between: Ties | None = None) -> Iterator[Entry]:
    """The entries of the sums that have an amount.

    sums: as `money_reading` gives them. between: how the initiatives stand to each other.
    """
    for money in sums:
        if money.amount_sek is not None:
            yield from _entries(money, money.amount_sek, between or Ties())


def _entries(money: Money, amount: int, between: Ties) -> Iterator[Entry]:
    whose = [initiative.id for initiative in money.whose]
    theirs = whose if money.kind != MoneyKind.APPROPRIATION else []
    is_cancelled = money.kind == MoneyKind.INITIATIVE and all(
        initiative.state == State.CANCELLED for initiative in money.whose
    )
    for year in _years(money):
        yield Entry(
            id=money.id,
            kind=money.kind,
            basis=ground(money),
            year=year,
            purse=_purse(money, whose),
            part=_part(money),
            amount=amount,
            initiatives=frozenset(theirs),
            inside=between.of("inside", theirs),
            replaced_by=between.of("replaced_by", theirs),
            beside=between.of("beside", theirs),
            is_cancelled=is_cancelled,
        )


def _years(money: Money) -> Sequence[int | None]:
    """The years that the amount is for, each on its own; None for no certain year."""
    start, end = _period(money)
    if start is None:
        return [None]
    first, last = start.year, (end or start).year
    if money.start and end is None and money.basis in ONE_YEAR:
        return [first]
    if money.basis in EACH_YEAR:
        return range(first, min(last, first + MOST_YEARS) + 1)
    return [first] if first == last and end is not None else [None]


def _period(money: Money) -> tuple[PartialDate | None, PartialDate | None]:
    """The sum's own period; at an initiative that of the initiative, where the sum has none."""
    if money.start or money.kind != MoneyKind.INITIATIVE:
        return money.start, money.end
    of = money.whose
    return (of[0].start, of[0].end) if of else (None, None)


def _purse(money: Money, whose: Sequence[str]) -> tuple[str, ...]:
    """What the money is taken from or goes to, and of an initiative's who gives it, if known."""
    if money.kind == MoneyKind.APPROPRIATION:
        return (_part(money),)
    if money.kind == MoneyKind.GRANT:
        return (money.place_id or "", *sorted(whose))
    return (" ".join(sorted(whose)), *([money.actor_id] if money.actor_id else []))


def ground(money: Money) -> str:
    """What an amount must share with another to be added: its basis, and its stage where the
    basis does not say that: `single-year`, `single-year.paid`.
    """
    has_stage = money.kind == MoneyKind.INITIATIVE and money.stage
    return f"{money.basis}.{money.stage}" if has_stage else money.basis


def grounds(sums: Sequence[Money], kind: MoneyKind) -> list[str]:
    """The grounds that amounts of this kind have, the most used first."""
    used = Counter(ground(m) for m in sums if m.kind == kind and m.amount_sek is not None)
    return [name for name, _ in used.most_common()]


def _part(money: Money) -> str:
    """What the sums of a bar are told apart by: appropriation, county, or sort of initiative."""
    if money.kind == MoneyKind.APPROPRIATION:
        code = f"{money.expenditure_area} {money.appropriation}".strip()
        return code if money.appropriation else money.name
    if money.kind == MoneyKind.GRANT:
        return (money.place_id or "")[:2]
    return next((initiative.kind for initiative in money.whose), "")


def by_basis(entries: Sequence[Entry]) -> Mapping[str, list[Entry]]:
    """The entries of each basis."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.basis].append(entry)
    return found
