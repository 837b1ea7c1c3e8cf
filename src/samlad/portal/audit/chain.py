"""Adds entries to the audit chain and proves it unbroken. Knows nothing of what is changed.

Each entry holds the hash of the one before it, so that an entry changed, removed, added between or
moved breaks the chain there. Whoever can write to the whole database can also forge a whole chain:
so note the head that `samlad audit verify` prints somewhere else, and give it next time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from samlad.portal.audit.models import Entry, Head

#: What stands in for the entry before the first.
BEGINNING = "0" * 64
#: Who does what no account does: the loading of facts, the command line.
SYSTEM = "system"
HASHED = ("number", "at", "who", "action", "subject", "before", "after", "reason", "previous")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What reading the chain found. broken: the number of the first broken link; None if whole."""

    entries: int
    hash: str
    broken: int | None = None
    why: str = ""


def record(
    *, who: str, action: str, subject: str, before: Any = None, after: Any = None, reason: str = ""
) -> Entry:
    """Add one entry, in the transaction of the change itself: both are kept or neither."""
    with transaction.atomic():
        Head.objects.get_or_create(pk=1)
        head = Head.objects.select_for_update().get(pk=1)
        entry = Entry(
            number=head.number + 1,
            at=datetime.now(UTC).isoformat(timespec="microseconds"),
            who=who,
            action=action,
            subject=subject,
            before=canonical(before),
            after=canonical(after),
            reason=reason,
            previous=head.hash or BEGINNING,
        )
        entry.hash = hash_of(entry)
        entry.save()
        Head.objects.filter(pk=1).update(number=entry.number, hash=entry.hash)
        return entry


def canonical(value: Any) -> str:
    """JSON that is the same for the same value: keys sorted, no spaces, letters as they are.

    >>> canonical({"b": [1, None], "a": "å"})
    '{"a":"å","b":[1,null]}'
    """
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def digest(canonical_json: str) -> str:
    """SHA-256 of a value as `canonical` writes it: the same exactly for the same value."""
    return hashlib.sha256(canonical_json.encode()).hexdigest()


def hash_of(entry: Entry) -> str:
    """The digest of the entry, the hash itself left out."""
    return digest(canonical({name: getattr(entry, name) for name in HASHED}))


def last_by(subject: str) -> str:
    """Who did what was done last with the subject; empty where nothing was."""
    names = Entry.objects.filter(subject=subject).order_by("-number").values_list("who", flat=True)
    return names.first() or ""


def verify(noted: tuple[int, str] | None = None) -> Verdict:
    """Read the whole chain from its beginning. noted: a number and hash printed before."""
    last, number = BEGINNING, 0
    for entry in _entries():
        number += 1
        why = _fault(entry, number, last, noted)
        if why:
            return Verdict(number, last, number, why)
        last = entry.hash
    head = Head.objects.filter(pk=1).first() or Head()
    if (head.number, head.hash or BEGINNING) != (number, last):
        return Verdict(number, last, number + 1, f"the head says {head.number} entries")
    if noted and noted[0] > number:
        return Verdict(number, last, number + 1, f"{noted[0]} entries were noted")
    return Verdict(number, last)


def _entries() -> Iterator[Entry]:
    return Entry.objects.order_by("number").iterator(chunk_size=1000)


def _fault(entry: Entry, number: int, last: str, noted: tuple[int, str] | None) -> str:
    """What is wrong with the entry that should be number `number` after the hash `last`."""
    if entry.number != number:
        return f"entry {number} is missing"
    if entry.previous != last:
        return "it does not hold the hash of the entry before it"
    if entry.hash != hash_of(entry):
        return "its content is not what was hashed"
    if noted and noted[0] == number and noted[1] != entry.hash:
        return "its hash is not the one noted"
    return ""
