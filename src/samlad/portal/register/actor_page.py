"""What is known of one actor: its names, what it does in which initiatives, what is due of it.

Its initiatives are told apart by role and counted in the database; only the newest of each role are
read, so that an actor with thousands costs what one with three does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Count, QuerySet
from django.utils.timezone import localdate

from samlad.portal.changes import edition
from samlad.portal.content.departments import department_history
from samlad.portal.content.models import Department
from samlad.portal.kept import kept
from samlad.portal.register.due_reports import Day, due_reports
from samlad.portal.register.initiative_lists import initiatives
from samlad.portal.register.models import Actor, DueReport, Initiative, Participation
from samlad.portal.register.words import ParticipationRole, Visibility

#: So many of each role, and of the days ahead, are shown before the rest is a link away.
SHOWN = 20
NEXT_DAYS = 5
#: Of so many lists it is kept which rows are first.
KEPT = 4096
_PERIOD = re.compile(r"(?P<id>[\w-]+)(?: \((?P<years>[\d–]+)\))?")


@dataclass(frozen=True, slots=True)
class InRole:
    """What the actor does in one role: how many initiatives, and the newest of them."""

    role: str
    total: int
    initiatives: Sequence[Initiative]

    @property
    def key(self) -> str:
        """The key of the heading of this role."""
        return f"register.in_role_{self.role.replace('-', '_')}"


@dataclass(frozen=True, slots=True)
class Belonged:
    """A ministry the actor belonged to, and when: `2019–2022`, `2023–`, empty for always.

    department: None where the source says something that is no ministry; then words is what it
    says, in Swedish.
    """

    department: Department | None
    years: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Days:
    """Days for reporting: keys of the next ones, how many are ahead, how many have passed."""

    coming: tuple[int, ...]
    number_coming: int
    number_passed: int


@dataclass(frozen=True, slots=True)
class ActorPage:
    """All that the page of an actor shows.

    earlier, later: the names of a ministry before and after this one. coming: the next days for
    reporting of what it is accountable for; passed: how many such days have passed.
    """

    actor: Actor
    roles: Sequence[InRole]
    belonged: Sequence[Belonged]
    earlier: Sequence[Actor]
    later: Actor | None
    coming: Sequence[DueReport]
    number_coming: int
    number_passed: int


def actor_page(id_: str, today: date | None = None) -> ActorPage | None:
    """The page of that actor; None when there is no such actor."""
    actor = (
        Actor.objects.select_related("department", "parent_department", "place")
        .prefetch_related("area_links")
        .filter(pk=id_)
        .first()
    )
    if actor is None:
        return None
    day = today or localdate()
    days = _days(edition(), day, actor.id)
    next_days = due_reports(day).filter(pk__in=days.coming).order_by("due", "initiative_id")
    return ActorPage(
        actor=actor,
        roles=in_roles(actor),
        belonged=belonged(actor.parent_over_time, _departments()),
        earlier=_earlier(actor),
        later=_later(actor),
        coming=list(next_days),
        number_coming=days.number_coming,
        number_passed=days.number_passed,
    )


def in_roles(actor: Actor) -> list[InRole]:
    """What the actor does in each role it has, in the order of the roles."""
    numbers = numbers_in_roles().get(actor.id, {})
    return [
        InRole(role, numbers[role], newest_in_role(actor, role, 0, SHOWN))
        for role in ParticipationRole
        if role in numbers
    ]


@kept
def numbers_in_roles() -> Mapping[str, Mapping[str, int]]:
    """Actor → role → in how many published initiatives it has it; one query, kept."""
    numbers: dict[str, dict[str, int]] = defaultdict(dict)
    counted = public_participations().values_list("actor_id", "role")
    for id_, role, n in counted.annotate(n=Count("pk")):
        numbers[id_][role] = n
    return dict(numbers)


def newest_in_role(actor: Actor, role: str, start: int, end: int) -> list[Initiative]:
    """Some of the initiatives in which the actor has this role, of all with the newest first."""
    ids = _newest_ids(edition(), actor.id, role, start, end)
    by_id = {row.id: row for row in initiatives().filter(pk__in=ids)}
    return [by_id[id_] for id_ in ids if id_ in by_id]


@lru_cache(maxsize=KEPT)
def _newest_ids(_edition: str, actor_id: str, role: str, start: int, end: int) -> tuple[str, ...]:
    """Which initiatives those are, kept while what is public stays the same."""
    theirs = public_participations().filter(actor=actor_id, role=role)
    in_order = theirs.order_by("-initiative__decided", "initiative_id")
    return tuple(in_order.values_list("initiative_id", flat=True)[start:end])


@lru_cache(maxsize=KEPT)
def _days(_edition: str, today: date, actor_id: str) -> Days:
    """The days for reporting of what the actor is accountable for, kept in the same way."""
    answers_for = public_participations().filter(actor=actor_id, role=ParticipationRole.ACCOUNTABLE)
    due = due_reports(today).filter(initiative__in=answers_for.values("initiative_id"))
    numbers = dict(due.order_by().values_list("day").annotate(n=Count("pk")))
    coming = due.filter(day=Day.COMING).order_by("due", "initiative_id")
    return Days(
        coming=tuple(coming.values_list("pk", flat=True)[:NEXT_DAYS]),
        number_coming=numbers.get(str(Day.COMING), 0),
        number_passed=numbers.get(str(Day.PASSED), 0),
    )


def public_participations() -> QuerySet[Participation]:
    """What actors do in initiatives that are published."""
    return Participation.objects.filter(initiative__visibility=Visibility.PUBLISHED).order_by()


def in_role(actor: Actor, role: str) -> QuerySet[Initiative]:
    """The initiatives in which the actor has this role, the newest first."""
    theirs = Participation.objects.filter(actor=actor, role=role).order_by()
    return initiatives().filter(pk__in=theirs.values("initiative_id")).order_by("-decided", "id")


def belonged(over_time: str, departments: Mapping[str, Department]) -> list[Belonged]:
    """The ministries of an agency as its source lists them: `n (–2019); fi (2019–2022)`.

    What is no ministry with its years is kept as the words it is; nothing is guessed.
    """
    found = []
    for part in filter(None, (each.strip() for each in over_time.split(";"))):
        match = _PERIOD.fullmatch(part)
        if match and match["id"] in departments:
            found.append(Belonged(departments[match["id"]], match["years"] or ""))
        else:
            found.append(Belonged(None, "", part))
    return found


def _departments() -> Mapping[str, Department]:
    return department_history().departments


def _earlier(actor: Actor) -> list[Actor]:
    if actor.department_id is None:
        return []
    before = department_history().earlier[actor.department_id]
    return list(Actor.objects.filter(department_id__in=before))


def _later(actor: Actor) -> Actor | None:
    if actor.department is None or actor.department.successor_id is None:
        return None
    return Actor.objects.filter(department_id=actor.department.successor_id).first()
