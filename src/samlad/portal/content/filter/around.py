"""What stands around the hits: chips of the selection, names that belong together, nearest words.

Takes an answer; gives links, each the address of another state of the same page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from samlad.portal.content.filter.answer import Answer
from samlad.portal.content.filter.choices import FACETS, Choice
from samlad.portal.content.filter.period import Period
from samlad.portal.content.models import Topic
from samlad.portal.kept import kept
from samlad.portal.numbers import number
from samlad.portal.wording import counted, language, words

TOPIC = "omrade"


@dataclass(frozen=True, slots=True)
class Chip:
    """A part of the selection, and the query without it."""

    text: str
    address: str


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
    for facet in FACETS:
        for choice in asked.chosen[facet.parameter]:
            yield Chip(choice.label, asked.without(facet.parameter, choice).query_string())
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
    """The nearest words that have hits; then other names of the chosen topics."""
    asked, nearest = answer.asked, answer.found.nearest
    if nearest and nearest != asked.query:
        address = asked.but(query=nearest).query_string()
        yield Offer(words("content.offer_nearest", words=asked.query), nearest, address)
    chosen = asked.chosen[TOPIC]
    offered: set[str] = set()
    for choice in chosen:
        for other, sentence in _other_names(choice, answer):
            if other not in chosen and other.code not in offered:
                offered.add(other.code)
                hits = answer.found.counts.get("topic", {}).get(other.key, 0)
                text = words(
                    "content.offer_topic",
                    label=other.label,
                    hits=counted("content.hits", hits, number(hits, 0, language())),
                )
                yield Offer(sentence, text, asked.with_choice(TOPIC, other).query_string())


def _other_names(choice: Choice, answer: Answer) -> Iterator[tuple[Choice, str]]:
    """The topics that are the same under another name, with how the names follow each other."""
    known, later = answer.choices[TOPIC], _later_names()
    name = choice.code
    while name in later and later[name] in known:
        name = later[name]
        key = "content.topic_is_now"
        yield known[name], words(key, before=choice.label, after=known[name].label)
    for code in _earlier(choice.code, later):
        if code in known:
            key = "content.topic_was_before"
            yield known[code], words(key, before=known[code].label, after=choice.label)


def _earlier(code: str, later: dict[str, str]) -> Iterator[str]:
    for before, after in later.items():
        if after == code:
            yield before
            yield from _earlier(before, later)


@kept
def _later_names() -> dict[str, str]:
    """Topic → the topic that took over its name's place."""
    rows = Topic.objects.filter(successor__isnull=False).order_by("code")
    return dict(rows.values_list("code", "successor_id"))
