"""Bounds hold every table that the known allows, and are as narrow as can be shown."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices import Counts, find
from samlad.indices.imperfect import between, bounds, hidden, rounded, unknown_membership

NAMES = ("dissimilarity", "theil-h", "theil-m", "isolation", "correlation-ratio")
EXACT = 1e-8


@st.composite
def limits(draw):
    """Least, most and all people of a few small units, and perhaps the group's total."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    people = random.integers(1, 10, random.integers(2, 5))
    least, most = np.sort(random.integers(0, people + 1, (2, len(people))), axis=0).tolist()
    total = int(random.integers(sum(least), sum(most) + 1)) if random.random() < 0.5 else None
    return least, most, people.tolist(), total


def every_table(least, most, people, total) -> Counts | None:
    """Each way to place whole people as a segment of its own."""
    ways = [
        way
        for way in product(*(range(low, high + 1) for low, high in zip(least, most, strict=True)))
        if 0 < sum(way) < sum(people) and total in (None, sum(way))
    ]
    if not ways:
        return None
    table = np.array(ways)
    stacked = np.stack([table, np.array(people) - table], axis=2).reshape(-1, 2)
    return Counts.from_arrays(stacked, segments=np.repeat(np.arange(len(ways)), len(people)))


@pytest.mark.parametrize("name", NAMES)
@given(given_limits=limits())
@settings(deadline=None, max_examples=25)
def test_no_table_that_is_allowed_lies_outside(name, given_limits) -> None:
    least, most, people, total = given_limits
    allowed = every_table(*given_limits)
    assume(allowed is not None)
    known = between(least, most, people, group_totals=None if total is None else {"all": total})
    found, values = bounds(known, name), find(name).value(allowed)
    assert found.low[0] <= values.min() + EXACT
    assert found.high[0] >= values.max() - EXACT
    assert found.low[0] <= found.high_reached[0] + EXACT
    assert found.high_reached[0] <= found.high[0]


@pytest.mark.parametrize("name", NAMES)
@given(given_limits=limits())
@settings(deadline=None, max_examples=15)
def test_what_is_fully_known_has_one_value(name, given_limits) -> None:
    least, _, people, _ = given_limits
    assume(0 < sum(least) < sum(people))
    counts = Counts.from_arrays(np.column_stack([least, np.subtract(people, least)]))
    found = bounds(between(least, least, people), name)
    value = find(name).value(counts)[0]
    assert found.low[0] == pytest.approx(value, abs=EXACT)
    assert found.high[0] == pytest.approx(value, abs=EXACT)
    assert found.is_sharp[0]


def test_a_known_total_narrows_what_hidden_cells_allow() -> None:
    group, people = [30, np.nan, np.nan, 12], [60, 40, 50, 40]
    loose = bounds(hidden(group, people), "dissimilarity")
    tight = bounds(hidden(group, people, group_totals={"all": 46}), "dissimilarity")
    assert loose.low[0] <= tight.low[0] <= tight.high[0] <= loose.high[0]
    assert tight.high[0] - tight.low[0] < loose.high[0] - loose.low[0]


def test_nothing_known_allows_everything() -> None:
    found = bounds(unknown_membership([0, 0], [0, 0], [10, 10]), "dissimilarity")
    assert found.low[0] == pytest.approx(0, abs=EXACT)
    assert found.high[0] == pytest.approx(1, abs=EXACT)


def test_rounding_moves_an_index_a_little_both_ways() -> None:
    group, people = [10, 20, 35, 50], [100, 100, 100, 100]
    found = bounds(rounded(group, people, within=2), "theil-h")
    plain = find("theil-h").value(
        Counts.from_arrays(np.column_stack([group, np.subtract(people, group)]))
    )
    assert found.low[0] < plain[0] < found.high[0] < plain[0] + 0.05
    assert found.is_sharp[0]


def test_segments_are_bounded_side_by_side() -> None:
    group, people = [1, np.nan, 5, np.nan, 2, 7], [9, 9, 20, 30, 9, 9]
    places = ["a", "a", "b", "b", "c", "c"]
    together = bounds(hidden(group, people, segments=places), "theil-m")
    for number, start in enumerate((0, 2, 4)):
        own = slice(start, start + 2)
        alone = bounds(hidden(group[own], people[own]), "theil-m")
        assert together.low[number] == pytest.approx(alone.low[0], abs=EXACT)
        assert together.high[number] == pytest.approx(alone.high[0], abs=EXACT)


def test_a_segment_without_an_answer_has_a_reason() -> None:
    found = bounds(between([0, 0, 1], [0, 0, 2], [5, 5, 5], segments=["a", "a", "b"]), "isolation")
    assert found.reason.tolist() == ["group_empty", "too_few_units"]
    assert np.isnan(found.low).all()


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(UnusableCounts, match="row 2: 4 to 3 of 9 people"):
        between([1, 4], [2, 3], [9, 9])
    with pytest.raises(UnusableCounts, match="row 1: 1 to 12 of 9 people"):
        between([1, 1], [12, 3], [9, 9])
    with pytest.raises(UnusableCounts, match="the total is 30"):
        between([1, 1], [2, 3], [9, 9], group_totals={"all": 30})
    with pytest.raises(UnusableCounts, match="there are only 9"):
        unknown_membership([1], [10], [9])
    with pytest.raises(UnknownName, match="theil-m"):
        bounds(between([1, 1], [2, 3], [9, 9]), "theil")


@pytest.mark.parametrize("index", ["dissimilarity", "theil-h", "correlation-ratio"])
def test_bounds_of_a_small_segment_beside_a_huge_one_are_its_own(index: str) -> None:
    random = np.random.default_rng(0)
    huge, small = random.integers(1, 2**45, 6) * 1.0, random.integers(3000, 60000, 6) * 1e-3
    people = np.concatenate([huge, small])
    possible = between(people * 0.2, people * 0.5, people, segments=np.repeat([1, 2], 6))
    together = bounds(possible, index)
    alone = bounds(between(small * 0.2, small * 0.5, small), index)
    assert together.high[1] == pytest.approx(alone.high[0], rel=1e-9)
    assert together.high_reached[1] == pytest.approx(alone.high_reached[0], rel=1e-9)
    assert together.low[1] == alone.low[0] >= 0
