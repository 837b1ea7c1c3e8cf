"""Two people's changes of one document, held against what both of them opened.

A field that only one of them changed is that one's; a list counts as one field. Where both changed
a field, and not to the same, a person decides.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from samlad.portal.audit.chain import canonical, digest
from samlad.portal.audit.models import Entry

#: An initiative, period report or actor as plain values.
Document = dict[str, Any]

#: The field with the mark of what a form was opened with.
OPENED = "oppnad"
#: So many signs of a digest are a mark.
MARK = 32
#: So many of the latest entries of the audit chain are looked through for what was opened.
LOOKED_THROUGH = 200


@dataclass(frozen=True, slots=True)
class Merged:
    """What comes of both. taken: fields that only the other changed; both: those to decide, where
    the document holds what this person wrote.
    """

    document: Document
    taken: frozenset[str]
    both: frozenset[str]


def mark_of(document: Document) -> str:
    """A mark of the document, another one for another document."""
    return digest(canonical(document))[:MARK]


def opened(mark: str, subject: str, standing: Iterable[Document] = ()) -> Document | None:
    """The document with the mark, of those that stand and those that the audit chain holds of the
    subject; None where it is not found.
    """
    entries = Entry.objects.filter(subject=subject).order_by("-number")
    kept = entries.values_list("before", "after")[:LOOKED_THROUGH]
    for text in chain(map(canonical, standing), chain.from_iterable(kept)):
        if digest(text)[:MARK] == mark:
            found: Document = json.loads(text)
            return found
    return None


def merge(base: Document, now: Document, mine: Document) -> Merged:
    """The three as one."""
    changed = {name for name in mine if not _same(name, mine[name], base[name])}
    others = {name for name in mine if not _same(name, now[name], base[name])}
    both = {name for name in changed & others if not _same(name, mine[name], now[name])}
    document = {name: mine[name] if name in changed else now[name] for name in mine}
    return Merged(document, frozenset(others - changed), frozenset(both))


def _same(name: str, one: Any, other: Any) -> bool:
    """Whether both say the same; the order of areas says nothing."""
    return bool(sorted(one) == sorted(other) if name == "areas" else one == other)
