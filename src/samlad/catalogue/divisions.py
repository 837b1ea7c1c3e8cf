"""The divisions of definitions/divisions.toml: sets of areas, each valid for a span of years."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from samlad.catalogue.entries import member_of, refuse_unknown_keys
from samlad.catalogue.files import DEFINITIONS, read_toml, shown, text_of
from samlad.errors import DefinitionError
from samlad.model import Level, Text


@dataclass(frozen=True, slots=True)
class Division:
    """A set of areas. `code` is a regular expression that the whole of each code matches.

    valid_from and valid_to: first and last year, None where open. areas: how many there are.
    level: None where its areas are no places with a page (schools, electoral districts).
    """

    id: str
    title: Text
    code: str
    level: Level | None = None
    parent: str | None = None
    areas: int | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    followed_by: str | None = None

    def holds_in(self, period: str) -> bool:
        """Whether the division was in force that year (of a school year: its first)."""
        year = period[:4]
        return (self.valid_from or "") <= year <= (self.valid_to or "9999")


@cache
def divisions() -> dict[str, Division]:
    """Every division by id, the largest areas first."""
    path = DEFINITIONS / "divisions.toml"
    found = {}
    for id_, table in read_toml(path).items():
        if not isinstance(table.get("code"), str):
            raise DefinitionError(f"{shown(path)}: '{id_}.code' is missing; write the codes' form")
        refuse_unknown_keys(table, {*_PLAIN, "level", "title"}, path, id_)
        level = member_of(Level, table, "level", path, id_)
        plain = {key: table.get(key) for key in _PLAIN}
        found[id_] = Division(id=id_, title=text_of(table, "title", path), level=level, **plain)
    for division in found.values():
        for other in (division.parent, division.followed_by):
            if other is not None and other not in found:
                raise DefinitionError(
                    f"{shown(path)}: '{division.id}' names '{other}', no division"
                )
    return found


_PLAIN = ("code", "parent", "areas", "valid_from", "valid_to", "followed_by")
