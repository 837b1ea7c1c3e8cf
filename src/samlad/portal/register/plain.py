"""Initiatives as rows of a file: the same columns wherever initiatives are taken away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from samlad.portal.content.links import linked
from samlad.portal.data_files import Plain
from samlad.portal.register.models import (
    DueReport,
    Initiative,
    InitiativeArea,
    InitiativePlace,
    Money,
    MoneyInitiative,
    Participation,
)
from samlad.portal.register.words import MoneyKind, ParticipationRole

COLUMNS = (
    "id", "title_sv", "title_en", "official_title", "kind", "areas", "accountable",
    "lead_department", "decided", "reference", "amount_sek", "amount_basis", "amount_covers_sv",
    "amount_evidence", "appropriation", "period_from", "period_to", "report_due", "recipients",
    "status", "status_as_of", "status_evidence", "on_founding_page", "source_url", "evidence",
    "note",
)  # fmt: skip

#: So many are read at a time.
STEP = 500
_ACCOUNTABLE = ParticipationRole.ACCOUNTABLE


def plain_initiatives(ids: Sequence[str]) -> Iterator[Plain]:
    """Published initiatives of those ids as a file has them, in that order.

    Links are lists of keys, what is not known is None. Many are read a step at a time.
    """
    for at in range(0, len(ids), STEP):
        yield from _plain(ids[at : at + STEP])


def _plain(ids: Sequence[str]) -> Iterator[Plain]:
    of, those = "initiative_id", {"initiative_id__in": ids}
    areas = linked(InitiativeArea, of, "area", **those)
    accountable = linked(Participation, of, "actor_id", role=_ACCOUNTABLE, **those)
    reports = linked(DueReport, of, "due", **those)
    recipients = linked(InitiativePlace, of, "place_id", **those)
    sums = dict(_own_sums(ids))
    by_id = Initiative.objects.public().in_bulk(list(ids))
    for initiative in (by_id[id_] for id_ in ids if id_ in by_id):
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


def _own_sums(ids: Sequence[str]) -> Iterator[tuple[str, Money]]:
    """Initiative and the sum that stands at it; one at most."""
    links = MoneyInitiative.objects.filter(money__kind=MoneyKind.INITIATIVE, initiative_id__in=ids)
    for link in links.select_related("money"):
        yield link.initiative_id, link.money


def _text(date: object) -> str | None:
    return None if date is None else str(date)
