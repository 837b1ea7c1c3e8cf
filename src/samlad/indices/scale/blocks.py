"""All cores: one work split into blocks of units, for threads that each write their own rows."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from samlad.indices.waiting import told

_BLOCKS = 64


def in_blocks(work: Callable[[int, int], None], units: int, what: str) -> None:
    """Call work(first, last) for blocks that cover 0 to units; the first fault is raised.

    what: is computed, for who waits.

    >>> seen = []
    >>> in_blocks(lambda first, last: seen.append(last - first), 130, "counting")
    >>> sum(seen)
    130
    """
    step = max(1, -(-units // _BLOCKS))
    blocks = [(first, min(first + step, units)) for first in range(0, units, step)]
    if len(blocks) < 2:
        for block in told(blocks, len(blocks), what):
            work(*block)
        return
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(told(pool.map(lambda block: work(*block), blocks), len(blocks), what))
