"""What a search asks for and what it finds: the shapes that pages, feeds and the engine share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for.

    query: the visitor's words as typed; chosen: facet id → codes, OR-ed within a facet and AND-ed
    between them; since, until: ISO days, both included, blank where open. What is known only to a
    month or year is in every period that it overlaps. sort: date (newest first), oldest, title,
    relevance, or an order that the kind's documents have of their own.
    """

    kind: str = "item"
    query: str = ""
    language: str = "sv"
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: str = ""
    until: str = ""
    sort: str = "date"
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Found:
    """What was found.

    keys: primary keys of the asked part, in order. counts: facet id → code → the hits with that
    choice in place of the facet's own; a code without hits is left out. years: year → top type →
    hits. nearest: the query with words that are nowhere replaced by the nearest that have hits;
    blank when there is nothing to offer.
    """

    total: int
    keys: tuple[str, ...]
    counts: Mapping[str, Mapping[str, int]]
    years: Mapping[str, Mapping[str, int]]
    nearest: str = ""
