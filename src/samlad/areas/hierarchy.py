"""The places that pages speak of, each inside a larger one: nation, county, municipality, areas.

Counties and municipalities come from the facts; the names of RegSO and the RegSO of each DeSO
from two files in the observations or beside them.
"""

from __future__ import annotations

from collections.abc import Iterable
from glob import escape
from pathlib import Path
from typing import Any

import duckdb

from samlad.catalogue import facts
from samlad.errors import ObservationError
from samlad.model import NATION, Area, Level
from samlad.sources import companion_of

REGSO_NAMES = "regso2020_names.parquet"
DESO_TO_REGSO = "deso2018_to_regso2020.parquet"
REGSO = "regso-2020"
DESO = "deso-2018"


def hierarchy_files(inputs: Path) -> tuple[Path, ...]:
    """The two files of small areas: in the inputs, or in `observations/` in or beside them."""
    return tuple(companion_of(inputs, name) for name in (REGSO_NAMES, DESO_TO_REGSO))


def area_table(
    inputs: Path, connection: duckdb.DuckDBPyConnection | None = None
) -> tuple[Area, ...]:
    """Every place, the largest first, then by code. A DeSO has no name: its code stands there.

    Raises ObservationError when a file is missing or broken, or an area has no parent there.
    """
    names, parents = hierarchy_files(inputs)
    connection = connection or duckdb.connect()
    regso = _rows(connection, "SELECT regso, namn, kommunkod", names)
    deso = _rows(connection, "SELECT DeSO_2018, RegSOkod_2020", parents)
    areas = (
        *places(),
        *(Area(code, _spaced(name), Level.REGSO, REGSO, parent) for code, name, parent in regso),
        *(Area(code, code, Level.DESO, DESO, parent) for code, parent in deso),
    )
    _refuse_orphans(areas, {Level.REGSO: names, Level.DESO: parents})
    return areas


read_areas = area_table


def places() -> tuple[Area, ...]:
    """The nation, its counties and its municipalities.

    >>> [area.name for area in places()[:2]]
    ['Sverige', 'Stockholms län']
    """
    counties = (
        Area(row["code"], row["name"], Level.COUNTY, "county", NATION) for row in facts("counties")
    )
    municipalities = (
        Area(row["code"], row["name_short"], Level.MUNICIPALITY, "municipality", row["county_code"])
        for row in facts("municipalities")
    )
    return (Area(NATION, "Sverige", Level.NATION, "nation"), *counties, *municipalities)


def area_columns(areas: Iterable[Area]) -> dict[str, list[Any]]:
    """The places as columns, as store.write_areas takes them."""
    rows = [(area.code, area.name, area.level.value, area.division, area.parent) for area in areas]
    names = ("code", "name", "level", "division", "parent")
    return {name: [row[at] for row in rows] for at, name in enumerate(names)}


def deso_parents(areas: Iterable[Area]) -> dict[str, str]:
    """DeSO → the RegSO that holds it."""
    return {area.code: area.parent or "" for area in areas if area.level is Level.DESO}


def county_of(code: str) -> str:
    """The county a municipality, RegSO or DeSO lies in: the first two digits of its code.

    >>> county_of("0114R001")
    '01'
    """
    return code[:2]


def _rows(connection: duckdb.DuckDBPyConnection, select: str, path: Path) -> list[tuple[str, ...]]:
    try:
        return connection.execute(
            f"{select} FROM read_parquet(?) ORDER BY 1", [escape(str(path))]
        ).fetchall()
    except duckdb.Error as error:
        reason = str(error).splitlines()[0].split(": ", 1)[-1]
        raise ObservationError(f"{path}: cannot be read ({reason}); fetch it again") from None


def _spaced(name: str) -> str:
    """The name with single spaces: one RegSO is published with two."""
    return " ".join(name.split())


def _refuse_orphans(areas: tuple[Area, ...], files: dict[Level, Path]) -> None:
    known = {area.code for area in areas}
    seen: set[str] = set()
    for area in areas:
        file = files.get(area.level, Path("definitions/facts"))
        if area.code in seen:
            raise ObservationError(f"{file}: '{area.code}' stands twice; keep one")
        seen.add(area.code)
        if area.parent is not None and area.parent not in known:
            raise ObservationError(
                f"{file}: '{area.code}' lies in '{area.parent}', which is no place of the same "
                "division; take both files from one division"
            )
