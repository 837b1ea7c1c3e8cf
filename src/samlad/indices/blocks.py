"""Values of units computed few units at a time, so that what is made on the way stays in cache."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

#: Units computed at a time, and from how many blocks on all processors are used.
_BLOCK, _MANY = 8192, 8


def in_blocks(units: int, compute: Callable[[slice], NDArray[np.float64]]) -> NDArray[np.float64]:
    """Put together what a function gives for each block of units; shape (units,).

    The same whatever the number of processors, since each unit is computed by itself.
    """
    values = np.empty(units)

    def fill(start: int) -> None:
        rows = slice(start, min(start + _BLOCK, units))
        with np.errstate(all="ignore"):
            values[rows] = compute(rows)

    starts = range(0, units, _BLOCK)
    if len(starts) < _MANY:
        for start in starts:
            fill(start)
        return values
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        list(threads.map(fill, starts))
    return values
