"""The sums on the page of an initiative, as tables with no column that says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samlad.portal.ordering import alphabetical
from samlad.portal.register.models import Initiative, Money
from samlad.portal.register.words import MoneyKind
from samlad.portal.wording import words


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums of one kind, and which columns their table has. name: of the table."""

    name: str
    rows: tuple[Money, ...]
    has_place: bool
    has_year: bool
    has_giver: bool
    has_evidence: bool
    has_source: bool

    @property
    def caption(self) -> str:
        """What the table is called."""
        return words(f"register.{self.name}_caption")


#: Table → the kind of money in it, in the order of the page.
TABLES = {
    "own_money": MoneyKind.INITIATIVE,
    "budget": MoneyKind.APPROPRIATION,
    "grants": MoneyKind.GRANT,
}


def sums_of(initiative: Initiative) -> tuple[Sums, ...]:
    """The tables that hold anything."""
    rows = sorted(initiative.money.select_related("place", "actor"), key=_place_and_time)
    tables = (
        _sums(name, [row for row in rows if row.kind == kind]) for name, kind in TABLES.items()
    )
    return tuple(table for table in tables if table.rows)


def _sums(name: str, rows: Sequence[Money]) -> Sums:
    is_own = name == "own_money"
    return Sums(
        name=name,
        rows=tuple(rows),
        has_place=any(row.place_id for row in rows),
        has_year=any(row.start or row.end for row in rows),
        has_giver=is_own and any(row.actor_id or row.appropriation for row in rows),
        has_evidence=any(row.evidence for row in rows),
        has_source=any(row.source_url for row in rows),
    )


def _place_and_time(money: Money) -> tuple[str, str, str]:
    return alphabetical(money.place.name_short) if money.place else "", str(money.start), money.id
