"""Curves, local values, corrections, simulations, merging and comparisons of any counts at all."""

import warnings
from dataclasses import replace

import numpy as np
import pytest

from samlad.indices import (
    CORRECTIONS,
    Counts,
    all_indices,
    bootstrap,
    compare,
    correct,
    divergence,
    exposure_matrix,
    group_table,
    local_diversity,
    local_m_of_groups,
    location_quotient,
    plug_in,
    random_allocation,
    segregation_curve,
    share_bounds,
)
from samlad.indices.imperfect import bounds, rounded, unknown_membership
from samlad.indices.merging import merge_groups, merge_units
from samlad.indices.noise import rounding, without_noise
from samlad.indices.plug_in import OF_DIRICHLET
from samlad.indices.segplot import segplot
from tests.indices.test_fuzz import random_counts

ROUNDING = 1e-9


def anything(seed: int, groups: int, segments: int, *, are_people: bool = False) -> Counts:
    """Segments of up to seven units; whole people when asked for."""
    random = np.random.default_rng(seed)
    tables = [random_counts(random, int(random.integers(1, 8)), groups) for _ in range(segments)]
    labels = np.repeat(np.arange(segments), [len(part) for part in tables])
    table = np.concatenate(tables)
    return Counts.from_arrays(
        np.minimum(np.ceil(table), 1e5) if are_people else table, segments=labels
    )


@pytest.fixture(autouse=True)
def no_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def check(values: np.ndarray, usable: np.ndarray, low: float, high: float) -> None:
    """Numbers within range where there is an index, and none where there is not."""
    assert np.isfinite(values[usable]).all()
    assert np.isnan(values[~usable]).all()
    assert ((values[usable] >= low - ROUNDING) & (values[usable] <= high + ROUNDING)).all()


@pytest.mark.parametrize("groups", [2, 4])
def test_local_values_curves_and_bars_of_ten_thousand_segments(groups: int) -> None:
    counts = anything(groups, groups, 5000)
    here = counts.group_totals > 0
    rows = exposure_matrix(counts)
    assert rows.sum(axis=2)[here] == pytest.approx(np.ones(here.sum()))
    assert np.isnan(rows[~here]).all()
    quotients = location_quotient(counts)
    assert (np.isnan(quotients) == ~counts.spread(here)).all()
    for values in (divergence(counts), local_diversity(counts), local_m_of_groups(counts)):
        assert np.isfinite(values).all()
        assert (values >= -ROUNDING).all()
    by_group = group_table(counts)
    known = ~np.isnan(by_group.part)
    for column in (by_group.corrected, by_group.standard_error, by_group.low, by_group.high):
        assert (np.isfinite(column) == known).all()
    bars = segplot(counts)
    for edges in (bars.left, bars.right, bars.lower, bars.upper):
        assert ((edges >= -ROUNDING) & (edges <= 1 + ROUNDING)).all()
    if groups == 2:
        curve = segregation_curve(counts)
        ends = curve.offsets[1:][counts.reasons == ""] - 1
        assert curve.first[ends] == pytest.approx(np.ones(len(ends)))
        assert curve.second[ends] == pytest.approx(np.ones(len(ends)))


@pytest.mark.parametrize("groups", [2, 4])
def test_indices_of_a_dirichlet(groups: int) -> None:
    counts = anything(groups + 10, groups, 1500)
    two = {index.name for index in all_indices() if index.two_groups}
    for name in OF_DIRICHLET:
        if groups == 2 or name not in two:
            high = np.inf if name == "theil-m" else 1
            check(plug_in(counts, name), counts.reasons == "", 0, high)


@pytest.mark.parametrize("groups", [2, 4])
def test_corrections_and_simulations_of_people(groups: int) -> None:
    counts = anything(groups + 20, groups, 400, are_people=True)
    usable = counts.reasons == ""
    for name in CORRECTIONS:
        if groups == 2 or not CORRECTIONS[name].two_groups:
            values = correct(counts, name)
            lost = name in (
                "bootstrap",
                "winship",
                "carrington-troske",
            )  # perhaps never drawn twice
            if not lost:
                check(values, usable, 0, 1)
            assert not np.isinf(values).any()
    names = ["dissimilarity", "theil-h", "gini", "squared-variation"]
    chance = random_allocation(counts, names, draws=5)
    check(chance.p, usable, 1 / 6, 1)
    check(chance.expected, usable, 0, 1)
    units = bootstrap(counts, names, draws=40, of="units")
    people = bootstrap(counts, names, draws=40)
    for found in (units, people):
        check(found.estimate, usable, 0, 1)
        low, high = found.low[usable], found.high[usable]
        known = ~np.isnan(low)  # a group of one person may be drawn hardly ever
        assert known.mean() > 0.9
        assert (low[known] <= high[known]).all()


def test_noise_and_bounds() -> None:
    counts = anything(31, 2, 300, are_people=True)
    found = without_noise(counts, ["dissimilarity", "theil-h"], rounding(3), draws=10)
    check(found.corrected, found.reason == "", 0, 1)
    first, people = counts.table[:, 0], counts.unit_totals
    labels = counts.spread(np.array(counts.segments))
    for known in (
        rounded(first, people, within=1, segments=labels),
        unknown_membership(
            np.floor(first / 2), np.floor(people / 2) + first % 2, people, segments=labels
        ),
    ):
        for name in ("dissimilarity", "theil-h", "isolation"):
            ends = bounds(known, name)
            check(ends.low, ends.reason == "", 0, 1)
            check(ends.high, ends.reason == "", 0, 1)
            assert (ends.low <= ends.high + ROUNDING)[ends.reason == ""].all()


def test_bounds_of_shares_of_small_units() -> None:
    random = np.random.default_rng(32)
    tables = [random.integers(0, 6, (random.integers(1, 7), 2)) for _ in range(25)]
    labels = np.repeat(np.arange(25), [len(part) for part in tables])
    counts = Counts.from_arrays(np.concatenate(tables), segments=labels)
    for index in ("dissimilarity", "theil-h"):
        found = share_bounds(counts, index)
        for values in (found.least, found.low, found.high, found.most):
            check(values, counts.reasons == "", 0, 1)
        ordered = np.stack([found.least, found.low, found.high, found.most])
        assert (np.diff(ordered[:, counts.reasons == ""], axis=0) >= -ROUNDING).all()


def test_merging_and_comparing() -> None:
    counts = anything(33, 3, 400)
    path = merge_units(counts)
    assert np.isfinite(path.lost).all()
    assert (path.m >= 0).all()
    one = anything(34, 3, 1)
    if one.reasons[0] == "":
        assert (merge_groups(one).m >= 0).all()
    pairs = [(place, year) for place in range(200) for year in (1, 2)]
    both = Counts.from_arrays(
        counts.table, segments=[pairs[n] for n in counts.segment_of_unit.tolist()]
    )
    found = compare(replace(both, by=("place", "year")), ["theil-h"], "year", 1, 2)
    known = ~np.isnan(found.difference)
    check(found.p, known, 0, 1)
    check(found.p_joint, known, 0, 1)
    assert (found.low[known] <= found.difference[known] + ROUNDING).all()
    assert (found.difference[known] <= found.high[known] + ROUNDING).all()
