"""Concentration and centralisation: how much room a group has, and how near the centre it lives.

Takes counts and the areas or coordinates of their units. Every value has the shape
(segments, groups) or (segments, groups, groups) and is NaN where it is not defined.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats
from samlad.indices.spatial.neighbourhoods import SAME_DISTANCE
from samlad.indices.spatial.places import Places
from samlad.indices.spatial.quotient import quotient


def delta(counts: Counts, places: Places) -> Floats:
    """Share of a group that would have to move for the same density everywhere (0–1).

    Shape (segments, groups). Source: Hoover (1941), Journal of Economic History 1; Duncan,
    Cuzzort & Duncan (1961), Statistical Geography.

    >>> counts = Counts.from_arrays([[3, 1], [1, 1]])
    >>> delta(counts, Places.from_arrays([[0, 0], [1, 0]], areas=[1, 1])).tolist()
    [[0.25, 0.0]]
    """
    areas = places.of(counts).needed_areas
    room = areas / counts.spread(counts.sum_units(areas))
    with np.errstate(invalid="ignore"):
        held = counts.table / counts.spread(counts.group_totals)
    value = counts.sum_units(np.abs(held - room[:, None])) / 2
    return np.where(counts.group_totals > 0, value, np.nan)


def absolute_concentration(counts: Counts, places: Places) -> Floats:
    """How near a group comes to living in the smallest units that could hold it: ACO.

    Shape (segments, groups): 1 when it does, 0 when it lives in the largest. The smallest units
    hold exactly as many people as the group has, the last unit in part. NaN when all units are of
    one size. Source: Massey & Denton (1988), Social Forces 67.

    >>> counts = Counts.from_arrays([[2, 0], [0, 2]])
    >>> absolute_concentration(counts, Places.from_arrays([[0, 0], [1, 0]], areas=[1, 3])).tolist()
    [[1.0, 0.0]]
    """
    least, most = _extremes(counts, places)
    mean = _mean_area(counts, places)
    return 1 - quotient(mean - least, most - least)


def relative_concentration(counts: Counts, places: Places) -> Floats:
    """How much less room one group has than another, of the most possible: RCO, 0 when alike.

    Shape (segments, groups, groups), of the first against the second: 1 when the first is as
    concentrated and the second as spread out as can be. Where units differ much in size it can be
    far below −1, for its scale is that of the opposite case. Source: Massey & Denton (1988).

    >>> counts = Counts.from_arrays([[2, 0], [0, 2]])
    >>> places = Places.from_arrays([[0, 0], [1, 0]], areas=[1, 3])
    >>> relative_concentration(counts, places)[0, 0, 1].item()
    1.0
    """
    least, most = _extremes(counts, places)
    mean = _mean_area(counts, places)
    apart = quotient(mean[:, :, None], mean[:, None, :]) - 1
    bound = quotient(least, most) - 1
    return quotient(apart, bound[:, :, None])


def absolute_centralisation(
    counts: Counts, places: Places, *, centre: ArrayLike | None = None
) -> Floats:
    """How much nearer the centre a group lives than an even density would put it: ACE (−1 to 1).

    Shape (segments, groups). centre: one point, or one for each segment; without it the mean
    place of all people. Units that are equally far from it count as one. Source: Massey &
    Denton (1988), Social Forces 67.

    >>> counts = Counts.from_arrays([[2, 1], [0, 1]])
    >>> places = Places.from_arrays([[0, 0], [2, 0]], areas=[1, 1])
    >>> absolute_centralisation(counts, places, centre=[0, 0]).tolist()
    [[0.5, 0.0]]
    """
    areas = places.of(counts).needed_areas
    value = np.full(counts.group_totals.shape, np.nan)
    for segment, rings in _rings(counts, places, centre):
        held = _gathered(counts.table, rings)
        room = _gathered(areas[:, None], rings)[:, 0]
        with np.errstate(invalid="ignore"):
            value[segment] = held[:-1].T @ room[1:] - held[1:].T @ room[:-1]
    return value


def relative_centralisation(
    counts: Counts, places: Places, *, centre: ArrayLike | None = None
) -> Floats:
    """How much nearer the centre one group lives than another: RCE (−1 to 1).

    Shape (segments, groups, groups), of the first against the second; centre as for ACE.
    Source: Duncan & Duncan (1955), American Journal of Sociology 60; Massey & Denton (1988).

    >>> counts = Counts.from_arrays([[2, 0], [0, 2]])
    >>> places = Places.from_arrays([[0, 0], [2, 0]])
    >>> relative_centralisation(counts, places, centre=[0, 0])[0, 0, 1].item()
    1.0
    """
    groups = len(counts.groups)
    value = np.full((len(counts.segments), groups, groups), np.nan)
    for segment, rings in _rings(counts, places, centre):
        held = _gathered(counts.table, rings)
        value[segment] = held[:-1].T @ held[1:] - held[1:].T @ held[:-1]
    return value


def _mean_area(counts: Counts, places: Places) -> Floats:
    """Mean area of the units where a group's members live; shape (segments, groups)."""
    areas = places.of(counts).needed_areas
    return quotient(counts.sum_units(counts.table * areas[:, None]), counts.group_totals)


def _extremes(counts: Counts, places: Places) -> tuple[Floats, Floats]:
    """Mean area if a group lived in the smallest, and in the largest, units that hold it."""
    areas = places.of(counts).needed_areas
    least, most = (np.full(counts.group_totals.shape, np.nan) for _ in range(2))
    for segment, (start, end) in enumerate(
        zip(counts.offsets[:-1], counts.offsets[1:], strict=True)
    ):
        sizes, people = areas[start:end], counts.unit_totals[start:end]
        order = np.argsort(sizes, kind="stable")
        wanted = counts.group_totals[segment]
        least[segment] = _filled(sizes[order], people[order], wanted)
        most[segment] = _filled(sizes[order[::-1]], people[order[::-1]], wanted)
    return least, most


def _filled(sizes: Floats, people: Floats, wanted: Floats) -> Floats:
    """Mean area of the first `wanted` people when the units are filled in this order."""
    cumulated = np.concatenate([[0.0], np.cumsum(people)])
    area = np.concatenate([[0.0], np.cumsum(people * sizes)])
    return quotient(np.interp(wanted, cumulated, area), wanted)


def _rings(
    counts: Counts, places: Places, centre: ArrayLike | None
) -> Iterator[tuple[int, list[np.ndarray]]]:
    """Each segment's number and its units in rings of one distance, from the centre outwards."""
    points = places.of(counts).coordinates
    away = points - counts.spread(_centres(counts, points, centre))
    distance = np.hypot(away[:, 0], away[:, 1])
    for segment, (start, end) in enumerate(
        zip(counts.offsets[:-1], counts.offsets[1:], strict=True)
    ):
        if start == end:
            continue
        order = np.argsort(distance[start:end], kind="stable")
        ordered = distance[start:end][order]
        step = np.diff(ordered) > SAME_DISTANCE * ordered[1:]
        yield segment, np.split(start + order, np.flatnonzero(step) + 1)


def _centres(counts: Counts, points: Floats, centre: ArrayLike | None) -> Floats:
    if centre is None:
        return quotient(
            counts.sum_units(points * counts.unit_totals[:, None]), counts.totals[:, None]
        )
    given = np.asarray(centre, dtype=np.float64)
    if given.shape not in {(2,), (len(counts.segments), 2)} or not np.isfinite(given).all():
        raise UnusableCounts("the centre is no point; give x and y, or one pair for each segment")
    return np.broadcast_to(given, (len(counts.segments), 2))


def _gathered(values: Floats, rings: list[np.ndarray]) -> Floats:
    """Share of all that lies up to each ring, from 0: shape (rings + 1, columns)."""
    sums = np.cumsum([values[ring].sum(axis=0) for ring in rings], axis=0)
    with np.errstate(invalid="ignore"):
        shares = sums / sums[-1]
    return np.vstack([np.zeros(values.shape[1]), shares])
