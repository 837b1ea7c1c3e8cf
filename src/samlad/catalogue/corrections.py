"""The known faults of definitions/corrections.toml: which values of a source, why, and how many."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from typing import Any

from samlad.catalogue.entries import member_of, refuse_unknown_keys
from samlad.catalogue.files import DEFINITIONS, read_toml, shown, text_of
from samlad.errors import DefinitionError
from samlad.model import Status, Text


@dataclass(frozen=True, slots=True)
class Correction:
    """Values of one source and table that are known to be wrong; an empty tuple means every one.

    equals, above: which values (one of the two). rows: how many there are; `samlad check` fails
    when the source has another number. status: what they are read as, without a value; None where
    they are kept as published. date: when the fault was seen.
    """

    id: str
    source: str
    table: str
    rows: int
    date: datetime.date
    reason: Text
    units: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    equals: float | None = None
    above: float | None = None
    status: Status | None = None


@cache
def corrections() -> dict[str, Correction]:
    """Every known fault by id, in the order of the file."""
    path = DEFINITIONS / "corrections.toml"
    return {id_: _correction(id_, table) for id_, table in read_toml(path).items()}


def _correction(id_: str, table: dict[str, Any]) -> Correction:
    path = DEFINITIONS / "corrections.toml"
    for key, kind in _NEEDS.items():
        if not isinstance(table.get(key), kind):
            raise DefinitionError(f"{shown(path)}: '{id_}.{key}' is missing or of another kind")
    refuse_unknown_keys(table, {*_NEEDS, *_TAKES}, path, id_)
    if ("equals" in table) == ("above" in table):
        raise DefinitionError(f"{shown(path)}: '{id_}' needs one of 'equals' and 'above'")
    return Correction(
        id=id_,
        source=table["source"],
        table=table["table"],
        rows=table["rows"],
        date=table["date"],
        reason=text_of(table, "reason", path),
        units=tuple(table.get("units", ())),
        periods=tuple(table.get("periods", ())),
        equals=table.get("equals"),
        above=table.get("above"),
        status=member_of(Status, table, "status", path, id_),
    )


_NEEDS = {"source": str, "table": str, "rows": int, "date": datetime.date}
_TAKES = ("reason", "units", "periods", "equals", "above", "status")
