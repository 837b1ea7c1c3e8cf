"""Uncertainty by simulation: the person bootstrap and random allocation, seeded from the counts.

Both draw whole tables of counts, many at a time, and put them through the same functions as the
counts themselves. The same counts give the same draws.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats, Integers
from samlad.indices.registry import Index, fitting

Draw = Callable[[Counts, np.random.Generator, int], Floats]
#: Cells that are drawn at a time.
_BLOCK = 2_000_000


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
    as_great = (drawn >= estimate - 1e-12).sum(axis=0)
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
    sizes = _blocks(draws, max(counts.table.size, 1))
    seeds = np.random.SeedSequence(_seed(counts, draws)).spawn(len(sizes))

    def block(times: int, seed: np.random.SeedSequence) -> Floats:
        tiled = _tiled(counts, draw(counts, np.random.default_rng(seed), times), times)
        return _values(tiled, found).reshape(times, len(counts.segments), len(found))

    estimate = _values(counts, found)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return estimate, np.concatenate(list(threads.map(block, sizes, seeds)))


def _values(counts: Counts, found: Sequence[Index]) -> Floats:
    with np.errstate(all="ignore"):
        columns = [index.value(counts) for index in found]
    return np.where((counts.reasons == "")[:, None], np.stack(columns, axis=1), np.nan)


def _blocks(draws: int, cells: int) -> list[int]:
    """How many draws each block has; the same whatever the machine."""
    size = max(1, min(draws, _BLOCK // cells))
    return [min(size, draws - start) for start in range(0, draws, size)]


def _seed(counts: Counts, draws: int) -> int:
    """From the counts themselves, so that the same counts give the same answer."""
    digest = hashlib.sha256(np.ascontiguousarray(counts.table).tobytes())
    digest.update(counts.offsets.tobytes())
    digest.update(str(draws).encode())
    return int.from_bytes(digest.digest()[:8], "little")


def _tiled(counts: Counts, table: Floats, times: int) -> Counts:
    """Many tables of the same segments and units as one, labels left out.

    A unit is never drawn empty, since its size is fixed.
    """
    sizes = np.tile(np.diff(counts.offsets), times)
    offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    segments: tuple[int, ...] = tuple(range(times * len(counts.segments)))
    rows = np.zeros(0, dtype=np.int64)
    return Counts(table, offsets, segments, (), counts.groups, rows)


def _resampled(counts: Counts, generator: np.random.Generator, times: int) -> Floats:
    sizes = np.tile(counts.unit_totals.astype(np.int64), times)
    shares = np.tile(counts.shares, (times, 1))
    return generator.multinomial(sizes, shares).astype(np.float64)


def _allocated(counts: Counts, generator: np.random.Generator, times: int) -> Floats:
    """Fill unit after unit of all segments and draws at once, from those not yet allocated."""
    left = np.tile(counts.group_totals.astype(np.int64), (times, 1, 1))
    sizes = counts.unit_totals.astype(np.int64)
    table = np.zeros((times, *counts.table.shape))
    for place in range(int(counts.unit_counts.max(initial=0))):
        segments = np.flatnonzero(counts.unit_counts > place)
        units = counts.offsets[segments] + place
        drawn = _sampled(left[:, segments], sizes[units], generator)
        table[:, units] = drawn
        left[:, segments] -= drawn
    return table.reshape(-1, counts.table.shape[1])


def _sampled(left: Integers, sizes: Integers, generator: np.random.Generator) -> NDArray[np.int64]:
    """Draw so many of those left, group after group; shape (draws, segments, groups)."""
    drawn = np.zeros_like(left)
    wanted = np.broadcast_to(sizes, left.shape[:2]).copy()
    others = left.sum(axis=2)
    for group in range(left.shape[2] - 1):
        others = others - left[:, :, group]
        drawn[:, :, group] = generator.hypergeometric(left[:, :, group], others, wanted)
        wanted = wanted - drawn[:, :, group]
    drawn[:, :, -1] = wanted
    return drawn
