"""The way of a period report: draft → submitted and signed → published → withdrawn.

As with drafts of initiatives, each step names the revision that was seen and is an entry of the
audit chain. A report that is published is not written on; a new one is.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.timezone import now

from samlad.portal.accounts.changing import is_alone_in_publishing
from samlad.portal.accounts.models import Account
from samlad.portal.changes import note_change
from samlad.portal.register.models import Actor, Initiative, Participation, PeriodReport
from samlad.portal.register.words import Visibility
from samlad.portal.wording import words
from samlad.portal.work.faults import Changed, NotNow
from samlad.portal.work.recorded import record_step
from samlad.portal.work.rules import ANSWERING

#: What is written in a report, by the columns of its table.
WRITTEN = ("answers_id", "start", "end", "done", "next_steps", "hinders", "numbers")


def document(report: PeriodReport) -> dict[str, Any]:
    """What is written in the report, as plain values."""
    return {
        name: str(value) if name in ("start", "end") else value
        for name in WRITTEN
        for value in (getattr(report, name),)
    }


def begin(account: Account, initiative: Initiative, written: dict[str, Any]) -> PeriodReport:
    """A new report, as a draft."""
    with transaction.atomic():
        report = PeriodReport.objects.create(
            initiative=initiative,
            written_by=account.name,
            writers=[account.name],
            written_at=now(),
            **written,
        )
        record_step(account, "report.begun", report, after=written)
    return report


def save(account: Account, report: PeriodReport, written: dict[str, Any], *, revision: int) -> None:
    """Keep it as written; a save that changes nothing leaves who wrote it.

    Raises Changed when it is not what was seen, NotNow when it is no draft.
    """
    with transaction.atomic():
        stands = _lock(report)
        if stands.revision != revision:
            raise Changed(document(stands), stands.revision, 0, stands.written_by)
        if stands.visibility != Visibility.DRAFT:
            raise NotNow(words("work.must_be_draft"))
        before = document(stands)
        for name, value in written.items():
            setattr(stands, name, value)
        if document(stands) == before:
            return
        stands.written_by, stands.written_at = account.name, now()
        stands.writers = list(dict.fromkeys([*stands.writers, account.name]))
        _advance(stands)
        record_step(account, "report.saved", stands, before=before, after=written)


def submit(account: Account, report: PeriodReport, revision: int) -> None:
    """Sign it, and hand it over for review.

    Raises NotNow where the account has no person's name: what one signs in by is not published.
    """
    with transaction.atomic():
        stands = _as_seen(report, revision, Visibility.DRAFT)
        if not may_sign(account):
            raise NotNow(words("work.signs_without_name"))
        stands.visibility, stands.visibility_reason = Visibility.SUBMITTED, ""
        stands.signed_by, stands.signed_at = signature(account, stands.initiative_id), now()
        _advance(stands)
        record_step(account, "report.submitted", stands, after={"signed_by": stands.signed_by})


def may_sign(account: Account) -> bool:
    """Whether the account has a person's name, and not only the name of the account."""
    return account.full_name.strip() not in ("", account.name)


def signature(account: Account, initiative_id: str) -> str:
    """The name that a report is signed with: the person's, and the actor's they report for.

    Whoever has several actors signs for those that take part in the initiative, if any does.
    Whoever has none signs for the one that answers for it, and it says so.
    """
    own = Actor.objects.filter(pk__in=account.actor_links.values("actor_id"))
    taking_part = own.filter(participations__initiative=initiative_id).distinct()
    names = [actor.name_sv for actor in taking_part or own]
    if not names:
        answering = Participation.objects.filter(initiative=initiative_id, role__in=ANSWERING)
        first = answering.select_related("actor").order_by("role", "pk").first()
        names = [words("work.signs_for", actor=first.actor.name_sv)] if first else []
    return _as_fits([account.full_name, *names])


def _as_fits(names: list[str]) -> str:
    """The names as far as the column holds them whole; of the first at least a part."""
    longest = PeriodReport._meta.get_field("signed_by").max_length or 0
    while len(names) > 1 and len(", ".join(names)) > longest:
        names = names[:-1]
    return ", ".join(names)[:longest]


def take_back(account: Account, report: PeriodReport, revision: int) -> None:
    """The writer wants to write on; the signature goes."""
    _to_draft(account, report, revision, "report.taken-back", "")


def send_back(account: Account, report: PeriodReport, revision: int, reason: str) -> None:
    """The reviewer asks for something else, with the reason; the signature goes."""
    _to_draft(account, report, revision, "report.sent-back", reason)


def publish(account: Account, report: PeriodReport, revision: int) -> None:
    """Let everybody see it.

    Raises NotNow when the account wrote in it and somebody else could publish it.
    """
    with transaction.atomic():
        stands = _as_seen(report, revision, Visibility.SUBMITTED)
        if stands.is_written_by(account.name) and not is_alone_in_publishing(account):
            raise NotNow(words("work.not_your_own"))
        stands.visibility = Visibility.PUBLISHED
        stands.published_by, stands.published_at = account.name, now()
        _advance(stands)
        record_step(account, "report.published", stands, after=document(stands))
        note_change("due")


def withdraw(account: Account, report: PeriodReport, revision: int, reason: str) -> None:
    """Take it away from what everybody sees, with the reason."""
    with transaction.atomic():
        stands = _as_seen(report, revision, Visibility.PUBLISHED)
        stands.visibility, stands.visibility_reason = Visibility.WITHDRAWN, reason
        _advance(stands)
        record_step(account, "report.withdrawn", stands, before=document(stands), reason=reason)
        note_change("due")


def discard(account: Account, report: PeriodReport, revision: int) -> None:
    """Throw a draft away; the audit chain keeps what it said."""
    with transaction.atomic():
        stands = _as_seen(report, revision, Visibility.DRAFT)
        record_step(account, "report.discarded", stands, before=document(stands))
        stands.delete()


def _to_draft(
    account: Account, report: PeriodReport, revision: int, action: str, reason: str
) -> None:
    with transaction.atomic():
        stands = _as_seen(report, revision, Visibility.SUBMITTED)
        stands.visibility, stands.visibility_reason = Visibility.DRAFT, reason
        stands.signed_by, stands.signed_at = "", None
        _advance(stands)
        record_step(account, action, stands, reason=reason)


def _as_seen(report: PeriodReport, revision: int, visibility: Visibility) -> PeriodReport:
    stands = _lock(report)
    if stands.revision != revision:
        raise NotNow(words("work.changed_since", who=stands.written_by))
    if stands.visibility != visibility:
        raise NotNow(words(f"work.must_be_{visibility}"))
    return stands


def _lock(report: PeriodReport) -> PeriodReport:
    """The report as it stands now; nobody else takes a step with it until the transaction ends."""
    stands = PeriodReport.objects.select_for_update().filter(pk=report.pk).first()
    if stands is None:
        raise NotNow(words("work.no_report"))
    return stands


def _advance(report: PeriodReport) -> None:
    report.revision += 1
    report.save()
