"""What stands around the hits: chips of the selection, nearest words, what the kind has to offer.

Takes an answer; gives links, each the address of another state of the same page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from samlad.portal.filter.answer import Answer
from samlad.portal.filter.period import Period
from samlad.portal.wording import words


@dataclass(frozen=True, slots=True)
class Chip:
    """A part of the selection, and the query without it. lang: of the text, if not the page's."""

    text: str
    address: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something else that may be meant: why, what it is called, and the query with it."""

    sentence: str
    text: str
    address: str


def chips(answer: Answer) -> Iterator[Chip]:
    """One for the words, one for each choice, one for each end of the period."""
    asked = answer.asked
    if asked.query:
        text = words("content.chip_words", words=asked.query)
        yield Chip(text, asked.but(query="").query_string())
    for facet in asked.of.facets:
        for choice in asked.chosen[facet.parameter]:
            address = asked.without(facet.parameter, choice).query_string()
            yield Chip(choice.label, address, choice.lang)
    since, until = asked.period.typed_since, asked.period.typed_until
    if since:
        rest = Period("", until, "", asked.period.until)
        text = words("content.chip_since", day=since)
        yield Chip(text, asked.but(period=rest).query_string())
    if until:
        rest = Period(since, "", asked.period.since, "")
        text = words("content.chip_until", day=until)
        yield Chip(text, asked.but(period=rest).query_string())


def offers(answer: Answer) -> Iterator[Offer]:
    """The nearest words that have hits; then what the kind has to offer beside what is chosen."""
    asked, nearest = answer.asked, answer.found.nearest
    if nearest and nearest != asked.query:
        address = asked.but(query=nearest).query_string()
        yield Offer(words("content.offer_nearest", words=asked.query), nearest, address)
    yield from asked.of.offers(answer)
