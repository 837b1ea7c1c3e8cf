"""What the first page of the daily work shows: what waits, what is due, what I answer for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate

from samlad.portal.accounts.models import Account
from samlad.portal.register.due_reports import Day, has_passed
from samlad.portal.register.models import Draft, DueReport, Initiative, PeriodReport
from samlad.portal.register.words import Visibility
from samlad.portal.work.queues import Queue, to_review, to_write
from samlad.portal.work.rules import Action, Reach, reach, within

#: The parameters of the address: the page of what is to be reviewed, of drafts, of initiatives.
REVIEW, DRAFTS, MINE = "granska", "utkast", "sida"
ON_A_PAGE = 20
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
    """The lists of the first page. may_*: what the account's role lets it do anywhere.

    due_older: days that passed longer ago than are listed; calendar: the address that lists them.
    """

    drafts: Queue
    review: Queue
    due: list[Due]
    due_rest: int
    due_older: int
    calendar: str
    page: Page[Initiative]
    may_write: bool
    may_review: bool
    may_keep_actors: bool
    may_keep_accounts: bool


def overview(
    account: Account, pages: Mapping[str, int] | None = None, today: date | None = None
) -> Overview:
    """The lists for this account. pages: which page of each, by its parameter; the first unless
    said.
    """
    page = {REVIEW: 1, DRAFTS: 1, MINE: 1, **(pages or {})}
    day = today or localdate()
    mine = within(account, Action.READ)
    ids = mine.order_by().values("pk")
    drafts = Draft.objects.select_related("initiative").filter(initiative__in=ids)
    reports = PeriodReport.objects.select_related("initiative").filter(initiative__in=ids)
    due, due_rest = _due(ids, day)
    may_review = reach(account, Action.SEND_BACK) != Reach.NONE
    return Overview(
        drafts=to_write(
            drafts.filter(visibility=Visibility.DRAFT),
            reports.filter(visibility=Visibility.DRAFT),
            DRAFTS,
            page[DRAFTS],
        ),
        review=to_review(
            drafts.filter(visibility=Visibility.SUBMITTED),
            reports.filter(visibility=Visibility.SUBMITTED),
            REVIEW,
            page[REVIEW],
        ),
        due=due,
        due_rest=due_rest,
        due_older=_unanswered(ids).filter(due__lt=str(day.year - YEARS_BACK)).count(),
        calendar=f"{reverse('calendar')}?{urlencode(_of_account(account))}",
        page=Paginator(mine.order_by("-decided", "id"), ON_A_PAGE).get_page(page[MINE]),
        may_write=reach(account, Action.WRITE) != Reach.NONE,
        may_review=may_review,
        may_keep_actors=reach(account, Action.KEEP_ACTORS) != Reach.NONE,
        may_keep_accounts=reach(account, Action.KEEP_ACCOUNTS) != Reach.NONE,
    )


def _due(ids: QuerySet[Initiative, Any], day: date) -> tuple[list[Due], int]:
    """Days without an answer, the soonest of the coming first, then the passed of the last two
    years, latest first; so many as are shown, and how many more there are.
    """
    rows, over = _unanswered(ids), has_passed(day)
    ahead = rows.exclude(over).order_by("due")
    behind = rows.filter(over, due__gte=str(day.year - YEARS_BACK)).order_by("-due")
    shown = [Due(row, False) for row in ahead[:MOST_DUE]]
    shown += [Due(row, True) for row in behind[: MOST_DUE - len(shown)]]
    return shown, ahead.count() + behind.count() - len(shown)


def _of_account(account: Account) -> list[tuple[str, str]]:
    """What to choose in the calendar to see the passed days of what the account works with."""
    actors = account.actor_links.values_list("actor_id", flat=True)
    areas = account.area_links.values_list("area", flat=True)
    return [
        ("dag", str(Day.PASSED)),
        *(("aktor", actor) for actor in actors),
        *(("omrade", area) for area in areas),
    ]


def _unanswered(ids: QuerySet[Initiative, Any]) -> QuerySet[DueReport]:
    """Days without a report that is submitted or published."""
    answered = PeriodReport.objects.filter(
        Q(visibility=Visibility.SUBMITTED) | Q(visibility=Visibility.PUBLISHED),
        answers=OuterRef("pk"),
    )
    return (
        DueReport.objects.select_related("initiative")
        .filter(initiative__in=ids)
        .exclude(Exists(answered))
        .exclude(initiative__visibility=Visibility.WITHDRAWN)
    )
