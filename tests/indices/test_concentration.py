"""The concentration profile falls, and R is the area between it and that of an even spread."""

import numpy as np
import pytest

from samlad.errors import UnusableCounts
from samlad.indices import Counts, bootstrap_of, concentration_profile, share_above, table


@pytest.fixture(scope="module")
def segments() -> Counts:
    random = np.random.default_rng(3)
    return Counts.from_arrays(random.integers(0, 40, (300, 2)), segments=np.arange(300) // 6)


def test_profile_falls_from_one_to_those_who_live_alone(segments) -> None:
    profile = share_above(segments, np.linspace(0, 1, 101))
    assert (np.diff(profile, axis=1) <= 1e-12).all()
    assert profile[:, 0] == pytest.approx(1)
    alone = segments.sum_units(np.where(segments.table[:, 1] == 0, segments.table[:, 0], 0))
    assert profile[:, -1] == pytest.approx(alone / segments.group_totals[:, 0])


def test_r_is_the_area_and_never_less_than_eta_squared(segments) -> None:
    grid = (np.arange(20_000) + 0.5) / 20_000
    even = grid[None, :] <= segments.group_shares[:, :1]
    area = np.abs(share_above(segments, grid) - even).mean(axis=1)
    found = concentration_profile(segments)
    assert found == pytest.approx(area / (1 - segments.group_shares[:, 0]), abs=1e-3)
    eta = table(segments, ["correlation-ratio"], interval=None, correct=False).estimate
    assert (found >= eta - 1e-12).all()


def test_nought_when_alike_one_when_apart_and_the_same_when_units_are_cut(segments) -> None:
    assert concentration_profile(Counts.from_arrays([[3, 6], [10, 20]])) == pytest.approx([0])
    assert concentration_profile(Counts.from_arrays([[3, 0], [0, 20], [1, 0]])).tolist() == [1]
    halved = Counts.from_arrays(
        np.repeat(segments.table / 2, 2, axis=0), segments=np.repeat(segments.segment_of_unit, 2)
    )
    assert concentration_profile(halved) == pytest.approx(concentration_profile(segments))


def test_no_answer_is_not_a_number() -> None:
    none, one_unit = Counts.from_arrays([[0, 5], [0, 9]]), Counts.from_arrays([[4, 5]])
    for counts in (none, one_unit):
        assert np.isnan(concentration_profile(counts)).all()
    assert np.isnan(share_above(none, 0.5)).all()
    with pytest.raises(UnusableCounts, match="threshold"):
        share_above(one_unit, [50])


def test_an_interval_by_drawing_people_again() -> None:
    found = bootstrap_of(Counts.from_arrays([[80, 20], [20, 80]]), concentration_profile)
    assert found.low[0] < 0.6 < found.high[0]
