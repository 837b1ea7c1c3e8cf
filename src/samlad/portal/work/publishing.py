"""What everybody sees of an initiative: a draft is published as a new version, or all withdrawn.

Whoever wrote in a draft does not publish it, where somebody else could.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.timezone import now

from samlad.portal.accounts.changing import is_alone_in_publishing
from samlad.portal.accounts.models import Account
from samlad.portal.changes import note_change
from samlad.portal.register.contents import Content, write
from samlad.portal.register.models import Initiative, Version
from samlad.portal.register.words import Visibility
from samlad.portal.wording import words
from samlad.portal.work.as_seen import lock, open_draft, published_since
from samlad.portal.work.complete import refuse_incomplete
from samlad.portal.work.faults import NotNow
from samlad.portal.work.recorded import record_step


def publish(account: Account, initiative: Initiative, revision: int) -> Version:
    """Make the draft what everybody sees, as a new version.

    Raises NotNow when the account wrote in it and somebody else could publish it.
    """
    with transaction.atomic():
        draft = open_draft(initiative, revision, Visibility.SUBMITTED)
        if draft.base_version != initiative.version:
            raise published_since(initiative, draft)
        if draft.is_written_by(account.name) and not is_alone_in_publishing(account):
            raise NotNow(words("work.not_your_own"))
        refuse_incomplete(draft.content)
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
        record_step(
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
        lock(initiative)
        if initiative.visibility != Visibility.PUBLISHED or initiative.version != version:
            raise NotNow(words("work.not_published"))
        _stand(initiative, Visibility.WITHDRAWN, reason)
        record_step(
            account, "initiative.withdrawn", initiative, before=_latest(initiative), reason=reason
        )
        note_change("initiative", "due")


def _stand(initiative: Initiative, visibility: Visibility, reason: str, **newer: int) -> None:
    """From here on the facts no longer decide what the initiative says. newer: the version."""
    Initiative.objects.filter(pk=initiative.pk).update(
        visibility=visibility, visibility_reason=reason, follows_facts=False, **newer
    )
    initiative.refresh_from_db()


def _latest(initiative: Initiative) -> Content | None:
    version = initiative.versions.first()
    return version.content if version else None
