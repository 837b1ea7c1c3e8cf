"""The filter over days for reporting, the nearest coming one first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from samlad.portal.data_files import FORMS, Plain
from samlad.portal.filter.declared import Filter, Sort
from samlad.portal.register.choices import due_choices
from samlad.portal.register.due_reports import due_reports
from samlad.portal.register.words import ParticipationRole

COLUMNS = (
    "due", "about", "day", "initiative", "title_sv", "title_en", "kind", "accountable",
    "lead_department", "source_url",
)  # fmt: skip


def due_in_order(keys: Sequence[str]) -> list[Any]:
    """The days of those keys, with their initiatives, in that order; see `kinds.due_documents`."""
    numbers = [int(key.rpartition(":")[2]) for key in keys]
    by_number = due_reports().in_bulk(numbers)
    return [by_number[number] for number in numbers if number in by_number]


def plain_due_reports(keys: Sequence[str]) -> Iterator[Plain]:
    """Days for reporting as a file has them."""
    for report in due_in_order(keys):
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


DUE_REPORTS = Filter(
    kind="due",
    name="calendar",
    title="register.calendar_title",
    lead="register.calendar_lead",
    texts="register.due",
    choices=due_choices,
    hits=due_in_order,
    sorts={
        "narmast": Sort("nearest", "register.sort_nearest"),
        "dag": Sort("oldest", "register.sort_day"),
        "relevans": Sort("relevance", "content.order_relevans"),
    },
    template="register/due/page.html",
    parts="register/due",
    columns=COLUMNS,
    rows=plain_due_reports,
    forms=tuple(FORMS),
    views=("lista", "kompakt"),
)
