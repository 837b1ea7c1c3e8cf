"""Fitted tables have the wanted margins and keep the odds ratios of their source."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from samlad.indices.ipf import PRECISION, fit_margins


def tables(units: int = 5, groups: int = 3, least: int = 0):
    cell = st.integers(least, 40)
    return st.lists(
        st.lists(cell, min_size=groups, max_size=groups).filter(sum),
        min_size=units,
        max_size=units,
    ).map(lambda rows: np.array(rows, dtype=float))


def margins_of(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    shares = table / table.sum()
    return shares.sum(axis=1), shares.sum(axis=0)[None, :]


def test_a_square_of_odds_ratio_four_gets_even_margins() -> None:
    # √4 = 2, so each diagonal cell is twice its neighbour.
    fit = fit_margins(np.array([[4.0, 1], [1, 1]]), np.array([0, 2]), *margins_of(np.ones((2, 2))))
    assert np.allclose(fit.table, [[1 / 3, 1 / 6], [1 / 6, 1 / 3]], atol=1e-12)


@given(tables(), tables())
@settings(deadline=None, max_examples=200)
def test_margins_are_met_whatever_the_source_and_its_zeros(source, target) -> None:
    units, groups = margins_of(target)
    fit = fit_margins(source, np.array([0, 5]), units, groups)
    assert fit.has_converged.all()
    assert np.allclose(fit.table.sum(axis=1), units, rtol=1e-12)
    assert np.allclose(fit.table.sum(axis=0), groups[0], rtol=2 * PRECISION, atol=0)


@given(tables(least=1), tables(least=1))
@settings(deadline=None)
def test_odds_ratios_stay(source, target) -> None:
    fitted = fit_margins(source, np.array([0, 5]), *margins_of(target)).table
    assert np.allclose(_odds(fitted), _odds(source), rtol=1e-8)


def _odds(table: np.ndarray) -> np.ndarray:
    return table[1:, 1:] * table[0, 0] / (table[1:, :1] * table[:1, 1:])


@given(tables(least=1), tables(least=1))
@settings(deadline=None, max_examples=25)
def test_it_is_where_alternating_sweeps_end(source, target) -> None:
    units, groups = margins_of(target)
    swept = source.copy()
    for _ in range(3000):
        swept *= groups / swept.sum(axis=0)
        swept *= (units / swept.sum(axis=1))[:, None]
    assert np.allclose(fit_margins(source, np.array([0, 5]), units, groups).table, swept, atol=1e-9)


@given(tables(), tables(), tables(), tables())
@settings(deadline=None, max_examples=50)
def test_segments_do_not_touch_each_other(one, two, target_one, target_two) -> None:
    both = fit_margins(
        np.vstack([one, two]),
        np.array([0, 5, 10]),
        np.concatenate([margins_of(target_one)[0], margins_of(target_two)[0]]),
        np.vstack([margins_of(target_one)[1], margins_of(target_two)[1]]),
    )
    alone = fit_margins(two, np.array([0, 5]), *margins_of(target_two))
    assert np.allclose(both.table[5:], alone.table, atol=1e-12)


def test_margins_that_zeros_forbid_are_met_by_the_least_people() -> None:
    # Complete separation cannot give 70/30 units and 50/50 groups; the limit is the most separate.
    source = np.array([[10.0, 0], [0, 10]])
    fit = fit_margins(source, np.array([0, 2]), np.array([0.7, 0.3]), np.array([[0.5, 0.5]]))
    assert np.allclose(fit.table, [[0.5, 0.2], [0.0, 0.3]], atol=1e-9)


def test_same_input_gives_the_same_bytes() -> None:
    rng = np.random.default_rng(1)
    source, target = rng.poisson(3.0, (2, 40, 4)).astype(float) + 1
    given_twice = [fit_margins(source, np.array([0, 40]), *margins_of(target)) for _ in range(2)]
    assert given_twice[0].table.tobytes() == given_twice[1].table.tobytes()
