"""What the page of one initiative says: all of its document, and what others say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from samlad.portal.content.departments import department_history
from samlad.portal.content.item_lists import items
from samlad.portal.content.models import Department, Item
from samlad.portal.register.initiative_sums import Sums, sums_of
from samlad.portal.register.initiative_ties import (
    AreaGoals,
    Named,
    Role,
    Tie,
    actors,
    areas_with_goals,
    named_places,
    roles,
    ties,
)
from samlad.portal.register.initiative_times import (
    Due,
    Said,
    dates_said,
    days_for_reporting,
    is_plan_alone,
)
from samlad.portal.register.models import (
    Actor,
    Document,
    GoalLink,
    Initiative,
    PeriodReport,
    TimelineEvent,
    Version,
)
from samlad.portal.register.words import ParticipationRole


@dataclass(frozen=True, slots=True)
class InitiativePage:
    """All that the page of an initiative shows.

    status_day: the day its status is of, None where neither is known. department_today: None when
    the name lasts. is_plan_alone: its dates are one plan. versions: newest first.
    """

    initiative: Initiative
    status_day: str | None
    accountable: tuple[Actor, ...]
    roles: tuple[Role, ...]
    department_today: Department | None
    dates: tuple[Said, ...]
    is_plan_alone: bool
    due: tuple[Due, ...]
    places: tuple[Named, ...]
    money: tuple[Sums, ...]
    goals: tuple[GoalLink, ...]
    areas: tuple[AreaGoals, ...]
    documents: tuple[Document, ...]
    ties: tuple[Tie, ...]
    items: tuple[Item, ...]
    events: tuple[TimelineEvent, ...]
    reports: tuple[PeriodReport, ...]
    versions: tuple[Version, ...]

    @property
    def has_open_days(self) -> bool:
        """Whether there is a day for reporting of which nothing more is known."""
        return any(due.is_open for due in self.due)


def initiative_page(id_: str, today: date | None = None) -> InitiativePage | None:
    """The page of that initiative; None when there is no such initiative, or none published."""
    initiative = (
        Initiative.objects.public()
        .select_related("lead_department")
        .prefetch_related("area_links", "participations__actor", "due_reports", "dates")
        .filter(pk=id_)
        .first()
    )
    if initiative is None:
        return None
    places = list(initiative.place_links.select_related("place"))
    dates, goals = dates_said(initiative), tuple(initiative.goal_links.select_related("goal"))
    reports = tuple(initiative.period_reports.public().select_related("answers"))
    versions = tuple(initiative.versions.defer("content"))
    return InitiativePage(
        initiative=initiative,
        status_day=_status_day(initiative, versions),
        accountable=tuple(actors(initiative, ParticipationRole.ACCOUNTABLE)),
        roles=tuple(roles(initiative, places)),
        department_today=_department_today(initiative),
        dates=dates,
        is_plan_alone=is_plan_alone(dates),
        due=days_for_reporting(initiative, reports, today or localdate()),
        places=tuple(named_places(places)),
        money=sums_of(initiative),
        goals=goals,
        areas=tuple(areas_with_goals(initiative, goals)),
        documents=tuple(initiative.documents.all()),
        ties=tuple(ties(initiative)),
        items=tuple(items().filter(initiatives=initiative).order_by("-published", "id")),
        events=tuple(initiative.events.order_by("date", "id")),
        reports=reports,
        versions=versions,
    )


def _status_day(initiative: Initiative, versions: tuple[Version, ...]) -> str | None:
    """The day the source's status is of; of our own word the day it was published, if it says."""
    if not initiative.stands_by_state:
        return str(initiative.status_as_of) if initiative.status_as_of else None
    if initiative.status_key == "unknown" or not versions:
        return None
    return localdate(versions[0].published_at).isoformat()


def _department_today(initiative: Initiative) -> Department | None:
    department = initiative.lead_department
    if department is None or department.successor_id is None:
        return None
    return department_history().today(department.id)
