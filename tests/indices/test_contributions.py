"""What units and groups add to a change: hand-worked, differentiated by hand, and redrawn."""

import numpy as np
import pytest

from samlad.errors import UnusableCounts
from samlad.indices import Counts
from samlad.indices.contributions import contributions
from samlad.indices.uncertainty import bessel

BOTH = [(index, by) for index in ("theil-m", "theil-h") for by in ("unit", "group")]


def test_two_units_worked_by_hand() -> None:
    """Shares 0.9 and 0.1 of ten people become equal; all parts are functions of p₁, p₂ and g.

    With 2·½·log 9 / 2 = 1.0986 for the own share at the first margins, 0.4 for the mix it makes
    and 0.5493 by the odds ratio at the second margins, a unit's part moves by
    −½ (1.2479 dp₁ − 0.9493 dp₂); the second mix moves it by −½ · 0.2986 dg.
    """
    odds = np.log(9)
    first = (odds / 2 - 0.4 + odds / 4) ** 2 + (0.4 + odds / 4) ** 2
    second = (odds / 2 - 0.8) ** 2
    share, mix = 0.9 * 0.1 / 9, 0.5 * 0.5 / 9 / 2
    found = contributions(
        Counts.from_arrays([[9, 1], [1, 9]]), Counts.from_arrays([[5, 5], [5, 5]])
    )
    assert found.standard_error == pytest.approx([np.sqrt(first * share + second * mix) / 2] * 2)
    assert found.high - found.structural == pytest.approx(1.959964 * found.standard_error)


@pytest.mark.parametrize(("index", "by"), BOTH)
def test_errors_are_those_of_derivatives_taken_numerically(index: str, by: str) -> None:
    """Two segments, an empty cell, a unit that goes, one that comes, a group that goes."""
    random = np.random.default_rng(7)
    tables = random.integers(5, 60, (2, 9, 4)).astype(float)
    tables[0, 2, 1] = tables[1, 7, 0] = 0
    tables[1, 0], tables[0, 8] = 0, 0
    tables[1, 5:, 3] = 0

    def counts(table) -> Counts:
        return Counts.from_arrays(table, segments=[1] * 5 + [2] * 4, units=list("abcdefghi"))

    def parts(given) -> np.ndarray:
        return contributions(*map(counts, given), index=index, by=by).structural

    variance = np.zeros_like(parts(tables))
    for occasion in (0, 1):
        gradient = np.zeros((*tables[0].shape, len(variance)))
        for cell in np.argwhere(tables[occasion] > 0):
            step = np.zeros_like(tables)
            step[(occasion, *cell)] = 0.01
            gradient[tuple(cell)] = (parts(tables + step) - parts(tables - step)) / 0.02
        people = tables[occasion][:, :, None]
        sizes = np.maximum(people.sum(axis=1), 1)
        square = (people * gradient**2).sum(axis=1) - (people * gradient).sum(axis=1) ** 2 / sizes
        variance += (square * bessel(sizes)).sum(axis=0)
    found = contributions(*map(counts, tables), index=index, by=by)
    assert found.standard_error == pytest.approx(np.sqrt(variance), rel=1e-4)


@pytest.mark.parametrize(("index", "by"), BOTH)
def test_errors_agree_with_redrawn_people(index: str, by: str) -> None:
    """Five units of 2,000 people, 600 samples side by side, each a segment: within 10 %."""
    random = np.random.default_rng(20261125)
    years = []
    for _ in range(2):
        shares, sizes = random.dirichlet([4, 2, 1], 5), random.integers(1500, 2500, 5)
        drawn = random.multinomial(sizes, shares, (600, 5)).reshape(-1, 3)
        segments, units = np.repeat(np.arange(600), 5), np.tile(np.arange(5), 600)
        years.append(Counts.from_arrays(drawn, segments=segments, units=units))
    found = contributions(*years, index=index, by=by)
    for label in sorted(set(found.label)):
        here = found.label == label
        spread = found.structural[here].std()
        assert found.standard_error[here].mean() == pytest.approx(spread, rel=0.1), label


def test_an_interval_that_is_no_share_is_told() -> None:
    apart = Counts.from_arrays([[9, 1], [1, 9]])
    with pytest.raises(UnusableCounts, match="interval"):
        contributions(apart, apart, interval=95)
