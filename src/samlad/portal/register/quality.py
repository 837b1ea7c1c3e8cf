"""The quality of the register: the findings of initiatives, counted by rule, and completeness.

The findings of a set of initiatives are worked out once while what is public stays the same, for a
day at most; a large set in batches, so that memory holds one batch of documents at a time. Of a
very large one those from before the latest change are shown until they are worked out anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import overload

from django.utils.timezone import localdate

from samlad.catalogue import CheckRule
from samlad.model import Text
from samlad.portal.changes import edition
from samlad.portal.kept_behind import kept_behind
from samlad.portal.register.checking import (
    ERROR,
    GAP,
    WARNING,
    Around,
    Existed,
    Found,
    Words,
    check,
    register_rules,
    rules_version,
    title_of,
)
from samlad.portal.register.contents import Content, contents, contents_between
from samlad.portal.register.links import dead_links
from samlad.portal.register.models import (
    Actor,
    Initiative,
    Participation,
    PeriodReport,
    Place,
)
from samlad.portal.register.parts import ties
from samlad.portal.register.words import ParticipationRole, Visibility

#: So many documents are held against the rules at a time.
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Findings(Sequence[Found]):
    """The findings of one rule, each made when it is asked for: there may be very many.

    ids: the initiative of each. said: position → its words, where there are any.
    """

    rule: CheckRule
    ids: tuple[str, ...]
    said: Mapping[int, Words]

    def __len__(self) -> int:
        """How many."""
        return len(self.ids)

    @overload
    def __getitem__(self, at: int) -> Found: ...
    @overload
    def __getitem__(self, at: slice) -> list[Found]: ...
    def __getitem__(self, at: int | slice) -> Found | list[Found]:
        """The one there, or those."""
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        return Found(self.rule, self.ids[at], self.said.get(at, {}))


@dataclass(frozen=True, slots=True)
class OfRule:
    """A rule and the findings it made."""

    rule: CheckRule
    found: Sequence[Found]

    @property
    def title(self) -> Text:
        """What the rule looks for."""
        return title_of(self.rule)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules found. version: of the rules. number: of the initiatives looked at."""

    version: str
    number: int
    rules: tuple[OfRule, ...]

    @property
    def known(self) -> int:
        """How many of the pieces of information that are looked for are there, of all."""
        return self.asked - sum(len(one.found) for one in self.rules if one.rule.severity == GAP)

    @property
    def asked(self) -> int:
        """How many pieces of information are looked for: each gap at each initiative."""
        return self.number * len(gaps())

    @property
    def completeness(self) -> float | None:
        """The share of what is looked for that is known, in per cent; None of nothing."""
        return 100 * self.known / self.asked if self.asked else None


def gaps() -> list[CheckRule]:
    """The rules that look for something unknown; what they do not find is completeness."""
    return [rule for rule in register_rules().values() if rule.severity == GAP]


def findings_on(initiative_id: str, document: Content) -> list[Found]:
    """What the rules find of one document, as of a draft; errors first, then what may be wrong."""
    found = list(check(initiative_id, document, _around(edition(), localdate())))
    return sorted(found, key=lambda one: (ERROR, WARNING, GAP).index(one.rule.severity))


def verdict_of(ids: Collection[str]) -> Verdict:
    """The verdict on these initiatives, as their published documents stand."""
    given = sorted(ids)
    batches = (given[at : at + BATCH] for at in range(0, len(given), BATCH))
    return _verdict(len(given), (contents(some) for some in batches))


def verdict_on_all() -> Verdict:
    """The verdict on every published initiative, kept."""
    return _on_all(localdate())


def verdict_on_actor(actor_id: str) -> Verdict:
    """The verdict on what the actor is accountable for, kept."""
    return _on_actor(actor_id, localdate())


@kept_behind(most=1)
def _on_all(_: date) -> Verdict:
    public = Initiative.objects.public().order_by("pk").values_list("pk", flat=True)
    ids = list(public)
    batches = (ids[at : at + BATCH] for at in range(0, len(ids), BATCH))
    return _verdict(len(ids), (_public_between(some) for some in batches))


@kept_behind(most=64)
def _on_actor(actor_id: str, _: date) -> Verdict:
    role = ParticipationRole.ACCOUNTABLE
    theirs = Participation.objects.filter(actor=actor_id, role=role).order_by()
    public = Initiative.objects.public().filter(pk__in=theirs.values("initiative_id"))
    return verdict_of(public.order_by().values_list("pk", flat=True))


def _public_between(ids: Sequence[str]) -> Mapping[str, Content]:
    """The documents of ids that follow each other, without the drafts that lie between them."""
    found = contents_between(ids[0], ids[-1])
    return {id_: found[id_] for id_ in ids if id_ in found}


def _verdict(number: int, batches: Iterable[Mapping[str, Content]]) -> Verdict:
    around = _around(edition(), localdate())
    ids: dict[str, list[str]] = defaultdict(list)
    said: dict[str, dict[int, Words]] = defaultdict(dict)
    for documents in batches:
        for id_, document in documents.items():
            for one in check(id_, document, around):
                if one.words:
                    said[one.rule.id][len(ids[one.rule.id])] = one.words
                ids[one.rule.id].append(id_)
    rules = (
        OfRule(rule, Findings(rule, tuple(ids[id_]), said[id_]))
        for id_, rule in register_rules().items()
    )
    return Verdict(rules_version(), number, tuple(rules))


@lru_cache(maxsize=2)
def _around(_edition: str, today: date) -> Around:
    """What documents are held against, kept while what is public stays the same."""
    return Around(
        today=today,
        actors={
            actor.id: Existed(actor.name, actor.start, actor.end) for actor in Actor.objects.all()
        },
        places={
            place.code: Existed(Text(place.name, place.name), place.start, place.end)
            for place in Place.objects.all()
        },
        answered=frozenset(_answered()),
        wholes=ties().inside,
        dead=dead_links(),
    )


def _answered() -> Iterator[tuple[str, str]]:
    reports = PeriodReport.objects.public().filter(answers__isnull=False).order_by()
    for id_, due in reports.values_list("initiative_id", "answers__due"):
        yield id_, str(due)


def titles_of(ids: Collection[str]) -> Mapping[str, Text]:
    """The titles of published initiatives, for those who name findings of them."""
    rows = Initiative.objects.filter(pk__in=ids, visibility=Visibility.PUBLISHED)
    return {row.id: row.title for row in rows.only("id", "title_sv", "title_en")}
