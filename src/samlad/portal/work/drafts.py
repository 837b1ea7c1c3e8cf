"""The way of an initiative: draft → submitted → published → withdrawn, each step kept.

What is published stays as it is while a draft of what comes next is written. Every step names the
revision that the person saw, and does nothing when it is not the one that stands; no two drafts of
an initiative have a revision in common, so that one that was begun anew is not taken for the one
before. An initiative that never was published has its draft in the tables too, where only its
writers see it.
"""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import now

from samlad.portal.accounts.changing import is_alone_in_publishing
from samlad.portal.accounts.models import Account
from samlad.portal.audit.chain import record
from samlad.portal.audit.models import Entry
from samlad.portal.changes import note_change
from samlad.portal.register.contents import Content, content_of, dangling, write
from samlad.portal.register.entries import Wrong, wrong_anywhere
from samlad.portal.register.models import Draft, Initiative, Version
from samlad.portal.register.sheet_preview import TAKEN
from samlad.portal.register.words import ParticipationRole, Visibility
from samlad.portal.wording import in_language, words
from samlad.portal.work.faults import Changed, NotNow
from samlad.portal.work.ids import free_id
from samlad.portal.work.rules import readable


def begin(account: Account, content: Content, reason: str, id_: str = "") -> Initiative:
    """A new initiative, as a draft. id_: one that is free; else it is made of the title."""
    with transaction.atomic():
        initiative = Initiative.objects.create(pk=id_) if id_ else _with_new_id(content["title_sv"])
        write({initiative.pk: content})
        initiative.refresh_from_db()
        _new_draft(account, initiative, content, reason)
        _record(account, "draft.begun", initiative, after=content, reason=reason)
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
        draft = _draft_as_seen(initiative, revision, version)
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
        _record(account, "draft.saved", initiative, before=before, after=content, reason=reason)


def submit(account: Account, initiative: Initiative, revision: int) -> None:
    """Hand the draft over for review. Raises NotNow when something it must have is missing."""
    with transaction.atomic():
        draft = _open(initiative, revision, Visibility.DRAFT)
        _refuse_incomplete(draft.content)
        draft.visibility, draft.submitted_at, draft.sent_back = Visibility.SUBMITTED, now(), ""
        _advance(account, draft, writes=False)
        _record(account, "draft.submitted", initiative, reason=draft.reason)


def take_back(account: Account, initiative: Initiative, revision: int) -> None:
    """The writer wants to write on."""
    with transaction.atomic():
        draft = _open(initiative, revision, Visibility.SUBMITTED)
        draft.visibility, draft.submitted_at = Visibility.DRAFT, None
        _advance(account, draft, writes=False)
        _record(account, "draft.taken-back", initiative)


def send_back(account: Account, initiative: Initiative, revision: int, reason: str) -> None:
    """The reviewer asks for something else, with the reason."""
    with transaction.atomic():
        draft = _open(initiative, revision, Visibility.SUBMITTED)
        draft.visibility, draft.submitted_at = Visibility.DRAFT, None
        draft.sent_back = reason
        _advance(account, draft, writes=False)
        _record(account, "draft.sent-back", initiative, reason=reason)


def publish(account: Account, initiative: Initiative, revision: int) -> Version:
    """Make the draft what everybody sees, as a new version.

    Raises NotNow when the account wrote in it and somebody else could publish it.
    """
    with transaction.atomic():
        draft = _open(initiative, revision, Visibility.SUBMITTED)
        if draft.base_version != initiative.version:
            raise _published_since(initiative, draft)
        if draft.is_written_by(account.name) and not is_alone_in_publishing(account):
            raise NotNow(words("work.not_your_own"))
        _refuse_incomplete(draft.content)
        before = _latest(initiative)
        write({initiative.pk: draft.content})
        version = Version(
            initiative=initiative,
            number=initiative.version + 1,
            content=draft.content,
            written_by=draft.written_by,
            published_by=account.name,
            published_at=now(),
            reason=draft.reason,
        )
        version.save()
        _stand(initiative, Visibility.PUBLISHED, "", version=version.number)
        draft.delete()
        _record(
            account,
            "initiative.published",
            initiative,
            before=before,
            after=version.content,
            reason=version.reason,
        )
        note_change("initiative", "due")
    return version


def withdraw(account: Account, initiative: Initiative, version: int, reason: str) -> None:
    """Take it away from what everybody sees, with the reason; its versions stay readable."""
    with transaction.atomic():
        _lock(initiative)
        if initiative.visibility != Visibility.PUBLISHED or initiative.version != version:
            raise NotNow(words("work.not_published"))
        _stand(initiative, Visibility.WITHDRAWN, reason)
        _record(
            account, "initiative.withdrawn", initiative, before=_latest(initiative), reason=reason
        )
        note_change("initiative", "due")


def discard(account: Account, initiative: Initiative, revision: int) -> None:
    """Throw the draft away; of what never was published nothing is left but the audit chain.

    Raises NotNow where other initiatives name one that would be gone.
    """
    with transaction.atomic():
        draft = _open(initiative, revision, Visibility.DRAFT)
        if initiative.version == 0:
            _refuse_named(account, initiative)
        _record(account, "draft.discarded", initiative, before=draft.content)
        draft.delete()
        if initiative.version == 0:
            initiative.delete()


def missing(content: Content) -> list[str]:
    """What a document must have before it is published and has not, and what is wrong with what
    it has, in words.
    """
    roles = {entry["role"] for entry in content["participations"]}
    needs = {
        "work.missing_title": bool(content["title_sv"]),
        "work.missing_kind": bool(content["kind"]),
        "work.missing_accountable": ParticipationRole.ACCOUNTABLE in roles,
    }
    lacking = [words(key) for key, is_there in needs.items() if not is_there]
    lacking += [words("work.unknown_name", name=id_) for id_ in dangling(content)]
    return lacking + [_said(part, wrong) for part, wrong in wrong_anywhere(content)]


def _said(part: str, wrong: Wrong) -> str:
    where = f"{words(f'work.{part}_row')} {wrong.position + 1}"
    return f"{where}: {words(wrong.key, **wrong.words)}"


def _with_new_id(title: str) -> Initiative:
    """An empty initiative; of two that are begun at once under one title, the later waits."""
    while True:
        try:
            with transaction.atomic():
                return Initiative.objects.create(pk=free_id(title, Initiative, "insats", TAKEN))
        except IntegrityError:
            continue


def _refuse_incomplete(content: Content) -> None:
    lacking = missing(content)
    if lacking:
        raise NotNow(" ".join(lacking))


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
    steps = Entry.objects.filter(subject=_subject(initiative), action__startswith="draft.")
    return steps.count()


def _lock(initiative: Initiative) -> None:
    """Nobody else takes a step with it until the transaction ends; reread as it stands now."""
    rows = Initiative.objects.select_for_update(no_key=True)
    try:
        initiative.refresh_from_db(from_queryset=rows)
    except Initiative.DoesNotExist:
        raise NotNow(words("work.no_draft")) from None


def _draft_as_seen(initiative: Initiative, revision: int, version: int) -> Draft | None:
    _lock(initiative)
    draft = Draft.objects.select_for_update().filter(initiative=initiative).first()
    if draft is not None and draft.revision != revision:
        raise Changed(draft.content, draft.revision, draft.base_version, draft.written_by)
    if (draft.revision if draft else 0, initiative.version) != (revision, version):
        raise _published_since(initiative, draft)
    return draft


def _open(initiative: Initiative, revision: int, visibility: Visibility) -> Draft:
    """The draft, as it was seen and where the step asks it to stand."""
    _lock(initiative)
    draft = Draft.objects.select_for_update().filter(initiative=initiative).first()
    if draft is None:
        raise NotNow(words("work.no_draft"))
    if draft.revision != revision:
        raise NotNow(words("work.changed_since", who=draft.written_by))
    if draft.visibility != visibility:
        raise NotNow(words(f"work.must_be_{visibility}"))
    return draft


def _published_since(initiative: Initiative, draft: Draft | None) -> Changed:
    version = initiative.versions.first()
    by = version.written_by if version else ""
    return Changed(
        content_of(initiative.pk), draft.revision if draft else 0, initiative.version, by
    )


def _advance(account: Account, draft: Draft, *, writes: bool = True) -> None:
    draft.revision += 1
    if writes:
        draft.written_by, draft.changed_at = account.name, now()
        draft.writers = list(dict.fromkeys([*draft.writers, account.name]))
    draft.save()


def _stand(initiative: Initiative, visibility: Visibility, reason: str, **newer: int) -> None:
    """From here on the facts no longer decide what the initiative says. newer: the version."""
    Initiative.objects.filter(pk=initiative.pk).update(
        visibility=visibility, visibility_reason=reason, follows_facts=False, **newer
    )
    initiative.refresh_from_db()


def _latest(initiative: Initiative) -> Content | None:
    version = initiative.versions.first()
    return version.content if version else None


def _record(
    account: Account,
    action: str,
    initiative: Initiative,
    *,
    before: Any = None,
    after: Any = None,
    reason: str = "",
) -> None:
    record(
        who=account.name,
        action=action,
        subject=_subject(initiative),
        before=before,
        after=after,
        reason=reason,
    )


def _subject(initiative: Initiative) -> str:
    return f"initiative:{initiative.pk}"
