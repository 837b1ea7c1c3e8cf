"""The pages of the register: the list of initiatives, its downloads, the page of each."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from samlad.errors import UnknownName
from samlad.portal.content.downloads import csv_file, json_file
from samlad.portal.content.listing import every_hit, list_page
from samlad.portal.content.words import word
from samlad.portal.navigation import Link, trail
from samlad.portal.register.initiative_lists import FACETS, SORTS, initiatives, overview
from samlad.portal.register.initiative_page import actors, initiative_page
from samlad.portal.register.models import Initiative
from samlad.portal.register.words import MoneyKind, ParticipationRole
from samlad.portal.tables import Cell, Column, Table
from samlad.portal.wording import in_language, words

COLUMNS = (
    "id", "title_sv", "title_en", "official_title", "kind", "areas", "accountable",
    "lead_department", "decided", "reference", "amount_sek", "amount_basis", "amount_covers_sv",
    "amount_evidence", "appropriation", "period_from", "period_to", "report_due", "recipients",
    "status", "status_as_of", "status_evidence", "on_founding_page", "source_url", "evidence",
    "note",
)  # fmt: skip


@require_safe
def initiative_list(request: HttpRequest) -> HttpResponse:
    """The list of initiatives with its filter, and how many there are of each kind and status."""
    listing = list_page(request, reverse("initiatives"), initiatives(), FACETS, SORTS)
    context = {
        "listing": listing,
        "overview": _overview_table(),
        "as_of": max((i.status_as_of for i in listing.hits), default=None),
        "trail": trail(Link(words("register.title"))),
    }
    return render(request, "register/initiatives.html", context)


@require_safe
def initiatives_csv(request: HttpRequest) -> HttpResponse:
    """Every hit of the selection as CSV."""
    _, rows = _every_initiative(request)
    return csv_file(words("register.title").lower(), rows, COLUMNS)


@require_safe
def initiatives_json(request: HttpRequest) -> HttpResponse:
    """Every hit of the selection as JSON."""
    query, rows = _every_initiative(request)
    return json_file(rows, {"selection": query})


@require_safe
def initiative_detail(request: HttpRequest, initiative_id: str) -> HttpResponse:
    """The page of one initiative. Raises UnknownName when there is none of that id."""
    page = initiative_page(initiative_id)
    if page is None:
        known = Initiative.objects.values_list("id", flat=True)
        raise UnknownName("initiative", initiative_id, known)
    context = {
        "page": page,
        "initiative": page.initiative,
        "trail": trail(Link(words("register.title"), reverse("initiatives"))),
    }
    return render(request, "register/initiative.html", context)


def _overview_table() -> Table:
    """Counts by kind and status; each leads to the list of just those."""
    counts = overview()
    address = reverse("initiatives")
    kinds = (Column(words("register.kind")),)
    statuses = tuple(
        Column(in_language(word("register.status", status)), is_numeric=True)
        for status in counts.statuses
    )
    rows = tuple(
        (
            Cell(in_language(word("register.kind", kind)), f"{address}?typ={kind}"),
            *(
                Cell(str(n), f"{address}?typ={kind}&status={status}" if n else "")
                for status, n in zip(counts.statuses, line, strict=True)
            ),
            Cell(str(total)),
        )
        for kind, line, total in counts.rows
    )
    last = (
        Cell(words("register.all")),
        *(
            Cell(str(n), f"{address}?status={status}")
            for status, n in zip(counts.statuses, counts.totals, strict=True)
        ),
        Cell(str(counts.total)),
    )
    return Table(
        id="overview",
        caption=words("register.overview_caption"),
        columns=(*kinds, *statuses, Column(words("register.all"), is_numeric=True)),
        rows=(*rows, last),
    )


def _every_initiative(request: HttpRequest) -> tuple[str, list[dict[str, Any]]]:
    """The selection as in the address, and its initiatives as rows of plain values."""
    listed = initiatives().prefetch_related("area_links", "place_links", "due_reports", "money")
    selection, hits = every_hit(request, reverse("initiatives"), listed, FACETS, SORTS)
    return selection.query_string().removeprefix("?"), [_row(initiative) for initiative in hits]


def _row(initiative: Initiative) -> dict[str, Any]:
    own = next((m for m in initiative.money.all() if m.kind == MoneyKind.INITIATIVE), None)
    return {
        "id": initiative.id,
        "title_sv": initiative.title_sv,
        "title_en": initiative.title_en,
        "official_title": initiative.official_title or None,
        "kind": initiative.kind,
        "areas": [link.area for link in initiative.area_links.all()],
        "accountable": [a.id for a in actors(initiative, ParticipationRole.ACCOUNTABLE)],
        "lead_department": initiative.lead_department_id,
        "decided": _text(initiative.decided),
        "reference": initiative.reference or None,
        "amount_sek": own.amount_sek if own else None,
        "amount_basis": (own.basis or None) if own else None,
        "amount_covers_sv": (own.covers or None) if own else None,
        "amount_evidence": (own.evidence or None) if own else None,
        "appropriation": initiative.appropriation or None,
        "period_from": _text(initiative.start),
        "period_to": _text(initiative.end),
        "report_due": [str(report.due) for report in initiative.due_reports.all()],
        "recipients": [link.place_id for link in initiative.place_links.all()],
        "status": initiative.status,
        "status_as_of": str(initiative.status_as_of),
        "status_evidence": initiative.status_evidence or None,
        "on_founding_page": initiative.is_on_founding_page,
        "source_url": initiative.source_url,
        "evidence": initiative.evidence,
        "note": initiative.note or None,
    }


def _text(date: object) -> str | None:
    return None if date is None else str(date)
