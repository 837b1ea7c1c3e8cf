"""How high and how low D may be when units are so small that their shares are hardly known.

Takes counts of two groups, supposes nothing of how shares are distributed over units but that it
does not depend on the size of the unit; gives the least and the highest D of all distributions
that give the same counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog, nnls
from scipy.stats import binom

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats, Integers
from samlad.indices.waiting import told

#: Units of more people show their own share well enough.
LARGEST = 100
#: Shares that a distribution may put units at.
_STEPS = 400
#: How much it counts that shares of units sum to one, against the fit of one unit.
_FIRM = 1e3


@dataclass(frozen=True, slots=True, eq=False)
class ShareBounds:
    """The least and the highest D; shape (segments,), NaN where there is no D."""

    low: Floats
    high: Floats


def share_bounds(counts: Counts) -> ShareBounds:
    """Bounds of D that need no assumption on the distribution of shares.

    Units of n people tell the first n moments of their shares and no more. The distribution nearest
    to the counts is fitted; D is then made least and greatest with what the largest units would
    show held fixed. The fit's own chance is not in the bounds. Raises UnusableCounts for more than
    two groups, people that are not whole, or units of more than 100 people.

    Source: D'Haultfœuille & Rathelot (2017), Quantitative Economics 8; D'Haultfœuille, Girard &
    Rathelot (2021), Stata Journal 21.

    >>> pairs = Counts.from_arrays([[2, 0], [1, 1], [1, 1], [0, 2]])  # as tosses of a coin
    >>> found = share_bounds(pairs)
    >>> found.low.round(4).tolist(), found.high.round(4).tolist()
    ([0.0], [0.0])
    >>> found = share_bounds(Counts.from_arrays([[1, 0], [0, 1]]))  # one person tells nothing
    >>> found.low.round(4).tolist(), found.high.round(4).tolist()
    ([0.0], [1.0])
    """
    _check(counts)
    found = np.full((2, len(counts.segments)), np.nan)
    segments = np.flatnonzero(counts.reasons == "")
    for segment in told(segments, len(segments), "bounds of shares"):
        rows = slice(counts.offsets[segment], counts.offsets[segment + 1])
        people = counts.table[rows].astype(np.int64)
        found[:, segment] = _bounds(people[:, 0], people.sum(axis=1))
    return ShareBounds(found[0], found[1])


def _check(counts: Counts) -> None:
    if len(counts.groups) != 2:
        raise UnusableCounts(
            f"bounds of D need two groups and the counts have {len(counts.groups)}; "
            "choose one of them against the rest"
        )
    if (counts.table != np.rint(counts.table)).any():
        raise UnusableCounts("chance is known of whole people only; round the weights first")
    if counts.unit_totals.max(initial=0) > LARGEST:
        raise UnusableCounts(
            f"a unit has more than {LARGEST} people and shows its own share; use table instead"
        )


def _bounds(first: Integers, sizes: Integers) -> tuple[float, float]:
    """The least and the highest D of one segment."""
    grid = np.unique(np.append(np.linspace(0, 1, _STEPS + 1), first.sum() / sizes.sum()))
    fitted = _fitted(first, sizes, grid)
    mean = fitted @ grid
    largest = int(sizes.max())
    shown = binom.pmf(np.arange(largest + 1)[:, None], largest, grid)
    apart = np.abs(grid - mean) / (2 * mean * (1 - mean))
    ends = [
        linprog(sign * apart, A_eq=shown, b_eq=shown @ fitted, bounds=(0, None), method="highs")
        for sign in (1, -1)
    ]
    own = float(apart @ fitted)
    low, high = (
        sign * end.fun if end.success else own for sign, end in zip((1, -1), ends, strict=True)
    )
    return float(np.clip(min(low, own), 0, 1)), float(np.clip(max(high, own), 0, 1))


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
