"""What is wrong with initiatives and what is not known of them: rules as data, findings out.

The rules are the entries of definitions/checks.toml that are on the register; a kind of rule is one
function of a document in a registry. A finding never stops anything; it is shown.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from samlad.catalogue import CheckRule, check_rules
from samlad.errors import DefinitionError, UnknownName
from samlad.model import Text
from samlad.portal.content.partial_date import PartialDate, overlaps
from samlad.portal.register.contents import Content
from samlad.portal.register.latest_dates import current
from samlad.portal.register.words import Moment, Status

ERROR, WARNING, GAP = "error", "warning", "gap"
Words = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Existed:
    """A name and the days between which it stood for something; None is open."""

    name: Text
    start: PartialDate | None
    end: PartialDate | None


@dataclass(frozen=True, slots=True)
class Around:
    """What a document is held against.

    answered: initiative and day of every due report that a published period report answers.
    wholes: initiative → what it is part of. dead: address → the day it could not be opened.
    """

    today: date
    actors: Mapping[str, Existed]
    places: Mapping[str, Existed]
    answered: Collection[tuple[str, str]]
    wholes: Mapping[str, Collection[str]]
    dead: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """One place where a rule does not hold of an initiative."""

    rule: CheckRule
    initiative: str
    words: Words

    @property
    def title(self) -> Text:
        """What the rule looks for, in a few words."""
        return title_of(self.rule)

    @property
    def sentence(self) -> Text:
        """What is wrong, in both languages."""
        sentence = self.rule.sentence
        return Text(sentence.sv.format(**self._said("sv")), sentence.en.format(**self._said("en")))

    def _said(self, language: str) -> dict[str, str]:
        return {
            name: value[language] if isinstance(value, Text) else str(value)
            for name, value in self.words.items()
        }


@cache
def register_rules() -> Mapping[str, CheckRule]:
    """The rules of the register, by id, in the order of the file."""
    found = {id_: rule for id_, rule in check_rules().items() if rule.on == "register"}
    for rule in found.values():
        if rule.kind not in KINDS:
            fault = UnknownName("kind of rule", rule.kind, KINDS)
            raise DefinitionError(f"definitions/checks.toml, '{rule.id}.kind': {fault}")
    return found


@cache
def rules_version() -> str:
    """The hash of the rules: two verdicts of the same version are of the same rules."""
    said = {id_: rule.options for id_, rule in register_rules().items()}
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def title_of(rule: CheckRule) -> Text:
    """What the rule looks for, in a few words."""
    return Text(**rule.options["title"])


def check(id_: str, document: Content, around: Around) -> Iterator[Found]:
    """Every finding of one initiative, in the order of the rules."""
    for rule in register_rules().values():
        for words in KINDS[rule.kind](rule, id_, document, around):
            yield Found(rule, id_, words)


def _missing(rule: CheckRule, _: str, document: Content, __: Around) -> Iterator[Words]:
    """A column or list of the document that is empty."""
    if not document[rule.options["of"]]:
        yield {}


def _role_missing(rule: CheckRule, _: str, document: Content, __: Around) -> Iterator[Words]:
    if all(entry["role"] != rule.options["role"] for entry in document["participations"]):
        yield {}


def _amount_missing(_: CheckRule, __: str, document: Content, ___: Around) -> Iterator[Words]:
    if all(entry["amount_sek"] is None for entry in document["money"]):
        yield {}


def _moment_missing(rule: CheckRule, _: str, document: Content, __: Around) -> Iterator[Words]:
    if current(document["dates"], Moment(rule.options["moment"])) is None:
        yield {}


def _together(rule: CheckRule, _: str, document: Content, __: Around) -> Iterator[Words]:
    """An entry of a list that has one value and lacks another."""
    first, other = rule.options["if"], rule.options["then"]
    for entry in document[rule.options["list"]]:
        if entry[first] not in (None, "") and entry[other] in (None, ""):
            yield {"value": entry[first]}


def _period_reversed(_: CheckRule, __: str, document: Content, ___: Around) -> Iterator[Words]:
    start, end = _period(document)
    if start and end and end.last_day < start.first_day:
        yield {"value": end, "other": start}


def _ongoing_past_end(
    rule: CheckRule, _: str, document: Content, around: Around
) -> Iterator[Words]:
    end = _period(document)[1]
    if end and document["state"] in rule.options["states"] and end.last_day < around.today:
        yield {"value": end}


def _circle(_: CheckRule, id_: str, __: Content, around: Around) -> Iterator[Words]:
    for whole in sorted(around.wholes.get(id_, ())):
        if id_ in around.wholes.get(whole, ()):
            yield {"value": whole}


def _actor_not_then(_: CheckRule, __: str, document: Content, around: Around) -> Iterator[Words]:
    """An actor that ended before the initiative was, or began after it."""
    for entry in document["participations"]:
        actor = around.actors.get(entry["actor"])
        if actor and not _existed(actor, document):
            yield {"value": actor.name, "other": _when(document)}


def _place_not_then(_: CheckRule, __: str, document: Content, around: Around) -> Iterator[Words]:
    for entry in document["places"]:
        place = around.places.get(entry["place"])
        if place and not _existed(place, document):
            yield {"value": f"{entry['place']} ({place.name.sv})", "other": _when(document)}


def _due_unanswered(_: CheckRule, id_: str, document: Content, around: Around) -> Iterator[Words]:
    if document["status"] == Status.REPORTED:  # more is known, though not for which day
        return
    for entry in document["due_reports"]:
        is_past = PartialDate(entry["due"]).last_day < around.today
        if is_past and (id_, entry["due"]) not in around.answered:
            yield {"value": entry["due"]}


def _link_dead(_: CheckRule, __: str, document: Content, around: Around) -> Iterator[Words]:
    addresses = [document["source_url"], *(entry["url"] for entry in document["documents"])]
    addresses += [entry["source_url"] for entry in document["money"]]
    for address in dict.fromkeys(filter(None, addresses)):
        if address in around.dead:
            yield {"value": address, "other": around.dead[address]}


def _period(document: Content) -> tuple[PartialDate | None, PartialDate | None]:
    start, end = (current(document["dates"], moment) for moment in (Moment.START, Moment.END))
    return PartialDate(start) if start else None, PartialDate(end) if end else None


def _existed(thing: Existed, document: Content) -> bool:
    """Whether it existed on any day that the initiative can have been decided or under way."""
    days = _days(document)
    return not days or any(overlaps(day, thing.start, thing.end, end_included=True) for day in days)


def _days(document: Content) -> list[PartialDate]:
    decided = [PartialDate(document["decided"])] if document["decided"] else []
    return [*decided, *(day for day in _period(document) if day is not None)]


def _when(document: Content) -> str:
    return "–".join(dict.fromkeys(str(day.year) for day in sorted(_days(document))))


KINDS: Mapping[str, Callable[[CheckRule, str, Content, Around], Iterator[Any]]] = {
    "missing": _missing,
    "role-missing": _role_missing,
    "amount-missing": _amount_missing,
    "moment-missing": _moment_missing,
    "together": _together,
    "period-reversed": _period_reversed,
    "ongoing-past-end": _ongoing_past_end,
    "circle": _circle,
    "actor-not-then": _actor_not_then,
    "place-not-then": _place_not_then,
    "due-unanswered": _due_unanswered,
    "link-dead": _link_dead,
}
