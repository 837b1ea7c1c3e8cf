# ruff: noqa: PLR0917  (compiled loops pass plain numbers by place)
"""Rings of a summed grid: how far from a cell the nearest k persons reach, and who they are.

Compiled loops over populated cells that lie row by row with running sums of people, so that a
disc costs two look-ups for each row it crosses. Squared distances are whole numbers of cells;
a ring is all cells at one squared distance. Imported only when a grid is counted.
"""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

import numpy as np

from samlad.indices.counts import Floats, Integers
from samlad.indices.scale.compiled import compiled

#: A sum of people within this of k is enough: room for rounding of fractional counts.
ENOUGH = 1e-7
#: The search narrows until the ring of candidates is this many times the radius wide.
_NARROW = 4.0


class Grid(NamedTuple):
    """Populated cells, row by row, with running sums.

    rows, columns: shape (cells,); people: shape (cells,), persons of each; sums: shape
    (cells + 1, groups), running sums; totals: shape (cells + 1,), running persons; first, last:
    the outermost populated columns of each grid row; base: where a row starts in `before`, less
    its first column; before: how many populated cells lie before a column.
    """

    rows: Integers
    columns: Integers
    people: Floats
    sums: Floats
    totals: Floats
    first: Integers
    last: Integers
    base: Integers
    before: np.ndarray


@compiled
def count_nearest(  # type: ignore[no-untyped-def]
    grid, start, end, persons, shares_last, people, squares
):
    """Fill people (k, cells, groups) and squares (k, cells) for the cells start to end.

    persons: ascending. shares_last: the last ring gives only as many as are still wanted.
    The radius of a cell differs from its neighbour's by no more than their distance: that
    brackets the search.
    """
    scales = persons.shape[0]
    last_squares = np.full(scales, -1, np.int64)
    row_squares = np.full(scales, -1, np.int64)
    last_row, last_column, row_row, row_column = -1, -1, -1, -1
    for cell in range(start, end):
        row, column = grid.rows[cell], grid.columns[cell]
        begins = row != last_row
        if begins and row_row >= 0:
            last_squares[:] = row_squares
            last_row, last_column = row_row, row_column
        away = -1.0
        if last_row >= 0:
            away = sqrt(float((row - last_row) ** 2 + (column - last_column) ** 2))
        known, within_known = np.int64(-1), 0.0
        for k in range(scales):
            known, within_known = _search(
                grid, row, column, persons[k] - ENOUGH, known, within_known, away, last_squares[k]
            )
            square = known + 1
            last_squares[k] = square
            squares[k, cell] = square
            _sum_disc(grid, row, column, square, people[k, cell])
            if shares_last and persons[k] > within_known:
                _share_last(grid, row, column, square, persons[k], within_known, people[k, cell])
        last_row, last_column = row, column
        if begins:
            row_squares[:] = last_squares
            row_row, row_column = row, column


@compiled
def _search(grid, row, column, want, known, within_known, away, near):  # type: ignore[no-untyped-def]
    """The largest square that does not hold enough, and the persons within it.

    known: a square that does not hold enough; away, near: the distance to the cell searched
    before and its square, or a negative distance when there is none.
    """
    low, within_low = known, within_known
    if away >= 0:
        radius = sqrt(float(near))
        high = np.int64((radius + away) ** 2) + 2
        if radius > away and np.int64((radius - away) ** 2) - 2 > low:
            low, within_low = np.int64((radius - away) ** 2) - 2, -1.0
        guess = near
    else:
        high = max(known, np.int64(0))
        held = _persons_within(grid, row, column, high)
        while held < want:
            low, within_low = high, held
            high = 2 * high + 1
            held = _persons_within(grid, row, column, high)
        guess = (low + high) // 2
    turns = 0
    while high - low > _NARROW * sqrt(float(high)) + 8:
        guess = min(max(guess, low + 1), high - 1)
        held = _persons_within(grid, row, column, guess)
        lean = 0.5 * _NARROW * sqrt(float(high))
        if held >= want:
            high, lean = guess, -lean
        else:
            low, within_low = guess, held
        turns += 1
        # As if the density were even, and a little past it, so that the next guess brackets.
        step = (want - held) * (guess + 1.0) / max(held, 1.0) + lean
        guess = guess + np.int64(step) if turns <= 2 else (low + high) // 2
    if within_low < 0:
        within_low = _persons_within(grid, row, column, low)
    return _walk_rings(grid, row, column, want, low, within_low, high)


@compiled
def _walk_rings(grid, row, column, want, low, within_low, high):  # type: ignore[no-untyped-def]
    """From low outwards, ring by ring, to the last square that does not hold enough."""
    rings = np.zeros(high - low)
    _persons_by_ring(grid, row, column, low, high, rings)
    held = within_low
    for place in range(rings.shape[0]):
        if held + rings[place] >= want:
            return low + place, held
        held += rings[place]
    return high - 1, held


@compiled
def _persons_within(grid, row, column, square):  # type: ignore[no-untyped-def]
    reach = np.int64(sqrt(float(square)))
    total = 0.0
    for r in range(max(row - reach, 0), min(row + reach, grid.first.shape[0] - 1) + 1):
        wide = np.int64(sqrt(float(square - (r - row) ** 2)))
        left = max(column - wide, grid.first[r])
        right = min(column + wide, grid.last[r]) + 1
        if left < right:
            base = grid.base[r]
            total += grid.totals[grid.before[base + right]] - grid.totals[grid.before[base + left]]
    return total


@compiled
def _sum_disc(grid, row, column, square, out):  # type: ignore[no-untyped-def]
    reach = np.int64(sqrt(float(square)))
    out[:] = 0.0
    for r in range(max(row - reach, 0), min(row + reach, grid.first.shape[0] - 1) + 1):
        wide = np.int64(sqrt(float(square - (r - row) ** 2)))
        left = max(column - wide, grid.first[r])
        right = min(column + wide, grid.last[r]) + 1
        if left < right:
            start, end = grid.before[grid.base[r] + left], grid.before[grid.base[r] + right]
            if start < end:
                for group in range(out.shape[0]):
                    out[group] += grid.sums[end, group] - grid.sums[start, group]


@compiled
def _share_last(grid, row, column, square, want, within, out):  # type: ignore[no-untyped-def]
    """Of the last ring, only the share that is still wanted; out holds the whole disc."""
    inner = np.zeros_like(out)
    if square > 0:
        _sum_disc(grid, row, column, square - 1, inner)
    whole = out.sum() - inner.sum()
    share = min(1.0, (want - within) / whole)
    for group in range(out.shape[0]):
        out[group] = inner[group] + share * (out[group] - inner[group])


@compiled
def _persons_by_ring(grid, row, column, inner, outer, rings):  # type: ignore[no-untyped-def]
    """Add the persons at every square from inner + 1 to outer to its place in rings."""
    reach = np.int64(sqrt(float(outer)))
    for r in range(max(row - reach, 0), min(row + reach, grid.first.shape[0] - 1) + 1):
        height = (r - row) ** 2
        wide = np.int64(sqrt(float(outer - height)))
        if height > inner:
            _persons_of_span(grid, row, column, r, column - wide, column + wide, inner, rings)
        else:
            hole = np.int64(sqrt(float(inner - height)))
            _persons_of_span(grid, row, column, r, column - wide, column - hole - 1, inner, rings)
            _persons_of_span(grid, row, column, r, column + hole + 1, column + wide, inner, rings)


@compiled
def _persons_of_span(grid, row, column, r, left, right, inner, rings):  # type: ignore[no-untyped-def]
    left, right = max(left, grid.first[r]), min(right, grid.last[r]) + 1
    if left < right:
        height = (r - row) ** 2
        start, end = grid.before[grid.base[r] + left], grid.before[grid.base[r] + right]
        for cell in range(start, end):
            square = height + (grid.columns[cell] - column) ** 2
            rings[square - inner - 1] += grid.people[cell]
