"""How high and how low an index may be when units are so small that shares are hardly known.

Takes counts of two groups, supposes nothing of how shares are distributed over units but that it
does not depend on the size of the unit; gives the least and the highest index of all distributions
that give the same counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog, nnls
from scipy.special import comb, xlogy
from scipy.stats import binom, t

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices.counts import Counts, Floats, Integers
from samlad.indices.uncertainty import sidak
from samlad.indices.waiting import told

#: Units of more people show their own share well enough.
LARGEST = 100
#: Shares that a distribution may put units at.
_STEPS = 400
#: How much it counts that shares of units sum to one, against the fit of one unit.
_FIRM = 1e3
#: Moments that are held within chance, of fewer than so many units one moment less: the higher,
#: the worse a few units show their own error. Below this part of the largest an error is rounding.
_MOMENTS, _FEW, _LEAST = 4, 25, 1e-9
#: How many times further than chance takes them moments are looked for.
_FURTHEST = 1e4


@dataclass(frozen=True, slots=True, eq=False)
class ShareBounds:
    """The least and the highest index; shape (segments,), NaN where there is none.

    low, high: of distributions that fit the counts best; they meet where only one does, which
    chance decides. least, most: of all distributions that fit within chance (95 %).
    """

    low: Floats
    high: Floats
    least: Floats
    most: Floats


@dataclass(frozen=True, slots=True)
class _Formula:
    """An index as a rising function of the mean of something over the units' shares.

    of: from shares and their mean; value: from the mean of that and the mean share.
    """

    of: Callable[[Floats, float], Floats]
    value: Callable[[float, float], float]


def _certainty(share: Floats, _: float) -> Floats:
    return xlogy(share, share) + xlogy(1 - share, 1 - share)


def _m(certainty: float, mean: float) -> float:
    return certainty - float(_certainty(np.array(mean), mean))


def _apartness(share: Floats, mean: float) -> Floats:
    """Less the overlap of the groups' spreads."""
    return -np.sqrt(share * (1 - share) / (mean * (1 - mean)))


FORMULAS = {
    "dissimilarity": _Formula(
        lambda share, mean: np.abs(share - mean),
        lambda total, mean: total / (2 * mean * (1 - mean)),
    ),
    "theil-m": _Formula(_certainty, _m),
    "theil-h": _Formula(
        _certainty,
        lambda total, mean: _m(total, mean) / -float(_certainty(np.array(mean), mean)),
    ),
    "hutchens": _Formula(_apartness, lambda total, _: 1 + total),
    "atkinson": _Formula(_apartness, lambda total, _: 1 - total**2),
    "isolation": _Formula(lambda share, _: share**2, lambda total, mean: total / mean),
    "correlation-ratio": _Formula(
        lambda share, _: share**2, lambda total, mean: (total - mean**2) / (mean * (1 - mean))
    ),
}


def share_bounds(counts: Counts, index: str = "dissimilarity") -> ShareBounds:
    """Bounds of an index that need no assumption on the distribution of shares.

    index: a name of FORMULAS. Units of n people tell the first n moments of their shares and no
    more. For low and high the distribution nearest to the counts is fitted; the index is then made
    least and greatest with what the largest units would show held fixed. For least and most only
    the mean is held, and the next moments as near as chance lets the counts show them. Raises
    UnknownName for another index, UnusableCounts for more than two groups, people that are not
    whole, or units of more than 100 people.

    Source: D'Haultfœuille & Rathelot (2017), Quantitative Economics 8; D'Haultfœuille, Girard &
    Rathelot (2021), Stata Journal 21.

    >>> pairs = Counts.from_arrays([[2, 0], [1, 1], [1, 1], [0, 2]])  # as tosses of a coin
    >>> found = share_bounds(pairs)
    >>> found.low.round(4).tolist(), found.high.round(4).tolist()
    ([0.0], [0.0])
    >>> found = share_bounds(Counts.from_arrays([[1, 0], [0, 1]]), "theil-h")  # tells nothing
    >>> found.low.round(4).tolist(), found.high.round(4).tolist()
    ([0.0], [1.0])
    """
    if index not in FORMULAS:
        raise UnknownName("index with bounds of shares", index, FORMULAS)
    _check(counts)
    found = np.full((4, len(counts.segments)), np.nan)
    segments = np.flatnonzero(counts.reasons == "")
    for segment in told(segments, len(segments), "bounds of shares"):
        rows = slice(counts.offsets[segment], counts.offsets[segment + 1])
        people = counts.table[rows].astype(np.int64)
        found[:, segment] = _bounds(people[:, 0], people.sum(axis=1), FORMULAS[index])
    return ShareBounds(*found)


def _check(counts: Counts) -> None:
    if len(counts.groups) != 2:
        raise UnusableCounts(
            f"bounds of shares need two groups and the counts have {len(counts.groups)}; "
            "choose one of them against the rest"
        )
    if (counts.table != np.rint(counts.table)).any():
        raise UnusableCounts("chance is known of whole people only; round the weights first")
    if counts.unit_totals.max(initial=0) > LARGEST:
        raise UnusableCounts(
            f"a unit has more than {LARGEST} people and shows its own share; use table instead"
        )


def _bounds(first: Integers, sizes: Integers, formula: _Formula) -> list[float]:
    """Low, high, least and most of one segment."""
    share = first.sum() / sizes.sum()
    grid = np.unique(np.append(np.linspace(0, 1, _STEPS + 1), share))
    fitted = _fitted(first, sizes, grid)
    mean, largest = float(fitted @ grid), int(sizes.max())
    shown = binom.pmf(np.arange(largest + 1)[:, None], largest, grid)
    own = formula.value(float(formula.of(grid, mean) @ fitted), mean)
    ends = _ends(formula, grid, mean, {"A_eq": shown, "b_eq": shown @ fitted}) or (own, own)
    low, high = min(ends[0], own), max(ends[1], own)
    limits, times = None, 1.0
    while limits is None and times < _FURTHEST:
        limits = _ends(formula, grid, share, _within_chance(first, sizes, grid, share, times))
        times *= 2.0
    least, most = limits or (0.0, 1.0)
    return np.clip([low, high, min(low, least), max(high, most)], 0.0, 1.0).tolist()


def _ends(
    formula: _Formula, grid: Floats, mean: float, held: dict[str, Floats]
) -> tuple[float, float] | None:
    """The least and the greatest index of distributions that keep what is held, if any does."""
    worth, ends = formula.of(grid, mean), []
    for sign in (1, -1):
        end = linprog(sign * worth, **held, bounds=(0, None), method="highs")
        if not end.success:
            return None
        ends.append(formula.value(sign * end.fun, mean))
    return ends[0], ends[1]


def _within_chance(
    first: Integers, sizes: Integers, grid: Floats, share: float, times: float
) -> dict[str, Floats]:
    """What a distribution's moments may be, as far from those of the counts as chance takes them.

    The pairs, threes … of people in a unit that are all of the group estimate a moment without
    bias; combinations of them that do not go together are held each for itself. times: how much
    further than chance takes them in 95 of 100, where no distribution is nearer.
    """
    most = _MOMENTS - (len(sizes) < _FEW)
    powers = np.arange(2, min(int(sizes.max()), most) + 1)
    tells = sizes[:, None] >= powers
    ways = np.where(tells, comb(sizes[:, None], powers), 1.0)
    seen = np.where(tells, comb(first[:, None], powers) / ways, 0.0)
    units = np.maximum(tells.sum(axis=0), 1)
    moments = seen.sum(axis=0) / units
    apart = np.where(tells, seen - moments, 0.0) / units
    spread, turned = np.linalg.eigh(apart.T @ apart) if len(powers) else (np.zeros(0), np.eye(0))
    is_known = spread > _LEAST * spread.max(initial=0.0)
    spread, turned = spread[is_known], turned[:, is_known]
    freedom = max(len(sizes) - 1, 1)
    reach = t.ppf(0.5 + sidak(0.95, max(len(spread), 1)) / 2, freedom)
    reach = times * reach * np.sqrt(spread)
    rows = turned.T @ grid ** powers[:, None] / reach[:, None]
    middle = turned.T @ moments / reach
    held = {"A_eq": np.stack([np.ones_like(grid), grid]), "b_eq": np.array([1.0, share])}
    if len(rows):
        held |= {"A_ub": np.vstack([rows, -rows]), "b_ub": np.append(middle + 1, 1 - middle)}
    return held


def _fitted(first: Integers, sizes: Integers, grid: Floats) -> Floats:
    """The distribution over the grid that comes nearest to how often each count is seen."""
    parts, seen = [], []
    for size in np.unique(sizes):
        times = np.bincount(first[sizes == size], minlength=size + 1)
        weight = np.sqrt(times.sum())
        parts.append(weight * binom.pmf(np.arange(size + 1)[:, None], size, grid))
        seen.append(times / weight)
    firm = _FIRM * np.sqrt(len(sizes))
    found, _ = nnls(
        np.vstack([*parts, np.full((1, len(grid)), firm)]), np.concatenate([*seen, [firm]])
    )
    return found / found.sum()
