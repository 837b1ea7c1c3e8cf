"""Thousands of random tables, with zeros, tiny and huge counts: an answer or a reason, no more."""

import warnings

import numpy as np
import pytest

from samlad.indices import Counts
from samlad.indices.change import TERMS, change
from samlad.indices.conditional import chain, conditional
from samlad.indices.contributions import contributions
from samlad.indices.nested import nested, within
from samlad.indices.percentile_gap import percentile_gap
from samlad.indices.rank_order import income_profile

#: Eight kinds of change × so many segments are ten thousand.
SEGMENTS, UNITS = 1250, 4
SCALES = (1e-6, 0.01, 1.0, 50.0, 1e5, 1e12)


def anything(seed: int, groups: int, *, are_people: bool = False) -> Counts:
    """Segments of up to four units: cells of any size, many of them empty."""
    rng = np.random.default_rng(seed)
    shape = (SEGMENTS * UNITS, groups)
    cells = rng.choice(SCALES, shape) * (0.01 + rng.random(shape))
    cells = np.where(rng.random(shape) < rng.choice([0.0, 0.5, 0.9], (shape[0], 1)), 0.0, cells)
    cells = np.where(rng.random(shape) < 0.5, np.ceil(cells), cells)
    return Counts.from_arrays(
        np.ceil(np.minimum(cells, 1e6)) if are_people else cells,
        segments=np.repeat(np.arange(SEGMENTS), UNITS),
        units=np.tile(np.arange(UNITS), SEGMENTS),
    )


@pytest.fixture(autouse=True)
def no_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.mark.parametrize("groups", [2, 5])
@pytest.mark.parametrize("index", ["theil-m", "theil-h"])
@pytest.mark.parametrize("are_people", [True, False])
def test_change_has_terms_or_a_reason(groups: int, index: str, are_people: bool) -> None:
    pair = (anything(seed, groups, are_people=are_people) for seed in (1, 2))
    found = change(*pair, index=index)
    shown = found.reason == ""
    assert shown.sum() > 0
    # Margins are met for all counts of people; weights over twenty orders of size may be too far.
    assert (found.reason == "not_converged").mean() <= (0 if are_people else 0.02)
    for term in TERMS:
        part = getattr(found, term)
        for column in (part.estimate, part.standard_error):
            assert np.isfinite(column[shown]).all()
            assert np.isnan(column[~shown]).all()


@pytest.mark.parametrize("by", ["unit", "group"])
@pytest.mark.parametrize("index", ["theil-m", "theil-h"])
def test_contributions_have_errors_and_sum_to_the_term(index: str, by: str) -> None:
    pair = [anything(seed, 3, are_people=True) for seed in (1, 2)]
    found, whole = contributions(*pair, index=index, by=by), change(*pair, index=index)
    assert np.isfinite(found.standard_error).all()
    assert (found.low <= found.structural).all() and (found.structural <= found.high).all()
    place = np.searchsorted(np.array(whole.segments), found.segment.astype(np.int64))
    total = np.bincount(place, found.structural, len(whole.segments))
    shown = whole.reason == ""
    assert total[shown] == pytest.approx(whole.structural.estimate[shown], abs=1e-8)
    # An error of a sum is at most the sum of the errors.
    most = np.bincount(place, found.standard_error, len(whole.segments))
    assert (whole.structural.standard_error[shown] <= most[shown] * (1 + 1e-6) + 1e-8).all()


@pytest.mark.parametrize("groups", [2, 4])
def test_parts_of_m_are_numbers_or_have_a_reason(groups: int) -> None:
    counts = anything(3, groups)
    half = (np.array(counts.units) % 2).tolist()
    levels = nested(counts, {"half": half})
    shown = levels.reason == ""
    for column in (levels.m, levels.h, levels.m_error, levels.h_error, levels.corrected_m):
        assert np.isfinite(column[shown]).all()
    assert np.isfinite(within(counts, half).m).all()
    given = conditional(counts, half)
    factors = {"a": [0, 0, 1, 1][:groups], "b": [0, 1, 0, 1][:groups]}
    for part in (given.unit_given_covariate, given.joint, *chain(counts, factors).parts):
        assert np.isfinite(part.m[shown]).all()
        assert np.isnan(part.m[~shown]).all()


def test_gaps_and_profiles_are_numbers_or_have_a_reason() -> None:
    counts = anything(4, 6)
    gap = percentile_gap(counts)
    shown = gap.reason == ""
    for column in (gap.gap, gap.corrected, gap.standard_error, gap.possible):
        assert np.isfinite(column[shown]).all()
    for name in "hrs":
        assert np.isfinite(income_profile(counts, name).at(0.5)[shown]).all()
