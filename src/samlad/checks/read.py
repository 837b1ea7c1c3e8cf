"""Observations as they were read from a folder, for rules to ask: rows, first rows, places.

Beside `observations` there are then `sound`, the values that no known fault means, and `declared`,
every group that a source declares with its unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from samlad.catalogue import sources
from samlad.checks.finding import SHOWN, Found
from samlad.sources import observations_folder
from samlad.sources.scb import unit_of

_SOUND = """
CREATE OR REPLACE TEMP VIEW sound AS
SELECT * FROM observations ANTI JOIN known_faults USING (source, "table", unit, period, "group")
WHERE value IS NOT NULL
"""
_DECLARED = """
CREATE OR REPLACE TEMP TABLE declared (
    source VARCHAR, "table" VARCHAR, "group" VARCHAR, measured VARCHAR, low DOUBLE, high DOUBLE
)
"""


@dataclass(frozen=True, slots=True)
class Series:
    """The groups and periods that a table has in the files."""

    groups: frozenset[str]
    periods: frozenset[str]


class Read:
    """Observations and the folder they were read from.

    series: source and table → its groups and periods.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, inputs: Path) -> None:
        self.connection = connection
        self.inputs = inputs
        connection.execute(_SOUND)
        connection.execute(_DECLARED)
        connection.executemany("INSERT INTO declared VALUES (?, ?, ?, ?, ?, ?)", _declarations())
        self.series = self._series()

    def _series(self) -> dict[tuple[str, str], Series]:
        rows = self.rows(
            """SELECT source, "table", list(DISTINCT "group"), list(DISTINCT period)
               FROM observations GROUP BY ALL ORDER BY ALL"""
        )
        return {
            (source, table): Series(frozenset(groups), frozenset(periods))
            for source, table, groups, periods in rows
        }

    def rows(self, sql: str, **given: Any) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self.connection.execute(sql, given or None).fetchall()

    def has(self, source: str) -> bool:
        """Whether the folder holds that source."""
        return any(one == source for one, _ in self.series)

    def first(self, sql: str, by: str, **given: Any) -> list[tuple[Any, ...]]:
        """The first rows of a query for each of `by`, with the number of all of them last."""
        return self.rows(
            f"""
            SELECT * EXCLUDE (place) FROM (
                SELECT *, count(*) OVER (PARTITION BY {by}) AS total,
                       row_number() OVER (PARTITION BY {by} ORDER BY q) AS place
                FROM ({sql}) AS q
            )
            WHERE place <= {SHOWN} ORDER BY ALL
            """,
            **given,
        )

    def found(
        self, source: str, at: tuple[object, ...], column: str = "", total: int = 1, **words: Any
    ) -> Found:
        """A place in a source's file; numbers among the words are written out."""
        shown = {
            name: _number(word) if isinstance(word, float) else word for name, word in words.items()
        }
        return Found(self._file(source), ", ".join(map(str, at)), column, shown, total)

    def _file(self, source: str) -> str:
        """The source's file, or its id where other files than the tidy one were read."""
        file = sources()[source].file
        return file if (observations_folder(self.inputs) / file).is_file() else source


def _declarations() -> list[tuple[object, ...]]:
    """Source, table, group, unit, and the plausible span where one is declared."""
    return [
        (source.id, name, group, unit_of(table, group), *table.get("plausible", (None, None)))
        for source in sources().values()
        for name, table in source.options["tables"].items()
        for group in table["groups"]
    ]


def _number(value: float) -> str:
    return f"{value:,.0f}" if value.is_integer() else f"{value:,.4g}"
