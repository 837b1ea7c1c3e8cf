"""The income-percentile gap compares whom the top and the bottom meet."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samlad.errors import UnusableCounts
from samlad.indices import Counts
from samlad.indices.percentile_gap import percentile_gap

EXACT = 1e-10


def test_two_sorted_units_show_the_whole_gap() -> None:
    found = percentile_gap(Counts.from_arrays([[10, 0], [0, 10]]), bottom=0.5, top=0.5)
    assert found.gap[0] == pytest.approx(0.5)
    assert found.gap[0] == pytest.approx(found.possible[0])


def test_a_bin_that_is_cut_gives_its_people_evenly() -> None:
    # The lowest fifth is two fifths of the lower bin, whoever they are: they meet what it meets.
    counts = Counts.from_arrays([[8, 2], [2, 8]])
    halves, fifths = percentile_gap(counts, bottom=0.5, top=0.5), percentile_gap(counts)
    assert fifths.gap[0] == pytest.approx(halves.gap[0])


@given(
    st.lists(st.lists(st.integers(0, 30), min_size=4, max_size=4), min_size=2, max_size=8),
    st.floats(0.05, 0.5),
)
@settings(deadline=None)
def test_the_gap_lies_between_nought_and_what_is_possible(table, share) -> None:
    counts = Counts.from_arrays(table)
    found = percentile_gap(counts, bottom=share, top=share)
    if not found.reason[0]:
        assert found.gap[0] <= found.possible[0] + EXACT
        turned = percentile_gap(
            Counts.from_arrays(np.array(table)[:, ::-1]), bottom=share, top=share
        )
        assert turned.gap[0] == pytest.approx(found.gap[0], abs=EXACT)
    else:
        assert np.isnan(found.gap[0])


def test_the_correction_is_free_of_chance_and_the_error_is_right() -> None:
    rng = np.random.default_rng(4)
    drawn = rng.multinomial(20, [0.2] * 5, 40 * 500)
    found = percentile_gap(Counts.from_arrays(drawn, segments=np.repeat(np.arange(500), 40)))
    assert found.gap.mean() > 0.03
    assert abs(found.corrected.mean()) < 0.002
    shares = rng.dirichlet([4, 4, 4, 4, 4], 30)
    drawn = np.concatenate([rng.multinomial(1000, shares) for _ in range(500)])
    found = percentile_gap(Counts.from_arrays(drawn, segments=np.repeat(np.arange(500), 30)))
    assert found.standard_error.mean() == pytest.approx(found.gap.std(), rel=0.15)


def test_shares_must_leave_room_for_both() -> None:
    with pytest.raises(UnusableCounts, match="leave room for both"):
        percentile_gap(Counts.from_arrays([[1, 2], [2, 1]]), bottom=0.8, top=0.5)


def test_who_lives_alone_is_left_out_of_the_correction() -> None:
    crowd = [[6, 4], [4, 6]]
    alone = [[0, 1]] * 30
    plain = percentile_gap(Counts.from_arrays([*crowd, *alone]), bottom=0.2, top=0.5)
    # Of the top, only the ten in the crowd have neighbours: those meet 4 and 6 of the other bin.
    low, high = 10 / 50 / 2, (10 / 50 + 1) / 2
    met_by_low = (6 * (5 * low + 4 * high) + 4 * (3 * low + 6 * high)) / 10 / 9
    met_by_high = (4 * (6 * low + 3 * high) + 6 * (4 * low + 5 * high)) / 10 / 9
    assert plain.corrected[0] == pytest.approx(met_by_high - met_by_low)


def test_where_everyone_is_alone_the_correction_finds_nothing() -> None:
    found = percentile_gap(Counts.from_arrays([[1, 0], [0, 1], [0, 1]]), bottom=0.5, top=0.5)
    assert found.corrected[0] == pytest.approx(0)
