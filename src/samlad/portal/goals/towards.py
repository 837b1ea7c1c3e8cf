"""What is done towards a goal: initiatives, amounts each with its basis, published items.

An initiative counts for a goal that it names, or for one that holds it. Where none names it, the
initiatives of the goal's policy area stand there, and the page says so. Money is never added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from samlad.portal.content.item_lists import items, items_for_area
from samlad.portal.content.models import Item
from samlad.portal.goals.tree import goals, parts_of
from samlad.portal.goals.words import word
from samlad.portal.numbers import kronor
from samlad.portal.register.initiative_lists import initiatives, initiatives_for_area
from samlad.portal.register.models import Goal, GoalLink, Initiative, MoneyInitiative
from samlad.portal.register.words import MoneyKind
from samlad.portal.tables import Cell, Column, Table
from samlad.portal.wording import in_language, language, words

#: So many of each are shown; the rest are a link away.
NEWEST = 8
#: Amounts by recipient stand on the page of the grant.
SHOWN_MONEY = (MoneyKind.INITIATIVE, MoneyKind.APPROPRIATION)


@dataclass(frozen=True, slots=True)
class Towards:
    """is_linked: whether the initiatives name the goal, else they are those of its policy area."""

    is_linked: bool
    initiatives: tuple[Initiative, ...]
    number_of_initiatives: int
    money: Table | None
    money_shown: int
    money_known: int
    items: tuple[Item, ...]


def towards(goal: Goal) -> Towards:
    """What is known to be done towards the goal."""
    linked = _linked(goal)
    is_linked = linked.exists()
    found = linked if is_linked else initiatives_for_area(goal.area)
    published = (
        items().filter(initiatives__in=found.order_by().values("pk")).distinct()
        if is_linked
        else items_for_area(goal.area)
    )
    sums = _sums(found)
    known = sums.count()
    shown = list(sums[:NEWEST])
    return Towards(
        is_linked=is_linked,
        initiatives=tuple(found[:NEWEST]),
        number_of_initiatives=found.count(),
        money=_money_table(shown) if shown else None,
        money_shown=len(shown),
        money_known=known,
        items=tuple(published.order_by("-published", "id")[:NEWEST]),
    )


def _linked(goal: Goal) -> QuerySet[Initiative]:
    named = GoalLink.objects.filter(goal_id__in=list(_with_parts(goal))).order_by()
    found = initiatives().filter(pk__in=named.values("initiative_id"))
    return found.order_by("-decided", "id")


def _with_parts(goal: Goal) -> Iterator[str]:
    """The goal and every goal below it."""
    yield goal.id
    for part in parts_of(goals()[goal.id]):
        yield from _with_parts(part)


def _sums(found: QuerySet[Initiative]) -> QuerySet[MoneyInitiative]:
    return (
        MoneyInitiative.objects.filter(
            initiative__in=found.order_by().values("pk"),
            money__kind__in=SHOWN_MONEY,
            money__amount_sek__isnull=False,
        )
        .select_related("money", "initiative")
        .order_by("-initiative__decided", "initiative_id", "money_id")
    )


def _money_table(links: Iterable[MoneyInitiative]) -> Table:
    """Each amount with what it is and how it is known; there is no sum."""
    return Table(
        id="pengar-tabell",
        caption=words("goals.goal_money_caption"),
        columns=(
            Column(words("goals.column_initiative")),
            Column(words("register.amount"), is_numeric=True),
            Column(words("register.basis")),
            Column(words("register.year")),
            Column(words("content.known_how")),
        ),
        rows=tuple(_money_row(link) for link in links),
    )


def _money_row(link: MoneyInitiative) -> tuple[Cell, ...]:
    money, initiative = link.money, link.initiative
    years = "–".join(dict.fromkeys(str(day)[:4] for day in (money.start, money.end) if day))
    return (
        Cell(in_language(initiative.title), reverse("initiative", args=[initiative.id])),
        Cell(kronor(money.amount_sek or 0, language())),
        Cell(in_language(money.basis_word)),
        Cell(years or word("no_value_short", language())),
        Cell(in_language(money.evidence_word)),
    )
