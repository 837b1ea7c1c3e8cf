"""Sums at initiatives, in the state budget and by recipient, each with its own kind and basis."""

from __future__ import annotations

from collections.abc import Iterator

from samlad.portal.content.partial_date import PartialDate
from samlad.portal.content.rows import Facts, Row, keys_of, rows_of
from samlad.portal.content.tables import fill
from samlad.portal.content.words import Evidence
from samlad.portal.register.models import Money, MoneyInitiative
from samlad.portal.register.words import Basis, BudgetBasis, GrantBasis, MoneyKind


def load_money(facts: Facts) -> None:
    """Fill the table of sums and their links to initiatives."""
    initiatives = keys_of(facts, "initiatives", "id")
    at_initiatives = [
        row
        for row in rows_of(facts, "initiatives")
        if row.text("amount_sek") or row.text("amount_covers_sv")
    ]
    budget = list(rows_of(facts, "appropriations"))
    grants = list(rows_of(facts, "grants_32"))
    keys_of(facts, "appropriations", "id")
    keys_of(facts, "grants_32", "id")
    municipalities = keys_of(facts, "municipalities", "code")
    fill(
        Money,
        [
            *map(_at_initiative, at_initiatives),
            *map(_in_budget, budget),
            *(_of_grant(row, municipalities) for row in grants),
        ],
    )
    fill(
        MoneyInitiative,
        [
            *_links(MoneyKind.INITIATIVE, at_initiatives, "id", initiatives),
            *_links(MoneyKind.APPROPRIATION, budget, "initiative_ids", initiatives),
            *_links(MoneyKind.GRANT, grants, "initiative_id", initiatives),
        ],
    )


def key_of(kind: MoneyKind, row: Row) -> str:
    """The key of the sum that a row states."""
    return f"{kind}:{row.required('id')}"


def _at_initiative(row: Row) -> Money:
    amount, basis = row.whole("amount_sek"), row.word("amount_basis", Basis)
    if (amount is None) != (basis is None):
        raise row.fault("amount_basis", "does not fit the amount; an amount has a basis")
    return Money(
        id=key_of(MoneyKind.INITIATIVE, row),
        kind=MoneyKind.INITIATIVE,
        basis=basis or "",
        amount_sek=amount,
        covers=row.text("amount_covers_sv"),
        appropriation=row.text("appropriation"),
        source_url=row.text("amount_source_url"),
        evidence=row.word("amount_evidence", Evidence) or "",
    )


def _in_budget(row: Row) -> Money:
    year = row.required_date("year")
    return Money(
        id=key_of(MoneyKind.APPROPRIATION, row),
        kind=MoneyKind.APPROPRIATION,
        basis=row.required_word("amount_kind", BudgetBasis),
        amount_sek=row.whole("amount_sek"),
        start=year,
        end=year,
        name=row.required("name_sv"),
        covers=row.text("covers_sv"),
        expenditure_area=row.text("expenditure_area"),
        appropriation=row.text("appropriation"),
        **row.source(),
    )


def _of_grant(row: Row, municipalities: frozenset[str]) -> Money:
    start, end = _years(row)
    return Money(
        id=key_of(MoneyKind.GRANT, row),
        kind=MoneyKind.GRANT,
        basis=row.required_word("amount_kind", GrantBasis),
        amount_sek=row.whole("amount_sek"),
        start=start,
        end=end,
        place_id=row.required_reference("municipality_code", municipalities, "municipalities.csv"),
        **row.source(),
    )


def _years(row: Row) -> tuple[PartialDate, PartialDate]:
    """The first and last year of a period written `2018` or `2018-2021`."""
    years = row.required("period").split("-")
    try:
        first, last = PartialDate(years[0]), PartialDate(years[-1])
    except ValueError:
        raise row.fault("period", "is not a year or two years with - between") from None
    if len(years) > 2 or last < first:
        raise row.fault("period", "is not a year or two years with - between")
    return first, last


def _links(
    kind: MoneyKind, rows: list[Row], column: str, initiatives: frozenset[str]
) -> Iterator[MoneyInitiative]:
    for row in rows:
        names = row.references(column, initiatives, "initiatives.csv")
        for position, initiative in enumerate(names):
            yield MoneyInitiative(
                money_id=key_of(kind, row), initiative_id=initiative, position=position
            )
