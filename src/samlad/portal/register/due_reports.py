"""Days for reporting: which there are, and whether each is ahead, has passed or is answered.

A day that has passed says nothing of the report: it is never told as neglect.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils.timezone import localdate

from samlad.portal.register.models import DueReport, PeriodReport
from samlad.portal.register.words import Visibility


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

    day: a word of Day; is_past: whether it has passed, answered or not.
    """
    passed = has_passed(today or localdate())
    answered = PeriodReport.objects.public().filter(answers=OuterRef("pk"))
    return (
        DueReport.objects.filter(initiative__visibility=Visibility.PUBLISHED)
        .select_related("initiative", "initiative__lead_department")
        .prefetch_related("initiative__participations__actor")
        .annotate(
            day=Case(
                When(Exists(answered), then=Value(str(Day.ANSWERED))),
                When(passed, then=Value(str(Day.PASSED))),
                default=Value(str(Day.COMING)),
                output_field=CharField(),
            ),
            is_past=Case(
                When(passed, then=Value(True)), default=Value(False), output_field=BooleanField()
            ),
        )
    )
