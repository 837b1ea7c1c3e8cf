"""Which initiatives are parts of which: the wholes above each, however far up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from samlad.portal.register.models import Relation
from samlad.portal.register.words import RelationKind


def wholes() -> Mapping[str, frozenset[str]]:
    """Initiative → every initiative it is part of, directly or through another; one query."""
    parts = Relation.objects.filter(kind=RelationKind.PART_OF).order_by()
    return above(parts.values_list("initiative_id", "other_id"))


def above(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    """Part → all wholes above it, from pairs of part and whole. A circle has no top and no end.

    >>> above([("b", "a"), ("c", "b")])["c"] == frozenset({"a", "b"})
    True
    """
    direct: dict[str, set[str]] = defaultdict(set)
    for part, whole in pairs:
        direct[part].add(whole)
    found: dict[str, frozenset[str]] = {}
    for part in list(direct):
        seen: set[str] = set()
        waiting = list(direct[part])
        while waiting:
            whole = waiting.pop()
            if whole not in seen:
                seen.add(whole)
                waiting.extend(direct.get(whole, ()))
        found[part] = frozenset(seen - {part})
    return found
