"""Local values: parts of the whole, quotients, and a unit's contribution to D."""

import numpy as np
import pytest

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices import (
    Counts,
    contribution_to_d,
    exposure_matrix,
    group_divergence,
    group_table,
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
    truth = local_table(Counts.from_arrays(np.column_stack([shares, 1 - shares]) * 400)).part
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
    assert np.isnan(local.part).tolist() == [True, True, False, False]
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


@pytest.mark.parametrize("index", ["theil-m", "theil-h"])
def test_parts_of_units_and_of_groups_sum_to_the_index(index: str) -> None:
    random = np.random.default_rng(6)
    counts = Counts.from_arrays(random.poisson([9, 4, 2], (60, 3)), segments=np.repeat([1, 2], 30))
    whole = table(counts, [index])
    units, groups = local_table(counts, index=index), group_table(counts, index=index)
    for part in ("part", "corrected"):
        by_group = getattr(groups, part).reshape(2, 3).sum(axis=1)
        if part == "part":
            assert counts.sum_units(units.part) == pytest.approx(whole.estimate)
            assert by_group == pytest.approx(whole.estimate)
        elif index == "theil-m":
            assert np.maximum(by_group, 0) == pytest.approx(whole.corrected)


@pytest.mark.parametrize("index", ["theil-m", "theil-h"])
@pytest.mark.parametrize(("units", "size"), [(150, 20), (40, 300)])
def test_intervals_of_groups_cover_their_parts(index: str, units: int, size: int) -> None:
    random = np.random.default_rng(7)
    shares = random.dirichlet([6, 3, 1], units)
    truth = group_table(Counts.from_arrays(shares * 1e6), index=index).part
    cells = random.multinomial(size, shares, (200, units)).reshape(-1, 3)
    counts = Counts.from_arrays(cells, segments=np.repeat(range(200), units))
    found = group_table(counts, index=index)
    low, high = found.low.reshape(200, 3), found.high.reshape(200, 3)
    assert 0.91 <= np.mean((low <= truth) & (truth <= high)) <= 0.985


def test_groups_without_people_have_no_row_and_segments_without_index_no_numbers() -> None:
    counts = Counts.from_arrays([[5, 0, 5], [6, 0, 1], [4, 0, 0]], segments=[1, 1, 2])
    found = group_table(counts)
    assert list(zip(found.segment, found.group, strict=True)) == [
        (1, "group-1"), (1, "group-3"), (2, "group-1")
    ]  # fmt: skip
    assert np.isnan(found.part).tolist() == [False, False, True]


@pytest.mark.parametrize("function", [local_table, group_table])
def test_only_m_and_h_have_parts(function) -> None:
    with pytest.raises(UnknownName, match="did you mean 'theil-m'"):
        function(Counts.from_arrays([[1, 2], [3, 4]]), index="theil")
