"""The kinds of thing that can be found: each app declares its own, one registry holds them all.

An app that has something to find has a module `kinds` with `KINDS`. Nothing here knows of tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from samlad.portal.finding.documents import Document

#: In any order.
MODULES = (
    "samlad.portal.content.kinds",
    "samlad.portal.register.kinds",
    "samlad.portal.statistics.kinds",
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found, as the page of all kinds shows it. lang: of the title, if not the page's."""

    title: str
    address: str
    line: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A kind of thing.

    tables: those that its documents are read from, by app and name; a saved row of them is a
    change. hits: from keys to what the page of all kinds shows, in order; None: it is not there.
    is_of_the_day: its codes depend on what day it is, so that each day has an index of its own.
    """

    name: str
    documents: Callable[[], Iterator[Document]]
    tables: tuple[str, ...] = ()
    hits: Callable[[Sequence[str]], list[Hit]] | None = None
    is_of_the_day: bool = False


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind by its name."""
    return {kind.name: kind for module in MODULES for kind in import_module(module).KINDS}
