"""Counts are checked, sorted by segment, and say what they left out."""

import numpy as np
import pytest

from samlad.errors import SamladError, UnknownName, UnusableCounts
from samlad.indices import Counts, table


def test_units_of_a_segment_lie_together_and_keep_their_labels() -> None:
    counts = Counts.from_arrays(
        [[1, 2], [3, 4], [5, 6]], segments=["b", "a", "b"], units=["x", "y", "z"]
    )
    assert counts.segments == ("a", "b")
    assert counts.units == ("y", "x", "z")
    assert counts.offsets.tolist() == [0, 1, 3]
    assert counts.rows.tolist() == [1, 0, 2]


def test_a_unit_without_people_is_dropped_and_named() -> None:
    counts = Counts.from_arrays([[1, 2], [0, 0], [3, 4]], units=["x", "y", "z"])
    assert counts.units == ("x", "z")
    assert [(gone.unit, gone.reason) for gone in counts.dropped] == [("y", "no_people")]


@pytest.mark.parametrize(
    ("faulty", "says"),
    [
        ([[1, -2], [3, 4]], "row 1, column 2 is negative"),
        ([[1, 2], [float("nan"), 4]], "row 2, column 1 is missing"),
        ([[1, 2], [float("inf"), 4]], "row 2, column 1 is missing"),
        ([[1, 2], [3, 1e17]], "row 2, column 2 is larger"),
        ([[1, 1e-200], [3, 1]], "row 1, column 2 is almost zero"),
        ([["x", 2], [3, 4]], "not a number"),
        ([[1], [2]], "only one group"),
        ([1, 2, 3], "units × groups"),
    ],
)
def test_faulty_counts_are_refused_in_one_sentence(faulty: list, says: str) -> None:
    with pytest.raises(UnusableCounts, match=says):
        Counts.from_arrays(faulty)


def test_labels_must_fit() -> None:
    with pytest.raises(UnusableCounts, match="1 segment labels for 2 rows"):
        Counts.from_arrays([[1, 2], [3, 4]], segments=["a"])
    with pytest.raises(UnusableCounts, match="same name"):
        Counts.from_arrays([[1, 2], [3, 4]], groups=["a", "a"])


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[5, 5]], "too_few_units"),
        ([[5, 5], [0, 0]], "too_few_units"),
        ([[0, 0], [0, 0]], "too_few_units"),
        ([[5, 0], [7, 0]], "group_empty"),
    ],
)
def test_what_cannot_be_computed_has_a_status_a_reason_and_no_number(rows, reason) -> None:
    result = table(Counts.from_arrays(rows), ["dissimilarity", "theil-h", "isolation"])
    assert set(result.status) == {"not_applicable"}
    assert set(result.reason) == {reason}
    for column in (result.estimate, result.corrected, result.low, result.high):
        assert np.isnan(column).all()


def test_one_segment_without_numbers_leaves_the_others_alone() -> None:
    result = table(
        Counts.from_arrays([[5, 0], [0, 5], [0, 0], [4, 4]], segments=[1, 1, 2, 3]),
        ["dissimilarity"],
    )
    assert result.status.tolist() == ["shown", "not_applicable", "not_applicable"]
    assert result.estimate[0] == 1


def test_a_group_against_the_rest() -> None:
    counts = Counts.from_arrays([[1, 2, 3], [4, 5, 6]], groups=["a", "b", "c"])
    assert counts.of_group("b").table.tolist() == [[2, 4], [5, 10]]
    with pytest.raises(UnknownName):
        counts.of_group("d")


def test_a_two_group_index_of_three_groups_is_refused_in_one_sentence() -> None:
    counts = Counts.from_arrays([[1, 2, 3], [4, 5, 6]], groups=["a", "b", "c"])
    with pytest.raises(SamladError, match=r"isolation needs two groups and the counts have 3 \(a"):
        table(counts, ["isolation"])


def test_an_unknown_index_offers_the_nearest() -> None:
    counts = Counts.from_arrays([[1, 2], [4, 5]])
    with pytest.raises(UnknownName, match="did you mean 'dissimilarity'"):
        table(counts, ["disimilarity"])
