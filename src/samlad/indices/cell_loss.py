"""What chance takes from the entropy of one cell of a unit, when counts are beta-binomial.

Takes sizes, shares and overdispersion of cells, all of one shape; gives the loss times the size,
in nats. Knows nothing of units or segments.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, xlogy

from samlad.indices.counts import Floats
from samlad.indices.mixing import chances

#: From here on the parity of a count no longer matters to Grassberger's G.
_TABLED = 24
#: Gauss and Legendre's nodes on 0–1.
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(12)
_NODES, _WEIGHTS = (_NODES + 1) / 2, _WEIGHTS / 2


def summed_loss(sizes: Floats, share: Floats, dispersion: Floats) -> Floats:
    """The loss in units so small that every possible count can be summed over."""
    strength = 1 / np.maximum(dispersion, 1e-9) - 1
    mean = np.zeros_like(share)
    most = int(np.ceil(sizes.max(initial=0.0))) + 1
    for count, chance in enumerate(chances(sizes, share, dispersion, most)):
        mean += chance * xlogy(count, count)
    smooth = share * (digamma(share * strength + 1) - digamma(strength + 1))
    smooth = np.where(dispersion > 1e-6, smooth, xlogy(share, share))
    return mean - sizes * (smooth + share * np.log(sizes))


def usual_loss(sizes: Floats, share: Floats) -> Floats:
    """The loss in larger units, but for cells that can be almost empty.

    K (log K − G(K)) swings around one half for large K, G being Grassberger's.
    """
    return 0.5 + sizes * share * (digamma(sizes) - np.log(sizes))


def can_be_scarce(sizes: Floats, share: Floats, dispersion: Floats) -> NDArray[np.bool_]:
    """Which cells of larger units can be almost empty, so that `scarce_loss` is to be added."""
    least = share - 5 * np.sqrt(share * (1 - share) * (dispersion + 1 / sizes))
    return np.asarray(least * sizes < _TABLED)


def scarce_loss(sizes: Floats, share: Floats, dispersion: Floats) -> Floats:
    """What few people in a cell add to the usual loss: smooth in the size, for at least 64."""
    known = np.arange(_TABLED, dtype=np.float64)
    fading = np.clip((_TABLED - known) / (_TABLED / 2), 0.0, 1.0)
    swing = fading * (xlogy(known, known) - known * digamma_of_counts() - 0.5)
    part = np.zeros_like(share)
    for count, chance in enumerate(chances(sizes, share, dispersion, _TABLED)):
        part += swing[count] * chance
    return part + _rest(sizes, share, dispersion)


def _rest(sizes: Floats, share: Floats, dispersion: Floats) -> Floats:
    """λ E₁(2λ), averaged over a gamma of mean np and the beta's shape."""
    expected = sizes * share
    shape = np.minimum(share * (1 / np.maximum(dispersion, 1e-9) - 1), 1e9) + 1e-9
    total = np.zeros_like(expected)
    for node, weight in zip(_NODES, _WEIGHTS, strict=True):
        power = -(shape + 1) * np.log1p(2 * expected / (shape * node))
        total += weight / node * np.exp(power)
    return expected * total


def digamma_of_counts() -> Floats:
    """Grassberger's G(n), which stands for log n where n is a count, for n = 0, 1, … 23.

    >>> digamma_of_counts()[[1, 2, 3]].round(6).tolist()
    [-1.270363, 0.729637, 0.729637]
    """
    table = digamma(np.arange(_TABLED) // 2 + 0.5) + np.log(2.0)
    table[0] = 0.0  # meets only n = 0
    return table
