"""What waits to be reviewed or written on: drafts and period reports as one list, in pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import QuerySet

from samlad.portal.register.models import Draft, PeriodReport

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """One of it: a draft, or a report."""

    draft: Draft | None = None
    report: PeriodReport | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of it. parameter: the address's name of the page; total: how many wait in all."""

    waiting: Sequence[Waiting]
    parameter: str
    number: int
    pages: int
    total: int

    @property
    def previous(self) -> str:
        """The address of the page before, empty at the first."""
        return self._page(self.number - 1)

    @property
    def next(self) -> str:
        """The address of the page after, empty at the last."""
        return self._page(self.number + 1)

    def _page(self, number: int) -> str:
        is_there = 1 <= number <= self.pages
        return f"?{self.parameter}={number}#{self.parameter}" if is_there else ""


def to_review(
    drafts: QuerySet[Draft], reports: QuerySet[PeriodReport], parameter: str, number: int
) -> Queue:
    """What is submitted, the longest waiting first."""
    return _queue(drafts, reports, ("submitted_at", "signed_at"), parameter, number)


def to_write(
    drafts: QuerySet[Draft], reports: QuerySet[PeriodReport], parameter: str, number: int
) -> Queue:
    """What is written on, the latest written first."""
    at = ("changed_at", "written_at")
    return _queue(drafts, reports, at, parameter, number, is_latest_first=True)


def _queue(
    drafts: QuerySet[Draft],
    reports: QuerySet[PeriodReport],
    at: tuple[str, str],
    parameter: str,
    number: int,
    *,
    is_latest_first: bool = False,
) -> Queue:
    """The page: in order by when, of which only the page itself is read whole."""
    keys = [(when, "draft", pk) for when, pk in drafts.order_by().values_list(at[0], "pk")]
    keys += [(when, "report", pk) for when, pk in reports.order_by().values_list(at[1], "pk")]
    page = Paginator(sorted(keys, reverse=is_latest_first), ON_A_PAGE).get_page(number)
    of_drafts = drafts.in_bulk([pk for _, kind, pk in page if kind == "draft"])
    of_reports = reports.in_bulk([pk for _, kind, pk in page if kind == "report"])
    waiting = [
        Waiting(draft=of_drafts.get(pk)) if kind == "draft" else Waiting(report=of_reports.get(pk))
        for _, kind, pk in page
    ]
    return Queue(waiting, parameter, page.number, page.paginator.num_pages, len(keys))
