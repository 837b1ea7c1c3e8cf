"""The field's corrections of dissimilarity for small units, by name, beside the one of `table`.

Takes counts, gives one D for each segment. Which to show is argued in docs/indices.md: `table`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import betaln

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices.counts import Counts, Floats
from samlad.indices.dissimilarity import dissimilarity, simpson, spread_dissimilarity
from samlad.indices.mixing import fitted, mean_distance
from samlad.indices.plug_in import plug_in
from samlad.indices.resampling import bootstrap
from samlad.indices.uncertainty import divided

#: Halvings when the distance most likely to give an observed one is looked for.
_HALVINGS = 52


@dataclass(frozen=True, slots=True)
class Correction:
    """A way to take from D what chance makes: its name, what it says, where it comes from."""

    name: str
    meaning: str
    source: str
    value: Callable[[Counts], Floats]
    two_groups: bool = False


def correct(counts: Counts, name: str) -> Floats:
    """D with the named correction; shape (segments,), NaN where there is no D.

    Raises UnknownName, and UnusableCounts when the correction needs two groups and there are more,
    or the counts are not whole people.
    """
    if name not in CORRECTIONS:
        raise UnknownName("correction", name, CORRECTIONS)
    if CORRECTIONS[name].two_groups and len(counts.groups) != 2:
        raise UnusableCounts(
            f"{name} needs two groups and the counts have {len(counts.groups)}; "
            "choose one of them against the rest"
        )
    if (counts.table != np.rint(counts.table)).any():
        raise UnusableCounts("chance is known of whole people only; round the weights first")
    with np.errstate(all="ignore"):
        return np.where(counts.reasons == "", CORRECTIONS[name].value(counts), np.nan)


def expected_dissimilarity(counts: Counts) -> Floats:
    """Mean of D when people are allocated at random, sizes of units and groups held; exact.

    A group's people in a unit are then hypergeometric, whose mean distance has a closed form.

    >>> expected_dissimilarity(Counts.from_arrays([[1, 1], [1, 1]])).round(12).tolist()  # ⅔·0 + ⅓·1
    [0.333333333333]
    """
    everyone = np.rint(counts.spread(counts.totals))[:, None]
    people = np.rint(counts.spread(counts.group_totals))
    size = np.rint(counts.unit_totals)[:, None]
    above = np.floor(size * people / everyone) + 1
    left = everyone - people - size + above
    is_possible = (above <= np.minimum(size, people)) & (left > 0)
    safe = np.where(is_possible, above, 0.0)
    chance = _log_ways(people, safe) - _log_ways(everyone, size)
    others = np.where(is_possible, size - safe, 0.0)
    chance = np.exp(chance + _log_ways(everyone - people, others))
    distance = np.where(is_possible, 2 * above * left / everyone * chance, 0.0)
    total = counts.sum_units(distance.sum(axis=1))
    return divided(total, 2 * counts.totals * simpson(counts))


def winship(index: Floats, expected: Floats) -> Floats:
    """How far an index is from its mean under random allocation, of how far it could be.

    Below 0 where units are more even than chance makes them.
    Source: Winship (1977), Social Forces 55.

    >>> winship(np.array([0.6, 0.1]), np.array([0.2, 0.2])).round(6).tolist()
    [0.5, -0.125]
    """
    return divided(index - expected, 1 - expected)


def carrington_troske(index: Floats, expected: Floats) -> Floats:
    """As Winship's above the expected value; below it, of the expected value (−1 to 1).

    Source: Carrington & Troske (1997), Journal of Business & Economic Statistics 15.

    >>> carrington_troske(np.array([0.6, 0.1]), np.array([0.2, 0.2])).round(6).tolist()
    [0.5, -0.5]
    """
    room = np.where(index >= expected, 1 - expected, expected)
    return divided(index - expected, room)


def density_corrected(counts: Counts) -> Floats:
    """D with each unit's distance made the one most likely to give what is seen; two groups.

    A distance seen is the size of a normal number; seen within one standard error it is taken to
    be nought, else it is n with n = seen × tanh(seen × n).
    Source: Allen, Burgess, Davidson & Windmeijer (2015), Econometrics Journal 18.

    >>> density_corrected(Counts.from_arrays([[11, 9], [9, 11]])).tolist()  # within one error
    [0.0]
    """
    totals = counts.spread(counts.group_totals)
    spread = divided(counts.table, totals)
    error = np.sqrt((spread * (1 - spread) / totals).sum(axis=1))
    apart = np.abs(spread[:, 0] - spread[:, 1])
    seen = np.divide(apart, error, out=np.zeros_like(apart), where=error > 0)
    likely = np.where(error > 0, most_likely_size(seen) * error, apart)
    return counts.sum_units(likely) / 2


def most_likely_size(seen: Floats) -> Floats:
    """The n for which |n + a standard normal number| is most likely to be what is seen.

    >>> most_likely_size(np.array([0.9, 1.0, 1.5, 9.0])).round(4).tolist()
    [0.0, 0.0, 1.4632, 9.0]
    """
    low, high = np.zeros_like(seen), np.where(seen > 1, seen, 0.0)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        is_short = seen * np.tanh(seen * middle) > middle
        low, high = np.where(is_short, middle, low), np.where(is_short, high, middle)
    return high


def beta_dissimilarity(counts: Counts) -> Floats:
    """D of the beta distribution (of each group) that units' shares are fitted to by moments.

    Source: Rathelot (2012), Journal of Business & Economic Statistics 30; D'Haultfœuille, Girard
    & Rathelot (2021), Stata Journal 21.
    """
    mixing = fitted(counts)
    apart = mean_distance(counts.group_shares, mixing.overdispersion).sum(axis=1)
    return divided(apart, 2 * simpson(counts))


def _debiased(counts: Counts) -> Floats:
    found = bootstrap(counts, ["dissimilarity"])
    return np.clip(found.estimate[:, 0] - found.bias[:, 0], 0.0, 1.0)


def _log_ways(whole: Floats, part: Floats) -> Floats:
    """Log of how many ways there are to choose a part of a whole."""
    return -np.log1p(whole) - betaln(whole - part + 1, part + 1)


CORRECTIONS = {
    one.name: one
    for one in (
        Correction(
            "samlad",
            "less what chance adds to beta-binomial units, drawn towards 0 (as in table)",
            "docs/indices.md",
            lambda counts: spread_dissimilarity(counts).corrected,
        ),
        Correction(
            "winship",
            "distance from the mean under random allocation, of what is possible",
            "Winship (1977), Social Forces 55",
            lambda counts: winship(dissimilarity(counts), expected_dissimilarity(counts)),
        ),
        Correction(
            "carrington-troske",
            "as winship; below the mean, of the mean",
            "Carrington & Troske (1997), Journal of Business & Economic Statistics 15",
            lambda counts: carrington_troske(dissimilarity(counts), expected_dissimilarity(counts)),
        ),
        Correction(
            "bootstrap",
            "less what resampling people within units adds, of 500 draws",
            "Allen, Burgess, Davidson & Windmeijer (2015), Econometrics Journal 18",
            _debiased,
        ),
        Correction(
            "density",
            "each unit at the distance most likely to give what is seen",
            "Allen, Burgess, Davidson & Windmeijer (2015), Econometrics Journal 18",
            density_corrected,
            two_groups=True,
        ),
        Correction(
            "beta",
            "D of the beta distribution fitted to the units' shares",
            "Rathelot (2012), Journal of Business & Economic Statistics 30",
            beta_dissimilarity,
        ),
        Correction(
            "dirichlet",
            "D of the Dirichlet distribution most likely to give the counts",
            "D'Haultfœuille, Girard & Rathelot (2021), Stata Journal 21",
            lambda counts: plug_in(counts, "dissimilarity"),
        ),
    )
}
