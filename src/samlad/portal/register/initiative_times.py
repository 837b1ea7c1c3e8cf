"""When an initiative is: its start and end, planned and actual, and its days for reporting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from samlad.portal.register.latest_dates import said_at
from samlad.portal.register.models import DueReport, Initiative, InitiativeDate, PeriodReport
from samlad.portal.register.words import DateBasis, Status


@dataclass(frozen=True, slots=True)
class Said:
    """A start or an end as it was said; is_replaced: a later plan says something else."""

    date: InitiativeDate
    is_replaced: bool


@dataclass(frozen=True, slots=True)
class Due:
    """A day for reporting, whether it has passed, and the published reports that answer it.

    is_reported: the source says that the initiative has been reported, though not for which day.
    """

    report: DueReport
    has_passed: bool
    answers: tuple[PeriodReport, ...] = ()
    is_reported: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nothing is known of what became of it."""
        return not self.answers and not (self.has_passed and self.is_reported)


def dates_said(initiative: Initiative) -> tuple[Said, ...]:
    """Every start and end in the order they were said."""
    rows = list(initiative.dates.all())
    plans = [row for row in rows if row.basis == DateBasis.PLANNED]
    plans.sort(key=lambda row: said_at(row.noted, row.position))
    latest = {row.moment: row.pk for row in plans}
    return tuple(
        Said(row, row.basis == DateBasis.PLANNED and latest[row.moment] != row.pk) for row in rows
    )


def is_plan_alone(said: Sequence[Said]) -> bool:
    """Whether there is one plan and nothing more to tell of it than its period."""
    rows = [each.date for each in said]
    return all(row.basis == DateBasis.PLANNED for row in rows) and not any(
        each.is_replaced or each.date.noted or each.date.reason for each in said
    )


def days_for_reporting(
    initiative: Initiative, reports: Sequence[PeriodReport], today: date
) -> tuple[Due, ...]:
    """The days in the order of time. reports: the initiative's published ones."""
    return tuple(
        Due(
            report=due,
            has_passed=due.due.last_day < today,
            answers=tuple(report for report in reports if report.answers_id == due.pk),
            is_reported=initiative.status == Status.REPORTED,
        )
        for due in initiative.due_reports.all()
    )
