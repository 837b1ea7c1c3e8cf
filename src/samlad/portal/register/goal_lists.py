"""What is done towards a goal and with what money, for the goals' pages.

An initiative is for a goal only where somebody has linked it and perhaps told how it is meant to
work; one that merely belongs to the goal's policy area is counted apart and never taken for that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from samlad.catalogue import policy_areas
from samlad.portal.register.initiative_lists import initiatives, initiatives_for_area
from samlad.portal.register.models import Goal, GoalLink, Initiative, Money
from samlad.portal.register.money_entries import entries_of
from samlad.portal.register.money_page import totals_table
from samlad.portal.register.parts import wholes
from samlad.portal.register.sums import Total, totals
from samlad.portal.register.words import MoneyKind, Visibility
from samlad.portal.table_html import table_html

#: So many are shown before the rest is a link away.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class TowardsGoal:
    """The initiatives of a goal, newest first, and their money by ground and year.

    links: the first of them, with how they are meant to work. address: the list of just those.
    in_area: how many belong to the goal's policy area, linked or not. money: each total says what
    it holds; one whose year is unknown holds nothing.
    """

    links: Sequence[GoalLink]
    total: int
    address: str
    in_area: int
    area_address: str
    money: Sequence[Total]

    @property
    def money_table(self) -> SafeString:
        """The totals, drawn."""
        return table_html(totals_table("pengar-mot-malet", self.money))


def initiatives_for_goal(goal_id: str) -> QuerySet[Initiative]:
    """The published initiatives that are linked to the goal, newest first."""
    linked = GoalLink.objects.filter(goal=goal_id).order_by().values("initiative_id")
    return initiatives().filter(pk__in=linked).order_by("-decided", "id")


def towards_goal(goal: Goal) -> TowardsGoal:
    """What is done towards the goal; a fixed number of queries however much that is."""
    links = (
        GoalLink.objects.filter(goal=goal, initiative__visibility=Visibility.PUBLISHED)
        .select_related("initiative__lead_department")
        .prefetch_related("initiative__participations__actor")
        .order_by("-initiative__decided", "initiative_id")
    )
    area = policy_areas().get(goal.area)
    listed = reverse("initiatives")
    return TowardsGoal(
        links=list(links[:SHOWN]),
        total=links.count(),
        address=f"{listed}?mal={goal.id}",
        in_area=initiatives_for_area(goal.area).count(),
        area_address=f"{listed}?omrade={area.slug}" if area else "",
        money=money_towards(goal.id),
    )


def money_towards(goal_id: str) -> list[Total]:
    """The totals of the goal's initiatives' own sums; a part never beside its whole."""
    ids = initiatives_for_goal(goal_id).order_by().values("pk")
    sums = Money.objects.filter(kind=MoneyKind.INITIATIVE, initiatives__in=ids).distinct()
    return totals(entries_of(list(sums.prefetch_related("initiatives")), wholes()))
