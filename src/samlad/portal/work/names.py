"""Names that people type for things of one kind, and which thing each can mean.

A thing has the name it is shown by, and others it goes by. Names are held against each other
without regard to capitals, spaces and the sort of quotation marks and dashes; when that finds
nothing, without accents too. Knows nothing of forms.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

#: Quotation marks, apostrophes and dashes → the plain one of each sort.
_SIGNS = str.maketrans(
    {sign: one for one, many in (('"', "”“„«»"), ("'", "’‘`´"), ("-", "–—−")) for sign in many}
)
#: What sort of place a name ends with; the nearest name is looked for without it.
_SORTS = (" kommun", " stad", " lan", " municipality", " county")
#: How alike two names must be for one to be meant by the other, from 0 to 1.
ALIKE = 0.6


@dataclass(frozen=True)
class Known:
    """The things of one kind. names: id → the name it is shown by; others: id → names beside it."""

    names: Mapping[str, str]
    others: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def meant(self, text: str) -> list[str]:
        """The ids of all that the text can mean: an id, a name, or both as `shown` writes them."""
        said = text.strip()
        if said in self.names:
            return [said]
        if said.endswith(")") and " (" in said:
            id_ = said[said.rindex(" (") + 2 : -1]
            if id_ in self.names:
                return [id_]
        return self._by_plain.get(plain(said)) or self._by_bare.get(bare(said)) or []

    def nearest(self, text: str) -> str | None:
        """The name of the one that is most like the text; None when nothing is like it."""
        by_core = {_core(name): ids for name, ids in self._by_bare.items()}
        close = get_close_matches(_core(bare(text)), by_core, n=1, cutoff=ALIKE)
        return self.names[by_core[close[0]][0]] if close else None

    @cached_property
    def _by_plain(self) -> Mapping[str, list[str]]:
        """By the names they are shown by before the others: a name of its own means its own."""
        found = self._by(plain, {id_: (*others,) for id_, others in self.others.items()})
        return found | self._by(plain, {id_: (name,) for id_, name in self.names.items()})

    @cached_property
    def _by_bare(self) -> Mapping[str, list[str]]:
        return self._by(
            bare, {id_: (name, *self.others.get(id_, ())) for id_, name in self.names.items()}
        )

    def _by(
        self, form: Callable[[str], str], named: Mapping[str, Sequence[str]]
    ) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id_, names in named.items():
            for name in dict.fromkeys(form(each) for each in names if each):
                found.setdefault(name, []).append(id_)
        return found


def shown(id_: str, name: str) -> str:
    """A name with its id, as suggestions write it.

    >>> shown("boverket", "Boverket")
    'Boverket (boverket)'
    """
    return f"{name} ({id_})"


def plain(text: str) -> str:
    """The text as names are held against each other.

    >>> plain("  Nya  ”Åtgärder” – del 2")
    'nya "åtgärder" - del 2'
    """
    return " ".join(text.translate(_SIGNS).casefold().split())


def bare(text: str) -> str:
    """The same without accents.

    >>> bare("Västerås")
    'vasteras'
    """
    split = unicodedata.normalize("NFKD", plain(text))
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def _core(name: str) -> str:
    """A bare name without the sort of place it ends with."""
    for sort in _SORTS:
        if name.endswith(sort):
            return name.removesuffix(sort)
    return name
