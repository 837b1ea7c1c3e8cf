"""Bounds of hidden cells hold every table of whole people, and the lowest is one of them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices import Counts
from samlad.indices.hidden_cells import VALUES, bounds_of_cells, hidden_cells

EXACT = 1e-9


@st.composite
def tables(draw):
    """A small table, and which of its cells of 1–4 people are hidden."""
    shape = draw(st.sampled_from([(2, 3), (3, 2), (3, 3)]))
    cells = draw(
        st.lists(st.integers(1, 7), min_size=shape[0] * shape[1], max_size=shape[0] * shape[1])
    )
    table = np.array(cells, dtype=float).reshape(shape)
    is_hidden = np.array(draw(st.lists(st.booleans(), min_size=table.size, max_size=table.size)))
    return table, is_hidden.reshape(shape) & (table <= 4)


def every_table(table: np.ndarray, is_hidden: np.ndarray) -> np.ndarray:
    """All ways to fill the hidden cells with 1–4 people that keep all totals."""
    many = int(is_hidden.sum())
    filled = np.repeat(table[None], 4**many, axis=0)
    filled[:, is_hidden] = np.indices((4,) * many).reshape(many, 4**many).T + 1
    kept = [(filled.sum(axis) == table.sum(axis - 1)).all(axis=1) for axis in (1, 2)]
    return filled[kept[0] & kept[1]]


@pytest.mark.parametrize("index", VALUES)
@given(given_table=tables())
@settings(deadline=None, max_examples=40)
def test_the_lowest_is_sharp_and_none_is_above_the_highest(index, given_table) -> None:
    table, is_hidden = given_table
    shown = np.where(is_hidden, np.nan, table)
    found = bounds_of_cells(hidden_cells(shown, table.sum(axis=1), table.sum(axis=0)), index)
    allowed = every_table(table, is_hidden)
    segments = np.repeat(np.arange(len(allowed)), len(table))
    cells = allowed.reshape(-1, table.shape[1])
    values = VALUES[index](Counts.from_arrays(cells, segments=segments))
    assert found.low[0] == pytest.approx(values.min(), abs=EXACT)
    assert found.high[0] >= values.max() - EXACT
    assert values.max() >= found.high_reached[0] - EXACT


def test_segments_are_bounded_in_one_call() -> None:
    rng = np.random.default_rng(3)
    table = rng.integers(1, 12, (20, 4)).astype(float)
    places = np.repeat(["a", "b"], 10)
    shown = np.where(table <= 4, np.nan, table)
    totals = {name: table[places == name].sum(axis=0) for name in "ab"}
    both = bounds_of_cells(
        hidden_cells(shown, table.sum(axis=1), totals, segments=places), "theil-h"
    )
    for number, name in enumerate("ab"):
        own = places == name
        alone = bounds_of_cells(
            hidden_cells(shown[own], table[own].sum(axis=1), totals[name]), "theil-h"
        )
        assert both.low[number] == pytest.approx(alone.low[0], abs=EXACT)
        assert both.high[number] == pytest.approx(alone.high[0], abs=EXACT)
        assert both.low[number] < both.high[number]


def test_totals_that_leave_one_table_leave_one_value() -> None:
    nan = float("nan")
    found = bounds_of_cells(hidden_cells([[nan, 10], [nan, 8]], [12, 10], [4, 18]), "theil-h")
    assert found.high[0] == pytest.approx(found.low[0], abs=EXACT)
    assert found.is_sharp[0]


def test_what_cannot_be_is_refused() -> None:
    nan = float("nan")
    with pytest.raises(UnusableCounts, match="unit 1 has cells for 9 to 12 people"):
        hidden_cells([[nan, 10], [nan, 8]], [12, 20], [4, 28])
    with pytest.raises(UnusableCounts, match="cannot have 11 people"):
        hidden_cells([[nan, 10], [nan, 8]], [12, 10], [11, 18])
    with pytest.raises(UnusableCounts, match="no table of whole people fits"):
        hidden_cells([[nan, 10], [nan, 8]], [12, 10], [6, 18])
    with pytest.raises(UnusableCounts, match="whole people"):
        hidden_cells([[nan, 10.5], [nan, 8]], [12, 10], [4, 18])
    with pytest.raises(UnknownName, match="theil-h"):
        bounds_of_cells(hidden_cells([[nan, 10], [nan, 8]], [12, 10], [4, 18]), "theil-hh")
