"""The breaks of definitions/breaks.toml: from when a source's series does not compare, and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from samlad.catalogue.entries import member_of, refuse_unknown_keys
from samlad.catalogue.files import DEFINITIONS, read_toml, shown, text_of
from samlad.errors import DefinitionError
from samlad.model import Break, Status, Text


@dataclass(frozen=True, slots=True)
class SourceBreak:
    """A break in one or several sources' series; an empty tuple means every one.

    status: what every value of such a series has from `period` on, None where nothing changes.
    subtracts: whether a cell may be found by taking one published number from another.
    """

    id: str
    period: str
    reason: Text
    sources: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    status: Status | None = None
    subtracts: bool = True
    url: str | None = None

    def concerns(self, source: str, table: str, division: str, unit: str | None = None) -> bool:
        """Whether a series of that source, table, division and unit of value has this break."""
        asked = (
            (self.sources, source),
            (self.tables, table),
            (self.divisions, division),
            (self.units, unit),
        )
        return all(not named or value in named for named, value in asked)

    def plain(self) -> Break:
        """The period and the reason alone, as an indicator carries them."""
        return Break(period=self.period, reason=self.reason)


@cache
def breaks() -> dict[str, SourceBreak]:
    """Every declared break by id, in the order of the file."""
    path = DEFINITIONS / "breaks.toml"
    found = {}
    for id_, table in read_toml(path).items():
        if not isinstance(table.get("period"), str):
            raise DefinitionError(
                f"{shown(path)}: '{id_}.period' is missing; write the year as text"
            )
        refuse_unknown_keys(table, {*_LISTS, *_PLAIN}, path, id_)
        named = {key: tuple(table.get(key, ())) for key in _LISTS}
        found[id_] = SourceBreak(
            id=id_,
            period=table["period"],
            reason=text_of(table, "reason", path),
            status=member_of(Status, table, "status", path, id_),
            subtracts=table.get("subtracts", True),
            url=table.get("url"),
            **named,
        )
    return found


_LISTS = ("sources", "tables", "divisions", "units")
_PLAIN = ("period", "reason", "status", "subtracts", "url")
