"""Uncertainty by simulation: bootstrap of people or units, random allocation, seeded from counts.

All draw whole tables of counts, few at a time. Where sizes are held, what rests on sums over units
is computed as the tables are drawn; other indices see the tables.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices.counts import Counts, Floats, Integers
from samlad.indices.drawn_tables import (
    allocate_into,
    refuse_parts,
    resample_into,
    seed_of,
    tiled,
)
from samlad.indices.draws import deviation_of, mean_of, quantile_of
from samlad.indices.registry import Index, fitting
from samlad.indices.sums import FROM_SUMS, Layout
from samlad.indices.uncertainty import check_interval
from samlad.indices.waiting import told

#: From seed, number of the first draw and layout, fill people of shape (draws, units, groups).
Draw = Callable[[np.uint64, int, Layout, Integers], None]
#: From the number of the first draw and how many there are, values (draws, segments, indices).
Block = Callable[[int, int], Floats]
#: Cells that are drawn at a time: few enough to stay in cache.
_BLOCK = 1 << 16
#: Two indices this near are the same, computed in another order.
_SAME = 1e-10


@dataclass(frozen=True, slots=True, eq=False)
class Bootstrap:
    """What resampling says; arrays of shape (segments, indices).

    A draw that leaves a segment fewer than two groups has no index there and does not count.
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
    counts: Counts,
    indices: Sequence[str],
    *,
    draws: int = 500,
    interval: float = 0.95,
    of: str = "people",
) -> Bootstrap:
    """Resample each unit's people from the unit's own composition, or whole units.

    of: "people", where the units are all there are, as a municipality's schools; "units", where
    they are a sample of more that there might have been. Raises UnknownName, and UnusableCounts
    when an index does not fit the groups, or people are not whole and shall be drawn.

    Source: Efron (1979), Annals of Statistics 7; Davison & Hinkley (1997), Bootstrap Methods.
    """
    check_interval(interval)
    if of not in ("people", "units"):
        raise UnknownName("what is resampled", of, ("people", "units"))
    found = fitting(indices, counts)
    if of == "people":
        estimate, drawn = _simulated(counts, found, draws, resample_into, "bootstrap")
    else:
        block = _of_units(counts, found, seed_of(counts, draws))
        estimate, drawn = _in_blocks(counts, found, draws, block, "bootstrap")
    bias = mean_of(drawn) - estimate
    half = (1 - interval) / 2
    bounds = [(index.low, np.inf if index.high is None else index.high) for index in found]
    floor, ceiling = (np.array(ends) for ends in zip(*bounds, strict=True))
    return Bootstrap(
        tuple(index.name for index in found),
        estimate,
        deviation_of(drawn),
        bias,
        np.clip(quantile_of(drawn, half) - 2 * bias, floor, ceiling),
        np.clip(quantile_of(drawn, 1 - half) - 2 * bias, floor, ceiling),
    )


def random_allocation(
    counts: Counts, indices: Sequence[str], *, draws: int = 500
) -> RandomAllocation:
    """Allocate the people of each segment to its units at random, all sizes held fixed.

    Raises as bootstrap does.
    """
    found = fitting(indices, counts)
    estimate, drawn = _simulated(counts, found, draws, allocate_into, "random allocation")
    as_great = (drawn >= estimate - _SAME).sum(axis=0)
    usable = ~np.isnan(estimate)
    return RandomAllocation(
        tuple(index.name for index in found),
        estimate,
        mean_of(drawn),
        deviation_of(drawn),
        np.where(usable, (1 + as_great) / (1 + draws), np.nan),
    )


def _simulated(
    counts: Counts, found: Sequence[Index], draws: int, draw: Draw, what: str
) -> tuple[Floats, Floats]:
    """Estimates (segments, indices) and values of people drawn (draws, segments, indices)."""
    refuse_parts(counts)
    layout, seed = Layout(counts), seed_of(counts, draws)

    def block(start: int, many: int) -> Floats:
        people = np.empty((many, *counts.table.shape), dtype=np.int64)
        draw(seed, start, layout, people)
        return _drawn_values(counts, layout, people, found)

    return _in_blocks(counts, found, draws, block, what)


def _in_blocks(
    counts: Counts, found: Sequence[Index], draws: int, block: Block, what: str
) -> tuple[Floats, Floats]:
    """Estimates, and what a function gives for a few draws at a time, on all processors."""
    if draws < 2:
        raise UnusableCounts(f"{draws} draws are too few; ask for 100 or more")
    size = max(1, _BLOCK // max(counts.table.size, 1))
    starts = range(0, draws, size)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        parts = threads.map(lambda start: block(start, min(size, draws - start)), starts)
        drawn = np.concatenate(list(told(parts, len(starts), what)))
    drawn[:, counts.reasons != ""] = np.nan
    return _values(counts, found), drawn


def _of_units(counts: Counts, found: Sequence[Index], seed: np.uint64) -> Block:
    """Values of segments whose units are drawn from their own, with replacement."""
    first = counts.spread(counts.offsets[:-1])
    many = counts.spread(counts.unit_counts)

    def block(start: int, draws: int) -> Floats:
        chosen = np.empty((draws, len(first)), dtype=np.int64)
        for draw in range(draws):
            chance = np.random.default_rng([int(seed), start + draw]).random(len(first))
            chosen[draw] = first + (chance * many).astype(np.int64)
        values = _values(tiled(counts, counts.table[chosen]), found)
        return values.reshape(draws, len(counts.segments), len(found))

    return block


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
        tables = tables or tiled(counts, people)
        values[:, :, place] = _values(tables, [index]).reshape(shape)
    values[(sums.people > 0).sum(axis=2) < 2] = np.nan
    return values
