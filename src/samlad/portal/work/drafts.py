"""The way of a draft until it is published: begun, saved, submitted, sent back, thrown away.

What is published stays as it is while a draft of what comes next is written (`publishing` makes it
public). No two drafts of an initiative have a revision in common, so that one that was begun anew
is not taken for the one before. An initiative that never was published has its draft in the tables
too, where only its writers see it.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.timezone import now

from samlad.portal.accounts.models import Account
from samlad.portal.audit.models import Entry
from samlad.portal.register.contents import Content, content_of, write
from samlad.portal.register.models import Draft, Initiative
from samlad.portal.register.sheet_preview import TAKEN
from samlad.portal.register.words import Visibility
from samlad.portal.wording import in_language, words
from samlad.portal.work.as_seen import draft_as_seen, open_draft
from samlad.portal.work.complete import refuse_incomplete
from samlad.portal.work.faults import NotNow
from samlad.portal.work.ids import free_id
from samlad.portal.work.recorded import record_step, subject_of
from samlad.portal.work.rules import readable


def begin(account: Account, content: Content, reason: str, id_: str = "") -> Initiative:
    """A new initiative, as a draft. id_: one that is free; else it is made of the title."""
    with transaction.atomic():
        initiative = Initiative.objects.create(pk=id_) if id_ else _with_new_id(content["title_sv"])
        write({initiative.pk: content})
        initiative.refresh_from_db()
        _new_draft(account, initiative, content, reason)
        record_step(account, "draft.begun", initiative, after=content, reason=reason)
    return initiative


def save(
    account: Account, initiative: Initiative, content: Content, reason: str, *,
    revision: int, version: int,
) -> None:  # fmt: skip
    """Keep the draft as written. revision: 0 where there was no draft; version: the published one
    that what is saved builds on. The draft keeps the reason of the last save that gave one; a save
    that changes nothing leaves who wrote it.

    Raises Changed when either is not what stands.
    """
    with transaction.atomic():
        draft = draft_as_seen(initiative, revision, version)
        before = draft.content if draft else content_of(initiative.pk)
        if draft is None:
            _new_draft(account, initiative, content, reason)
        else:
            written = (content, reason or draft.reason)
            is_changed = written != (draft.content, draft.reason)
            if not is_changed and version == draft.base_version:
                return
            (draft.content, draft.reason), draft.base_version = written, version
            _advance(account, draft, writes=is_changed)
        if initiative.version == 0:
            write({initiative.pk: content})
        record_step(account, "draft.saved", initiative, before=before, after=content, reason=reason)


def submit(account: Account, initiative: Initiative, revision: int) -> None:
    """Hand the draft over for review. Raises NotNow when something it must have is missing."""
    with transaction.atomic():
        draft = open_draft(initiative, revision, Visibility.DRAFT)
        refuse_incomplete(draft.content)
        draft.visibility, draft.submitted_at, draft.sent_back = Visibility.SUBMITTED, now(), ""
        _advance(account, draft, writes=False)
        record_step(account, "draft.submitted", initiative, reason=draft.reason)


def take_back(account: Account, initiative: Initiative, revision: int) -> None:
    """The writer wants to write on."""
    with transaction.atomic():
        draft = open_draft(initiative, revision, Visibility.SUBMITTED)
        draft.visibility, draft.submitted_at = Visibility.DRAFT, None
        _advance(account, draft, writes=False)
        record_step(account, "draft.taken-back", initiative)


def send_back(account: Account, initiative: Initiative, revision: int, reason: str) -> None:
    """The reviewer asks for something else, with the reason."""
    with transaction.atomic():
        draft = open_draft(initiative, revision, Visibility.SUBMITTED)
        draft.visibility, draft.submitted_at = Visibility.DRAFT, None
        draft.sent_back = reason
        _advance(account, draft, writes=False)
        record_step(account, "draft.sent-back", initiative, reason=reason)


def discard(account: Account, initiative: Initiative, revision: int) -> None:
    """Throw the draft away; of what never was published nothing is left but the audit chain.

    Raises NotNow where other initiatives name one that would be gone.
    """
    with transaction.atomic():
        draft = open_draft(initiative, revision, Visibility.DRAFT)
        if initiative.version == 0:
            _refuse_named(account, initiative)
        record_step(account, "draft.discarded", initiative, before=draft.content)
        draft.delete()
        if initiative.version == 0:
            initiative.delete()


def _with_new_id(title: str) -> Initiative:
    """An empty initiative; of two that are begun at once under one title, the later waits."""
    while True:
        try:
            with transaction.atomic():
                return Initiative.objects.create(pk=free_id(title, Initiative, "insats", TAKEN))
        except IntegrityError:
            continue


def _refuse_named(account: Account, initiative: Initiative) -> None:
    """Nothing is thrown away that others stand in relation to; what is no secret is named."""
    named_by = set(initiative.related_from.values_list("initiative_id", flat=True))
    for id_, content in Draft.objects.values_list("initiative_id", "content"):
        if any(entry["other"] == initiative.pk for entry in content["relations"]):
            named_by.add(id_)
    named_by.discard(initiative.pk)
    if not named_by:
        return
    shown = readable(account).filter(pk__in=named_by)
    titles = [f"”{in_language(each.title)}”" for each in shown.order_by("pk")[:5]]
    more = len(named_by) - len(titles)
    titles += [words("work.named_by_more", number=more)] if more else []
    raise NotNow(words("work.named_by", who=", ".join(titles)))


def _new_draft(account: Account, initiative: Initiative, content: Content, reason: str) -> None:
    Draft.objects.create(
        initiative=initiative,
        content=content,
        base_version=initiative.version,
        revision=_steps_taken(initiative) + 1,
        reason=reason,
        written_by=account.name,
        begun_by=account.name,
        writers=[account.name],
        changed_at=now(),
    )


def _steps_taken(initiative: Initiative) -> int:
    """How many steps its drafts have taken: at least the latest revision that any of them had."""
    steps = Entry.objects.filter(subject=subject_of(initiative), action__startswith="draft.")
    return steps.count()


def _advance(account: Account, draft: Draft, *, writes: bool = True) -> None:
    draft.revision += 1
    if writes:
        draft.written_by, draft.changed_at = account.name, now()
        draft.writers = list(dict.fromkeys([*draft.writers, account.name]))
    draft.save()
