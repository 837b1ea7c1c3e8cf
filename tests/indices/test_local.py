"""Local values: parts of the whole, quotients, and a unit's contribution to D."""

import numpy as np
import pytest

from samlad.errors import UnusableCounts
from samlad.indices import (
    Counts,
    contribution_to_d,
    exposure_matrix,
    group_divergence,
    local_diversity,
    local_table,
    location_quotient,
    segregation_curve,
    table,
)


def d_of(cells) -> float:
    return float(table(Counts.from_arrays(cells), ["dissimilarity"], correct=False).estimate[0])


def test_contribution_is_d_less_d_with_the_unit_mixed() -> None:
    random = np.random.default_rng(2)
    cells = random.integers(1, 90, (12, 2)).astype(float)
    found = contribution_to_d(Counts.from_arrays(cells))
    for unit in range(12):
        mixed = cells.copy()
        mixed[unit] = cells[unit].sum() * cells.sum(axis=0) / cells.sum()
        assert found[unit] == pytest.approx(d_of(cells) - d_of(mixed), abs=1e-12)


def test_contributions_of_segments_do_not_mix() -> None:
    random = np.random.default_rng(2)
    cells, segments = random.integers(1, 90, (30, 2)), random.integers(0, 4, 30)
    together = Counts.from_arrays(cells, segments=segments, units=np.arange(30))
    found = dict(zip(together.units, contribution_to_d(together), strict=True))
    for segment in range(4):
        rows = np.flatnonzero(segments == segment)
        alone = contribution_to_d(Counts.from_arrays(cells[rows]))
        assert [found[row] for row in rows] == pytest.approx(alone)


def test_local_intervals_cover_the_unit_s_own_part() -> None:
    random = np.random.default_rng(4)
    shares = random.beta(3, 7, 40)
    truth = local_table(Counts.from_arrays(np.column_stack([shares, 1 - shares]) * 400)).h
    first = random.binomial(400, shares, (200, 40))
    cells = np.stack([first, 400 - first], axis=-1).reshape(-1, 2)
    local = local_table(Counts.from_arrays(cells, segments=np.repeat(range(200), 40)))
    low, high = local.low.reshape(200, 40), local.high.reshape(200, 40)
    assert np.mean((low <= truth) & (truth <= high)) == pytest.approx(0.95, abs=0.03)
    assert local.corrected.reshape(200, 40).mean(axis=0).sum() == pytest.approx(
        truth.sum(), rel=0.03
    )


def test_a_segment_without_an_index_has_no_local_values() -> None:
    counts = Counts.from_arrays([[5, 0], [6, 0], [5, 5], [2, 8]], segments=[1, 1, 2, 2])
    local = local_table(counts)
    assert np.isnan(local.h).tolist() == [True, True, False, False]
    assert local.segment == (1, 1, 2, 2)


def test_a_group_without_people_has_no_quotient_and_no_exposure() -> None:
    counts = Counts.from_arrays([[5, 0, 5], [6, 0, 1]])
    assert np.isnan(location_quotient(counts)[:, 1]).all()
    assert np.isnan(exposure_matrix(counts)[0, 1]).all()
    assert np.isnan(group_divergence(counts)[0, 1])


def test_diversity_of_a_unit_is_nought_for_one_group() -> None:
    assert local_diversity(Counts.from_arrays([[7, 0], [3, 3]])).tolist() == pytest.approx(
        [0, np.log(2)]
    )


@pytest.mark.parametrize("function", [contribution_to_d, segregation_curve])
def test_two_groups_are_needed(function) -> None:
    with pytest.raises(UnusableCounts, match="needs two groups and the counts have 3"):
        function(Counts.from_arrays([[1, 2, 3], [3, 2, 1]]))


def test_each_segment_has_its_own_curve() -> None:
    counts = Counts.from_arrays([[80, 20], [20, 80], [5, 5], [9, 1]], segments=[1, 1, 2, 2])
    curve = segregation_curve(counts)
    assert [part.tolist() for part in curve.of(0)] == [[0, 0.2, 1], [0, 0.8, 1]]
    assert curve.of(1)[0] == pytest.approx([0, 5 / 14, 1])
