"""Boundaries: dissimilarity, less what neighbours on the two sides of a border have in common.

Takes counts of two groups and places with neighbours; gives one value for each segment.
"""

from __future__ import annotations

import numpy as np

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats
from samlad.indices.dissimilarity import dissimilarity
from samlad.indices.spatial.places import Places


def morrill(counts: Counts, places: Places) -> Floats:
    """D less the mean difference of the first group's share between neighbours: D(adj).

    Shape (segments,). It grows with clustering and may be negative when neighbours differ more
    than the segment does. Source: Morrill (1991), Geography Research Forum 11.

    >>> counts = Counts.from_arrays([[2, 0], [2, 0], [0, 2]])
    >>> places = Places.from_arrays([[0, 0], [1, 0], [2, 0]], neighbours=[[0, 1], [1, 2]])
    >>> morrill(counts, places).tolist()
    [0.5]
    """
    placed = places.of(counts)
    weights = np.ones(len(placed.needed_neighbours))
    return _less(counts, placed, weights, weights)


def wong_borders(counts: Counts, places: Places) -> Floats:
    """As Morrill's, each pair of neighbours weighted by the border they share: D(w).

    Shape (segments,); needs shared borders. Source: Wong (1993), Urban Studies 30.

    >>> counts = Counts.from_arrays([[2, 0], [2, 0], [0, 2]])
    >>> places = Places.from_arrays(
    ...     [[0, 0], [1, 0], [2, 0]], neighbours=[[0, 1], [1, 2]], shared_borders=[3, 1]
    ... )
    >>> wong_borders(counts, places).tolist()
    [0.75]
    """
    placed = places.of(counts)
    return _less(counts, placed, placed.needed_borders, placed.needed_borders)


def wong_shapes(counts: Counts, places: Places) -> Floats:
    """As D(w), a pair counting more the longer its perimeters are for their areas: D(s).

    Shape (segments,); the ratio of perimeter to area is held against the segment's largest.
    Needs shared borders, perimeters and areas. Source: Wong (1993), Urban Studies 30.

    >>> counts = Counts.from_arrays([[2, 0], [2, 0], [0, 2]])
    >>> places = Places.from_arrays(
    ...     [[0, 0], [1, 0], [2, 0]], neighbours=[[0, 1], [1, 2]],
    ...     shared_borders=[1, 1], perimeters=[4, 4, 2], areas=[1, 1, 1],
    ... )
    >>> wong_shapes(counts, places).tolist()
    [0.625]
    """
    placed = places.of(counts)
    compact = placed.needed_perimeters / placed.needed_areas
    largest = np.zeros(len(counts.segments))
    np.maximum.at(largest, counts.segment_of_unit, compact)
    relative = compact / counts.spread(largest)
    pairs = placed.needed_neighbours
    shape = (relative[pairs[:, 0]] + relative[pairs[:, 1]]) / 2
    return _less(counts, placed, placed.needed_borders * shape, placed.needed_borders)


def _less(counts: Counts, placed: Places, weights: Floats, all_weights: Floats) -> Floats:
    """D less the weighted difference over pairs; D alone where nobody has a neighbour."""
    if len(counts.groups) != 2:
        raise UnusableCounts(
            f"the index needs two groups and the counts have {len(counts.groups)}; "
            "choose one of them against the rest"
        )
    pairs = placed.needed_neighbours
    share = counts.shares[:, 0]
    difference = np.abs(share[pairs[:, 0]] - share[pairs[:, 1]])
    segment = counts.segment_of_unit[pairs[:, 0]]
    many = len(counts.segments)
    crossing = np.bincount(segment, weights=weights * difference, minlength=many)
    whole = np.bincount(segment, weights=all_weights, minlength=many)
    lost = np.divide(crossing, whole, out=np.zeros(many), where=whole > 0)
    return np.where(counts.reasons == "", dissimilarity(counts) - lost, np.nan)
