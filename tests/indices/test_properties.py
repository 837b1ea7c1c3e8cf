"""What holds for every index whatever the counts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from samlad.indices import (
    Counts,
    all_indices,
    exposure_matrix,
    find,
    local_h,
    local_h_of_groups,
    local_m,
    local_m_of_groups,
    segregation_curve,
    table,
)

#: Indices of groups without an order; those with one have properties of their own.
UNORDERED = [index for index in all_indices() if index.family != "order"]
ANY = [index.name for index in UNORDERED if not index.two_groups]
TWO = [index.name for index in UNORDERED]
SEGREGATION = [index.name for index in UNORDERED if index.family != "diversity"]
#: Indices that the first group's own share moves, and that look at which group is first.
DIRECTIONAL = [index.name for index in UNORDERED if index.is_directional]
#: Neither nought for identical composition nor one for complete separation.
PLAIN_EXPOSURE = {"isolation", "interaction"}
NUMBERS = ("estimate", "corrected", "standard_error", "low", "high")


def whole(groups: int):
    """Tables of a few units with small counts, no unit and no group empty."""
    tables = st.integers(2, 6).flatmap(
        lambda units: arrays(np.float64, (units, groups), elements=st.integers(0, 40))
    )
    return tables.filter(lambda counts: counts.any(axis=0).all() and counts.any(axis=1).all())


@st.composite
def many(draw, groups: int):
    """A dozen such tables at once from a seed: their rows, and the segment of each."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    segments = np.repeat(np.arange(12), random.integers(max(2, groups), 7, 12))
    cells = random.integers(0, 41, (len(segments), groups))
    cells = cells * (random.random(cells.shape) < random.choice([0.5, 0.9]))
    cells[np.arange(len(cells)), np.arange(len(cells)) % groups] += 1
    return cells.astype(float), segments


def estimates(counts, names, **labels) -> np.ndarray:
    return table(Counts.from_arrays(counts, **labels), names, interval=None, correct=False).estimate


def everything(counts, names, segments=None) -> np.ndarray:
    result = table(Counts.from_arrays(counts, segments=segments), names)
    return np.stack([getattr(result, column) for column in NUMBERS])


@given(many(2), st.integers(0, 2**32 - 1))
@settings(max_examples=8, deadline=None)
def test_the_order_of_units_does_not_matter(tables, seed) -> None:
    cells, segments = tables
    order = np.random.default_rng(seed).permutation(len(cells))
    moved = everything(cells[order], TWO, segments[order])
    assert moved == pytest.approx(everything(cells, TWO, segments), abs=1e-9)


@given(many(3), st.permutations([0, 1, 2]))
@settings(max_examples=8, deadline=None)
def test_the_names_of_groups_do_not_matter(tables, order) -> None:
    cells, segments = tables
    named = everything(cells[:, order], ANY, segments)
    assert named == pytest.approx(everything(cells, ANY, segments), abs=1e-9)


@given(many(2))
@settings(max_examples=8, deadline=None)
def test_which_of_two_groups_is_first_matters_only_to_directional_indices(tables) -> None:
    cells, segments = tables
    names = [name for name in TWO if name not in DIRECTIONAL]
    turned = everything(cells[:, ::-1], names, segments)
    assert turned == pytest.approx(everything(cells, names, segments), abs=1e-9)


@given(whole(2), st.integers(2, 50))
@settings(max_examples=50, deadline=None)
def test_scale_does_not_matter_to_the_estimate(counts, times) -> None:
    assert estimates(counts * times, TWO) == pytest.approx(estimates(counts, TWO), abs=1e-9)


@given(whole(2), st.integers(0, 1))
@settings(max_examples=50, deadline=None)
def test_splitting_a_unit_in_two_of_the_same_composition_changes_nothing(counts, which) -> None:
    split = np.vstack([counts * 2, counts[which]])
    split[which] = counts[which]
    assert estimates(split, TWO) == pytest.approx(estimates(counts, TWO), abs=1e-9)


@given(many(3))
@settings(max_examples=8, deadline=None)
def test_an_empty_group_and_an_empty_unit_change_nothing(tables) -> None:
    cells, segments = tables
    wider = np.column_stack([cells, np.zeros(len(cells))])
    longer = np.vstack([wider, np.zeros((12, 4))])
    found = everything(longer, ANY, np.append(segments, np.arange(12)))
    assert found == pytest.approx(everything(cells, ANY, segments), abs=1e-9)


@given(
    st.lists(st.integers(1, 30), min_size=2, max_size=6),
    st.lists(st.integers(1, 9), min_size=2, max_size=4),
)
@settings(max_examples=50, deadline=None)
def test_identical_composition_is_no_segregation(sizes, mix) -> None:
    counts = np.outer(sizes, mix).astype(float)
    names = [
        n for n in (TWO if len(mix) == 2 else ANY) if n in SEGREGATION and n not in PLAIN_EXPOSURE
    ]
    assert estimates(counts, names) == pytest.approx(np.zeros(len(names)), abs=1e-9)
    corrected = table(Counts.from_arrays(counts), names).corrected
    assert corrected == pytest.approx(np.zeros(len(names)), abs=1e-9)


@given(st.lists(st.integers(1, 30), min_size=2, max_size=4))
@settings(max_examples=50, deadline=None)
def test_complete_separation_is_one(sizes) -> None:
    counts = np.diag(sizes).astype(float)
    names = [
        n for n in (TWO if len(sizes) == 2 else ANY) if n in SEGREGATION and n not in PLAIN_EXPOSURE
    ]
    names = [name for name in names if name not in ("theil-m", "gorard")]
    assert estimates(counts, names) == pytest.approx(np.ones(len(names)), abs=1e-9)


@given(whole(2))
@settings(max_examples=50, deadline=None)
def test_two_groups_reduce_the_multigroup_indices_to_the_classic_ones(counts) -> None:
    x, y = counts.T
    n, share = counts.sum(axis=1), x.sum() / counts.sum()
    d = np.abs(x / x.sum() - y / y.sum()).sum() / 2
    eta = (((x / x.sum()) * (x / n)).sum() - share) / (1 - share)
    pairs = np.abs(np.subtract.outer(x / n, x / n)) * np.outer(n, n)
    gini = pairs.sum() / (2 * n.sum() ** 2 * share * (1 - share))
    for name, value in [("dissimilarity", d), ("gini", gini), ("minmax", 2 * d / (1 + d)),
                        ("normalised-exposure", eta), ("relative-diversity", eta),
                        ("squared-variation", eta), ("correlation-ratio", eta)]:  # fmt: skip
        assert estimates(counts, [name])[0] == pytest.approx(value, abs=1e-9), name


@given(whole(2))
@settings(max_examples=50, deadline=None)
def test_isolation_and_interaction_sum_to_one(counts) -> None:
    result = everything(counts, ["isolation", "interaction"])
    assert result[0].sum() == pytest.approx(1)
    assert result[1].sum() == pytest.approx(1)


@given(whole(3))
@settings(max_examples=50, deadline=None)
def test_local_parts_sum_to_the_whole(counts) -> None:
    made = Counts.from_arrays(counts)
    h, m = estimates(counts, ["theil-h", "theil-m"])
    assert local_h(made).sum() == pytest.approx(h)
    assert local_m(made).sum() == pytest.approx(m)
    assert local_h_of_groups(made).sum() == pytest.approx(h)
    assert local_m_of_groups(made).sum() == pytest.approx(m)


@given(whole(3))
@settings(max_examples=50, deadline=None)
def test_rows_of_exposure_sum_to_one(counts) -> None:
    assert exposure_matrix(Counts.from_arrays(counts)).sum(axis=2) == pytest.approx(np.ones((1, 3)))


@given(whole(2))
@settings(max_examples=50, deadline=None)
def test_the_curve_holds_d_and_gini(counts) -> None:
    first, second = segregation_curve(Counts.from_arrays(counts)).of(0)
    d, gini = estimates(counts, ["dissimilarity", "gini"])
    assert (second - first).max() == pytest.approx(d)
    assert 1 - 2 * np.trapezoid(first, second) == pytest.approx(gini)


@given(whole(2))
@settings(max_examples=50, deadline=None)
def test_a_transfer_towards_evenness_never_raises_an_index(counts) -> None:
    x, y = counts.T
    share = x / (x + y)
    high, low = int(np.argmax(share)), int(np.argmin(share))
    moved = min(x[high], y[low]) * max(share[high] - share[low], 0) / 4
    after = counts.copy()  # the same number of each group changes place, so sizes stay
    after[high] += [-moved, moved]
    after[low] += [moved, -moved]
    names = [n for n in SEGREGATION if n != "interaction"]
    assert (estimates(after, names) <= estimates(counts, names) + 1e-9).all()


def test_segments_are_computed_as_if_alone() -> None:
    random = np.random.default_rng(3)
    counts = random.integers(0, 30, (60, 2)) + 1.0
    segments = random.integers(0, 7, 60)
    together = table(Counts.from_arrays(counts, segments=segments), TWO)
    for segment in range(7):
        alone = table(Counts.from_arrays(counts[segments == segment]), TWO)
        rows = together.segment == segment
        for column in NUMBERS:
            assert getattr(together, column)[rows] == pytest.approx(
                getattr(alone, column), abs=1e-9
            )


def test_without_correction_the_interval_lies_around_the_estimate() -> None:
    result = table(Counts.from_arrays([[30, 70], [60, 40], [50, 50]]), TWO, correct=False)
    assert np.isnan(result.corrected).all()
    assert (result.low <= result.estimate).all()
    assert (result.estimate <= result.high).all()
    assert find("theil-m").high is None


@pytest.mark.parametrize("groups", [2, 3])
def test_a_small_segment_beside_a_huge_one_keeps_its_digits(groups: int) -> None:
    random = np.random.default_rng(4)
    small = random.random((7, groups)) * 1e-3
    huge = random.integers(0, 2**50, (7, groups)).astype(float)
    names = [index.name for index in all_indices() if groups == 2 or not index.two_groups]
    counts = Counts.from_arrays(np.vstack([huge, small]), segments=np.repeat([1, 2], 7))
    together = table(counts, names)
    for segment, cells in ((1, huge), (2, small)):
        alone = table(Counts.from_arrays(cells), names)
        rows = together.segment == segment
        for column in NUMBERS:
            assert getattr(together, column)[rows] == pytest.approx(
                getattr(alone, column), rel=1e-9, abs=1e-9
            )
