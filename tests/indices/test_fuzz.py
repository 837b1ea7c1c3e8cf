"""Whatever the counts: a number within its range, or a status; never NaN shown, never a crash."""

import numpy as np
import pytest

from samlad.errors import UnusableCounts
from samlad.indices import Counts, all_indices, contribution_to_d, local_table, table

NUMBERS = ("estimate", "corrected", "standard_error", "low", "high")


def random_counts(random: np.random.Generator, units: int, groups: int) -> np.ndarray:
    """Zeros, ones, tiny weights, huge counts, whole empty rows and columns."""
    kinds = [
        np.zeros((units, groups)),
        random.integers(0, 3, (units, groups)).astype(float),
        random.integers(0, 200, (units, groups)).astype(float),
        random.random((units, groups)),
        random.random((units, groups)) * 1e-8 + 1e-9,
        random.integers(0, 2**52, (units, groups)).astype(float),
        np.full((units, groups), 7.0),
    ]
    counts = np.choose(random.integers(0, len(kinds), (units, groups)), kinds)
    if random.random() < 0.5:
        counts = kinds[random.integers(len(kinds))]
    counts[random.random(units) < 0.1] = 0
    counts[:, random.random(groups) < 0.1] = 0
    return counts


@pytest.mark.parametrize("groups", [2, 3, 6])
def test_ten_thousand_segments_of_anything(groups: int) -> None:
    random = np.random.default_rng(groups)
    tables = [random_counts(random, int(random.integers(1, 8)), groups) for _ in range(3500)]
    segments = np.repeat(np.arange(len(tables)), [len(part) for part in tables])
    counts = Counts.from_arrays(np.concatenate(tables), segments=segments)
    indices = [index for index in all_indices() if groups == 2 or not index.two_groups]
    result = table(counts, [index.name for index in indices])
    shown = result.status == "shown"
    assert 0 < shown.sum() < len(result)
    for column in NUMBERS:
        values = getattr(result, column)
        assert np.isfinite(values[shown]).all(), column
        assert np.isnan(values[~shown]).all(), column
    assert set(result.reason[~shown]) <= {"too_few_units", "group_empty"}
    for index in indices:
        rows = result.of(index.name)
        ok = rows.status == "shown"
        high = np.inf if index.high is None else index.high
        for column in ("estimate", "corrected", "low", "high"):
            values = getattr(rows, column)[ok]
            assert (values >= index.low).all(), (index.name, column)
            assert (values <= high).all(), (index.name, column)
        assert (rows.low[ok] <= rows.corrected[ok] + 1e-9).all(), index.name
        assert (rows.corrected[ok] <= rows.high[ok] + 1e-9).all(), index.name


@pytest.mark.parametrize("seed", range(20))
def test_faulty_cells_raise_only_our_errors(seed: int) -> None:
    random = np.random.default_rng(seed)
    counts = random_counts(random, 4, 2)
    counts[random.integers(4), random.integers(2)] = random.choice(
        [-1, np.nan, np.inf, 1e-300, 1e30]
    )
    with pytest.raises(UnusableCounts):
        Counts.from_arrays(counts)


def test_local_values_are_numbers_where_the_segment_has_an_index() -> None:
    random = np.random.default_rng(1)
    tables = [random_counts(random, int(random.integers(1, 8)), 2) for _ in range(500)]
    segments = np.repeat(np.arange(len(tables)), [len(part) for part in tables])
    counts = Counts.from_arrays(np.concatenate(tables), segments=segments)
    with np.errstate(all="ignore"):
        local, contribution = local_table(counts), contribution_to_d(counts)
    usable = counts.spread(counts.reasons == "")
    for values in (local.part, local.corrected, local.standard_error, local.low, contribution):
        assert np.isnan(values[~usable]).all()
    for values in (local.part, local.corrected, local.standard_error, local.low):
        assert np.isfinite(values[usable]).all()
