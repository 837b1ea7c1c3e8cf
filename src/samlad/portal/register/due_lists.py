"""Which days for reporting there are to list, by what facets, the coming ones before the past.

A day that has passed says nothing of the report: it is never told as neglect.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils.timezone import localdate

from samlad.portal.content.facets import Facet, Option
from samlad.portal.content.item_lists import area_options, year_options
from samlad.portal.content.list_views import Plain
from samlad.portal.content.selection import Sort
from samlad.portal.register.initiative_lists import actor_options, kind_options
from samlad.portal.register.models import DueReport, Initiative, PeriodReport
from samlad.portal.register.words import ParticipationRole, Visibility
from samlad.portal.wording import words


class Day(StrEnum):
    """Whether the day is ahead, has passed, or a published period report answers it.

    Of a day that has passed nothing more is known: it is no proof that nothing was delivered.
    """

    COMING = "coming"
    PASSED = "passed"
    ANSWERED = "answered"


def has_passed(today: date) -> Q:
    """Days that are over for certain: a month or a year is when its last day has passed."""
    iso = today.isoformat()
    return Q(due__lt=iso) & ~Q(due__in=(iso[:4], iso[:7]))


def due_reports(today: date | None = None) -> QuerySet[Any]:
    """Every day for reporting of published initiatives, who answers for it, and whether it is past.

    day: a word of Day. ahead: the day itself where it is to come, else empty; search_text: the
    initiative's, so that the words of the filter find it.
    """
    passed = has_passed(today or localdate())
    answered = PeriodReport.objects.public().filter(answers=OuterRef("pk"))
    return (
        DueReport.objects.filter(initiative__visibility=Visibility.PUBLISHED)
        .select_related("initiative", "initiative__lead_department")
        .prefetch_related("initiative__participations__actor")
        .annotate(
            search_text=F("initiative__search_text"),
            day=Case(
                When(Exists(answered), then=Value(str(Day.ANSWERED))),
                When(passed, then=Value(str(Day.PASSED))),
                default=Value(str(Day.COMING)),
                output_field=CharField(),
            ),
            order=Case(When(passed, then=Value(1)), default=Value(0)),
            ahead=Case(When(passed, then=Value("")), default=F("due"), output_field=CharField()),
        )
    )


def plain_due_reports(hits: QuerySet[Any]) -> Iterator[Plain]:
    """Days for reporting as a download has them."""
    for report in hits.select_related("initiative").prefetch_related("initiative__participations"):
        initiative = report.initiative
        yield {
            "due": str(report.due),
            "about": report.about or None,
            "day": report.day,
            "initiative": initiative.id,
            "title_sv": initiative.title_sv,
            "title_en": initiative.title_en,
            "kind": initiative.kind,
            "accountable": [
                one.actor_id
                for one in initiative.participations.all()
                if one.role == ParticipationRole.ACCOUNTABLE
            ],
            "lead_department": initiative.lead_department_id,
            "source_url": initiative.source_url,
        }


def _day_options() -> list[Option]:
    return [Option(day, words(f"register.day_{day}"), (day,)) for day in Day]


def _due_years() -> list[Option]:
    public = DueReport.objects.filter(initiative__visibility=Visibility.PUBLISHED)
    dates = public.order_by().values_list("due", flat=True).distinct()
    return year_options(day.text[:4] for day in dates)


COLUMNS = (
    "due", "about", "day", "initiative", "title_sv", "title_en", "kind", "accountable",
    "lead_department", "source_url",
)  # fmt: skip

FACETS = (
    Facet("dag", "register.facet_day", "day", _day_options, is_short=True),
    Facet(
        "omrade",
        "register.facet_area",
        "initiative__area_links__area",
        area_options,
        link=(Initiative, "due_reports"),
        is_short=True,
    ),
    Facet("typ", "register.facet_kind", "initiative__kind", kind_options, is_short=True),
    Facet(
        "aktor",
        "register.facet_actor",
        "initiative__participations__actor_id",
        actor_options,
        link=(Initiative, "due_reports"),
    ),
    Facet("ar", "register.facet_due_year", "due", _due_years, years=True),
)

_NEAREST = ("order", "ahead", "-due", "initiative_id")
SORTS = (
    Sort("narmast", "register.sort_nearest", {"sv": _NEAREST, "en": _NEAREST}),
    Sort("dag", "register.sort_day", dict.fromkeys(("sv", "en"), ("due", "initiative_id"))),
)
