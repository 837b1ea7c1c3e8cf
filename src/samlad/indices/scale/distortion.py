"""Distortion: how long one has to walk from a unit before it looks like the whole segment.

Takes counts and places; gives the trajectory of one unit and the distortion of all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.integrate import quad
from scipy.special import rel_entr, xlogy

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats
from samlad.indices.scale.blocks import in_blocks
from samlad.indices.scale.ordered import rings_around
from samlad.indices.spatial.places import Places
from samlad.indices.spatial.quotient import quotient
from samlad.indices.waiting import told

WHAT = "distortion"


@dataclass(frozen=True, eq=False)
class Trajectory:
    """What a walker from one unit has met, ring by ring.

    persons: shape (rings,), met so far; distances: of the rings; shares: shape (rings, groups);
    divergence: shape (rings,), from the segment's mix, in nats, 0 at the end.
    """

    persons: Floats
    distances: Floats
    shares: Floats
    divergence: Floats


@dataclass(frozen=True, eq=False)
class Distortion:
    """How long each unit's surroundings stay unlike the segment.

    raw: shape (units,), in nats; largest: shape (segments,), of a member of the smallest group
    who meets all of it first, then the next smallest; normalised: raw over largest (0–1); mean:
    shape (segments,), of the normalised value over people. NaN where there is no index.
    """

    raw: Floats
    largest: Floats
    normalised: Floats
    mean: Floats


def trajectory(counts: Counts, places: Places, *, unit: int) -> Trajectory:
    """Follow the people met from one unit outwards; those at one distance are met together.

    unit: its number in the counts. Raises UnusableCounts when there is no such number. Source:
    Olteanu, Randon-Furling & Clark (2019), PNAS 116.

    >>> counts = Counts.from_arrays([[8, 0], [0, 8], [8, 0], [0, 8]])
    >>> line = Places.from_arrays([[0, 0], [1, 0], [2, 0], [3, 0]])
    >>> trajectory(counts, line, unit=1).shares[:, 0].round(3).tolist()
    [0.0, 0.667, 0.5]
    """
    if not 0 <= unit < len(counts.units):
        raise UnusableCounts(f"there is no unit {unit}; give 0 to {len(counts.units) - 1}")
    segment = int(counts.segment_of_unit[unit])
    start, end = counts.offsets[segment], counts.offsets[segment + 1]
    points = places.of(counts).coordinates[start:end]
    return _walk(points, counts.table[start:end], counts.group_shares[segment], unit - int(start))


def distortion(counts: Counts, places: Places) -> Distortion:
    """The distortion of every unit: divergence that lasts, over the share of people met.

    For each threshold of divergence the walker has a focal distance: the share of the segment's
    people met until the divergence stays below it. The distortion is the focal distance summed
    over all thresholds. Work grows with the square of the units. Source: Olteanu, Randon-Furling
    & Clark (2019), PNAS 116.

    >>> counts = Counts.from_arrays([[8, 0], [0, 8]])
    >>> line = Places.from_arrays([[0, 0], [1, 0]])
    >>> distortion(counts, line).raw.round(6).tolist()
    [0.346574, 0.346574]
    """
    coordinates = places.of(counts).coordinates
    usable = counts.reasons == ""
    raw = np.full(len(counts.units), np.nan)
    largest = np.full(len(counts.segments), np.nan)
    segments = np.flatnonzero(usable)
    for segment in told(segments, len(segments), WHAT):
        start, end = int(counts.offsets[segment]), int(counts.offsets[segment + 1])
        points, table = coordinates[start:end], counts.table[start:end]
        mix = counts.group_shares[segment]

        def fill(first: int, last: int, at: tuple = (start, points, table, mix)) -> None:
            begin, where, people, common = at
            for unit in range(first, last):
                raw[begin + unit] = _lasting(_walk(where, people, common, unit))

        in_blocks(fill, end - start, WHAT)
        largest[segment] = largest_distortion(mix)
    normalised = quotient(raw, counts.spread(largest))
    mean = counts.sum_units(counts.weights * np.nan_to_num(normalised))
    return Distortion(raw, largest, normalised, np.where(usable, mean, np.nan))


def largest_distortion(shares: Floats) -> float:
    """The distortion of meeting the smallest group whole, then the next smallest, and so on.

    Two groups of one size: π² / 24.

    >>> round(largest_distortion(np.array([0.5, 0.5])), 6)
    0.411234
    """
    groups = np.sort(shares[shares > 0])
    met = 0.0
    total = 0.0
    for share in groups:
        total += quad(_divergence_while_meeting, met, met + share, args=(met, share))[0]
        met += share
    return float(total)


def _divergence_while_meeting(share_met: float, before: float, share: float) -> float:
    """Divergence when the groups before are met whole and this one in part."""
    if share_met <= 0:
        return float(-np.log(share))
    part = (share_met - before) / share_met
    return float(xlogy(part, (share_met - before) / share) - np.log(share_met))


def _walk(points: Floats, table: Floats, mix: Floats, unit: int) -> Trajectory:
    rings = rings_around(points, unit)
    met = np.cumsum(table[rings.order], axis=0)[rings.ends]
    persons = met.sum(axis=1)
    shares = met / persons[:, None]
    divergence = np.maximum(rel_entr(shares, mix).sum(axis=1), 0.0)
    return Trajectory(persons, rings.distances, shares, divergence)


def _lasting(walk: Trajectory) -> float:
    """The divergence still to come, at its largest, over the share of people met."""
    to_come = np.maximum.accumulate(walk.divergence[::-1])[::-1]
    steps = np.diff(walk.persons, prepend=0.0) / walk.persons[-1]
    return float(steps @ to_come)
