"""Sums of money that hold nothing twice: what may be added, what is left out, and why.

Takes entries, gives totals; knows nothing of tables or pages. A `Total` cannot be made of amounts
of different kinds, bases or years, of one purse twice, or of a whole and its parts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why an amount is not in a sum."""

    PART_OF_A_WHOLE = "part-of-a-whole"
    SAME_PURSE = "same-purse"
    REPLACED = "replaced"
    FUNDED_TOGETHER = "funded-together"
    CANCELLED = "cancelled"
    YEAR_UNKNOWN = "year-unknown"


@dataclass(frozen=True, slots=True)
class Entry:
    """An amount as it could stand in a total.

    year: None where it is not known. purse: what the money is taken from or goes to, from the
    whole to the part (`("insats-a", "boverket")` is in `("insats-a",)`); two amounts of one purse
    can be the same kronor. part: what it is told apart by in a bar. initiatives: whose money it
    is; inside: the wholes that those are parts of, however far up; replaced_by: those that came
    in their place; beside: those funded together with them. is_cancelled: it came to nothing.
    """

    id: str
    kind: str
    basis: str
    year: int | None
    purse: tuple[str, ...]
    part: str
    amount: int
    initiatives: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    replaced_by: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An amount that is not in the sum, and why."""

    entry: Entry
    reason: Reason


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of one kind, basis and year, with every amount it holds and every one it leaves out.

    Raises ValueError when the amounts held cannot be added: whoever asks has a fault to mend.
    """

    kind: str
    basis: str
    year: int | None
    held: tuple[Entry, ...]
    left_out: tuple[LeftOut, ...] = ()

    def __post_init__(self) -> None:
        asked = (self.kind, self.basis, self.year)
        if any((e.kind, e.basis, e.year) != asked for e in self.held):
            raise ValueError("amounts of different kinds, bases or years are never added")
        if self.year is None and self.held:
            raise ValueError("an amount whose year is unknown is in no year's sum")
        if len({entry.purse for entry in self.held}) < len(self.held):
            raise ValueError("two amounts of one purse can be the same money; never added")
        purses = {entry.purse for entry in self.held}
        if any(_is_inside(entry.purse, purses) for entry in self.held):
            raise ValueError("a purse and a part of it are never added")
        theirs = _whose(self.held)
        if any(theirs.keys() & entry.inside for entry in self.held):
            raise ValueError("a whole and its parts are never added")
        if any(theirs.keys() & (entry.replaced_by | entry.beside) for entry in self.held):
            raise ValueError("what can be the same money, replaced or shared, is never added")
        if any(entry.is_cancelled for entry in self.held):
            raise ValueError("what was cancelled is in no sum")

    @property
    def amount(self) -> int:
        """The sum in whole kronor."""
        return sum(entry.amount for entry in self.held)

    @property
    def parts(self) -> Mapping[str, int]:
        """The same by part."""
        found: Counter[str] = Counter()
        for entry in self.held:
            found[entry.part] += entry.amount
        return found


def totals(entries: Iterable[Entry]) -> list[Total]:
    """The totals of every kind, basis and year, in that order, years unknown last."""
    groups: dict[tuple[str, str, int | None], list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.kind, entry.basis, entry.year].append(entry)
    in_order = sorted(groups, key=lambda key: (key[0], key[1], key[2] is None, key[2] or 0))
    return [total(groups[key]) for key in in_order]


def total(entries: Iterable[Entry]) -> Total:
    """The total of entries of one kind, basis and year, at least one.

    What was cancelled is out. A purse with several amounts is in it with none, since nothing says
    which one holds the others. Of what is left a part is out wherever its whole is in, what was
    replaced wherever that which replaced it is, and amounts that are shared all are.
    """
    given = sorted(entries, key=lambda entry: entry.id)
    first = given[0]
    reasons = dict(_reasons(given))
    return Total(
        kind=first.kind,
        basis=first.basis,
        year=first.year,
        held=tuple(entry for entry in given if entry.id not in reasons),
        left_out=tuple(LeftOut(e, reasons[e.id]) for e in given if e.id in reasons),
    )


def _reasons(given: list[Entry]) -> Iterable[tuple[str, Reason]]:
    if given[0].year is None:
        yield from ((entry.id, Reason.YEAR_UNKNOWN) for entry in given)
        return
    yield from ((entry.id, Reason.CANCELLED) for entry in given if entry.is_cancelled)
    done = [entry for entry in given if not entry.is_cancelled]
    purses = Counter(entry.purse for entry in done)
    single = [entry for entry in done if purses[entry.purse] == 1]
    theirs, wholes = _whose(single), {entry.purse for entry in single}
    for entry in done:
        if purses[entry.purse] > 1:
            yield entry.id, Reason.SAME_PURSE
        elif theirs.keys() & entry.beside:
            yield entry.id, Reason.FUNDED_TOGETHER
        elif theirs.keys() & entry.replaced_by:
            yield entry.id, Reason.REPLACED
        elif theirs.keys() & entry.inside or _is_inside(entry.purse, wholes):
            yield entry.id, Reason.PART_OF_A_WHOLE


def _is_inside(purse: tuple[str, ...], others: set[tuple[str, ...]]) -> bool:
    """Whether the purse is a part of another one, at whatever level."""
    return any(purse[:length] in others for length in range(1, len(purse)))


def _whose(entries: Iterable[Entry]) -> Mapping[str, Entry]:
    return {id_: entry for entry in entries for id_ in entry.initiatives}
