"""What is done towards a goal: initiatives, their money, published items.

An initiative is for a goal only where somebody has linked it to the goal, or to a part of it, and
perhaps told how it is meant to work. Where none is linked, the initiatives of the goal's policy
area stand there, and the page says so; their amounts are listed and never added up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from samlad.catalogue import policy_areas
from samlad.portal.content.item_lists import items, items_for_area
from samlad.portal.content.models import Item
from samlad.portal.goals.tree import goals, parts_of
from samlad.portal.goals.words import word
from samlad.portal.numbers import kronor
from samlad.portal.register.initiative_lists import initiatives, initiatives_for_area
from samlad.portal.register.models import (
    Goal,
    GoalLink,
    Initiative,
    MoneyInitiative,
)
from samlad.portal.register.money_entries import entries_of
from samlad.portal.register.money_page import totals_table
from samlad.portal.register.money_reading import sums_at
from samlad.portal.register.parts import ties
from samlad.portal.register.sums import totals
from samlad.portal.register.words import MoneyKind
from samlad.portal.tables import Cell, Column, Table
from samlad.portal.wording import in_language, language, words

#: So many of each are shown; the rest are a link away.
NEWEST = 8
#: Amounts by recipient stand on the page of the grant.
SHOWN_MONEY = (MoneyKind.INITIATIVE, MoneyKind.APPROPRIATION)


@dataclass(frozen=True, slots=True)
class ForGoal:
    """An initiative that is linked to the goal or to parts of it, by the links that say so."""

    initiative: Initiative
    links: tuple[GoalLink, ...]


@dataclass(frozen=True, slots=True)
class Towards:
    """linked: the newest of those linked to the goal; in_area: of its policy area, where none is.

    address: all of them; in_area_alone: how many are in the policy area, linked or not. totals:
    the money of those linked, each total with what it holds. amounts: the newest of those in the
    policy area, of `amounts_known`.
    """

    linked: tuple[ForGoal, ...]
    in_area: tuple[Initiative, ...]
    number: int
    address: str
    number_in_area: int
    area_address: str
    totals: Table | None
    amounts: Table | None
    amounts_shown: int
    amounts_known: int
    items: tuple[Item, ...]


def towards(goal: Goal) -> Towards:
    """What is known to be done towards the goal; a fixed number of queries."""
    named = list(_with_parts(goal))
    linked = _linked(named)
    number = linked.count()
    of_area = initiatives_for_area(goal.area)
    area = policy_areas().get(goal.area)
    sums = _sums(of_area)
    shown = [] if number else list(sums[:NEWEST])
    ids = linked.order_by().values("pk")
    found = items().filter(initiatives__in=ids).distinct() if number else items_for_area(goal.area)
    listed = reverse("initiatives")
    return Towards(
        linked=tuple(_with_links(list(linked[:NEWEST]), named)),
        in_area=() if number else tuple(of_area[:NEWEST]),
        number=number,
        address=f"{listed}?{'&'.join(f'mal={id_}' for id_ in named)}",
        number_in_area=of_area.count(),
        area_address=f"{listed}?omrade={area.slug}" if area else listed,
        totals=_totals(linked) if number else None,
        amounts=_amounts(shown) if shown else None,
        amounts_shown=len(shown),
        amounts_known=0 if number else sums.count(),
        items=tuple(found.order_by("-published", "id")[:NEWEST]),
    )


def _linked(named: Sequence[str]) -> QuerySet[Initiative]:
    links = GoalLink.objects.filter(goal_id__in=named).order_by()
    found = initiatives().filter(pk__in=links.values("initiative_id"))
    return found.order_by("-decided", "id")


def _with_parts(goal: Goal) -> Iterator[str]:
    """The goal and every goal below it."""
    yield goal.id
    for part in parts_of(goals()[goal.id]):
        yield from _with_parts(part)


def _with_links(shown: Sequence[Initiative], named: Sequence[str]) -> Iterator[ForGoal]:
    """Each with the links to the goal itself and to its parts, in that order."""
    by_initiative: dict[str, list[GoalLink]] = defaultdict(list)
    links = GoalLink.objects.filter(initiative__in=[each.pk for each in shown], goal_id__in=named)
    for link in sorted(links, key=lambda link: named.index(link.goal_id)):
        link.goal = goals()[link.goal_id]
        by_initiative[link.initiative_id].append(link)
    return (ForGoal(each, tuple(by_initiative[each.pk])) for each in shown)


def _totals(linked: QuerySet[Initiative]) -> Table | None:
    """The totals of the initiatives' own sums; a part never beside its whole."""
    found = totals(entries_of(sums_at(linked), ties()))
    caption = words("goals.goal_money_totals")
    return totals_table("pengar-mot-malet", caption, found) if found else None


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


def _amounts(links: Iterable[MoneyInitiative]) -> Table:
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
