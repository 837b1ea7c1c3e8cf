"""What is found for what is asked: the total, one page of hits, every choice with its count.

One answer serves the page, the data and the feeds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from samlad.portal.filter.asked import Asked, Fault, read
from samlad.portal.filter.choices import Choice, Choices, families
from samlad.portal.filter.declared import Filter
from samlad.portal.finding import Found, Wanted, find
from samlad.portal.finding.facets import Facet
from samlad.portal.wording import words


@dataclass(frozen=True, slots=True)
class CountedChoice:
    """A choice with the hits it gives, and whether it is chosen."""

    choice: Choice
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What is asked and found. facets: in the order of the page, with the choices to be shown."""

    asked: Asked
    faults: tuple[Fault, ...]
    found: Found
    pages: int
    facets: tuple[tuple[Facet, tuple[CountedChoice, ...]], ...]
    choices: Choices

    @property
    def total(self) -> int:
        """How many hits the selection has."""
        return self.found.total

    @property
    def next(self) -> Asked | None:
        """The next page; None on the last and where there is none."""
        return self._page(1) if self.asked.page < self.pages else None

    @property
    def previous(self) -> Asked | None:
        """The page before; None on the first."""
        return self._page(-1) if 1 < self.asked.page <= self.pages else None

    def _page(self, step: int) -> Asked:
        return self.asked.but(page=self.asked.page + step)

    def hits(self) -> list[Any]:
        """The hits of the page, in order."""
        return self.asked.of.hits(self.found.keys)

    def every_key(self) -> tuple[str, ...]:
        """The keys of all hits of the selection, in its order."""
        return find(self.asked.wanted(offset=0, limit=self.total)).keys


def answer(
    of: Filter, parameters: QueryDict, usual_size: int | None = None, *, is_feed: bool = False
) -> Answer:
    """What the parameters of an address ask for, found. Faults are told; nothing is raised."""
    choices = of.choices()
    reading = read(of, parameters, choices, usual_size)
    asked, faults = reading.asked, reading.faults
    if is_feed:
        asked = asked.as_feed().but(size=asked.size, page=asked.page, usual_size=asked.usual_size)
    found = find(asked.wanted())
    pages = max(1, -(-found.total // asked.size))
    if asked.page > pages:
        faults = (*faults, _past_last(asked, pages))
    return Answer(asked, faults, found, pages, _counted(asked, found, choices), choices)


def _past_last(asked: Asked, pages: int) -> Fault:
    return Fault(
        "sida",
        words("content.page_past_last", page=asked.page, last=pages),
        words("content.page_to_last", last=pages),
        asked.but(page=pages).query_string() or "?",
    )


def _counted(
    asked: Asked, found: Found, choices: Choices
) -> tuple[tuple[Facet, tuple[CountedChoice, ...]], ...]:
    """The choices that have hits at all, or are chosen, each with its count now."""
    ever = _ever(asked.of, choices)
    return tuple(
        (
            facet,
            tuple(
                CountedChoice(choice, count, choice in asked.chosen[facet.parameter])
                for choice, count in _with_counts(choices, facet, found)
                if choice.code in ever[facet.parameter] or choice in asked.chosen[facet.parameter]
            ),
        )
        for facet in asked.of.facets
    )


def _with_counts(choices: Choices, facet: Facet, found: Found) -> list[tuple[Choice, int]]:
    counts = found.counts.get(facet.id, {})
    return [(choice, counts.get(choice.key, 0)) for choice in choices[facet.parameter].values()]


def _ever(of: Filter, choices: Choices) -> Mapping[str, frozenset[str]]:
    """The codes that any hit has, by parameter; with them those that they belong together with."""
    counts = find(Wanted(kind=of.kind, limit=0)).counts
    return {
        facet.parameter: frozenset(
            choice.code
            for family in families(choices[facet.parameter].values())
            if any(choice.key in counts.get(facet.id, {}) for choice in family)
            for choice in family
        )
        for facet in of.facets
    }
