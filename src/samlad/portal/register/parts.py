"""How initiatives stand to each other: wholes and parts, what replaced what, what shares money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from samlad.portal.register.models import Relation
from samlad.portal.register.words import RelationKind

Sets = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Ties:
    """How initiatives stand to each other, each initiative → others.

    inside: every initiative it is part of; replaced_by: every one that came in its place; both
    however far. beside: those it is funded together with.
    """

    inside: Sets = field(default_factory=dict)
    replaced_by: Sets = field(default_factory=dict)
    beside: Sets = field(default_factory=dict)

    def of(self, name: str, ids: Iterable[str]) -> frozenset[str]:
        """All that these initiatives stand in this way to."""
        found: Sets = getattr(self, name)
        return frozenset().union(*(found.get(id_, frozenset()) for id_ in ids))


def ties() -> Ties:
    """How all initiatives stand to each other; one query."""
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    rows = Relation.objects.order_by().values_list("kind", "initiative_id", "other_id")
    for kind, own, other in rows:
        pairs[kind].append((own, other))
    together = pairs[RelationKind.CO_FUNDED]
    beside: dict[str, set[str]] = defaultdict(set)
    for own, other in (*together, *((other, own) for own, other in together)):
        beside[own].add(other)
    return Ties(
        inside=above(pairs[RelationKind.PART_OF]),
        replaced_by=above((old, new) for new, old in pairs[RelationKind.REPLACES]),
        beside={own: frozenset(others - {own}) for own, others in beside.items()},
    )


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
