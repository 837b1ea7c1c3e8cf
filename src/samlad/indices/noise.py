"""What rounding and cell-key noise do to an index, by putting the noise on once more.

Takes published counts and how they were disturbed, gives each index without the part that the
noise makes, and an interval. Seeded from the counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats
from samlad.indices.draws import deviation_of, mean_of, quantile_of
from samlad.indices.registry import Index, fitting
from samlad.indices.uncertainty import check_interval
from samlad.indices.waiting import told


@dataclass(frozen=True, slots=True)
class Noise:
    """How far a published count may be from the true one, and how often.

    offsets: published less true; chances: of each, summing to one with mean offset 0. The noise
    of cells is independent. spares_zero: a true 0 is always published as 0.
    """

    offsets: tuple[int, ...]
    chances: tuple[float, ...]
    spares_zero: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class NoiseTable:
    """Indices of disturbed counts; arrays of shape (segments, indices).

    estimate: of the published counts; corrected: without what the noise adds, by as much as the
    same noise adds once more; standard_deviation: of that; low, high: the interval around
    corrected. Segments that cannot be computed, and those in which the noise may be all there is
    of a group, have NaN and a reason, shape (segments,).
    """

    segments: tuple[Hashable, ...]
    indices: tuple[str, ...]
    estimate: Floats
    corrected: Floats
    standard_deviation: Floats
    low: Floats
    high: Floats
    reason: NDArray[np.str_]


def rounding(base: int) -> Noise:
    """Rounding to the nearest multiple of base, every remainder as likely as another.

    >>> rounding(3).offsets, [round(chance, 3) for chance in rounding(3).chances]
    ((-1, 0, 1), [0.333, 0.333, 0.333])
    """
    if base < 2 or base % 2 == 0:
        raise UnusableCounts(f"rounding to {base} has no nearest multiple for all; give 3 or 5")
    reach = base // 2
    return Noise(tuple(range(-reach, reach + 1)), (1 / base,) * base)


def random_rounding(base: int) -> Noise:
    """Rounding up or down to a multiple of base at random, without bias.

    >>> random_rounding(3).offsets, [round(chance, 3) for chance in random_rounding(3).chances]
    ((-2, -1, 0, 1, 2), [0.111, 0.222, 0.333, 0.222, 0.111])
    """
    if base < 2:
        raise UnusableCounts(f"rounding to {base} leaves every count as it is; give 3 or 5")
    offsets = tuple(range(1 - base, base))
    return Noise(offsets, tuple((base - abs(offset)) / base**2 for offset in offsets))


def cell_key(variance: float, largest: int) -> Noise:
    """Noise of the cell key method: of that variance, at most largest, else as open as can be.

    variance, largest: as the publisher states them. The chances are those of greatest entropy, as
    the method's tables are made. Raises UnusableCounts when no noise has that variance.

    Source: Thompson, Broadfoot & Elazar (2013), Methodology for the Automatic Confidentialisation
    of Statistical Outputs; Giessing (2016), Privacy in Statistical Databases.

    >>> noise = cell_key(2.0, 5)
    >>> round(sum(c * o * o for c, o in zip(noise.chances, noise.offsets)), 9)
    2.0
    """
    offsets = np.arange(-largest, largest + 1)
    even = largest * (largest + 1) / 3
    if not 0 < variance < largest**2:
        raise UnusableCounts(f"no noise of at most {largest} has variance {variance}; check both")

    def excess(rate: float) -> float:
        return float((_tilted(offsets, rate) * offsets**2).sum() - variance)

    rate = 0.0 if abs(variance - even) < 1e-12 else brentq(excess, -50.0, 50.0, xtol=1e-14)
    return Noise(tuple(offsets.tolist()), tuple(_tilted(offsets, rate).tolist()))


def _tilted(offsets: NDArray[np.int64], rate: float) -> Floats:
    logs = -rate * offsets.astype(float) ** 2
    weights = np.exp(logs - logs.max())
    return weights / weights.sum()


def without_noise(
    counts: Counts,
    indices: Sequence[str],
    noise: Noise,
    *,
    draws: int = 200,
    interval: float = 0.95,
) -> NoiseTable:
    """Indices of counts published with noise, corrected for it, with an interval.

    counts: as published. Noise makes units look more unlike than they are. Counts with the noise
    taken away at random once more stand to the published as the published to the true: what that
    adds is subtracted (simulation and extrapolation), and its spread is the interval's. Sampling
    of people is not in it. The same counts give the same draws. Raises UnknownName, and
    UnusableCounts for an index that does not fit, fewer than two draws, or no interval.

    Source: Cook & Stefanski (1994), Journal of the American Statistical Association 89.
    """
    if draws < 2:
        raise UnusableCounts(f"{draws} draws say nothing of a spread; give at least 2")
    check_interval(interval)
    found = fitting(indices, counts)
    random = np.random.default_rng(_seed(counts, noise, draws))
    estimate = _values(counts, found)
    drawn = np.stack(
        [
            _values(_disturbed(counts, noise, random), found)
            for _ in told(range(draws), draws, "noise")
        ]
    )
    middle = mean_of(drawn)
    ends = [quantile_of(drawn, share) for share in ((1 - interval) / 2, (1 + interval) / 2)]
    within = [_within(found, 2 * estimate - middle + end - middle) for end in (middle, *ends)]
    reason = _reasons(counts, drawn)
    return NoiseTable(
        segments=counts.segments,
        indices=tuple(index.name for index in found),
        estimate=np.where((reason == "")[:, None], estimate, np.nan),
        corrected=within[0],
        standard_deviation=deviation_of(drawn),
        low=within[1],
        high=within[2],
        reason=reason,
    )


def _reasons(counts: Counts, drawn: Floats) -> NDArray[np.str_]:
    """As the counts', or that noise leaves hardly a draw with two groups."""
    lost = (~np.isnan(drawn)).sum(axis=0).min(axis=1) < 2
    return np.where((counts.reasons == "") & lost, "group_empty", counts.reasons)


def _values(counts: Counts, indices: Sequence[Index]) -> Floats:
    with np.errstate(all="ignore"):
        values = np.stack([index.value(counts) for index in indices], axis=1)
    return np.where((counts.reasons == "")[:, None], values, np.nan)


def _within(indices: Sequence[Index], values: Floats) -> Floats:
    low = np.array([index.low for index in indices])
    high = np.array([np.inf if index.high is None else index.high for index in indices])
    return np.clip(values, low, high)


def _disturbed(counts: Counts, noise: Noise, random: np.random.Generator) -> Counts:
    """Counts with noise taken away at random; a unit that this empties stays as published."""
    drawn = random.choice(np.array(noise.offsets), size=counts.table.shape, p=noise.chances)
    table = np.maximum(counts.table - drawn, 0.0)
    if noise.spares_zero:
        table = np.where(counts.table > 0, table, 0.0)
    is_empty = table.sum(axis=1) == 0
    table[is_empty] = counts.table[is_empty]
    return replace(counts, table=table)


def _seed(counts: Counts, noise: Noise, draws: int) -> int:
    text = repr((noise.offsets, noise.chances, noise.spares_zero, draws, counts.table.shape))
    digest = hashlib.blake2b(text.encode(), digest_size=8)
    digest.update(np.ascontiguousarray(counts.table).tobytes())
    return int.from_bytes(digest.digest(), "little")
