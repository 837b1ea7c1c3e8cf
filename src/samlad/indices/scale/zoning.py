"""Zoning: how much an index depends on where borders happen to run.

Takes counts and places with neighbours; gives the index of random contiguous zones of the units.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components, dijkstra

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats, Integers
from samlad.indices.registry import Index, find
from samlad.indices.spatial.places import Places
from samlad.indices.waiting import told


@dataclass(frozen=True, eq=False)
class ZoningBand:
    """An index of the units as given and of random zones of them, one row for each segment.

    published: shape (segments,), of the units; draws: shape (draws, segments), of zones; low,
    middle, high: shape (segments,), quantiles of the draws; zones: shape (segments,), how many.
    NaN where there is no index.
    """

    index: str
    segments: tuple[Hashable, ...]
    published: Floats
    draws: Floats
    low: Floats
    middle: Floats
    high: Floats
    zones: Integers


def zoning_band(
    counts: Counts,
    places: Places,
    index: str | Index,
    *,
    size: float,
    draws: int = 200,
    coverage: float = 0.95,
) -> ZoningBand:
    """Draw other borders: zones of about `size` units that hang together, many times over.

    Zones grow from random seeds over neighbours, each step of random length, so none is favoured
    for its shape; the draws are seeded from the counts. Parts of a segment that no border joins
    stay apart. Raises UnusableCounts for a size below 1 and UnknownName for an index that does
    not exist. Source: Openshaw (1984), The Modifiable Areal Unit Problem.

    >>> counts = Counts.from_arrays([[9, 1], [9, 1], [1, 9], [1, 9]])
    >>> line = Places.from_arrays(
    ...     [[0, 0], [1, 0], [2, 0], [3, 0]], neighbours=[[0, 1], [1, 2], [2, 3]]
    ... )
    >>> band = zoning_band(counts, line, "dissimilarity", size=2, draws=20)
    >>> bool(band.high[0] <= band.published[0])
    True
    """
    if not size >= 1 or draws < 1 or not 0 < coverage < 1:
        raise UnusableCounts("a zone has at least one unit, a band a draw and a share for coverage")
    found = find(index) if isinstance(index, str) else index
    borders = _borders(counts, places)
    parts = connected_components(borders, directed=False)[1].astype(np.int64)
    chance = np.random.default_rng(_seed(counts))
    wanted = np.maximum(np.round(np.bincount(parts) / size), 1).astype(np.int64)
    values = []
    for _ in told(range(draws), draws, "zoning"):
        zones = random_zones(borders, parts, wanted, chance)
        values.append(_value(found, _merged(counts, zones)))
    drawn = np.array(values)
    tail = (1 - coverage) / 2
    low, middle, high = np.quantile(drawn, [tail, 0.5, 1 - tail], axis=0)
    return ZoningBand(
        index=found.name,
        segments=counts.segments,
        published=_value(found, counts),
        draws=drawn,
        low=low,
        middle=middle,
        high=high,
        zones=_zones_by_segment(counts, parts, wanted),
    )


def random_zones(
    borders: sparse.csr_matrix, parts: Integers, wanted: Integers, chance: np.random.Generator
) -> Integers:
    """A zone number for each unit; every zone hangs together and lies in one part.

    borders: neighbours, each pair stored once; parts: shape (units,), the connected part of each
    unit; wanted: shape (parts,), zones in each.
    """
    keys = parts + chance.random(len(parts))
    order = np.argsort(keys, kind="stable")
    starts = np.searchsorted(parts[order], np.arange(len(wanted)))
    rank = np.arange(len(parts)) - starts[parts[order]]
    seeds = np.sort(order[rank < wanted[parts[order]]])
    steps = borders.copy()
    steps.data = chance.exponential(size=len(steps.data)) + 1e-12
    _, _, nearest = dijkstra(
        steps, directed=False, indices=seeds, min_only=True, return_predecessors=True
    )
    return np.searchsorted(seeds, nearest)


def _borders(counts: Counts, places: Places) -> sparse.csr_matrix:
    pairs = places.of(counts).needed_neighbours
    units = len(counts.units)
    ones = np.ones(len(pairs))
    return sparse.csr_matrix((ones, (pairs[:, 0], pairs[:, 1])), shape=(units, units))


def _merged(counts: Counts, zones: Integers) -> Counts:
    """Counts of the zones; a zone lies in one segment."""
    many = int(zones.max(initial=-1)) + 1
    table = np.zeros((many, counts.table.shape[1]))
    np.add.at(table, zones, counts.table)
    segment = np.zeros(many, dtype=np.int64)
    segment[zones] = counts.segment_of_unit
    order = np.argsort(segment, kind="stable")
    offsets = np.searchsorted(segment[order], np.arange(len(counts.segments) + 1))
    return Counts(
        table=table[order],
        offsets=offsets.astype(np.int64),
        segments=counts.segments,
        units=tuple(order.tolist()),
        groups=counts.groups,
        rows=np.arange(many),
    )


def _value(index: Index, counts: Counts) -> Floats:
    with np.errstate(all="ignore"):
        value = index.value(counts)
    return np.where(counts.reasons == "", value, np.nan)


def _zones_by_segment(counts: Counts, parts: Integers, wanted: Integers) -> Integers:
    segment = np.zeros(len(wanted), dtype=np.int64)
    segment[parts] = counts.segment_of_unit
    found = np.bincount(segment, weights=wanted, minlength=len(counts.segments))
    return found.astype(np.int64)


def _seed(counts: Counts) -> int:
    digest = hashlib.sha256(counts.offsets.tobytes() + counts.table.tobytes()).digest()
    return int.from_bytes(digest[:16], "big")
