"""A release held in memory: results asked for by indicator, place and period, without a query.

Columns are small integers and floats in arrays sorted by indicator and place, so every question
is a few binary searches. Nothing changes after opening: any number of threads may ask.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np

from samlad.errors import UnknownName
from samlad.model import NATION, Area, Level, Result
from samlad.store.manifest import Manifest, read_manifest
from samlad.store.reading import CODED, NUMBERS, Table, read_areas, read_results

_LENGTHS = {2: Level.COUNTY, 4: Level.MUNICIPALITY, 8: Level.REGSO, 9: Level.DESO}


def level_of(code: str) -> Level:
    """The size of a place, as the form of its code tells.

    >>> level_of("00"), level_of("0114"), level_of("0114R001")
    (<Level.NATION: 'nation'>, <Level.MUNICIPALITY: 'municipality'>, <Level.REGSO: 'regso'>)
    """
    if code == NATION:
        return Level.NATION
    try:
        return _LENGTHS[len(code)]
    except KeyError:
        raise UnknownName("place", code, ()) from None


def open_results(folder: Path) -> Results:
    """Read a release; InputError when it is missing, broken or of another engine."""
    table = read_results(folder)
    return Results(folder, table, read_areas(folder))


class Results:
    """The rows of a release, read-only; an answer is a tuple of model.Result in the file's order.

    Rows are sorted by indicator, place, division and period.
    """

    def __init__(self, folder: Path, table: Table, areas: dict[str, Area]) -> None:
        self.folder = folder
        self._table = table
        self._areas = areas
        self._inside = _inside(areas)
        self._spans = _spans(table.codes["indicator"], len(table.words["indicator"]))
        places = table.codes["place"]
        self._by_place = np.argsort(places, kind="stable")
        self._place_spans = _spans(places[self._by_place], len(table.words["place"]))
        self._levels = np.array([list(Level).index(level_of(p)) for p in table.words["place"]])

    def __len__(self) -> int:
        return len(self._table.codes["indicator"])

    @cached_property
    def manifest(self) -> Manifest:
        """What the release was made of."""
        return read_manifest(self.folder)

    @property
    def indicators(self) -> tuple[str, ...]:
        """The ids of all indicators with results, sorted."""
        return self._table.words["indicator"]

    def for_indicator(
        self, indicator: str, period: str | None = None, level: Level | str | None = None
    ) -> tuple[Result, ...]:
        """All rows of an indicator, or those of one period and one size of place."""
        rows = np.arange(*self._span(indicator))
        if period is not None:
            rows = rows[self._table.codes["period"][rows] == self._code("period", period)]
        rows = self._of_level(rows, level)
        return self._rows(rows)

    def for_place(self, place: str) -> tuple[Result, ...]:
        """All rows of one place, every indicator, division and period."""
        code = self._code("place", place)
        if code < 0:
            return ()
        return self._rows(self._by_place[slice(*self._place_spans[code])])

    def series(self, indicator: str, place: str, division: str | None = None) -> tuple[Result, ...]:
        """An indicator of one place over time, by division and period; one division if named."""
        rows = self._rows_of(indicator, place, place)
        if division is not None:
            rows = rows[self._table.codes["division"][rows] == self._code("division", division)]
        return self._rows(rows)

    def latest(self, indicator: str, place: str, division: str | None = None) -> Result | None:
        """The newest row that has a value, else the newest row, else None."""
        return latest(self.series(indicator, place, division))

    def neighbourhoods(
        self, municipality: str, indicators: Iterable[str], level: Level | str | None = None
    ) -> tuple[Result, ...]:
        """Rows of those indicators for every RegSO and DeSO inside the municipality, or one of."""
        found = (
            self._of_level(self._rows_of(indicator, f"{municipality}A", f"{municipality}Z"), level)
            for indicator in indicators
        )
        return tuple(row for rows in found for row in self._rows(rows))

    def periods(self, indicator: str, level: Level | str | None = None) -> tuple[str, ...]:
        """The periods an indicator has rows for, oldest first; at one size of place if named."""
        rows = np.arange(*self._span(indicator))
        rows = self._of_level(rows, level)
        words = self._table.words["period"]
        return tuple(words[code] for code in np.unique(self._table.codes["period"][rows]))

    def areas(
        self, level: Level | str | None = None, parent: str | None = None
    ) -> tuple[Area, ...]:
        """Places in order of code: all, of one size, or inside one place (at any depth)."""
        wanted = None if level is None else Level(level)
        inside = self._areas.values() if parent is None else self._inside.get(parent, ())
        return tuple(area for area in inside if wanted is None or area.level is wanted)

    def area(self, code: str) -> Area:
        """The place with that code; UnknownName when there is none."""
        try:
            return self._areas[code]
        except KeyError:
            raise UnknownName("place", code, self._areas) from None

    def _code(self, column: str, word: str) -> int:
        words = self._table.words[column]
        at = bisect_left(words, word)
        return at if at < len(words) and words[at] == word else -1

    def _span(self, indicator: str) -> tuple[int, int]:
        code = self._code("indicator", indicator)
        return (0, 0) if code < 0 else self._spans[code]

    def _of_level(
        self, rows: np.ndarray[Any, Any], level: Level | str | None
    ) -> np.ndarray[Any, Any]:
        """Those of the rows whose place has that size; all where none is named."""
        if level is None:
            return rows
        wanted = list(Level).index(Level(level))
        return rows[self._levels[self._table.codes["place"][rows]] == wanted]

    def _rows_of(self, indicator: str, first: str, last: str) -> np.ndarray[Any, Any]:
        """Rows of an indicator whose place is from `first` to `last`, both included."""
        start, end = self._span(indicator)
        words = self._table.words["place"]
        low = bisect_left(words, first)
        high = bisect_left(words, last + "\0")
        places = self._table.codes["place"][start:end]
        return np.arange(
            start + np.searchsorted(places, low, side="left"),
            start + np.searchsorted(places, high, side="left"),
        )

    def _rows(self, rows: np.ndarray[Any, Any]) -> tuple[Result, ...]:
        table = self._table
        texts = {
            name: [table.words[name][code] for code in table.codes[name][rows].tolist()]
            for name in CODED
            if name not in {"status", "reason"}
        }
        numbers = {name: _known(table.numbers[name][rows]) for name in NUMBERS}
        statuses = [table.statuses[code] for code in table.codes["status"][rows].tolist()]
        reasons = [table.reasons[code] for code in table.codes["reason"][rows].tolist()]
        return tuple(
            map(
                Result,
                texts["indicator"],
                texts["place"],
                texts["division"],
                texts["period"],
                numbers["value"],
                numbers["low"],
                numbers["high"],
                numbers["corrected"],
                [None if units is None else int(units) for units in numbers["units"]],
                numbers["persons"],
                statuses,
                reasons,
            )
        )


def latest(rows: Iterable[Result]) -> Result | None:
    """The newest row that has a value, else the newest row, else None."""
    return max(rows, key=lambda row: (row.value is not None, row.period), default=None)


def _known(values: np.ndarray[Any, Any]) -> Sequence[float | None]:
    """The floats as Python numbers, None for NaN."""
    return [None if isnan(value) else value for value in values.tolist()]


def _spans(codes: np.ndarray[Any, Any], kinds: int) -> list[tuple[int, int]]:
    """First and last+1 row of each code in a sorted array."""
    edges = np.searchsorted(codes, np.arange(kinds + 1)).tolist()
    return list(pairwise(edges))


def _inside(areas: dict[str, Area]) -> dict[str, list[Area]]:
    """Place → every place in it, at any depth, in order of code."""
    found: dict[str, list[Area]] = {}
    for area in areas.values():
        above = area.parent
        while above is not None:
            found.setdefault(above, []).append(area)
            holder = areas.get(above)
            above = holder.parent if holder else None
    return found
