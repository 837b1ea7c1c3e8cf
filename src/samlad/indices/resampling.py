"""Uncertainty by simulation: the person bootstrap and random allocation, seeded from the counts.

Both draw whole tables of counts, few at a time. What rests on sums over units is computed as the
tables are drawn; other indices see the tables. The same counts give the same draws, whatever the
machine.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats, Integers
from samlad.indices.registry import Index, fitting
from samlad.indices.sums import FROM_SUMS, Layout

#: From seed, number of the first draw and layout, fill people of shape (draws, units, groups).
Draw = Callable[[np.uint64, int, Layout, Integers], None]
#: Cells that are drawn at a time: few enough to stay in cache.
_BLOCK = 1 << 16
#: Two indices this near are the same, computed in another order.
_SAME = 1e-10


@dataclass(frozen=True, slots=True, eq=False)
class Bootstrap:
    """What resampling people within units says; arrays of shape (segments, indices).

    standard_error: of the draws; low, high: the interval from their quantiles, moved by twice the
    bias that resampling shows, since a resample has the chance of the counts and once more.
    """

    indices: tuple[str, ...]
    estimate: Floats
    standard_error: Floats
    bias: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True, eq=False)
class RandomAllocation:
    """What allocating people at random gives, sizes of units and groups as they are.

    Arrays of shape (segments, indices). p: the chance of an index at least as great as the
    estimate, (1 + such draws) / (1 + draws), so never 0.
    """

    indices: tuple[str, ...]
    estimate: Floats
    expected: Floats
    standard_deviation: Floats
    p: Floats


def bootstrap(
    counts: Counts, indices: Sequence[str], *, draws: int = 500, interval: float = 0.95
) -> Bootstrap:
    """Resample each unit's people from the unit's own composition.

    Raises UnknownName, and UnusableCounts when an index does not fit the groups or the counts are
    not whole people.
    """
    found = fitting(indices, counts)
    estimate, drawn = _simulated(counts, found, draws, _resampled)
    middle = np.mean(drawn, axis=0)
    half = (1 - interval) / 2
    low, high = np.quantile(drawn, [half, 1 - half], axis=0)
    bias = middle - estimate
    bounds = [(index.low, np.inf if index.high is None else index.high) for index in found]
    floor, ceiling = (np.array(ends) for ends in zip(*bounds, strict=True))
    return Bootstrap(
        tuple(index.name for index in found),
        estimate,
        np.std(drawn, axis=0, ddof=1),
        bias,
        np.clip(low - 2 * bias, floor, ceiling),
        np.clip(high - 2 * bias, floor, ceiling),
    )


def random_allocation(
    counts: Counts, indices: Sequence[str], *, draws: int = 500
) -> RandomAllocation:
    """Allocate the people of each segment to its units at random, all sizes held fixed.

    Raises as bootstrap does.
    """
    found = fitting(indices, counts)
    estimate, drawn = _simulated(counts, found, draws, _allocated)
    as_great = (drawn >= estimate - _SAME).sum(axis=0)
    usable = ~np.isnan(estimate)
    return RandomAllocation(
        tuple(index.name for index in found),
        estimate,
        np.mean(drawn, axis=0),
        np.std(drawn, axis=0, ddof=1),
        np.where(usable, (1 + as_great) / (1 + draws), np.nan),
    )


def _simulated(
    counts: Counts, found: Sequence[Index], draws: int, draw: Draw
) -> tuple[Floats, Floats]:
    """Estimates (segments, indices) and drawn values (draws, segments, indices)."""
    if draws < 2:
        raise UnusableCounts(f"{draws} draws are too few; ask for 100 or more")
    if (counts.table != np.rint(counts.table)).any():
        raise UnusableCounts("people can only be drawn from whole counts; round the weights first")
    layout, seed = Layout(counts), _seed(counts, draws)
    size = max(1, _BLOCK // max(counts.table.size, 1))
    starts = range(0, draws, size)

    def block(start: int) -> Floats:
        people = np.empty((min(size, draws - start), *counts.table.shape), dtype=np.int64)
        draw(seed, start, layout, people)
        return _drawn_values(counts, layout, people, found)

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        drawn = np.concatenate(list(threads.map(block, starts)))
    drawn[:, counts.reasons != ""] = np.nan
    return _values(counts, found), drawn


def _values(counts: Counts, found: Sequence[Index]) -> Floats:
    with np.errstate(all="ignore"):
        columns = [index.value(counts) for index in found]
    return np.where((counts.reasons == "")[:, None], np.stack(columns, axis=1), np.nan)


def _drawn_values(
    counts: Counts, layout: Layout, people: Integers, found: Sequence[Index]
) -> Floats:
    """The indices of people drawn; shape (draws, segments, indices)."""
    shape = (len(people), len(counts.segments))
    values = np.empty((*shape, len(found)))
    sums = layout.sums(people)
    tables = None
    for place, index in enumerate(found):
        if index.name in FROM_SUMS:
            values[:, :, place] = FROM_SUMS[index.name](sums)
            continue
        tables = tables or _tiled(counts, people)
        values[:, :, place] = _values(tables, [index]).reshape(shape)
    return values


def _seed(counts: Counts, draws: int) -> np.uint64:
    """From the counts themselves, so that the same counts give the same answer."""
    digest = hashlib.sha256(np.ascontiguousarray(counts.table).tobytes())
    digest.update(counts.offsets.tobytes())
    digest.update(str(draws).encode())
    return np.uint64(int.from_bytes(digest.digest()[:8], "little"))


def _tiled(counts: Counts, people: Integers) -> Counts:
    """Many tables of the same segments and units as one, labels left out.

    A unit is never drawn empty, since its size is fixed.
    """
    times = len(people)
    sizes = np.tile(np.diff(counts.offsets), times)
    offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    segments: tuple[int, ...] = tuple(range(times * len(counts.segments)))
    table = people.reshape(-1, people.shape[2]).astype(np.float64)
    return Counts(table, offsets, segments, (), counts.groups, np.zeros(0, dtype=np.int64))


def _resampled(seed: np.uint64, first: int, layout: Layout, people: Integers) -> None:
    from samlad.indices.people import resample

    resample(seed, first, layout.table, layout.sizes, layout.factorials, people)


def _allocated(seed: np.uint64, first: int, layout: Layout, people: Integers) -> None:
    from samlad.indices.people import allocate

    fixed = layout.offsets, layout.sizes, layout.totals, layout.factorials
    allocate(seed, first, *fixed, people)
