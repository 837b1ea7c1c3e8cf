"""The facets of everything that can be found, as definitions/facets.toml declares them.

One registry: kind → its facets, each with its parameter, texts and columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from samlad.catalogue.files import DEFINITIONS, read_toml, shown, text_of
from samlad.errors import DefinitionError
from samlad.model import Text

FACETS = DEFINITIONS / "facets.toml"


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow what is found.

    columns: paths from the kind's table to the codes; parents: app, table and column of the wider
    code, blank where codes have none; only: a condition on the rows of the columns; is_year: the
    columns are dates, and the code is their year.
    """

    kind: str
    id: str
    parameter: str
    title: Text
    columns: tuple[str, ...]
    parents: tuple[str, ...]
    only: Mapping[str, Any]
    is_year: bool = False

    @property
    def is_hierarchical(self) -> bool:
        """Whether a hit counts in the wider codes too."""
        return bool(self.parents)


@cache
def facets(kind: str) -> tuple[Facet, ...]:
    """The facets of a kind, in the order of the page; none where nothing is declared."""
    return tuple(facet for facet in _declared() if facet.kind == kind)


@cache
def _declared() -> tuple[Facet, ...]:
    found: dict[tuple[str, str], Facet] = {}
    for number, table in enumerate(read_toml(FACETS).get("facet", ()), start=1):
        facet = _facet(table, number)
        if (facet.kind, facet.id) in found:
            raise DefinitionError(f"{shown(FACETS)}: '{facet.id}' of {facet.kind} stands twice")
        found[facet.kind, facet.id] = facet
    return tuple(found.values())


def _facet(table: Mapping[str, Any], number: int) -> Facet:
    for key in ("kind", "id", "parameter", "columns"):
        if not table.get(key):
            raise DefinitionError(f"{shown(FACETS)}: facet {number} has no '{key}'; write it")
    return Facet(
        kind=table["kind"],
        id=table["id"],
        parameter=table["parameter"],
        title=text_of(table, "title", FACETS),
        columns=tuple(table["columns"]),
        parents=tuple(table["parents"].split(".")) if "parents" in table else (),
        only=table.get("only", {}),
        is_year=table.get("is_year", False),
    )
