"""The pages of the register: the list of initiatives, its downloads, the page of each."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samlad.errors import UnknownName
from samlad.model import Text
from samlad.portal.content.list_views import Listed, Plain, linked, list_html
from samlad.portal.navigation import Link, trail
from samlad.portal.register.initiative_lists import FACETS, SORTS, initiatives
from samlad.portal.register.initiative_page import initiative_page
from samlad.portal.register.models import (
    DueReport,
    Initiative,
    InitiativeArea,
    InitiativePlace,
    Money,
    MoneyInitiative,
    Participation,
    Version,
)
from samlad.portal.register.overview import overview_html, status_as_of
from samlad.portal.register.quality import verdict_of
from samlad.portal.register.told import told
from samlad.portal.register.ways import ways
from samlad.portal.register.words import MoneyKind, ParticipationRole, Visibility
from samlad.portal.wording import in_language, words

COLUMNS = (
    "id", "title_sv", "title_en", "official_title", "kind", "areas", "accountable",
    "lead_department", "decided", "reference", "amount_sek", "amount_basis", "amount_covers_sv",
    "amount_evidence", "appropriation", "period_from", "period_to", "report_due", "recipients",
    "status", "status_as_of", "status_evidence", "on_founding_page", "source_url", "evidence",
    "note",
)  # fmt: skip


def initiative_list(request: HttpRequest) -> HttpResponse:
    """The list of initiatives with its filter, and how many there are of each kind and status."""
    return list_html(
        INITIATIVES,
        request,
        overview=overview_html(),
        as_of=status_as_of(),
        ways=ways("initiatives"),
    )


def initiative_detail(request: HttpRequest, initiative_id: str) -> HttpResponse:
    """The page of one initiative; of one withdrawn, why. Raises UnknownName when there is none."""
    page = initiative_page(initiative_id)
    if page is None:
        gone = Initiative.objects.filter(visibility=Visibility.WITHDRAWN, pk=initiative_id).first()
        if gone is not None:
            withdrawn = {"initiative": gone, "versions": gone.versions.defer("content")}
            return render(request, "register/withdrawn.html", withdrawn, status=410)
        known = Initiative.objects.public().values_list("id", flat=True)
        raise UnknownName("initiative", initiative_id, known)
    context = {
        "page": page,
        "initiative": page.initiative,
        "verdict": verdict_of([initiative_id]),
        "trail": trail(Link(words("register.title"), reverse("initiatives"))),
    }
    return render(request, "register/initiative.html", context)


def initiative_version(request: HttpRequest, initiative_id: str, number: int) -> HttpResponse:
    """An initiative as it was published once. Raises UnknownName when there is none of that id."""
    version = (
        Version.objects.select_related("initiative")
        .filter(initiative=initiative_id, number=number)
        .first()
    )
    if version is None:
        known = Initiative.objects.public().values_list("id", flat=True)
        if initiative_id in known:
            raise Http404
        raise UnknownName("initiative", initiative_id, known)
    initiative = version.initiative
    is_public = initiative.visibility == Visibility.PUBLISHED
    context = {
        "version": version,
        "initiative": initiative,
        "title": in_language(Text(version.content["title_sv"], version.content["title_en"])),
        "told": told(version.content),
        "is_public": is_public,
        "is_latest": initiative.version == number,
        "trail": trail(Link(words("register.title"), reverse("initiatives"))),
    }
    return render(request, "register/version.html", context)


def plain_initiatives(hits: QuerySet[Initiative]) -> Iterator[Plain]:
    """Initiatives as a download has them: links as lists of keys, what is not known as None."""
    of = "initiative_id"
    areas = linked(InitiativeArea, of, "area")
    accountable = linked(Participation, of, "actor_id", role=ParticipationRole.ACCOUNTABLE)
    reports = linked(DueReport, of, "due")
    recipients = linked(InitiativePlace, of, "place_id")
    sums = dict(_own_sums())
    for initiative in hits:
        own = sums.get(initiative.id)
        yield {
            "id": initiative.id,
            "title_sv": initiative.title_sv,
            "title_en": initiative.title_en,
            "official_title": initiative.official_title or None,
            "kind": initiative.kind,
            "areas": areas[initiative.id],
            "accountable": accountable[initiative.id],
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
            "report_due": [str(due) for due in reports[initiative.id]],
            "recipients": recipients[initiative.id],
            "status": initiative.status or None,
            "status_as_of": _text(initiative.status_as_of),
            "status_evidence": initiative.status_evidence or None,
            "on_founding_page": initiative.is_on_founding_page,
            "source_url": initiative.source_url,
            "evidence": initiative.evidence,
            "note": initiative.note or None,
        }


def _own_sums() -> Iterator[tuple[str, Money]]:
    """Initiative and the sum that stands at it; one at most."""
    links = MoneyInitiative.objects.filter(money__kind=MoneyKind.INITIATIVE)
    for link in links.select_related("money"):
        yield link.initiative_id, link.money


def _text(date: object) -> str | None:
    return None if date is None else str(date)


INITIATIVES = Listed(
    name="initiatives",
    title="register.title",
    template="register/initiatives.html",
    rows=initiatives,
    plain=plain_initiatives,
    columns=COLUMNS,
    facets=FACETS,
    sorts=SORTS,
)
