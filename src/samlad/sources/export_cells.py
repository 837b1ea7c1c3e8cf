"""What each cell of an export is of: the area, the year and the group, whichever way it is turned.

Takes the labels of rows and columns and what the table's definition expects; a label it does not
expect is refused, so that a table for men alone is never read as one for all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from samlad.errors import ObservationError
from samlad.sources.area_names import AreaNames
from samlad.sources.pxweb_files import Export, label

_YEAR = re.compile(r"(19|20)\d\d")
_NUMBER = re.compile(r"-?\d+([.,]\d+)?")

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Cells:
    """One entry per cell, row by row: arrays of equal length.

    values: floats, NaN where there is none; signs: what stands there instead, None with a value.
    fields and rows: where the cell stands, for the sentence about a fault.
    """

    units: Array
    periods: Array
    groups: Array
    values: Array
    signs: Array
    fields: Array
    rows: Array


@dataclass(frozen=True, slots=True)
class _Dimension:
    """One column of stubs or one row of headings: its labels, and the label of each cell."""

    labels: frozenset[str]
    spread: Array


def cells_of(export: Export, table: Mapping[str, Any], areas: AreaNames) -> Cells:
    """The export's cells with their area, year and group, as `table` in its source declares them.

    Raises ObservationError when one of the three is missing, a group or an area is unknown, or
    another heading says anything but what `table["also"]` lists.
    """
    rows, columns = len(export.stubs), len(export.headings)
    dimensions = _dimensions(export)
    period = _years(export, dimensions)
    group = _groups(export, dimensions, frozenset(table["groups"]))
    others = [one for one in dimensions if one not in (period, group)]
    unit = _areas(export, others, areas)
    _refuse_other(export, [one for one in others if one is not unit], _expected(table))
    values, signs = _values(export)
    fields = [" / ".join(dict.fromkeys(heading)) for heading in export.headings]
    return Cells(
        units=_codes(export, unit, areas),
        periods=period.spread,
        groups=group.spread,
        values=values,
        signs=signs,
        fields=np.tile(_objects(fields), rows),
        rows=np.repeat(np.arange(rows) + export.first, columns),
    )


def _dimensions(export: Export) -> list[_Dimension]:
    rows, columns = len(export.stubs), len(export.headings)
    stubs = [_objects(labels) for labels in zip(*export.stubs, strict=True)]
    headings = [_objects(labels) for labels in zip(*export.headings, strict=True)]
    return [
        *(_Dimension(frozenset(labels), np.repeat(labels, columns)) for labels in stubs),
        *(_Dimension(frozenset(labels), np.tile(labels, rows)) for labels in headings),
    ]


def _years(export: Export, dimensions: list[_Dimension]) -> _Dimension:
    for one in dimensions:
        if all(_YEAR.fullmatch(text) for text in one.labels):
            return one
    raise ObservationError(f"{export.path.name}: no heading is a year; export it with its years")


def _groups(export: Export, dimensions: list[_Dimension], groups: frozenset[str]) -> _Dimension:
    """The dimension with most of the declared groups, and no others."""
    fitting = [one for one in dimensions if one.labels <= groups]
    if fitting:
        return max(fitting, key=lambda one: len(one.labels))
    near = max(dimensions, key=lambda one: len(one.labels & groups))
    odd = min(near.labels - groups)
    raise ObservationError(
        f"{export.path.name}: '{odd}' is none of the groups that definitions/sources/ declares "
        "for the table; add it there or export the table without it"
    )


def _areas(export: Export, dimensions: list[_Dimension], areas: AreaNames) -> _Dimension:
    """The dimension whose labels are areas, or most of them."""
    known = [sum(areas.code_of(text) is not None for text in one.labels) for one in dimensions]
    if not any(known):
        raise ObservationError(
            f"{export.path.name}: no heading names areas of the table's division; "
            "export it by area, or give the list of names that belongs to it"
        )
    return dimensions[known.index(max(known))]


def _codes(export: Export, unit: _Dimension, areas: AreaNames) -> Array:
    codes = {text: areas.code_of(text) for text in unit.labels}
    unknown = sorted(text for text, code in codes.items() if code is None)
    if unknown:
        row = next(
            at for at, labels in enumerate(export.stubs, export.first) if unknown[0] in labels
        )
        raise ObservationError(
            f"{export.path.name}, row {row}, column 'region': '{unknown[0]}' is no area of the "
            "table's division; correct it or take the list of names of that division"
        )
    return _objects([codes[text] for text in unit.spread.tolist()])


def _expected(table: Mapping[str, Any]) -> frozenset[str]:
    content = table.get("export", {}).get("content")
    return frozenset({*table.get("also", ()), *([content] if content else ())})


def _refuse_other(export: Export, others: list[_Dimension], expected: frozenset[str]) -> None:
    for one in others:
        if not one.labels <= expected:
            odd = min(one.labels - expected)
            should = f"it should be for {' and '.join(sorted(expected))}" if expected else ""
            raise ObservationError(
                f"{export.path.name}: is for '{odd}'; {should or 'export it without that heading'}"
            )


def _values(export: Export) -> tuple[Array, Array]:
    cells = [cell for row in export.cells for cell in row]
    values = np.full(len(cells), np.nan)
    signs: list[str | None] = [None] * len(cells)
    for at, cell in enumerate(cells):
        if isinstance(cell, (int, float)):
            values[at] = cell
            continue
        text = label(cell)
        if _NUMBER.fullmatch(text.replace(" ", "")):
            values[at] = float(text.replace(" ", "").replace(",", "."))
        elif text:
            signs[at] = text
    return values, _objects(signs)


def _objects(values: Any) -> Array:
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
