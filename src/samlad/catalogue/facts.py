"""The fact tables of definitions/facts/: rows of text as they stand, with the header checked."""

from __future__ import annotations

import csv
from functools import cache

from samlad.catalogue.files import DEFINITIONS, shown
from samlad.errors import DefinitionError, UnknownName


@cache
def facts(name: str) -> tuple[dict[str, str], ...]:
    """All rows of definitions/facts/<name>.csv, column → text; an empty cell is unknown.

    Raises UnknownName when there is no such table, DefinitionError when a row has another
    number of cells than the header.

    >>> facts("counties")[0]["name"]
    'Stockholms län'
    """
    path = DEFINITIONS / "facts" / f"{name}.csv"
    if not path.is_file():
        raise UnknownName("fact table", name, (p.stem for p in path.parent.glob("*.csv")))
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise DefinitionError(f"{shown(path)}, row {number}: not as many cells as the header")
    return tuple(rows)


def listed(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds a list, as the fact tables write it.

    >>> listed("housing;crime")
    ('housing', 'crime')
    """
    return tuple(part.strip() for part in cell.split(";") if part.strip())
