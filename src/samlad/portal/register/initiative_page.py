"""What the page of one initiative says: who, when, money, reports, places, goals, items, events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from samlad.catalogue import policy_areas
from samlad.model import PolicyArea
from samlad.portal.content.departments import department_history
from samlad.portal.content.item_lists import items
from samlad.portal.content.models import Department, Item
from samlad.portal.ordering import alphabetical
from samlad.portal.register.models import (
    Actor,
    DueReport,
    Goal,
    Initiative,
    Money,
    PeriodReport,
    Place,
    TimelineEvent,
)
from samlad.portal.register.words import GoalLevel, MoneyKind, ParticipationRole, PlaceLevel

#: The goals that a policy area's initiatives are for.
GOALS_OF_AN_AREA = (GoalLevel.OVERALL, GoalLevel.SUBGOAL, GoalLevel.AIM)


@dataclass(frozen=True, slots=True)
class Due:
    """A day for reporting; has_passed says that the day has passed and nothing of the report."""

    report: DueReport
    has_passed: bool


@dataclass(frozen=True, slots=True)
class AreaGoals:
    """A policy area of the initiative with the goals that stand for it."""

    area: PolicyArea
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class InitiativePage:
    """All that the page of an initiative shows. department_today: None when the name lasts."""

    initiative: Initiative
    accountable: tuple[Actor, ...]
    department_today: Department | None
    due: tuple[Due, ...]
    is_national: bool
    counties: tuple[Place, ...]
    municipalities: tuple[Place, ...]
    own_money: tuple[Money, ...]
    budget: tuple[Money, ...]
    grants: tuple[Money, ...]
    areas: tuple[AreaGoals, ...]
    items: tuple[Item, ...]
    events: tuple[TimelineEvent, ...]
    reports: tuple[PeriodReport, ...]


def initiative_page(id_: str, today: date | None = None) -> InitiativePage | None:
    """The page of that initiative; None when there is no such initiative, or none published."""
    initiative = (
        Initiative.objects.public()
        .select_related("lead_department")
        .prefetch_related("area_links", "participations__actor", "due_reports")
        .filter(pk=id_)
        .first()
    )
    if initiative is None:
        return None
    day = today or localdate()
    places = [link.place for link in initiative.place_links.select_related("place")]
    money = sorted(initiative.money.select_related("place"), key=_place_and_time)
    return InitiativePage(
        initiative=initiative,
        accountable=tuple(actors(initiative, ParticipationRole.ACCOUNTABLE)),
        department_today=_department_today(initiative),
        due=tuple(Due(r, r.due.last_day < day) for r in initiative.due_reports.all()),
        is_national=any(place.level == PlaceLevel.NATION for place in places),
        counties=tuple(p for p in places if p.level == PlaceLevel.COUNTY),
        municipalities=tuple(p for p in places if p.level == PlaceLevel.MUNICIPALITY),
        own_money=_of_kind(money, MoneyKind.INITIATIVE),
        budget=_of_kind(money, MoneyKind.APPROPRIATION),
        grants=_of_kind(money, MoneyKind.GRANT),
        areas=tuple(_areas(initiative)),
        items=tuple(items().filter(initiatives=initiative).order_by("-published", "id")),
        events=tuple(initiative.events.order_by("date", "id")),
        reports=tuple(initiative.period_reports.public().select_related("answers")),
    )


def actors(initiative: Initiative, role: ParticipationRole) -> list[Actor]:
    """The actors that have this role in it, in the order of the source."""
    return [p.actor for p in initiative.participations.all() if p.role == role]


def _department_today(initiative: Initiative) -> Department | None:
    department = initiative.lead_department
    if department is None or department.successor_id is None:
        return None
    return department_history().today(department.id)


def _of_kind(money: Sequence[Money], kind: MoneyKind) -> tuple[Money, ...]:
    return tuple(sum_ for sum_ in money if sum_.kind == kind)


def _place_and_time(money: Money) -> tuple[str, str, str]:
    return alphabetical(money.place.name_short) if money.place else "", str(money.start), money.id


def _areas(initiative: Initiative) -> list[AreaGoals]:
    ids = [link.area for link in initiative.area_links.all()]
    goals = list(Goal.objects.filter(area__in=ids, level__in=GOALS_OF_AN_AREA))
    return [
        AreaGoals(policy_areas()[id_], tuple(goal for goal in goals if goal.area == id_))
        for id_ in ids
    ]
