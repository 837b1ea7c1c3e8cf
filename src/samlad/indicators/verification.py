"""Is a release what its inputs give? Two release folders in, the differences in sentences out.

The same bytes are the same. Where they are not, rows are compared: the same keys, statuses and
reasons, and numbers that agree to eight digits or to two in the last decimal kept, which another
machine's arithmetic may need.
"""

from __future__ import annotations

from collections.abc import Mapping
from glob import escape
from pathlib import Path
from typing import Any

import duckdb

from samlad.model import RESULT_COLUMNS
from samlad.store import AREA_COLUMNS, file_entry, read_manifest

#: Numbers agree when they differ by less than this share of the larger.
TOLERANCE = 1e-8
#: Or by less than this: numbers are kept to ten decimals, and one may be rounded up, one down.
LEAST = 2e-10
#: How many rows that differ are named.
NAMED = 5
KEY = RESULT_COLUMNS[:4]
NUMBERS = ("value", "low", "high", "corrected", "units", "persons")


def differences(release: Path, made: Path) -> list[str]:
    """What is different in `release` from what was just made of the same inputs; empty if nothing.

    Raises InputError when the release has no manifest.
    """
    found = _manifest_differences(release, made)
    for name, compare in FILES.items():
        ours, theirs = release / name, made / name
        if not ours.is_file():
            found.append(f"{name} is not in the release")
        elif file_entry(ours) != file_entry(theirs):
            found += compare(ours, theirs)
    return found


def _manifest_differences(release: Path, made: Path) -> list[str]:
    ours, theirs = read_manifest(release), read_manifest(made)
    found = []
    if ours.engine != theirs.engine:
        found.append(f"made by engine {ours.engine}; this is engine {theirs.engine}")
    if ours.definitions != theirs.definitions:
        found.append("the definitions have changed since the release was made")
    found += _input_differences(ours.inputs, theirs.inputs)
    for name, entry in ours.files.items():
        path = release / name
        if path.is_file() and file_entry(path) != entry:
            found.append(f"{name} is not the file that the release's manifest names")
    return found


def _input_differences(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[str]:
    changed = [name for name in sorted(ours.keys() & theirs.keys()) if ours[name] != theirs[name]]
    return [
        *(f"input {name} is not the file that the release was made from" for name in changed),
        *(
            f"input {name} was not there when the release was made"
            for name in theirs
            if name not in ours
        ),
        *(f"input {name} is no longer read" for name in ours if name not in theirs),
    ]


def _result_differences(ours: Path, theirs: Path) -> list[str]:
    joined = " AND ".join(f'a."{name}" = b."{name}"' for name in KEY)
    key = ", ".join(f'coalesce(a."{name}", b."{name}")' for name in KEY)
    told = ", ".join(
        f"CASE WHEN {_differs(n)} THEN '{n} is ' || coalesce(a.\"{n}\"::VARCHAR, 'missing') "
        f"|| ' and should be ' || coalesce(b.\"{n}\"::VARCHAR, 'missing') END"
        for n in ("status", "reason", *NUMBERS)
    )
    any_differs = " OR ".join(_differs(name) for name in ("status", "reason", *NUMBERS))
    return _rows(
        ours,
        theirs,
        f"""
        SELECT {key},
            CASE WHEN b.indicator IS NULL THEN 'is no longer computed'
                WHEN a.indicator IS NULL THEN 'is missing'
                ELSE concat_ws('; ', {told}) END
        FROM read_parquet(?) AS a FULL JOIN read_parquet(?) AS b ON {joined}
        WHERE a.indicator IS NULL OR b.indicator IS NULL OR {any_differs}
        ORDER BY 1, 2, 3, 4
        """,
    )


def _differs(column: str) -> str:
    """SQL that holds where a and b differ in a column: texts at all, numbers noticeably."""
    if column not in NUMBERS:
        return f'a."{column}" IS DISTINCT FROM b."{column}"'
    return (
        f'((a."{column}" IS NULL) <> (b."{column}" IS NULL) OR coalesce('
        f'abs(a."{column}" - b."{column}") > greatest({LEAST}, {TOLERANCE} * '
        f'greatest(abs(a."{column}"), abs(b."{column}"))), false))'
    )


def _area_differences(ours: Path, theirs: Path) -> list[str]:
    columns = ", ".join(f'"{name}"' for name in AREA_COLUMNS)
    return _rows(
        ours,
        theirs,
        f"""
        SELECT code, division, name, 'is not as in the inputs' FROM (
            (SELECT {columns} FROM read_parquet($1) EXCEPT SELECT {columns} FROM read_parquet($2))
            UNION
            (SELECT {columns} FROM read_parquet($2) EXCEPT SELECT {columns} FROM read_parquet($1))
        ) ORDER BY 1, 2
        """,
    )


def _rows(ours: Path, theirs: Path, query: str) -> list[str]:
    """The first rows that differ, and how many more do."""
    try:
        with duckdb.connect() as connection:
            rows = connection.execute(query, [escape(str(ours)), escape(str(theirs))]).fetchall()
    except duckdb.Error as error:
        return [f"{ours.name} cannot be compared ({str(error).splitlines()[0]})"]
    named = [f"{ours.name}: {' '.join(map(str, row[:-1]))} {row[-1]}" for row in rows[:NAMED]]
    more = len(rows) - len(named)
    return [*named, f"{ours.name}: {more} more rows differ"] if more else named


def _shape_differences(ours: Path, theirs: Path) -> list[str]:
    return [f"{ours.name} is not what the borders give"]


#: The files of a release → how two of a name are compared when their bytes differ.
FILES = {
    "results.parquet": _result_differences,
    "areas.parquet": _area_differences,
    "shapes.json": _shape_differences,
}
