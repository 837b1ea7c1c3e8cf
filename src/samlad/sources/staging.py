"""The table a reader fills before its rows become observations, and the checks every row passes.

A reader writes to `staged`; `admit` refuses what cannot be true with file, row, column and value,
and moves the rest to `observations` in a fixed order. It knows nothing of any publisher.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from glob import escape
from pathlib import Path

import duckdb

from samlad.catalogue import divisions, facts
from samlad.errors import ObservationError
from samlad.model import OBSERVATION_COLUMNS, Source, Status
from samlad.sources.corrections import apply_corrections

_KEY = '"table", unit, period, "group"'
_WITH_VALUE = [Status.SHOWN.value, Status.ROUNDED.value, Status.PERTURBED.value]

#: `file`, `row`: its name and the record in it, from 1. `field`: the column `value` stands in.
#: `sign`: what stood where the status was read. `text`: what stood where a number should.
_STAGED = """
CREATE OR REPLACE TEMP TABLE staged (
    "table" VARCHAR, unit VARCHAR, municipality VARCHAR, period VARCHAR, "group" VARCHAR,
    value DOUBLE, status VARCHAR, sign VARCHAR, text VARCHAR,
    field VARCHAR, row BIGINT, file VARCHAR
)
"""
_OBSERVATIONS = """
CREATE TABLE IF NOT EXISTS observations (
    "source" VARCHAR, "table" VARCHAR, division VARCHAR, unit VARCHAR, municipality VARCHAR,
    period VARCHAR, "group" VARCHAR, value DOUBLE, status VARCHAR
)
"""


@dataclass(frozen=True, slots=True)
class Columns:
    """What the file calls the columns that a fault can be in, for the sentence about it.

    sign: the column of signs, with {} for the value's column; None where signs stand for values.
    """

    unit: str
    period: str
    group: str
    municipality: str
    sign: str | None = None


def begin(connection: duckdb.DuckDBPyConnection) -> None:
    """Make an empty `observations` and `staged` where there is none."""
    connection.execute(_OBSERVATIONS)
    connection.execute(_STAGED)


def begin_anew(connection: duckdb.DuckDBPyConnection) -> None:
    """Forget what was read before, so that nothing is counted twice."""
    connection.execute("DROP TABLE IF EXISTS observations")
    connection.execute("DROP TABLE IF EXISTS known_faults")
    begin(connection)


def require_columns(
    connection: duckdb.DuckDBPyConnection, path: Path, names: tuple[str, ...]
) -> None:
    """Raise ObservationError unless `path` is a Parquet file with all those columns."""
    try:
        found = connection.execute(
            "SELECT * FROM read_parquet($file) LIMIT 0", {"file": escape(str(path))}
        ).description
    except duckdb.Error as error:
        reason = str(error).splitlines()[0].split(": ", 1)[-1].split(" '")[0]
        raise ObservationError(
            f"{path}: is no readable Parquet file ({reason}); fetch it again"
        ) from None
    here = [column[0] for column in found]
    for name in names:
        if name not in here:
            raise ObservationError(
                f"{path.name}: column '{name}' is missing (it has {', '.join(here)}); "
                "use the table as its publisher gives it"
            )


def admit(connection: duckdb.DuckDBPyConnection, source: Source, columns: Columns) -> None:
    """Check what is staged and move it to `observations`, sorted by table, unit, period, group.

    Raises ObservationError for the first row with an unknown sign, a value that is no number or
    below zero, an empty key, a code of another form, an unknown municipality, or a key twice.
    """
    division = source.options["division"]
    for refuse in (_refuse_values, _refuse_empty, _refuse_codes, _refuse_duplicates):
        refuse(connection, source, columns)
    apply_corrections(connection, source)
    connection.execute(
        f"""
        INSERT INTO observations ({", ".join(f'"{name}"' for name in OBSERVATION_COLUMNS)})
        SELECT $source, "table", $division, unit, municipality, period, "group", value, status
        FROM staged ORDER BY {_KEY}
        """,
        {"source": source.id, "division": division},
    )
    connection.execute(_STAGED)


def _refuse_values(connection: duckdb.DuckDBPyConnection, source: Source, columns: Columns) -> None:
    row = connection.execute(
        """
        SELECT file, row, field, sign, text, value, status FROM staged
        WHERE status IS NULL OR text IS NOT NULL OR value < 0 OR isnan(value) OR isinf(value)
           OR (value IS NULL) = list_contains($with_value, status)
        ORDER BY file, row, field LIMIT 1
        """,
        {"with_value": _WITH_VALUE},
    ).fetchone()
    if row is None:
        return
    file, number, field, sign, text, value, status = row
    here = f"{file}, row {number}, column '{field}'"
    signs = ", ".join(f"'{known}'" for known in source.options.get("signs", {}))
    if text is not None:
        raise ObservationError(f"{here}: '{text}' is not a number; mend the cell or fetch it again")
    if status is None and columns.sign is None:
        raise ObservationError(
            f"{here}: '{sign}' is not a number or one of {signs}; mend the cell or fetch it again"
        )
    if status is None:
        raise ObservationError(
            f"{file}, row {number}, column '{(columns.sign or '').format(field)}': '{sign}' is "
            f"none of {signs}; declare it in definitions/sources/{source.id}.toml"
        )
    if value is None:
        raise ObservationError(f"{here}: is empty and no sign says why; fetch the table again")
    if status not in _WITH_VALUE:
        raise ObservationError(
            f"{here}: is {value:g} but its sign '{sign}' says there is none; fetch it again"
        )
    raise ObservationError(f"{here}: {value:g} cannot be; a value here is zero or more")


def _refuse_empty(connection: duckdb.DuckDBPyConnection, source: Source, columns: Columns) -> None:
    for key, name in (("unit", columns.unit), ("period", columns.period), ("group", columns.group)):
        row = connection.execute(
            f"""
            SELECT file, row FROM staged WHERE "{key}" IS NULL OR "{key}" = ''
            ORDER BY file, row LIMIT 1
            """
        ).fetchone()
        if row is not None:
            raise ObservationError(
                f"{row[0]}, row {row[1]}, column '{name}': is empty; each row needs one"
            )


def _refuse_codes(connection: duckdb.DuckDBPyConnection, source: Source, columns: Columns) -> None:
    division = divisions()[source.options["division"]]
    title = division.title.en
    form = re.compile(division.code)
    municipalities = {row["code"] for row in facts("municipalities")}
    for key, is_known, name, sentence in (
        (
            "unit",
            form.fullmatch,
            columns.unit,
            f"'{{}}' is no code of {title}; correct it or choose the right division",
        ),
        (
            "municipality",
            municipalities.__contains__,
            columns.municipality,
            "no municipality has the code '{}'; see definitions/facts/municipalities.csv",
        ),
        (
            "period",
            division.holds_in,
            columns.period,
            f"{title} does not hold in '{{}}'; take the table of the division in force that year",
        ),
    ):
        values = connection.execute(f'SELECT DISTINCT "{key}" FROM staged').fetchall()
        unknown = [value for (value,) in values if value is None or not is_known(value)]
        if unknown:
            _refuse_first(connection, key, unknown, name, sentence)


def _refuse_first(
    connection: duckdb.DuckDBPyConnection, key: str, unknown: list[str], name: str, sentence: str
) -> None:
    rows = connection.execute(
        f"""
        SELECT file, row, {key} FROM staged WHERE coalesce(list_contains($unknown, {key}), true)
        ORDER BY file, row, {key} LIMIT 1
        """,
        {"unknown": unknown},
    ).fetchall()
    for file, row, value in rows:
        raise ObservationError(
            f"{file}, row {row}, column '{name}': {sentence.format(value or '')}"
        )


def _refuse_duplicates(
    connection: duckdb.DuckDBPyConnection, source: Source, columns: Columns
) -> None:
    doubled = connection.execute(
        f"SELECT count(*) > count(DISTINCT hash({_KEY})) FROM staged"
    ).fetchall()
    if not doubled[0][0]:
        return
    # two keys with one hash are possible: only the keys themselves decide
    row = connection.execute(
        """
        SELECT min((file, row)), max((file, row)), "table", unit, period, "group" FROM staged
        GROUP BY "table", unit, period, "group" HAVING count(*) > 1 ORDER BY ALL LIMIT 1
        """
    ).fetchone()
    if row is None:
        return
    (first_file, first), (file, second), *key = row
    there = f"row {first}" if first_file == file else f"{first_file}, row {first}"
    raise ObservationError(
        f"{file}, row {second}, column '{columns.unit}': {', '.join(map(str, key))} "
        f"already stands in {there}; keep one of them"
    )
