"""What must hold of the entries of a document's lists, wherever they come from: a form, a
spreadsheet, or a draft that is to be published.

An entry that lacks a key has a fault there already, and nothing more is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from samlad.catalogue import divisions
from samlad.portal.content.partial_date import is_reversed
from samlad.portal.register.contents import Content
from samlad.portal.register.words import Moment

Entry = Mapping[str, Any]
#: The beginnings of the divisions whose areas can be named in a place.
_SMALL = ("regso", "deso")


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with one entry: where it stands in its list, its field, the key of the
    sentence and the words in it.
    """

    position: int
    name: str
    key: str
    words: Mapping[str, str] = field(default_factory=dict)


def small_divisions() -> list[str]:
    """The divisions whose areas can be named in a place."""
    return [id_ for id_ in divisions() if id_.startswith(_SMALL)]


def wrong_in(part: str, entries: Sequence[Any]) -> list[Wrong]:
    """All that is wrong with the entries of that list."""
    return list(RULES[part](entries)) if part in RULES else []


def wrong_anywhere(content: Content) -> list[tuple[str, Wrong]]:
    """All that is wrong with the entries of a document, with the list of each."""
    return [(part, wrong) for part in RULES for wrong in wrong_in(part, content[part])]


def _dates(entries: Sequence[Entry]) -> Iterator[Wrong]:
    """The latest start and end of one basis: plans are not held against what came of them."""
    for basis in dict.fromkeys(entry.get("basis") for entry in entries):
        latest = {
            entry["moment"]: (position, entry["date"])
            for position, entry in enumerate(entries)
            if entry.get("basis") == basis and entry.get("moment") and entry.get("date")
        }
        if len(latest) == 2:
            (_, start), (position, end) = latest[Moment.START], latest[Moment.END]
            if is_reversed(start, end):
                yield Wrong(position, "date", "work.ends_before_it_begins")


def _places(entries: Sequence[Entry]) -> Iterator[Wrong]:
    """A smaller area lies in the place, and in the division that is named."""
    for position, entry in enumerate(entries):
        code, vintage = entry.get("area_code"), entry.get("vintage")
        if code is None or vintage is None:
            continue
        if bool(code) != bool(vintage):
            yield Wrong(position, "vintage" if code else "area_code", "work.area_and_vintage")
        elif vintage and vintage not in small_divisions():
            known = ", ".join(small_divisions())
            yield Wrong(position, "vintage", "work.no_such_division", {"known": known})
        elif code and not re.fullmatch(divisions()[vintage].code, code):
            yield Wrong(position, "area_code", "work.no_such_code", {"vintage": vintage})
        elif code and entry.get("place") and code[:4] != entry["place"]:
            yield Wrong(position, "area_code", "work.not_in_the_place")


def _money(entries: Sequence[Entry]) -> Iterator[Wrong]:
    """An amount has a basis, a period begins before it ends, an empty sum says nothing."""
    for position, entry in enumerate(entries):
        if entry.get("amount_sek") is not None and entry.get("basis") == "":
            yield Wrong(position, "basis", "work.amount_without_basis")
        is_empty = "amount_sek" in entry and entry["amount_sek"] is None
        if is_empty and entry.get("covers") == "":
            yield Wrong(position, "amount_sek", "work.sum_says_nothing")
        if is_reversed(entry.get("start"), entry.get("end")):
            yield Wrong(position, "end", "work.ends_before_it_begins")


RULES: Mapping[str, Callable[[Sequence[Entry]], Iterator[Wrong]]] = {
    "dates": _dates,
    "places": _places,
    "money": _money,
}
