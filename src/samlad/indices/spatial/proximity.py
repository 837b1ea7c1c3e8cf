"""Proximity: how near each other the members of groups live, where contact fades with distance.

Takes counts and places, or neighbourhoods; gives spatial proximity, absolute and relative
clustering, and exposure that decays with distance.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.spatial.distance import cdist

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats
from samlad.indices.spatial.neighbourhoods import Neighbourhoods
from samlad.indices.spatial.places import Places
from samlad.indices.spatial.quotient import quotient
from samlad.indices.spatial.surroundings import around, spatial_exposure
from samlad.indices.waiting import told

#: White (1983): the mean distance of two people in a unit, as √(0.6 × its area).
OWN_AREA_SHARE = 0.6
#: Pairs of units held in memory at a time: 16 MiB of distances.
_PAIRS_AT_ONCE = 2_000_000


@dataclass(frozen=True, eq=False)
class Contacts:
    """Contact c_jl of every unit j with every unit l, summed over l.

    people: shape (units, groups), Σ_l c_jl × people of l; units: shape (units,), Σ_l c_jl.
    """

    counts: Counts
    people: Floats
    units: Floats

    @property
    def between_groups(self) -> Floats:
        """Shape (segments, groups, groups): contacts of members of one group with another."""
        counts = self.counts
        return counts.sum_units(counts.table[:, :, None] * self.people[:, None, :])


def contacts_by_distance(
    counts: Counts, places: Places, *, decay: float, own: ArrayLike | None = None
) -> Contacts:
    """Contact exp(−d / decay) of all pairs of units in a segment.

    decay: the distance over which contact falls to 1/e, in the unit of the coordinates. own:
    the distance of a unit to itself, one number or one for each unit as given; without it
    √(0.6 × area). Needs areas unless `own` is given. Raises UnusableCounts otherwise, and for a
    decay that is not positive. Source: White (1983), American Journal of Sociology 88.

    >>> counts = Counts.from_arrays([[1, 0], [0, 1]])
    >>> places = Places.from_arrays([[0, 0], [1, 0]])
    >>> contacts_by_distance(counts, places, decay=1, own=0).units.round(4).tolist()
    [1.3679, 1.3679]
    """
    if not (np.isfinite(decay) and decay > 0):
        raise UnusableCounts(f"the decay {decay:g} is not positive; give a distance")
    placed = places.of(counts)
    inside = _own_distances(counts, placed, own)
    people = np.empty_like(counts.table)
    units = np.empty(len(counts.units))

    def fill(block: tuple[int, int, int, int]) -> None:
        first, last, start, end = block
        points = placed.coordinates
        contact = np.exp(-cdist(points[first:last], points[start:end]) / decay)
        itself = np.arange(first, last)
        contact[itself - first, itself - start] = np.exp(-inside[first:last] / decay)
        people[first:last] = contact @ counts.table[start:end]
        units[first:last] = contact.sum(axis=1)

    with ThreadPoolExecutor() as pool:
        blocks = _blocks(counts)
        list(told(pool.map(fill, blocks), len(blocks), "contacts"))
    return Contacts(counts, people, units)


def contacts_by_neighbours(counts: Counts, neighbourhoods: Neighbourhoods) -> Contacts:
    """Contact as the neighbourhoods weigh it, whether or not a unit is in its own.

    >>> from samlad.indices.spatial.neighbourhoods import given_weights
    >>> counts = Counts.from_arrays([[1, 0], [0, 1]])
    >>> contacts_by_neighbours(counts, given_weights(counts, [[1, 1], [1, 1]])).units.tolist()
    [2.0, 2.0]
    """
    weights = neighbourhoods.weights
    return Contacts(counts, weights @ counts.table, np.asarray(weights.sum(axis=1)).ravel())


def mean_proximity(contacts: Contacts) -> Floats:
    """Mean contact of members of each group with members of each: P_gh.

    Shape (segments, groups, groups); NaN for a group with nobody. Source: White (1983).

    >>> counts = Counts.from_arrays([[2, 0], [0, 2]])
    >>> places = Places.from_arrays([[0, 0], [1, 0]])
    >>> near = contacts_by_distance(counts, places, decay=1, own=0)
    >>> mean_proximity(near).round(6).tolist()
    [[[1.0, 0.367879], [0.367879, 1.0]]]
    """
    totals = contacts.counts.group_totals
    return quotient(contacts.between_groups, totals[:, :, None] * totals[:, None, :])


def spatial_proximity(contacts: Contacts) -> Floats:
    """How much nearer people live to their own group than to anyone: SP, 1 for no clustering.

    Shape (segments,). SP = Σ_g X_g P_gg / (T P_tt). Source: White (1986), Population Index 52;
    Massey & Denton (1988), Social Forces 67.

    >>> counts = Counts.from_arrays([[2, 0], [0, 2]])
    >>> places = Places.from_arrays([[0, 0], [1, 0]])
    >>> near = contacts_by_distance(counts, places, decay=1, own=0)
    >>> spatial_proximity(near).round(6).tolist()
    [1.462117]
    """
    counts = contacts.counts
    totals = counts.group_totals
    own = np.einsum("sgg->sg", contacts.between_groups)
    among_own = quotient(own, totals)
    among_all = contacts.between_groups.sum(axis=(1, 2))
    value = quotient(counts.totals * np.nansum(among_own, axis=1), among_all)
    return np.where(counts.reasons == "", value, np.nan)


def absolute_clustering(contacts: Contacts) -> Floats:
    """A group's contact with itself beyond an even spread, of what contact there is: ACL.

    Shape (segments, groups): 0 for an even spread over units, near 1 for one cluster. NaN where
    there is nobody or no contact beyond an even spread. Source: Massey & Denton (1988).

    >>> counts = Counts.from_arrays([[2, 0], [0, 2]])
    >>> places = Places.from_arrays([[0, 0], [1, 0]])
    >>> near = contacts_by_distance(counts, places, decay=1, own=0)
    >>> absolute_clustering(near).round(6).tolist()
    [[0.462117, 0.462117]]
    """
    counts = contacts.counts
    between = contacts.between_groups
    totals = counts.group_totals
    own = quotient(np.einsum("sgg->sg", between), totals)
    anyone = quotient(between.sum(axis=2), totals)
    mean = quotient(counts.sum_units(contacts.units), counts.unit_counts.astype(float) ** 2)
    even = totals * mean[:, None]
    value = quotient(own - even, anyone - even)
    return np.where((counts.reasons == "")[:, None], value, np.nan)


def relative_clustering(contacts: Contacts) -> Floats:
    """How much nearer a group's members live to each other than another's: RCL = P_gg / P_hh − 1.

    Shape (segments, groups, groups), of the first index against the second. Source: White (1983);
    Massey & Denton (1988).

    >>> counts = Counts.from_arrays([[2, 1], [0, 1]])
    >>> places = Places.from_arrays([[0, 0], [1, 0]])
    >>> near = contacts_by_distance(counts, places, decay=1, own=0)
    >>> relative_clustering(near)[0, 0, 1].round(6).item()
    0.462117
    """
    own = np.einsum("sgg->sg", mean_proximity(contacts))
    return quotient(own[:, :, None], own[:, None, :]) - 1


def decay_exposure(contacts: Contacts) -> Floats:
    """Isolation and interaction where contact fades with distance: DP_gh; rows sum to one.

    Shape (segments, of whom, to whom). The contact of a unit is a share of all its contacts, so
    every row sums to one. Source: Morgan (1983), Area 15; Massey & Denton (1988).

    >>> counts = Counts.from_arrays([[2, 0], [0, 2]])
    >>> places = Places.from_arrays([[0, 0], [1, 0]])
    >>> near = contacts_by_distance(counts, places, decay=1, own=0)
    >>> decay_exposure(near).round(6).tolist()
    [[[0.731059, 0.268941], [0.268941, 0.731059]]]
    """
    return spatial_exposure(around(contacts.counts, contacts.people, "contacts"))


def _own_distances(counts: Counts, placed: Places, own: ArrayLike | None) -> Floats:
    if own is None:
        return np.sqrt(OWN_AREA_SHARE * placed.needed_areas)
    distances = np.asarray(own, dtype=np.float64)
    if not (np.isfinite(distances).all() and (distances >= 0).all()):
        raise UnusableCounts("a unit's distance to itself is missing or negative; give 0 or more")
    if distances.ndim == 0:
        return np.full(len(counts.units), float(distances))
    if distances.shape != (len(counts.rows) + len(counts.dropped),):
        raise UnusableCounts("give one distance of a unit to itself for each unit, or one number")
    return distances[counts.rows]


def _blocks(counts: Counts) -> list[tuple[int, int, int, int]]:
    """Rows first to last of a segment that owns start to end, few enough to hold at a time."""
    blocks = []
    for start, end in zip(counts.offsets[:-1].tolist(), counts.offsets[1:].tolist(), strict=True):
        step = max(1, _PAIRS_AT_ONCE // max(1, end - start))
        blocks += [(row, min(row + step, end), start, end) for row in range(start, end, step)]
    return blocks
