"""What the page of work with one initiative shows: where it stands, what may be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from samlad.portal.accounts.changing import is_alone_in_publishing
from samlad.portal.accounts.models import Account
from samlad.portal.audit.models import Entry
from samlad.portal.content.words import word
from samlad.portal.register.checking import Found
from samlad.portal.register.contents import Content, content_of
from samlad.portal.register.models import Draft, DueReport, Initiative, PeriodReport, Version
from samlad.portal.register.quality import findings_on
from samlad.portal.register.told import Difference, Told, differences, told
from samlad.portal.register.words import Visibility
from samlad.portal.wording import in_language
from samlad.portal.work.complete import missing
from samlad.portal.work.recorded import subject_of
from samlad.portal.work.rules import Action, may, readable
from samlad.portal.work.sizes import with_sizes, with_sizes_of_both


@dataclass(frozen=True, slots=True)
class Happened:
    """An entry of the audit chain about it, in words."""

    at: datetime
    who: str
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class WorkPage:
    """All that the page shows. steps: the parts of the address of what may be done now."""

    draft: Draft | None
    told: list[Told]
    differences: list[Difference]
    missing: list[str]
    findings: list[Found]
    steps: frozenset[str]
    may_write: bool
    may_report: bool
    is_own_draft: bool
    reports: list[PeriodReport]
    due: list[DueReport]
    versions: list[Version]
    history: list[Happened]


def work_page(account: Account, initiative: Initiative) -> WorkPage:
    """The page for this account."""
    draft = Draft.objects.filter(initiative=initiative).first()
    content = draft.content if draft else content_of(initiative.pk)
    names = readable(account)
    is_changed = draft is not None and initiative.version > 0
    answered = PeriodReport.objects.filter(answers__isnull=False).values("answers")
    return WorkPage(
        draft=draft,
        told=with_sizes(told(content, names), content),
        differences=_changes(content_of(initiative.pk), content, names) if is_changed else [],
        missing=missing(content) if draft else [],
        findings=findings_on(initiative.pk, content) if draft else [],
        steps=steps(account, initiative, draft),
        may_write=may(account, Action.WRITE, initiative),
        may_report=may(account, Action.REPORT, initiative) and initiative.is_public,
        is_own_draft=is_own_draft(account, draft),
        reports=list(initiative.period_reports.all()),
        due=list(initiative.due_reports.exclude(pk__in=answered)),
        versions=list(initiative.versions.defer("content")),
        history=_history(initiative),
    )


def steps(account: Account, initiative: Initiative, draft: Draft | None) -> frozenset[str]:
    """What the account may do with it now, as parts of addresses."""
    found = set()
    if draft is not None and draft.visibility == Visibility.DRAFT:
        found |= {"skicka", "kasta"} if may(account, Action.WRITE, initiative) else set()
    if draft is not None and draft.visibility == Visibility.SUBMITTED:
        found |= {"ta-tillbaka"} if may(account, Action.WRITE, initiative) else set()
        found |= {"skicka-tillbaka"} if may(account, Action.SEND_BACK, initiative) else set()
        if may(account, Action.PUBLISH, initiative) and not is_own_draft(account, draft):
            found.add("publicera")
    if initiative.visibility == Visibility.PUBLISHED and may(account, Action.WITHDRAW, initiative):
        found.add("dra-tillbaka")
    return frozenset(found)


def is_own_draft(account: Account, draft: Draft | None) -> bool:
    """Whether somebody else must publish it."""
    if draft is None or not draft.is_written_by(account.name):
        return False
    return not is_alone_in_publishing(account)


def _changes(before: Content, after: Content, names: QuerySet[Initiative]) -> list[Difference]:
    return with_sizes_of_both(differences(before, after, names), before, after)


def _history(initiative: Initiative) -> list[Happened]:
    """The latest first. What was written stands in the versions and in the chain itself."""
    entries = Entry.objects.filter(subject=subject_of(initiative)).defer("before", "after")
    return [
        Happened(
            datetime.fromisoformat(entry.at),
            entry.who,
            in_language(word("work.action", entry.action.replace(".", "_"))),
            entry.reason,
        )
        for entry in entries.order_by("-number")[:100]
    ]
