"""Areas as exports write them, by code, by code and name, or by name, into their codes.

SCB's own lists differ in spaces and in dashes for hyphens: names are compared without those.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from glob import escape
from pathlib import Path

import duckdb

from samlad.catalogue import divisions
from samlad.errors import ObservationError
from samlad.model import Source
from samlad.sources.companions import companion_of

_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


@dataclass(frozen=True, slots=True)
class AreaNames:
    """The codes of one division. names: the compared spelling of a name → code."""

    code: re.Pattern[str]
    names: Mapping[str, str] = field(default_factory=dict)

    def code_of(self, label: str) -> str | None:
        """The code of the area with that label, None when there is none."""
        first = label.partition(" ")[0]
        return first if self.code.fullmatch(first) else self.names.get(same_name(label))


def same_name(name: str) -> str:
    """One spelling for all of a name's.

    >>> same_name("Härnösand (Härnösand  centrum )") == same_name("Härnösand (Härnösand centrum)")
    True
    >>> same_name("Sotenäs (Kungshamn–Väjern)")
    'Sotenäs (Kungshamn-Väjern)'
    """
    spaced = " ".join(name.split()).translate(_HYPHENS)
    return spaced.replace(" )", ")").replace("( ", "(")


def area_names(folder: Path, source: Source, connection: duckdb.DuckDBPyConnection) -> AreaNames:
    """The names that exports of the source use, "Upplands Väsby (Bollstanäs)", with their codes.

    Raises ObservationError when the list of names is missing, or two areas share a name.
    """
    code = re.compile(divisions()[source.options["division"]].code)
    if "names" not in source.options:
        return AreaNames(code)
    path = companion_of(folder, source.options["names"])
    rows = connection.execute(
        "SELECT kommun, namn, regso FROM read_parquet($file) ORDER BY regso",
        {"file": escape(str(path))},
    ).fetchall()
    names: dict[str, str] = {}
    for municipality, name, area in rows:
        known = names.setdefault(same_name(f"{municipality} ({name})"), area)
        if known != area:
            raise ObservationError(
                f"{path.name}: {known} and {area} are both called '{name}'; name them apart"
            )
    return AreaNames(code, names)
