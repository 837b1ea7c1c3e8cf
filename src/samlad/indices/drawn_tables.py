"""Tables of people drawn from counts: seeded from them, laid side by side, filled in turn.

The same counts give the same draws, whatever the machine. Computes no index.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import numpy as np

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats, Integers
from samlad.indices.sums import Layout


def refuse_parts(counts: Counts) -> None:
    """Raise UnusableCounts where people are not whole."""
    if (counts.table != np.rint(counts.table)).any():
        raise UnusableCounts("people can only be drawn from whole counts; round the weights first")


def seed_of(counts: Counts, draws: int) -> np.uint64:
    """From the counts themselves, so that the same counts give the same answer."""
    digest = hashlib.sha256(np.ascontiguousarray(counts.table).tobytes())
    digest.update(counts.offsets.tobytes())
    digest.update(str(draws).encode())
    return np.uint64(int.from_bytes(digest.digest()[:8], "little"))


def tiled(counts: Counts, people: Integers | Floats) -> Counts:
    """Many tables of the same segments and units as one, labels left out.

    A unit is never empty: its size is fixed, or it is one of the counts' own.
    """
    times = len(people)
    sizes = np.tile(np.diff(counts.offsets), times)
    offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    segments: tuple[int, ...] = tuple(range(times * len(counts.segments)))
    table = people.reshape(-1, people.shape[2]).astype(np.float64)
    return Counts(table, offsets, segments, (), counts.groups, np.zeros(0, dtype=np.int64))


def resampled_people(counts: Counts, draws: int) -> Iterator[Floats]:
    """People drawn anew from each unit's own composition; shape (units, groups), so many times."""
    refuse_parts(counts)
    layout, seed = Layout(counts), seed_of(counts, draws)
    people = np.empty((1, *counts.table.shape), dtype=np.int64)
    for draw in range(draws):
        resample_into(seed, draw, layout, people)
        yield people[0].astype(np.float64)


def resample_into(seed: np.uint64, first: int, layout: Layout, people: Integers) -> None:
    """Fill people, shape (draws, units, groups), from each unit's own composition."""
    from samlad.indices.people import resample

    resample(seed, first, layout.table, layout.sizes, layout.factorials, people)


def allocate_into(seed: np.uint64, first: int, layout: Layout, people: Integers) -> None:
    """Fill people, shape (draws, units, groups), at random, all sizes held."""
    from samlad.indices.people import allocate

    fixed = layout.offsets, layout.sizes, layout.totals, layout.factorials
    allocate(seed, first, *fixed, people)
