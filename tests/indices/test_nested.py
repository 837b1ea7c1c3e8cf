"""Levels of a hierarchy add up to the whole, and know their own uncertainty."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samlad.errors import UnusableCounts
from samlad.indices import Counts
from samlad.indices.information import corrected_m, theil_h, theil_m
from samlad.indices.nested import nested, within

EXACT = 1e-10


@st.composite
def counts(draw, groups: int = 3):
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    rows = random.integers(2, 10)
    table = random.integers(0, 50, (rows, groups)) * (random.random((rows, groups)) < 0.8)
    return Counts.from_arrays(table, segments=random.choice(["m", "n"], rows))


def parents(counts: Counts, seed: int, number: int = 3) -> list[int]:
    return np.random.default_rng(seed).integers(0, number, len(counts.units)).tolist()


def test_all_segregation_lies_within_a_district_where_districts_are_alike() -> None:
    pupils = Counts.from_arrays([[9, 1], [1, 9], [9, 1], [1, 9]])
    found = nested(pupils, {"district": ["x", "x", "y", "y"]})
    assert found.levels == ("district", "unit")
    assert found.m[0, 0] == pytest.approx(0, abs=EXACT)
    assert found.h[0, 1] == pytest.approx(theil_h(pupils)[0])


@given(counts(), st.integers(0, 99))
@settings(deadline=None)
def test_levels_sum_to_the_whole(counts: Counts, seed: int) -> None:
    levels = {"county": parents(counts, seed, 2), "district": parents(counts, seed + 1)}
    found = nested(counts, levels)
    usable = found.reason == ""
    for parts, whole in ((found.m, theil_m), (found.h, theil_h), (found.corrected_m, corrected_m)):
        assert np.allclose(parts[usable].sum(axis=1), whole(counts)[usable], atol=EXACT)
        assert np.isnan(parts[~usable]).all()
    assert (found.m[usable] >= -EXACT).all()


@given(counts(), st.integers(0, 99))
@settings(deadline=None)
def test_parents_weigh_up_to_the_level_within_them(counts: Counts, seed: int) -> None:
    labels = parents(counts, seed)
    found, inside = nested(counts, {"district": labels}), within(counts, labels)
    for place, segment in enumerate(counts.segments):
        if not counts.reasons[place]:
            own = inside.segment == segment
            weight = inside.weight[own]
            assert weight.sum() == pytest.approx(1)
            assert (weight * inside.m[own]).sum() == pytest.approx(found.m[place, 1], abs=EXACT)
            h = np.nan_to_num(inside.h[own] * inside.entropy_ratio[own])
            assert (weight * h).sum() == pytest.approx(found.h[place, 1], abs=EXACT)


def test_a_district_of_one_name_in_two_counties_is_two_districts() -> None:
    pupils = Counts.from_arrays([[9, 1], [1, 9], [5, 5], [2, 8]])
    shared = nested(pupils, {"county": [1, 1, 2, 2], "district": ["a", "b", "a", "b"]})
    apart = nested(pupils, {"county": [1, 1, 2, 2], "district": ["a", "b", "c", "d"]})
    assert np.array_equal(shared.m, apart.m)


def test_standard_errors_agree_with_redrawn_people() -> None:
    """Eight units of 2,000 people, 600 samples side by side: within 10 %."""
    rng = np.random.default_rng(3)
    shares, samples = rng.dirichlet([4, 2, 1], 8), 600
    drawn = np.concatenate([rng.multinomial(2000, shares) for _ in range(samples)])
    many = Counts.from_arrays(drawn, segments=np.repeat(np.arange(samples), 8))
    found = nested(many, {"district": np.tile([1, 1, 1, 2, 2, 2, 3, 3], samples)})
    for estimate, error in ((found.m, found.m_error), (found.h, found.h_error)):
        assert np.allclose(error.mean(axis=0), estimate.std(axis=0), rtol=0.1)


def test_units_without_a_parent_are_named() -> None:
    pupils = Counts.from_arrays([[9, 1], [1, 9]], units=["a", "b"])
    with pytest.raises(UnusableCounts, match="unit 'b' has no label"):
        nested(pupils, {"district": {"a": "x"}})
    with pytest.raises(UnusableCounts, match="3 labels for 2 units"):
        within(pupils, ["x", "y", "z"])
    with pytest.raises(UnusableCounts, match="no level was given"):
        nested(pupils, {})


def test_rows_say_what_has_no_answer() -> None:
    rows = list(nested(Counts.from_arrays([[1, 2]]), {"district": ["x"]}).rows())
    assert [row["reason"] for row in rows] == ["too_few_units"] * 2
    assert [row["m"] for row in rows] == [None, None]
    assert rows[1]["within"] == "district"
