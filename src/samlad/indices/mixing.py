"""How much of a spread between small units is chance: the composition of units as a fitted beta.

For each group, the units' underlying shares are taken to follow a beta distribution with the
group's share of the segment as mean. Its variance is what the observed variance has beyond chance.
People then fall into groups independently (beta-binomial counts). With no variance beyond chance
this is random allocation; with large units the counts determine the shares and the fit does not
matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import betaln, gammaln

from samlad.indices.counts import Counts, Floats, Integers, once
from samlad.indices.unit_sizes import at_each_size, whole_people

#: Below this many standard errors of pure chance a variance between units counts for less and
#: less, down to nothing: positive-part shrinkage, chosen by the simulations in docs/indices.md.
SHRINKAGE = 1.4
#: Up to this expected count the beta-binomial is summed term by term.
_SUMMED = 48
#: From so many times the variance of chance on, the shares' own variance stands clear of it.
_CLEAR = 16
_TINY = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Mixing:
    """The fit: shares and overdispersion of each group, shape (segments, groups).

    overdispersion: variance of the unit shares over P (1 − P), 0–1; shrunk: the same, drawn
    towards 0 where chance could have made it; room: shape (segments, 1), what the sum of squared
    deviations over P (1 − P) grows by for each unit of overdispersion.
    """

    share: Floats
    overdispersion: Floats
    shrunk: Floats
    room: Floats


@once
def fitted(counts: Counts) -> Mixing:
    """Fit each segment and group by moments, the noise of counting taken out."""
    share = counts.group_shares
    possible = share * (1 - share)
    safe = np.where(possible > 0, possible, 1.0)
    sizes, weights = whole_people(counts), counts.weights
    units = counts.unit_counts[:, None]
    totals = np.maximum(counts.totals, 2.0)[:, None]
    deviation = (counts.shares - counts.group_shares_at_units) ** 2
    observed = counts.sum_units(counts.unit_totals[:, None] * deviation) / safe
    room = counts.sum_units(counts.unit_totals * (1 - weights) * (1 - 1 / sizes))[:, None]
    room = np.where(room > 0, room, np.inf)
    beyond = (observed - (units - 1) * totals / (totals - 1)) / room
    inverse = counts.sum_units(1 / sizes)[:, None]
    noise = 2 * (units - 1) + (1 / safe - 6) * np.maximum(inverse - units**2 / totals, 0.0)
    error = np.sqrt(np.maximum(noise, 0.0)) / room
    dispersion = np.where(possible > 0, np.clip(beyond, 0.0, 1.0), 0.0)
    return Mixing(share, dispersion, _shrunk(dispersion, error), room)


def _shrunk(dispersion: Floats, error: Floats) -> Floats:
    times = SHRINKAGE * np.divide(
        error, dispersion, out=np.full_like(error, np.inf), where=dispersion > 0
    )
    return dispersion * np.maximum(1 - np.minimum(times, 1.0) ** 2, 0.0)


def expected_shares(counts: Counts) -> Floats:
    """What the fit says of each unit's underlying composition: drawn towards the segment's.

    Shape (units, groups); rows sum to one where groups are equally overdispersed.
    """
    dispersion = counts.spread(fitted(counts).overdispersion)
    noise = (1 - dispersion) / whole_people(counts)[:, None]
    trust = dispersion / np.maximum(dispersion + noise, _TINY)
    return counts.group_shares_at_units + trust * (counts.shares - counts.group_shares_at_units)


def mixed_variance(counts: Counts, gradient: Floats) -> Floats:
    """Variance of an index with that derivative by each cell; shape (segments,).

    As uncertainty.sampling_variance, but a unit that happens to have nobody of a group is taken to
    be able to have somebody, as the fit says.
    """
    share = expected_shares(counts)
    mean = np.einsum("jk,jk->j", share, gradient)
    square = np.einsum("jk,jk->j", share, (gradient - mean[:, None]) ** 2)
    return counts.sum_units(counts.unit_totals * square)


def few_units(counts: Counts, chance: Floats) -> Floats:
    """How much wider an interval is because chance is itself judged from a few units.

    chance: the part of the index's square that is chance, 0–1; the factor is Student's for as
    many degrees of freedom as units less one, so far as chance matters.
    """
    freedom = np.maximum(counts.unit_counts - 1, 1)
    return 1 + np.nan_to_num(chance) * 1.21 / freedom


def counted_distance_of_units(counts: Counts, share: Floats, dispersion: Floats) -> Floats:
    """E |K / n − P| of each unit; share and dispersion of shape (segments, groups)."""

    def compute(sizes: Floats, segment: Integers) -> Floats:
        wide = np.broadcast_to(sizes[:, None], (len(sizes), share.shape[1]))
        return mean_counted_distance(wide, share[segment], dispersion[segment])

    return at_each_size(counts, compute)


def mean_distance(share: Floats, dispersion: Floats) -> Floats:
    """E |p − P| of a beta with mean P and variance P (1 − P) × dispersion.

    >>> mean_distance(np.array([0.5]), np.array([1 / 3])).round(12).tolist()  # uniform on 0–1
    [0.25]
    """
    variance = share * (1 - share) * dispersion
    strength = 1 / np.clip(dispersion, _TINY, 1 - _TINY) - 1
    inner = np.clip(share, _TINY, 1 - _TINY)
    first, second = inner * strength, (1 - inner) * strength
    log = first * np.log(inner) + second * np.log1p(-inner) - betaln(first, second)
    normal = np.sqrt(2 / np.pi * variance)
    return np.where(strength > 1e6, normal, 2 * np.exp(log) / strength)


def mean_counted_distance(sizes: Floats, share: Floats, dispersion: Floats) -> Floats:
    """E |K / n − P| of a beta-binomial K; all of the same shape.

    Where the shares differ much more than chance moves them, chance adds its variance times the
    beta's density at P. Small counts are summed; what is left is a beta of the counts' variance.

    >>> n, share = np.array([2.0]), np.array([0.5])
    >>> mean_counted_distance(n, share, np.zeros(1)).tolist()  # 0, ½, 1 with ¼, ½, ¼
    [0.25]
    """
    rare = np.minimum(share, 1 - share)
    expected = sizes * rare
    is_clear = (sizes * dispersion >= _CLEAR) & (expected >= _CLEAR / 2)
    is_summed = (expected < _SUMMED) & ~is_clear
    is_broad = ~is_clear & ~is_summed
    result = np.empty_like(rare)
    cells = rare[is_clear], dispersion[is_clear]
    result[is_clear] = mean_distance(*cells) * (1 + (1 / cells[1] - 1) / (2 * sizes[is_clear]))
    cells = rare[is_broad], dispersion[is_broad]
    result[is_broad] = mean_distance(cells[0], cells[1] + (1 - cells[1]) / sizes[is_broad])
    result[is_summed] = _summed_distance(sizes[is_summed], rare[is_summed], dispersion[is_summed])
    return result


def _summed_distance(sizes: Floats, share: Floats, dispersion: Floats) -> Floats:
    expected = sizes * share
    below = np.zeros_like(share)
    steps = int(np.ceil(expected.max(initial=0.0)))
    for count, chance in enumerate(chances(sizes, share, dispersion, steps)):
        below += chance * np.maximum(expected - count, 0.0)
    return 2 * below / sizes


def chances(sizes: Floats, share: Floats, dispersion: Floats, steps: int) -> Iterator[Floats]:
    """Chance of 0, 1, …, steps − 1 in a beta-binomial, the same array filled anew each time."""
    inverse = dispersion / np.maximum(1 - dispersion, _TINY)
    other = 1 - share
    strength = 1 / np.maximum(inverse, 1e-6)
    spread = (
        gammaln(other * strength + sizes)
        - gammaln(other * strength)
        + gammaln(strength)
        - gammaln(strength + sizes)
    )
    chance = np.exp(np.where(inverse < 1e-6, sizes * np.log(other), spread))
    left, up, down = np.maximum(sizes, 0.0), np.empty_like(chance), np.empty_like(chance)
    for count in range(steps):
        yield chance
        np.multiply(inverse, count, out=up)
        np.add(up, share, out=up)
        np.multiply(up, left, out=up)
        np.subtract(sizes, count + 1, out=left)
        np.maximum(left, 0.0, out=left)
        np.multiply(left, inverse, out=down)
        np.add(down, other, out=down)
        np.multiply(down, count + 1, out=down)
        np.multiply(chance, up, out=chance)
        np.divide(chance, down, out=chance)
