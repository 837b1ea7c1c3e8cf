"""The places that pages speak of, each inside a larger one: nation, county, municipality, areas.

Counties and municipalities come from the facts; the names of RegSO and the RegSO of each DeSO
from two files beside the observations.
"""

from __future__ import annotations

from glob import escape
from pathlib import Path

import duckdb

from samlad.catalogue import facts
from samlad.errors import InputError
from samlad.model import NATION, Area, Level

REGSO_NAMES = "regso2020_names.parquet"
DESO_TO_REGSO = "deso2018_to_regso2020.parquet"
REGSO = "regso-2020"
DESO = "deso-2018"


def hierarchy_files(folder: Path) -> tuple[Path, ...]:
    """The two files of small areas; a missing one is an InputError."""
    found = tuple(folder / name for name in (REGSO_NAMES, DESO_TO_REGSO))
    for path in found:
        if not path.is_file():
            raise InputError(
                f"{folder}: '{path.name}' is not there; put it beside the observations"
            )
    return found


def read_areas(folder: Path) -> tuple[Area, ...]:
    """Every place, the largest first; `folder` holds the two files of small areas.

    A DeSO has no name of its own: its code stands there.
    """
    names, parents = hierarchy_files(folder)
    with duckdb.connect() as connection:
        regso = _rows(connection, "SELECT regso, namn, kommunkod", names)
        deso = _rows(connection, "SELECT DeSO_2018, RegSOkod_2020", parents)
    known = {row[0] for row in regso}
    for code, parent in deso:
        if parent not in known:
            raise InputError(
                f"{parents}: DeSO {code} lies in '{parent}', which {REGSO_NAMES} does not name; "
                "take both files from the same division"
            )
    return (
        *places(),
        *(Area(code, name, Level.REGSO, REGSO, parent) for code, name, parent in regso),
        *(Area(code, code, Level.DESO, DESO, parent) for code, parent in deso),
    )


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


def deso_parents(areas: tuple[Area, ...]) -> dict[str, str]:
    """DeSO → the RegSO that holds it."""
    return {area.code: area.parent or "" for area in areas if area.level is Level.DESO}


def _rows(connection: duckdb.DuckDBPyConnection, select: str, path: Path) -> list[tuple[str, ...]]:
    try:
        return connection.execute(
            f"{select} FROM read_parquet(?) ORDER BY 1", [escape(str(path))]
        ).fetchall()
    except duckdb.Error as error:
        raise InputError(
            f"{path}: cannot be read ({str(error).splitlines()[0]}); fetch the file again"
        ) from None
