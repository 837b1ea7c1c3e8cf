"""The nearest k persons: counted against a plain search, with ties, overshoot and odd grids."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices import Counts
from samlad.indices.scale.egocentric import NEAREST, nearest_persons
from samlad.indices.spatial.places import Places

#: Shared rings are multiplied out in another order than the plain search does.
ROUNDING = 1e-9


def plainly(steps: np.ndarray, table: np.ndarray, persons: float, shared: bool) -> np.ndarray:
    """Sort every cell by whole squared distance, take rings until there are enough."""
    found = np.empty(table.shape)
    for unit, here in enumerate(steps):
        square = ((steps - here) ** 2).sum(axis=1)
        held = np.zeros(table.shape[1])
        for ring in np.unique(square):
            inside = table[square == ring].sum(axis=0)
            if held.sum() + inside.sum() >= persons:
                part = (persons - held.sum()) / inside.sum() if shared else 1.0
                found[unit] = held + part * inside
                break
            held = held + inside
    return found


@st.composite
def grids(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Whole steps of populated cells in clumps, and people of three groups, never none."""
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    units = draw(st.integers(2, 60))
    spread = draw(st.sampled_from([1.0, 4.0, 30.0]))
    steps = np.round(chance.standard_t(2, (units, 2)) * spread).clip(-300, 300).astype(int)
    steps = np.unique(steps, axis=0)
    table = chance.poisson(draw(st.sampled_from([0.4, 5.0, 200.0])), (len(steps), 3)).astype(float)
    table[np.arange(len(steps)), chance.integers(3, size=len(steps))] += 1
    order = chance.permutation(len(steps))
    return steps[order], table[order]


@settings(max_examples=150, deadline=None)
@given(grids(), st.floats(0.001, 1), st.sampled_from(["whole", "shared"]), st.integers(1, 500))
def test_cells_are_counted_as_a_plain_search_counts_them(grid, part, last_ring, side) -> None:
    steps, table = grid
    counts = Counts.from_arrays(table)
    wanted = np.unique(np.ceil(np.array([part, part**2, 1.0]) * table.sum()))
    places = Places.from_arrays(steps * float(side) + 6_100_000.5)
    found = nearest_persons(counts, places, persons=wanted, cell=side, last_ring=last_ring)
    for place, persons in enumerate(wanted):
        expected = plainly(steps, table, persons, last_ring == "shared")
        if last_ring == "whole":
            assert np.array_equal(found.people[place], expected)
        else:
            assert np.allclose(found.people[place], expected, rtol=ROUNDING)
            assert np.allclose(found.people[place].sum(axis=1), persons)


@settings(max_examples=60, deadline=None)
@given(grids(), st.floats(0.01, 1), st.sampled_from(["whole", "shared"]))
def test_cells_and_points_agree(grid, part, last_ring) -> None:
    steps, table = grid
    counts = Counts.from_arrays(table)
    places = Places.from_arrays(steps * 0.1)
    wanted = [np.ceil(part * table.sum())]
    cells, points = (
        nearest_persons(counts, places, persons=wanted, cell=cell, last_ring=last_ring)
        for cell in (0.1, None)
    )
    assert np.allclose(cells.people, points.people, rtol=ROUNDING)
    assert np.allclose(cells.radius, points.radius)


@settings(max_examples=60, deadline=None)
@given(grids(), st.floats(0.01, 1), st.integers(0, 2**32 - 1), st.sampled_from([None, 1.0]))
def test_order_of_units_does_not_matter(grid, part, seed, cell) -> None:
    steps, table = grid
    order = np.random.default_rng(seed).permutation(len(table))
    wanted = [np.ceil(part * table.sum())]
    before, after = (
        nearest_persons(
            Counts.from_arrays(table[by]), Places.from_arrays(steps[by]), persons=wanted, cell=cell
        )
        for by in (np.arange(len(table)), order)
    )
    assert np.array_equal(before.people[:, order], after.people)
    assert np.array_equal(before.radius[:, order], after.radius)


def test_the_last_ring_is_whole_or_shared() -> None:
    # One person here, four at distance 1, one of each group on either side.
    table = [[1, 0], [2, 0], [0, 2], [0, 9]]
    places = Places.from_arrays([[0, 0], [1, 0], [-1, 0], [5, 0]])
    counts = Counts.from_arrays(table)
    whole = nearest_persons(counts, places, persons=[2], cell=1)
    shared = nearest_persons(counts, places, persons=[2], cell=1, last_ring="shared")
    assert whole.people[0, 0].tolist() == [3, 2]
    assert shared.people[0, 0].tolist() == [1.5, 0.5]
    assert whole.radius[0].tolist() == [1, 0, 0, 0]


def test_two_units_in_one_cell_are_added() -> None:
    counts = Counts.from_arrays([[1, 0], [0, 2], [4, 4]])
    places = Places.from_arrays([[0, 0], [0, 0], [3, 0]])
    found = nearest_persons(counts, places, persons=[3, 4], cell=3)
    assert found.people[:, 0].tolist() == [[1, 2], [5, 6]]
    assert found.people[:, 1].tolist() == found.people[:, 0].tolist()


@pytest.mark.parametrize("cell", [None, 1.0])
def test_a_segment_with_too_few_people_has_no_number(cell) -> None:
    counts = Counts.from_arrays([[1, 1], [1, 1], [50, 50], [9, 9]], segments=[1, 1, 2, 2])
    places = Places.from_arrays([[0, 0], [1, 0], [0, 0], [1, 0]])
    found = nearest_persons(counts, places, persons=[100, 3], cell=cell)
    assert np.isnan(found.people[0, :2]).all()
    assert found.people[0, 2:].tolist() == [[50, 50], [59, 59]]
    assert found.people[1].sum(axis=1).tolist() == [4, 4, 100, 18]


def test_persons_come_back_in_the_order_asked_for() -> None:
    counts = Counts.from_arrays([[1, 0], [0, 1], [1, 1]])
    places = Places.from_arrays([[0, 0], [1, 0], [2, 0]])
    found = nearest_persons(counts, places, persons=[4, 1], cell=1)
    assert found.persons.tolist() == [4, 1]
    assert found.people.sum(axis=2).tolist() == [[4, 4, 4], [1, 1, 2]]
    assert found.around(1).around.tolist() == found.people[1].tolist()


def test_the_field_s_scales_run_from_25_to_102_400_in_powers_of_two() -> None:
    assert (NEAREST[0], NEAREST[-1], len(NEAREST)) == (25, 102_400, 13)


def test_faulty_wishes_are_refused_in_one_sentence() -> None:
    counts = Counts.from_arrays([[1, 0], [0, 1]])
    places = Places.from_arrays([[0, 0], [1.5, 0]])
    with pytest.raises(UnusableCounts, match=r"place \(1.5, 0\) is not on a grid of 1"):
        nearest_persons(counts, places, persons=[1], cell=1)
    with pytest.raises(UnusableCounts, match="side of a cell is 0"):
        nearest_persons(counts, places, persons=[1], cell=0)
    with pytest.raises(UnusableCounts, match="use larger cells"):
        nearest_persons(counts, Places.from_arrays([[0, 0], [1e9, 0]]), persons=[1], cell=1)
    with pytest.raises(UnusableCounts, match="not positive"):
        nearest_persons(counts, places, persons=[0])
    with pytest.raises(UnknownName, match="did you mean 'shared'"):
        nearest_persons(counts, places, persons=[1], last_ring="share")
    with pytest.raises(UnusableCounts, match="choose among 1"):
        nearest_persons(counts, places, persons=[1]).around(2)


def test_the_compiler_is_imported_only_when_a_scale_is_counted() -> None:
    code = (
        "import sys, samlad.indices, samlad.indices.spatial, samlad.indices.scale;"
        "print('numba' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
