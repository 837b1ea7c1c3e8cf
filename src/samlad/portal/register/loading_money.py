"""Sums in the state budget and by recipient, each with its own kind and basis.

The sum that stands at an initiative is of its own document: see `loading_initiatives`.
"""

from __future__ import annotations

from collections.abc import Iterator

from samlad.portal.content.partial_date import PartialDate
from samlad.portal.content.rows import Facts, Row, keys_of, rows_of
from samlad.portal.content.tables import fill
from samlad.portal.register.models import Money, MoneyInitiative
from samlad.portal.register.words import BudgetBasis, GrantBasis, MoneyKind, Stage

#: How far the money has come, where the basis says it; a budget is decided, a forecast is not.
STAGES = {
    BudgetBasis.OUTCOME: Stage.PAID,
    BudgetBasis.BUDGET: Stage.DECIDED,
    BudgetBasis.DECIDED: Stage.DECIDED,
    BudgetBasis.GRANTS_DECIDED: Stage.DECIDED,
}


def load_money(facts: Facts) -> None:
    """Fill the table of sums of budget and grants, and their links to initiatives."""
    initiatives = keys_of(facts, "initiatives", "id")
    sums = Money.objects.exclude(kind=MoneyKind.INITIATIVE).order_by()
    MoneyInitiative.objects.filter(money__in=sums).delete()
    sums._raw_delete(sums.db)
    budget = list(rows_of(facts, "appropriations"))
    grants = list(rows_of(facts, "grants_32"))
    keys_of(facts, "appropriations", "id")
    keys_of(facts, "grants_32", "id")
    municipalities = keys_of(facts, "municipalities", "code")
    fill(
        Money,
        [
            *map(_in_budget, budget),
            *(_of_grant(row, municipalities) for row in grants),
        ],
    )
    fill(
        MoneyInitiative,
        [
            *_links(MoneyKind.APPROPRIATION, budget, "initiative_ids", initiatives),
            *_links(MoneyKind.GRANT, grants, "initiative_id", initiatives),
        ],
    )


def key_of(kind: MoneyKind, row: Row) -> str:
    """The key of the sum that a row states."""
    return f"{kind}:{row.required('id')}"


def _in_budget(row: Row) -> Money:
    year = row.required_date("year")
    basis = row.required_word("amount_kind", BudgetBasis)
    return Money(
        id=key_of(MoneyKind.APPROPRIATION, row),
        kind=MoneyKind.APPROPRIATION,
        basis=basis,
        stage=STAGES.get(basis, ""),
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
