"""Indices of the distribution that units' compositions are drawn from, instead of the units' own.

Takes counts, fits a Dirichlet-multinomial to each segment by maximum likelihood, and gives what an
index is of the Dirichlet: free of chance so far as the distribution is right.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import digamma, gammaln, xlogy

from samlad.errors import UnknownName
from samlad.indices.counts import Counts, Floats, once
from samlad.indices.evenness import mean_power
from samlad.indices.gini import mean_difference
from samlad.indices.mixing import mean_distance
from samlad.indices.registry import find, fitting

#: Ends of the search: below the first, units are alike; above the last, apart.
_ALIKE, _APART = 1e-6, 1 - 1e-6
#: Each step narrows the search by the golden section; so many for seven digits.
_STEPS = 42
_GOLDEN = (np.sqrt(5) - 1) / 2


@dataclass(frozen=True, slots=True, eq=False)
class Dirichlet:
    """How units' compositions are spread around their segment's.

    share: shape (segments, groups), the mean; overdispersion: shape (segments,), each share's
    variance over P (1 − P): 0 where units are alike, 1 where each has one group only.
    """

    share: Floats
    overdispersion: Floats


@once
def fitted_dirichlet(counts: Counts) -> Dirichlet:
    """The Dirichlet most likely to give the counts, its mean that of the segment's people.

    Source: Mosimann (1962), Biometrika 49; Rathelot (2012), Journal of Business & Economic
    Statistics 30, for two groups.

    >>> apart, alike = [[9, 0], [0, 9]], [[6, 3]] * 2
    >>> counts = Counts.from_arrays(apart + alike, segments=[1, 1, 2, 2])
    >>> fitted_dirichlet(counts).overdispersion.round(3).tolist()
    [1.0, 0.0]
    """
    low, high = (np.full(len(counts.segments), _logit(end)) for end in (_ALIKE, _APART))
    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_left, at_right = _likelihood(counts, left), _likelihood(counts, right)
    for _ in range(_STEPS):
        is_left = at_left > at_right
        low, high = np.where(is_left, low, left), np.where(is_left, right, high)
        left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        fresh = _likelihood(counts, np.where(is_left, left, right))
        at_left, at_right = np.where(is_left, fresh, at_right), np.where(is_left, at_left, fresh)
    found = 1 / (1 + np.exp(-(low + high) / 2))
    found = np.where(found < 2 * _ALIKE, 0.0, np.where(found > 1 - 2e-6, 1.0, found))
    return Dirichlet(counts.group_shares, np.where(counts.reasons == "", found, np.nan))


def _logit(share: float) -> float:
    return float(np.log(share / (1 - share)))


def _likelihood(counts: Counts, logit: Floats) -> Floats:
    """Log likelihood of each segment's counts, less what does not move; shape (segments,)."""
    strength = np.exp(-logit)  # (1 − ρ) / ρ
    mean = np.where(counts.group_shares > 0, counts.group_shares, 1.0) * strength[:, None]
    before = counts.spread(mean)
    rise = (gammaln(counts.table + before) - gammaln(before)).sum(axis=1)
    whole = counts.spread(strength)
    return counts.sum_units(rise + gammaln(whole) - gammaln(whole + counts.unit_totals))


def plug_in(counts: Counts, index: str) -> Floats:
    """The named index of the fitted Dirichlet; shape (segments,), NaN where there is none.

    One overdispersion serves all groups. Raises UnknownName for an index that has no such value,
    UnusableCounts for one that does not fit the groups.

    Source: Rathelot (2012); D'Haultfœuille, Girard & Rathelot (2021), Stata Journal 21.

    >>> even = Counts.from_arrays([[k, 9 - k] for k in range(10)])  # as shares even on 0 to 1 give
    >>> plug_in(even, "dissimilarity").round(3).tolist(), plug_in(even, "gini").round(3).tolist()
    ([0.5], [0.667])
    """
    if index not in OF_DIRICHLET:
        raise UnknownName("index of a Dirichlet", index, OF_DIRICHLET)
    fitting([index], counts)
    known = counts.reasons == ""
    dirichlet = fitted_dirichlet(counts)
    spread = np.where(known, dirichlet.overdispersion, 0.0)
    with np.errstate(all="ignore"):
        value = OF_DIRICHLET[index](dirichlet.share, spread)
    high = find(index).high
    return np.where(known, np.clip(value, find(index).low, high), np.nan)


def _simpson(share: Floats) -> Floats:
    return (share * (1 - share)).sum(axis=1)


def _wide(share: Floats, spread: Floats) -> Floats:
    return np.broadcast_to(spread[:, None], share.shape)


def _d(share: Floats, spread: Floats) -> Floats:
    return mean_distance(share, _wide(share, spread)).sum(axis=1) / (2 * _simpson(share))


def _gini(share: Floats, spread: Floats) -> Floats:
    return mean_difference(share, _wide(share, spread)).sum(axis=1) / (2 * _simpson(share))


def _m(share: Floats, spread: Floats) -> Floats:
    """Entropy of the mean less the mean entropy, which digamma gives; in nats."""
    strength = (1 / np.clip(spread, 1e-9, 1 - 1e-12) - 1)[:, None]
    inside = share * (digamma(strength + 1) - digamma(share * strength + 1))
    return -xlogy(share, share).sum(axis=1) - inside.sum(axis=1)


def _h(share: Floats, spread: Floats) -> Floats:
    return _m(share, spread) / -xlogy(share, share).sum(axis=1)


def _overlap(b: float) -> Callable[[Floats, Floats], Floats]:
    def of(share: Floats, spread: Floats) -> Floats:
        first = np.clip(share[:, 0], 1e-12, 1 - 1e-12)
        return mean_power(first, spread, b) / (first**b * (1 - first) ** (1 - b))

    return of


def _atkinson(b: float) -> Callable[[Floats, Floats], Floats]:
    return lambda share, spread: 1 - _overlap(b)(share, spread) ** (1 / (1 - b))


def _part_of_variance(share: Floats, spread: Floats) -> Floats:
    """η², P, R and C are all the overdispersion itself."""
    return spread


def _isolation(share: Floats, spread: Floats) -> Floats:
    return share[:, 0] + spread * (1 - share[:, 0])


#: Names of the registry → the index from shares (segments, groups) and overdispersion (segments,).
OF_DIRICHLET: dict[str, Callable[[Floats, Floats], Floats]] = {
    "dissimilarity": _d,
    "gini": _gini,
    "theil-h": _h,
    "theil-m": _m,
    "atkinson": _atkinson(0.5),
    "atkinson-0.1": _atkinson(0.1),
    "atkinson-0.9": _atkinson(0.9),
    "hutchens": lambda share, spread: 1 - _overlap(0.5)(share, spread),
    "minmax": lambda share, spread: 2 * _d(share, spread) / (1 + _d(share, spread)),
    "gorard": lambda share, spread: _d(share, spread) * (1 - share[:, 0]),
    "isolation": _isolation,
    "interaction": lambda share, spread: 1 - _isolation(share, spread),
    "correlation-ratio": _part_of_variance,
    "normalised-exposure": _part_of_variance,
    "relative-diversity": _part_of_variance,
    "squared-variation": _part_of_variance,
}
