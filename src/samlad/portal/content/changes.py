"""Marks that something which can be found has changed; the search index is then made anew.

A saved or deleted row of a kind that can be found is a change of that kind; what is written to the
tables in other ways is noted by whoever does it.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.apps import apps
from django.db.models.signals import post_delete, post_save

#: Kind → the tables that its documents are read from.
TABLES = {
    "item": ("content.Item", "content.ItemSender", "content.ItemTopic", "content.ItemArea",
             "content.ItemMinister", "content.ContentType", "content.Topic", "content.Sender"),
    "initiative": ("register.Initiative", "register.InitiativeArea", "register.Participation"),
    "goal": ("register.Goal",),
    "place": ("register.Place",),
    "minister": ("content.Person", "content.Role"),
}  # fmt: skip


def note_change(kind: str = "") -> None:
    """Note, in the transaction that changes it, that things of this kind (or of all) differ now."""
    from samlad.portal.content.models import Change

    Change.objects.filter(kind=kind).delete()
    Change.objects.create(kind=kind, token=secrets.token_hex(16))


def last_change(*kinds: str) -> str:
    """The mark of the last change of these kinds, or of any; blank when there was none."""
    from samlad.portal.content.models import Change

    changes = Change.objects.order_by("-pk")
    if kinds:
        changes = changes.filter(kind__in=["", *kinds])
    return changes.values_list("token", flat=True).first() or ""


def watch_tables() -> None:
    """Note a change whenever a row that can be found is saved or deleted."""
    for kind, tables in TABLES.items():
        for table in tables:
            for signal in (post_save, post_delete):
                signal.connect(
                    _noting(kind), apps.get_model(table), weak=False, dispatch_uid=f"find-{table}"
                )


def _noting(kind: str) -> Any:
    def note(**_: Any) -> None:
        note_change(kind)

    return note
