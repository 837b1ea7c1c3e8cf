"""Who held which post when: the ministers responsible, the group of 2018, everyone since 2014.

Everything is known up to a day that the material was checked to; after it nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.db.models import QuerySet

from samlad.catalogue.files import read_toml
from samlad.portal.content.loading_governments import MINISTERS
from samlad.portal.content.models import Government, Role
from samlad.portal.content.partial_date import PartialDate, overlaps


@dataclass(frozen=True, slots=True)
class Responsible:
    """The posts that answer for the work on a day, and those that did on others, latest first."""

    now: list[Role]
    before: list[Role]


@cache
def verified_to() -> PartialDate:
    """The last day for which posts and governments were checked."""
    return PartialDate(read_toml(MINISTERS)["verified_to"])


def roles() -> QuerySet[Role]:
    """All posts with person and departments, in the order of time."""
    return Role.objects.select_related("person").prefetch_related("departments")


def ministers_in_2018_group() -> list[Role]:
    """The ten posts of the ministers' group that the founding page of 2018 names, in its order."""
    return list(roles().filter(group_2018__isnull=False).order_by("group_2018"))


def ministers_responsible(on: PartialDate) -> Responsible:
    """Who answered for the work against segregation or utanförskap on that day, and before.

    After `verified_to()` it is who answered when last checked. Nobody before 25 May 2016.
    """
    over_time = responsible_over_time()
    return Responsible(
        now=[role for role in over_time if role.held(on)],
        before=[role for role in reversed(over_time) if not role.held(on)],
    )


def responsible_over_time() -> list[Role]:
    """Every post that answered for the work, in the order of time."""
    return list(roles().filter(is_responsible=True))


def governments_at(when: PartialDate | None) -> list[Government]:
    """The government of that date; two where the date is a month or year in which one followed."""
    return [
        government
        for government in Government.objects.all()
        if when is not None and overlaps(when, government.start, government.end, end_included=False)
    ]


def posts_at(
    when: PartialDate | None, departments: Iterable[str], persons: Iterable[str]
) -> list[Role]:
    """The posts at these departments, or of these persons, that were held on the date."""
    if when is None:
        return []
    held = roles().filter(start__lte=when.last_day.isoformat())
    ids, people = set(departments), set(persons)
    return [
        role
        for role in held
        if role.held(when)
        and (role.person_id in people or ids & {d.id for d in role.departments.all()})
    ]
