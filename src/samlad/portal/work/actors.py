"""Actors that are written in the register, beside those that come with Samlad.

Every change is an entry of the audit chain, and names what was seen: of two who change the same
actor at once, the later changes nothing.
"""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from samlad.portal.audit.chain import last_by, record
from samlad.portal.changes import note_change
from samlad.portal.register.models import Actor
from samlad.portal.register.words import ActorKind
from samlad.portal.work.faults import Changed
from samlad.portal.work.ids import SHORT, free_id
from samlad.portal.work.merging import mark_of
from samlad.portal.work.recorded import subject_of

#: The kinds that are written here; the others come with the facts, whole.
KINDS = (ActorKind.AGENCY, ActorKind.REGION, ActorKind.ASSOCIATION, ActorKind.COMPANY)
FIELDS = (
    "kind", "name_sv", "name_en", "short", "organisation_number", "start", "end", "website",
    "source_url", "evidence", "note",
)  # fmt: skip
#: Addresses that no actor can have.
TAKEN = ("ny",)


def written_here() -> QuerySet[Actor]:
    """The actors of the register itself, by name."""
    return Actor.objects.filter(follows_facts=False)


def document(actor: Actor) -> dict[str, Any]:
    """The actor as plain values, for the form and the audit chain."""
    found = {name: getattr(actor, name) for name in FIELDS}
    return {name: None if value is None else str(value) for name, value in found.items()}


def make(by: str, written: dict[str, Any]) -> Actor:
    """A new actor; its id is made of its name. by: the name of the account."""
    while True:
        try:
            with transaction.atomic():
                return _make(by, written)
        except IntegrityError:  # another of that name was made at the same moment
            continue


def change(by: str, actor_id: str, written: dict[str, Any], opened: str) -> None:
    """Change the actor. opened: the mark of what was seen. Raises Changed when another stands."""
    with transaction.atomic():
        actor = written_here().select_for_update().get(pk=actor_id)
        before = document(actor)
        if mark_of(before) != opened:
            raise Changed(before, 0, 0, last_by(subject_of(actor)))
        for name, value in written.items():
            setattr(actor, name, value)
        actor.save()
        actor.refresh_from_db()
        _record(by, "actor.changed", actor, before=before)


def _make(by: str, written: dict[str, Any]) -> Actor:
    id_ = free_id(written["name_sv"], Actor, "aktor", TAKEN, longest=SHORT)
    Actor.objects.create(pk=id_, follows_facts=False, **written)
    actor = Actor.objects.get(pk=id_)
    _record(by, "actor.made", actor)
    return actor


def _record(by: str, action: str, actor: Actor, before: Any = None) -> None:
    record(who=by, action=action, subject=subject_of(actor), before=before, after=document(actor))
    note_change("actor")
