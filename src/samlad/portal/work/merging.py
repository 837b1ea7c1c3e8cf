"""Two people's changes of one document, held against what both of them opened.

A field that only one of them changed is that one's; a list counts as one field. Where both changed
a field, and not to the same, a person decides.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from samlad.portal.audit.chain import canonical
from samlad.portal.audit.models import Entry
from samlad.portal.register.contents import EMPTY, Content
from samlad.portal.register.models import Draft, Initiative

#: So many of an initiative's latest entries are looked through for what was opened.
LOOKED_THROUGH = 200


@dataclass(frozen=True, slots=True)
class Merged:
    """What comes of both. taken: fields that only the other changed; both: those to decide, where
    the document holds what this person wrote.
    """

    document: Content
    taken: frozenset[str]
    both: frozenset[str]


def mark_of(content: Content) -> str:
    """A mark of the document, another one for another document."""
    return _mark(canonical(content))


def opened(initiative: Initiative, mark: str) -> Content | None:
    """The document of this initiative that has the mark; None where it is not found."""
    for text in _documents(initiative):
        if _mark(text) == mark:
            return _whole(json.loads(text))
    return None


def base_of_draft(initiative: Initiative, version: int) -> Content | None:
    """The published document that a draft was begun from."""
    found = initiative.versions.filter(number=version).first()
    return _whole(found.content) if found else None


def merge(base: Content, now: Content, mine: Content) -> Merged:
    """The three as one."""
    changed = {name for name in mine if not _same(name, mine[name], base[name])}
    others = {name for name in mine if not _same(name, now[name], base[name])}
    both = {name for name in changed & others if not _same(name, mine[name], now[name])}
    document = {name: mine[name] if name in changed else now[name] for name in mine}
    return Merged(document, frozenset(others - changed), frozenset(both))


def _same(name: str, one: Any, other: Any) -> bool:
    """Whether both say the same; the order of areas says nothing."""
    return bool(sorted(one) == sorted(other) if name == "areas" else one == other)


def _documents(initiative: Initiative) -> Iterator[str]:
    draft = Draft.objects.filter(initiative=initiative).first()
    if draft is not None:
        yield canonical(draft.content)
    entries = Entry.objects.filter(subject=f"initiative:{initiative.pk}").order_by("-number")
    for before, after in entries.values_list("before", "after")[:LOOKED_THROUGH]:
        yield from (after, before)
    for content in initiative.versions.values_list("content", flat=True)[:LOOKED_THROUGH]:
        yield canonical(content)


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _whole(content: Content) -> Content:
    """The document with every field that documents have today."""
    return EMPTY | content
