"""Merging takes the cheapest pair each time, keeps M as long as it can, and draws its tree."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import dendrogram, is_valid_linkage

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices import Counts
from samlad.indices.information import theil_m
from samlad.indices.merging import alike_pairs, merge_groups, merge_pairs, merge_units
from samlad.indices.segplot import segplot

EXACT = 1e-10


@st.composite
def tables(draw, groups: int = 3, most: int = 7):
    cell = st.integers(0, 30)
    row = st.lists(cell, min_size=groups, max_size=groups).filter(any)
    return np.array(draw(st.lists(row, min_size=2, max_size=most)), dtype=float)


@st.composite
def tables_with_pairs(draw):
    table = draw(tables())
    pairs = list(combinations(range(len(table)), 2))
    return table, draw(st.lists(st.sampled_from(pairs), unique=True))


def cheapest_first(table: np.ndarray, pairs: list) -> list[float]:
    """The same path by trying every pair of parts that any pair joins, over and over."""
    parts, lost = [{unit} for unit in range(len(table))], []
    while True:
        prices = []
        for a, b in combinations(range(len(parts)), 2):
            if any(
                (x in parts[a] and y in parts[b]) or (y in parts[a] and x in parts[b])
                for x, y in pairs
            ):
                rest = [part for n, part in enumerate(parts) if n not in (a, b)]
                prices.append(
                    (m_of(table, parts) - m_of(table, [*rest, parts[a] | parts[b]]), a, b)
                )
        if not prices:
            return lost
        price, a, b = min(prices)
        lost.append(price)
        parts = [part for n, part in enumerate(parts) if n not in (a, b)] + [parts[a] | parts[b]]


def m_of(table: np.ndarray, parts: list[set[int]]) -> float:
    joined = [table[sorted(part)].sum(axis=0) for part in parts]
    return float(theil_m(Counts.from_arrays(joined))[0])


@given(tables_with_pairs())
@settings(deadline=None, max_examples=60)
def test_each_merge_is_the_cheapest_that_neighbours_allow(given_table) -> None:
    table, pairs = given_table
    counts = Counts.from_arrays(table)
    path = merge_pairs(counts, pairs)
    brute = cheapest_first(table, pairs)
    assert len(path.lost) == len(brute)
    assert path.lost[:1] == pytest.approx(brute[:1], abs=EXACT)
    if len({round(price, 9) for price in brute}) == len(brute):  # ties may go another way
        assert path.lost == pytest.approx(brute, abs=1e-9)


@given(tables())
@settings(deadline=None)
def test_what_is_lost_is_what_the_merged_counts_lack(table) -> None:
    counts = Counts.from_arrays(table)
    path = merge_units(counts)
    assert len(path.lost) == len(table) - 1
    for merges in range(len(path.lost)):
        left = theil_m(path.merged(merges + 1))[0]
        assert path.m[merges] == pytest.approx(left, abs=EXACT)
        assert len(path.merged(merges).units) == len(table) - merges
    assert path.m[-1] == pytest.approx(0, abs=EXACT)


def test_units_alike_merge_for_nothing_and_opposites_last() -> None:
    counts = Counts.from_arrays([[10, 0], [0, 10], [20, 0], [0, 5]], units=list("abcd"))
    path = merge_units(counts)
    assert path.lost[:2] == pytest.approx([0, 0], abs=EXACT)
    assert path.merges_keeping(0.99) == 2
    assert path.merged(2).units == ("a", "b")
    assert path.parts(2).tolist() == [0, 1, 0, 1]


def test_only_neighbours_merge_and_what_merged_inherits() -> None:
    counts = Counts.from_arrays([[10, 0], [0, 10], [10, 0]], units=["a", "b", "c"])
    path = merge_units(counts, neighbours=[("a", "b"), ("b", "c")])
    assert path.first.tolist() == [0, 2]
    assert path.second.tolist() == [1, 3]


def test_segments_and_parents_stay_apart() -> None:
    table = np.random.default_rng(1).integers(1, 50, (12, 3))
    counts = Counts.from_arrays(table, segments=["m"] * 6 + ["n"] * 6)
    both = merge_units(counts)
    alone = merge_units(Counts.from_arrays(table[6:]))
    assert both.lost[both.segment == 1] == pytest.approx(alone.lost, abs=EXACT)
    assert both.m[both.segment == 1] == pytest.approx(alone.m, abs=EXACT)
    inside = merge_units(counts, parents=[1, 1, 1, 2, 2, 2] * 2)
    assert len(inside.lost) == 8
    assert len(inside.merged(8).units) == 4


def test_the_tree_is_one_that_scipy_draws() -> None:
    counts = Counts.from_arrays(np.random.default_rng(2).integers(1, 50, (15, 3)))
    path = merge_units(counts)
    assert is_valid_linkage(path.tree())
    assert sorted(path.leaves()) == list(range(15))
    drawn = dendrogram(path.tree(), no_plot=True)["leaves"]
    assert set(map(frozenset, _blocks(path, drawn))) == set(
        map(frozenset, _blocks(path, path.leaves()))
    )


def _blocks(path, leaves) -> list:
    """The leaves cut where the last three merges join."""
    parts = path.parts(len(path.lost) - 3)
    order = parts[np.array(leaves)]
    assert (np.diff(order) != 0).sum() == 3, "each part lies together"
    return [np.flatnonzero(parts == part).tolist() for part in range(4)]


def test_groups_merge_as_units_do() -> None:
    path = merge_groups(Counts.from_arrays([[8, 4, 1], [2, 1, 9]], groups=["x", "y", "z"]))
    assert path.merged(1).units == ("x", "z")
    assert path.lost[0] == pytest.approx(0, abs=EXACT)
    with pytest.raises(UnusableCounts, match="several segments"):
        merge_groups(Counts.from_arrays([[1, 2], [2, 1]], segments=["a", "b"]))


def test_alike_units_are_offered_in_order_of_diversity() -> None:
    counts = Counts.from_arrays([[9, 1], [5, 5], [8, 2], [6, 4]])
    assert sorted(map(sorted, alike_pairs(counts, 1).tolist())) == [[0, 2], [1, 3], [2, 3]]
    assert len(merge_pairs(counts, alike_pairs(counts, 1)).lost) == 3


def test_wrong_pairs_are_refused() -> None:
    counts = Counts.from_arrays([[1, 2], [2, 1], [0, 0]], units=["a", "b", "c"])
    assert len(merge_units(counts, neighbours=[("a", "c"), ("a", "b")]).lost) == 1
    with pytest.raises(UnusableCounts, match="'z' is no unit"):
        merge_units(counts, neighbours=[("a", "z")])
    with pytest.raises(UnusableCounts, match="same label"):
        merge_units(Counts.from_arrays([[1, 2], [2, 1]], units=["a", "a"]), neighbours=[])
    with pytest.raises(UnusableCounts, match="may merge; give neighbours"):
        merge_units(Counts.from_arrays(np.ones((4000, 2))))
    with pytest.raises(UnusableCounts, match="beyond the 2"):
        merge_pairs(counts, [[0, 2]])
    path = merge_units(counts)
    with pytest.raises(UnusableCounts, match="there are 1 merges"):
        path.parts(2)
    with pytest.raises(UnusableCounts, match="between 0 and 1"):
        path.merges_keeping(99)


@given(tables(), st.sampled_from(["divergence", "entropy", "majority"]))
@settings(deadline=None)
def test_bars_fill_the_plot(table, order) -> None:
    counts = Counts.from_arrays(
        np.vstack([table, table]), segments=[0] * len(table) + [1] * len(table)
    )
    found = segplot(counts, order)
    for segment in (0, 1):
        own = found.segment == segment
        assert found.left[own][0] == pytest.approx(0, abs=EXACT)
        assert found.right[own][-1] == pytest.approx(1, abs=EXACT)
        assert found.left[own][1:] == pytest.approx(found.right[own][:-1], abs=EXACT)
    area = ((found.right - found.left)[:, None] * (found.upper - found.lower)).sum(axis=0)
    assert area / 2 == pytest.approx(counts.group_shares[0], abs=EXACT)


def test_an_unknown_order_of_bars_is_named() -> None:
    with pytest.raises(UnknownName, match="did you mean 'entropy'"):
        segplot(Counts.from_arrays([[1, 2], [2, 1]]), "entropi")
