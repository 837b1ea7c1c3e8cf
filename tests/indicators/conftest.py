"""Observations that fit on the screen, and indicators declared beside the test that uses them."""

import math
from collections.abc import Callable, Iterable
from dataclasses import fields
from pathlib import Path
from textwrap import dedent
from typing import Any

import duckdb
import pytest

from samlad.catalogue.indicators import read_indicators
from samlad.indicators import Inputs, Rows, compute
from samlad.model import OBSERVATION_COLUMNS, Indicator, Result

TEXTS = "\n".join(
    f'{key} = {{ sv = "{key}", en = "{key}" }}'
    for key in ("title", "short", "definition", "limits")
)

Observed = Callable[..., Inputs]
Declared = Callable[[str], Indicator]


@pytest.fixture
def observed() -> Observed:
    """Rows of (unit, period, group, value[, status]) of one table as the engine's inputs."""

    def make(*tables: dict[str, Any], parents: dict[str, str] | None = None) -> Inputs:
        connection = duckdb.connect()
        columns = ", ".join(
            f'"{name}" {"DOUBLE" if name == "value" else "VARCHAR"}' for name in OBSERVATION_COLUMNS
        )
        connection.execute(f"CREATE TABLE observations ({columns})")
        rows = [row for table in tables for row in _rows(**table)]
        connection.executemany("INSERT INTO observations VALUES (?,?,?,?,?,?,?,?,?)", rows)
        return Inputs(connection, parents or {})

    return make


def _rows(
    rows: Iterable[tuple[Any, ...]],
    source: str = "scb-deso",
    table: str = "t",
    division: str = "deso-2018",
    municipality: str | None = None,
) -> Iterable[tuple[Any, ...]]:
    for unit, period, group, value, *status in rows:
        place = municipality or unit[:4]
        told = status[0] if status else "shown"
        yield (source, table, division, unit, place, period, group, value, told)


@pytest.fixture
def declared(tmp_path: Path) -> Declared:
    """An indicator from what its file says beside id, area, unit, direction and texts."""

    def make(text: str) -> Indicator:
        path = tmp_path / "tiny.toml"
        head = 'id = "tiny"\narea = "housing"\nunit = "index"\ndirection = "none"\n' + TEXTS
        path.write_text(f"{head}\n{dedent(text)}", encoding="utf-8")
        return read_indicators(path)[0]

    return make


@pytest.fixture
def computed() -> Callable[[Indicator, Inputs], dict[tuple[str, str], Result]]:
    """(place, period) → the result of one indicator with one division."""

    def make(indicator: Indicator, inputs: Inputs) -> dict[tuple[str, str], Result]:
        return {(row.place, row.period): row for row in as_results(compute([indicator], inputs))}

    return make


def as_results(rows: Rows) -> list[Result]:
    names = [column.name for column in fields(Rows)]
    columns = [getattr(rows, name).tolist() for name in names]
    return [
        Result(**{n: None if _is_nan(v) else v for n, v in zip(names, row, strict=True)})
        for row in zip(*columns, strict=True)
    ]


def _is_nan(value: Any) -> bool:
    return isinstance(value, float) and math.isnan(value)
