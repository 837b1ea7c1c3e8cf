"""Evenness of two groups by indices that are made of D and corrected as D is: MinMax and Gorard."""

from __future__ import annotations

from samlad.indices.counts import Counts, Floats
from samlad.indices.dissimilarity import dissimilarity, spread_dissimilarity
from samlad.indices.registry import Index, Spread, register


def minmax(counts: Counts) -> Floats:
    """Share of the two groups' spread that they do not have in common (0–1): 2 D / (1 + D).

    >>> minmax(Counts.from_arrays([[80, 20], [20, 80]])).round(12).tolist()
    [0.75]
    """
    return _of_d(dissimilarity(counts))


def gorard(counts: Counts) -> Floats:
    """Share of the first group that would have to move for everyone's spread (0–1): D (1 − P).

    >>> gorard(Counts.from_arrays([[80, 20], [20, 80]])).round(12).tolist()
    [0.3]
    """
    return dissimilarity(counts) * (1 - counts.group_shares[:, 0])


def _of_d(d: Floats) -> Floats:
    return 2 * d / (1 + d)


def _spread_minmax(counts: Counts) -> Spread:
    d = spread_dissimilarity(counts)
    return Spread(d.corrected, d.variance, d.chance, d.bold, then=_of_d)


def _spread_gorard(counts: Counts) -> Spread:
    d, rest = spread_dissimilarity(counts), 1 - counts.group_shares[:, 0]
    return Spread(d.corrected, d.variance, d.chance, d.bold, then=lambda part: part * rest)


register(
    Index(
        name="minmax",
        family="evenness",
        meaning="share of the groups' spread over units that they do not have in common",
        formula="MM = 1 − Σ_j min(x_j/X, y_j/Y) / Σ_j max(x_j/X, y_j/Y) = 2 D / (1 + D)",
        source="Grannis (2002), Journal of Planning Education; Cortes et al. (2020), "
        "Journal of Computational Social Science 3",
        value=minmax,
        spread=_spread_minmax,
        two_groups=True,
    )
)
register(
    Index(
        name="gorard",
        family="evenness",
        meaning="share of the first group who would have to move to be spread as everyone",
        formula="S = ½ Σ_j |x_j/X − n_j/N| = D (1 − P)",
        source="Gorard & Taylor (2002), Sociology 36",
        value=gorard,
        spread=_spread_gorard,
        two_groups=True,
        is_directional=True,
    )
)
