"""The one door for changes: what is public has changed, so that no kept answer outlives it.

Takes notes of change, written in the transaction that changes; gives an edition, which names the
answers and search indexes that hold what stands now. Another process sees the same.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from django.apps import apps
from django.db.models.signals import post_delete, post_save


def note_change(*kinds: str) -> None:
    """Note that things of these kinds (of all, unless said) are no longer what they were."""
    from samlad.portal.pages.models import Change

    Change.objects.bulk_create(
        [Change(kind=kind, token=secrets.token_hex(16)) for kind in sorted(kinds) or [""]],
        update_conflicts=True,
        unique_fields=["kind"],
        update_fields=["token"],
    )


def edition(*kinds: str) -> str:
    """The name of what stands now: of these kinds, or of everything; one query.

    It is the same exactly as long as nobody has noted a change that concerns them.
    """
    from samlad.portal.pages.models import Change

    changes = Change.objects.order_by("kind")
    if kinds:
        changes = changes.filter(kind__in=["", *kinds])
    said = ":".join(changes.values_list("token", flat=True))
    return hashlib.sha256(said.encode()).hexdigest()[:32] if said else ""


def watch_tables() -> None:
    """Note a change whenever a row that can be found is saved or deleted.

    What is written to the tables in other ways is noted by whoever does it. A draft that is made
    or thrown away changes nothing: `is_public` says whether a row is one, where some are not.
    """
    from samlad.portal.finding.kinds import kinds

    for kind in kinds().values():
        for table in kind.tables:
            for signal in (post_save, post_delete):
                signal.connect(
                    _noting(kind.name),
                    apps.get_model(table),
                    weak=False,
                    dispatch_uid=f"find-{kind.name}-{table}",
                )


def _noting(kind: str) -> Any:
    def note(instance: Any, created: bool | None = None, **_: Any) -> None:
        was_there = created is False
        if was_there or getattr(instance, "is_public", True):
            note_change(kind)

    return note
