"""Counts from a frame: pandas, Polars, Arrow, DuckDB, Ibis, Dask, PySpark: what narwhals reads.

People are counted in the frame's own engine; only one number for each segment, unit and group
comes out of it. Nothing is changed in the frame.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices.counts import Counts, Integers

_PEOPLE, _LEAST, _NAN = "__people", "__least", "__nan"


def counts_from_frame(
    frame: Any,
    *,
    unit: str,
    group: str | None = None,
    count: str | None = None,
    groups: Sequence[str] = (),
    by: Sequence[str] | str = (),
) -> Counts:
    """Count a frame's people by unit and group within each segment.

    Long form: `group` names the column of groups, `count` the column of people; without `count`
    every row is a person. Wide form: `groups` names one column of people for each group. `by`
    names the columns whose values make a segment; with several, segments are tuples. Groups are
    sorted in the long form, and in the order given in the wide. Raises UnknownName for a column
    that is not there, UnusableCounts for a count that is missing, negative or text.

    >>> import polars
    >>> pupils = polars.DataFrame({"school": ["a", "a", "b"], "group": ["x", "y", "y"]})
    >>> Counts.from_frame(pupils, unit="school", group="group").table.tolist()
    [[1.0, 1.0], [0.0, 1.0]]
    """
    if (group is None) == (not groups):
        raise UnusableCounts("give either one column of groups, or one column for each group")
    segments = [by] if isinstance(by, str) else list(by)
    named = [*segments, unit, *([group] if group else groups), *([count] if count else [])]
    lazy = nw.from_native(frame).lazy()
    schema = lazy.collect_schema()
    for place, name in enumerate(named):
        if name not in schema:
            raise UnknownName("column", name, schema.names())
        if name in named[:place]:
            raise UnusableCounts(f"column '{name}' is asked for twice; give each its own column")
    if group is None:
        return _wide(lazy, schema, segments, unit, list(groups))
    cells = _counted(lazy, schema, [*segments, unit, group], [count] if count else [])
    people = cells.pop(_people(count) if count else _PEOPLE)
    return counts_from_cells(
        {name: cells[name] for name in segments}, cells[unit], cells[group], people
    )


def counts_from_cells(
    by: Mapping[str, NDArray[Any]],
    unit: NDArray[Any],
    group: NDArray[Any],
    people: NDArray[Any],
) -> Counts:
    """Lay cells out as units × groups; each array has one value for each cell, none missing."""
    keys = {**by, "unit": unit}
    rows, labels = _numbered(list(keys.values()))
    columns, (names,) = _numbered([group])
    table = np.zeros((len(labels[0]), len(names)))
    np.add.at(table, (rows, columns), np.asarray(people, dtype=np.float64))
    return _of(table, labels[:-1], labels[-1], [str(name) for name in names.tolist()], tuple(by))


def _wide(lazy: Any, schema: nw.Schema, by: list[str], unit: str, groups: list[str]) -> Counts:
    cells = _counted(lazy, schema, [*by, unit], groups)
    table = np.column_stack([cells[_people(name)] for name in groups]).astype(np.float64)
    order = np.arange(len(table))
    if len(table):
        rows, _ = _numbered([cells[name] for name in (*by, unit)])
        order = np.argsort(rows, kind="stable")
    labels = [cells[name][order] for name in (*by, unit)]
    return _of(table[order], labels[:-1], labels[-1], groups, tuple(by))


def _of(
    table: NDArray[Any],
    by: list[NDArray[Any]],
    units: NDArray[Any],
    groups: list[str],
    names: tuple[str, ...],
) -> Counts:
    if not len(table):
        raise UnusableCounts("there are no rows; give at least two units with people")
    parts = [part.tolist() for part in by]
    segments: Any = None
    if parts:
        segments = parts[0] if len(parts) == 1 else list(zip(*parts, strict=True))
    counts = Counts.from_arrays(table, segments=segments, units=units.tolist(), groups=groups)
    return replace(counts, by=names)


def _counted(
    lazy: Any, schema: nw.Schema, keys: list[str], counts: list[str]
) -> dict[str, NDArray[Any]]:
    """Group the frame and bring its few rows home as columns; refuse what cannot be counted."""
    for name in counts:
        if not schema[name].is_numeric():
            raise UnusableCounts(f"column '{name}' is not numbers; give counts of people")
    _refuse_missing(lazy, schema, keys, counts)
    # As float64, for a sum of 32 bits overflows in some engines without a word.
    if counts:
        lazy = lazy.with_columns(*(nw.col(name).cast(nw.Float64) for name in counts))
    people = [nw.col(name).sum().alias(_people(name)) for name in counts]
    least = [nw.col(name).min().alias(f"{_LEAST}_{name}") for name in counts]
    cells = _columns(lazy.group_by(keys).agg(*(people or [nw.len().alias(_PEOPLE)]), *least))
    for name in counts:
        smallest = np.min(cells.pop(f"{_LEAST}_{name}"), initial=0)
        if smallest < 0:
            raise UnusableCounts(f"column '{name}' holds {smallest:g}; a count cannot be negative")
    return cells


def _refuse_missing(lazy: Any, schema: nw.Schema, keys: list[str], counts: list[str]) -> None:
    asked = [nw.col(name).null_count().alias(name) for name in (*keys, *counts)]
    asked += [
        nw.col(name).is_nan().sum().alias(f"{_NAN}_{name}")
        for name in (*keys, *counts)
        if schema[name].is_float()
    ]
    for name, values in _columns(lazy.select(*asked)).items():
        missing = int(np.asarray(values, dtype=np.float64)[0])
        if missing:
            column = name.removeprefix(f"{_NAN}_")
            rows = "1 row has" if missing == 1 else f"{missing} rows have"
            raise UnusableCounts(f"{rows} no value in column '{column}'; fill it or leave them out")


def _columns(lazy: Any) -> dict[str, NDArray[Any]]:
    """Collect a lazy frame as NumPy columns; DuckDB needs no Arrow for it."""
    if lazy.implementation.is_duckdb():
        fetched = nw.to_native(lazy).fetchnumpy()
        return {name: np.ma.getdata(values) for name, values in fetched.items()}
    collected = lazy.collect()
    return {name: collected[name].to_numpy() for name in collected.columns}


def _numbered(keys: list[NDArray[Any]]) -> tuple[Integers, list[NDArray[Any]]]:
    """Number the distinct combinations of keys in sorted order; and their labels, key by key."""
    combined = np.zeros(len(keys[0]), dtype=np.int64)
    for key in keys:
        names, codes = np.unique(_sortable(key), return_inverse=True)
        combined = combined * len(names) + codes
    _, first, numbers = np.unique(combined, return_index=True, return_inverse=True)
    return numbers, [np.asarray(key)[first] for key in keys]


def _sortable(key: NDArray[Any]) -> NDArray[Any]:
    """Text as NumPy text, which sorts many times faster than Python's own."""
    return key.astype(np.str_) if key.dtype == object else key


def _people(column: str | None) -> str:
    return f"{_PEOPLE}_{column}"
