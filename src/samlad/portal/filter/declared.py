"""A filter as an app declares it, once: what is found, chosen, said, shown and taken away.

Everything else in this room works for any such declaration, and knows no kind by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from samlad.portal.data_files import Plain
from samlad.portal.filter.choices import Choices
from samlad.portal.finding.facets import Facet, facets

if TYPE_CHECKING:
    from samlad.portal.filter.answer import Answer
    from samlad.portal.filter.around import Offer
    from samlad.portal.filter.feeds import Entry
    from samlad.portal.filter.period import Span

VIEWS = ("lista", "kompakt", "tabell", "tidslinje")
SIZES = (10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of the hits: that of the search, and the key of its text."""

    order: str
    text: str


def _no_offers(_: Answer) -> Iterable[Offer]:
    return ()


def _no_spans() -> Iterable[Span]:
    return ()


@dataclass(frozen=True, slots=True, eq=False)
class Filter:
    """The filter over one kind.

    kind: in the search; name: of the page's address, and `<name>-csv` and so on of its files.
    title, lead: keys of texts; texts: how the keys of what else the page says begin.
    choices: those of every facet shown, by parameter. sorts: by their names in the address, the
    usual one first. offers, spans: what else may be meant, and usual periods of its own.
    hits: from keys to rows in order, as the templates in the folder `parts` draw them (hit.html,
    line.html, table.html). entry: a hit in a feed; None: it has no feed.
    columns, rows: what a file has of each hit; forms: of its files; is_paged: the JSON comes in
    pages.
    group: the parameter whose choices years are told apart by; hidden: facets without a tab.
    """

    kind: str
    name: str
    title: str
    lead: str
    texts: str
    choices: Callable[[], Choices]
    hits: Callable[[Sequence[str]], list[Any]]
    sorts: Mapping[str, Sort]
    template: str
    parts: str
    columns: tuple[str, ...]
    rows: Callable[[Sequence[str]], Iterable[Plain]]
    forms: tuple[str, ...]
    entry: Callable[[Any], Entry] | None = None
    offers: Callable[[Answer], Iterable[Offer]] = _no_offers
    spans: Callable[[], Iterable[Span]] = _no_spans
    views: tuple[str, ...] = VIEWS
    sizes: tuple[int, ...] = SIZES
    usual_size: int = 20
    group: str = "typ"
    hidden: frozenset[str] = field(default_factory=frozenset)
    is_paged: bool = False

    @property
    def facets(self) -> tuple[Facet, ...]:
        """The facets that have a tab, in the order of the page; the period comes after them."""
        return tuple(facet for facet in facets(self.kind) if facet.id not in self.hidden)

    @property
    def usual_sort(self) -> str:
        """The order unless the address says."""
        return next(iter(self.sorts))

    def sort_by(self, order: str) -> str:
        """The name of an order of the search in this filter's addresses; blank if it has none."""
        return next((name for name, sort in self.sorts.items() if sort.order == order), "")
