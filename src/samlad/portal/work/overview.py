"""What the first page of the daily work shows: what waits, what is due, what I answer for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from samlad.portal.accounts.models import Account
from samlad.portal.register.models import Draft, DueReport, Initiative, PeriodReport
from samlad.portal.register.words import Visibility
from samlad.portal.work.rules import Action, Reach, reach, within

ON_A_PAGE = 20
#: So many days of each sort are read at most.
MOST_READ = 200
#: So many days for reporting are shown; the rest are counted.
MOST_DUE = 20
#: A day for reporting that has passed shows this long.
YEARS_BACK = 2


@dataclass(frozen=True, slots=True)
class Due:
    """A day for reporting without an answer."""

    report: DueReport
    has_passed: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """The lists of the first page. may_*: what the account's role lets it do anywhere."""

    drafts: list[Draft]
    reports: list[PeriodReport]
    review: list[Draft]
    review_reports: list[PeriodReport]
    due: list[Due]
    due_rest: int
    page: Page[Initiative]
    may_write: bool
    may_review: bool
    may_keep_actors: bool
    may_keep_accounts: bool


def overview(account: Account, number: int, today: date | None = None) -> Overview:
    """The lists for this account; number: the page of its initiatives."""
    day = today or localdate()
    mine = within(account, Action.READ)
    ids = mine.order_by().values("pk")
    drafts = Draft.objects.select_related("initiative").filter(initiative__in=ids)
    reports = PeriodReport.objects.select_related("initiative").filter(initiative__in=ids)
    due = _due(ids, day)
    may_review = reach(account, Action.SEND_BACK) != Reach.NONE
    return Overview(
        drafts=list(drafts.filter(visibility=Visibility.DRAFT).order_by("-changed_at")[:50]),
        reports=list(reports.filter(visibility=Visibility.DRAFT).order_by("-written_at")[:50]),
        review=list(drafts.filter(visibility=Visibility.SUBMITTED)[:50]),
        review_reports=list(
            reports.filter(visibility=Visibility.SUBMITTED).order_by("signed_at")[:50]
        ),
        due=due[:MOST_DUE],
        due_rest=max(0, len(due) - MOST_DUE),
        page=Paginator(mine.order_by("-decided", "id"), ON_A_PAGE).get_page(number),
        may_write=reach(account, Action.WRITE) != Reach.NONE,
        may_review=may_review,
        may_keep_actors=reach(account, Action.KEEP_ACTORS) != Reach.NONE,
        may_keep_accounts=reach(account, Action.KEEP_ACCOUNTS) != Reach.NONE,
    )


def _due(ids: QuerySet[Initiative, Any], day: date) -> list[Due]:
    """Days without a report that is submitted or published, the soonest of the coming first, then
    the passed of the last two years, latest first.
    """
    answered = PeriodReport.objects.filter(
        Q(visibility=Visibility.SUBMITTED) | Q(visibility=Visibility.PUBLISHED),
        answers=OuterRef("pk"),
    )
    rows = (
        DueReport.objects.select_related("initiative")
        .filter(initiative__in=ids)
        .exclude(Exists(answered))
        .exclude(initiative__visibility=Visibility.WITHDRAWN)
    )
    ahead = rows.filter(due__gte=str(day.year)).order_by("due")[:MOST_READ]
    behind = rows.filter(due__lte=day.isoformat(), due__gte=str(day.year - YEARS_BACK))
    coming = [Due(row, False) for row in ahead if row.due.last_day >= day]
    passed = [Due(row, True) for row in behind.order_by("-due")[:MOST_READ]]
    return coming + [each for each in passed if each.report.due.last_day < day]
