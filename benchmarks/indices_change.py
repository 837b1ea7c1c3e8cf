"""Change, order and merging: wall time beside what peers took on inputs of the same size.

R cannot be installed by pip, so its times are those measured on an idle machine with two cores;
each line says the aim as a multiple of the peer's speed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter
from typing import Any

import numpy as np

from samlad.indices import Counts
from samlad.indices.change import change, change_path
from samlad.indices.merging import alike_pairs, merge_pairs
from samlad.indices.rank_order import rank_order_h, rank_order_r, rank_order_s

UNITS, MUNICIPALITIES, GROUPS, YEARS = 6160, 290, 5, 10
#: Seconds that R `segregation` 1.1 took, converged, one municipality after the other.
R_CHANGE = 124.0
#: Seconds that PySAL 2.6 took for all three.
PYSAL_RANK_ORDER = 0.047
#: Seconds that R took for the path of adjacent units, and of those alike in diversity.
R_ROOK, R_LOCAL = 1.6, 205.6


def main() -> None:
    years = _panel()
    for index in ("theil-m", "theil-h"):
        seconds, found = _best(lambda index=index: change(years[0], years[1], index=index))
        usable = (found.reason == "").sum()
        _line(f"change of {index}, {usable} municipalities, with errors", seconds, R_CHANGE, 200)
    seconds, path = _best(lambda: change_path(years), times=1)
    steps = f"{len(path.steps)} steps with errors and their sum"
    _line(f"change of theil-m, {steps}", seconds, R_CHANGE * len(path.steps), 200)
    bins = Counts.from_arrays(np.random.default_rng(56).multinomial(1700, _income_shares()))
    seconds, _ = _best(lambda: _rank_order(bins), times=20)
    _line("rank-order H, R and S, 6,160 units × 16 bins", seconds, PYSAL_RANK_ORDER, 20)
    _merging()


def _merging() -> None:
    units = Counts.from_arrays(_people(np.random.default_rng(5)))
    rook = _rook_pairs()
    seconds, path = _best(lambda: merge_pairs(units, rook))
    _line(f"merging path of 6,160 rook neighbours, {len(path.lost)} merges", seconds, R_ROOK, 5)
    seconds, path = _best(lambda: merge_pairs(units, alike_pairs(units, 50)), times=1)
    _line(f"merging path of alike pairs, {len(path.lost)} merges", seconds, R_LOCAL, 100)


def _people(rng: np.random.Generator) -> np.ndarray:
    return rng.multinomial(1700, rng.dirichlet([6, 3, 1.5, 0.8, 0.4], UNITS))


def _rook_pairs() -> np.ndarray:
    side = int(np.ceil(np.sqrt(UNITS)))
    place = np.arange(side * side).reshape(side, side)
    across = np.column_stack([place[:, :-1].ravel(), place[:, 1:].ravel()])
    down = np.column_stack([place[:-1].ravel(), place[1:].ravel()])
    pairs = np.concatenate([across, down])
    return pairs[(pairs < UNITS).all(axis=1)]


def _rank_order(bins: Counts) -> None:
    """On counts of its own, so that nothing is remembered from the run before."""
    fresh = replace(bins)
    for index in (rank_order_h, rank_order_r, rank_order_s):
        index(fresh)


def _income_shares() -> np.ndarray:
    centres = np.random.default_rng(55).normal(8, 3, UNITS)
    shares = np.exp(-0.5 * ((np.arange(16) - centres[:, None]) / 5) ** 2)
    return shares / shares.sum(axis=1, keepdims=True)


def _panel() -> list[Counts]:
    """Ten years of units drifting from one composition to another."""
    rng = np.random.default_rng(77)
    municipality = np.sort(rng.integers(0, MUNICIPALITIES, UNITS))
    first, last = (rng.dirichlet([6, 3, 1.5, 0.8, 0.4], UNITS) for _ in range(2))
    people = np.maximum(50, rng.lognormal(np.log(1700), 0.35, UNITS)).astype(int)
    return [
        Counts.from_arrays(
            rng.multinomial(people, first * (1 - year / 9) + last * year / 9),
            segments=municipality,
        )
        for year in range(YEARS)
    ]


def _best(work: Callable, times: int = 3) -> tuple[float, Any]:
    seconds, result = [], None
    for _ in range(times):
        start = perf_counter()
        result = work()
        seconds.append(perf_counter() - start)
    return min(seconds), result


def _line(what: str, seconds: float, peer: float, aim: int) -> None:
    print(f"  {what}: {seconds:.4f} s, {peer / seconds:.0f} × a peer's {peer:g} s (aim {aim} ×)")
