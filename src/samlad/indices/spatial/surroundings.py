"""Surroundings: the composition around each unit instead of in it, and indices of it.

Takes counts and neighbourhoods; gives what every registered index reads, and the four indices
of Reardon & O'Sullivan (2004), which hold the surroundings against the residents' own mix.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats
from samlad.indices.registry import Index, find
from samlad.indices.spatial.neighbourhoods import Neighbourhoods
from samlad.indices.spatial.quotient import quotient


@dataclass(frozen=True, eq=False)
class Surroundings:
    """Who lives in a unit, and the composition of what lies around it.

    residents: the counts; around: shape (units, groups), weighted people in the surroundings.
    """

    residents: Counts
    around: Floats
    label: str

    @property
    def shares(self) -> Floats:
        """Shape (units, groups): the composition of each unit's surroundings."""
        return self.around / self.around.sum(axis=1, keepdims=True)

    def as_counts(self) -> Counts:
        """Counts in which each unit keeps its people and takes the mix of its surroundings.

        Every registered index reads them. Its correction and interval do not hold here, for
        units share their surroundings: use the value only.
        """
        table = self.shares * self.residents.unit_totals[:, None]
        return replace(self.residents, table=table)

    def pooled(self) -> Counts:
        """Counts in which each unit stands for all weighted people around it."""
        return replace(self.residents, table=self.around)

    def by(self, segments: Sequence[Hashable] | NDArray[Any]) -> Surroundings:
        """The same surroundings, read in other segments: one label for each unit, as given.

        So the surroundings may reach across a border that the index does not.
        """
        labels = list(segments)
        kept = [labels[row] for row in self.residents.rows]
        residents = Counts.from_arrays(
            self.residents.table,
            segments=kept,
            units=self.residents.units,
            groups=self.residents.groups,
        )
        placed = replace(
            residents,
            rows=self.residents.rows[residents.rows],
            dropped=self.residents.dropped,
        )
        return Surroundings(placed, self.around[residents.rows], self.label)

    def value(self, index: str | Index) -> Floats:
        """A registered index of the surroundings; shape (segments,), NaN where there is none.

        Raises UnknownName for an index that does not exist.
        """
        found = find(index) if isinstance(index, str) else index
        counts = self.as_counts()
        with np.errstate(all="ignore"):
            value = found.value(counts)
        return np.where(self.residents.reasons == "", value, np.nan)


def surroundings(counts: Counts, neighbourhoods: Neighbourhoods) -> Surroundings:
    """Weigh together the people around each unit.

    Raises UnusableCounts when a unit has nobody in its surroundings.

    >>> from samlad.indices.spatial.neighbourhoods import given_weights
    >>> counts = Counts.from_arrays([[30, 10], [10, 30]])
    >>> surroundings(counts, given_weights(counts, [[1, 1], [1, 1]])).shares.tolist()
    [[0.5, 0.5], [0.5, 0.5]]
    """
    return around(counts, neighbourhoods.weights @ counts.table, neighbourhoods.label)


def around(counts: Counts, people: Floats, label: str) -> Surroundings:
    """Surroundings from weighted people that are already summed; checks that nobody is alone."""
    empty = people.sum(axis=1) <= 0
    if empty.any():
        unit = counts.units[int(np.flatnonzero(empty)[0])]
        raise UnusableCounts(f"nobody lives around unit {unit}; give it a weight or a wider radius")
    return Surroundings(counts, people, label)


def spatial_dissimilarity(lived: Surroundings) -> Floats:
    """How far the surroundings differ from the common mix, of the most possible: D̃ (0–1).

    Shape (segments,). Source: Reardon & O'Sullivan (2004), Sociological Methodology 34.

    >>> from samlad.indices.spatial.neighbourhoods import given_weights
    >>> counts = Counts.from_arrays([[20, 0], [0, 20]])
    >>> lived = surroundings(counts, given_weights(counts, [[3, 1], [1, 3]]))
    >>> spatial_dissimilarity(lived).tolist()
    [0.5]
    """
    counts = lived.residents
    distance = np.abs(lived.shares - counts.group_shares_at_units).sum(axis=1)
    whole = 2 * _diversity(counts.group_shares)
    return quotient(counts.sum_units(counts.weights * distance), whole)


def spatial_theil_h(lived: Surroundings) -> Floats:
    """How much less varied the surroundings are than the segment: H̃, at most 1.

    Shape (segments,). It is 0 when everyone's surroundings are as varied as the segment and
    negative when they are more so. Source: as for D̃.

    >>> from samlad.indices.spatial.neighbourhoods import given_weights
    >>> counts = Counts.from_arrays([[20, 0], [0, 20]])
    >>> lived = surroundings(counts, given_weights(counts, [[3, 1], [1, 3]]))
    >>> spatial_theil_h(lived).round(6).tolist()
    [0.188722]
    """
    counts = lived.residents
    inside = -xlogy(lived.shares, lived.shares).sum(axis=1)
    whole = -xlogy(counts.group_shares, counts.group_shares).sum(axis=1)
    return _missing_part(counts, inside, whole)


def spatial_relative_diversity(lived: Surroundings) -> Floats:
    """As H̃, with the chance that two people differ for the entropy: R̃, at most 1.

    Shape (segments,). Source: as for D̃.

    >>> from samlad.indices.spatial.neighbourhoods import given_weights
    >>> counts = Counts.from_arrays([[20, 0], [0, 20]])
    >>> lived = surroundings(counts, given_weights(counts, [[3, 1], [1, 3]]))
    >>> spatial_relative_diversity(lived).tolist()
    [0.25]
    """
    counts = lived.residents
    return _missing_part(counts, _diversity(lived.shares), _diversity(counts.group_shares))


def spatial_exposure(lived: Surroundings) -> Floats:
    """Mean share of each group around members of each: shape (segments, of whom, to whom).

    The diagonal is spatial isolation; each row sums to one; NaN for a group with nobody.
    Source: as for D̃.

    >>> from samlad.indices.spatial.neighbourhoods import given_weights
    >>> counts = Counts.from_arrays([[20, 0], [0, 20]])
    >>> lived = surroundings(counts, given_weights(counts, [[3, 1], [1, 3]]))
    >>> spatial_exposure(lived).tolist()
    [[[0.75, 0.25], [0.25, 0.75]]]
    """
    counts = lived.residents
    met = counts.sum_units(counts.table[:, :, None] * lived.shares[:, None, :])
    return quotient(met, counts.group_totals[:, :, None])


def _missing_part(counts: Counts, inside: Floats, whole: Floats) -> Floats:
    return quotient(whole - counts.sum_units(counts.weights * inside), whole)


def _diversity(shares: Floats) -> Floats:
    return (shares * (1 - shares)).sum(axis=1)
