"""Differences between segments and years: by hand, held often enough, and joint."""

from dataclasses import replace

import numpy as np
import pytest

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices import Counts, compare, difference, table

NAMES = ["dissimilarity", "theil-h", "isolation"]


def drawn(shares: np.ndarray, size: int, times: int, random: np.random.Generator) -> Counts:
    """So many draws of the same units, each a segment."""
    first = random.binomial(size, shares, (times, len(shares)))
    cells = np.stack([first, size - first], axis=-1).reshape(-1, 2)
    return Counts.from_arrays(cells, segments=np.repeat(range(times), len(shares)))


def truth(shares: np.ndarray, index: str) -> float:
    counts = Counts.from_arrays(np.column_stack([shares, 1 - shares]) * 1000)
    return float(table(counts, [index], interval=None, correct=False).estimate[0])


def years() -> Counts:
    random = np.random.default_rng(1)
    sizes = random.integers(50, 400, 90)
    first = random.binomial(sizes, random.beta(2, 6, 90))
    places = np.repeat(["a", "b", "c"], 30).tolist()
    times = np.tile(np.repeat([2015, 2020, 2025], 10), 3).tolist()
    counts = Counts.from_arrays(
        np.column_stack([first, sizes - first]), segments=list(zip(places, times, strict=True))
    )
    return replace(counts, by=("place", "year"))


@pytest.mark.parametrize("index", NAMES)
@pytest.mark.parametrize(("units", "size"), [(30, 25), (40, 400)])
def test_the_interval_of_a_difference_covers_it(index: str, units: int, size: int) -> None:
    random = np.random.default_rng([units, size])
    one, other = random.beta(2, 8, units), random.beta(4, 12, units)
    found = difference(drawn(one, size, 800, random), drawn(other, size, 800, random), [index])
    apart = truth(other, index) - truth(one, index)
    assert 0.925 <= np.mean((found.low <= apart) & (apart <= found.high)) <= 0.985


@pytest.mark.parametrize("index", NAMES)
@pytest.mark.parametrize("spread", [0.0, 0.9])
def test_a_difference_is_seldom_found_where_there_is_none(index: str, spread: float) -> None:
    random = np.random.default_rng(5)
    shares = 1 / (1 + np.exp(1.5 - spread * random.normal(size=40)))
    found = difference(drawn(shares, 60, 800, random), drawn(shares, 60, 800, random), [index])
    assert np.mean(found.p < 0.05) <= 0.07
    assert ((found.p < 0.05) == ((found.low > 0) | (found.high < 0))).all()
    assert (found.p > 0).all()


def test_years_of_a_place_are_compared_with_each_other() -> None:
    counts = years()
    found, result = compare(counts, NAMES, "year", 2015, 2025), table(counts, NAMES)
    corrected = result.corrected.reshape(3, 3, 3)  # place, year, index
    assert found.segment[::3].tolist() == [("a",), ("b",), ("c",)]
    assert found.difference.reshape(3, 3) == pytest.approx(corrected[:, 2] - corrected[:, 0])
    error = result.standard_error.reshape(3, 3, 3)
    assert found.standard_error.reshape(3, 3) == pytest.approx(
        np.sqrt(error[:, 0] ** 2 + error[:, 2] ** 2)
    )


def test_places_of_a_year_are_compared_with_each_other() -> None:
    found = compare(years(), ["theil-h"], "place", "a", "b")
    assert found.segment.tolist() == [(2015,), (2020,), (2025,)]
    back = compare(years(), ["theil-h"], "place", "b", "a")
    assert back.difference.tolist() == (-found.difference).tolist()
    assert back.p == pytest.approx(found.p)


def test_together_is_wider_and_joint_p_larger() -> None:
    apart = compare(years(), NAMES, "year", 2015, 2025)
    joint = compare(years(), NAMES, "year", 2015, 2025, together=True)
    assert (joint.high - joint.low > apart.high - apart.low).all()
    assert (apart.p_joint >= apart.p).all()
    assert joint.p.tolist() == apart.p.tolist()


def test_joint_intervals_of_a_series_hold_all_at_once() -> None:
    random = np.random.default_rng(9)
    shares = random.beta(2, 6, (6, 40))
    true = [truth(part, "theil-h") for part in shares]
    held = []
    for _ in range(300):
        first = random.binomial(100, shares).ravel()
        counts = Counts.from_arrays(
            np.column_stack([first, 100 - first]), segments=np.repeat(range(6), 40)
        )
        found = table(counts, ["theil-h"], together="segment")
        held.append(((found.low <= true) & (true <= found.high)).all())
    assert 0.92 <= np.mean(held) <= 0.985


def test_years_of_a_place_are_joint_apart_from_other_places() -> None:
    counts = years()
    joint, plain = table(counts, ["isolation"], together="year"), table(counts, ["isolation"])
    ratio = (joint.high - joint.corrected) / (plain.high - plain.corrected)
    assert ratio == pytest.approx(2.3877 / 1.95996, abs=1e-3)  # three at 0.95 ** (1 / 3)


def test_what_has_no_index_has_no_difference() -> None:
    counts = Counts.from_arrays([[5, 0], [6, 0], [5, 5], [2, 8]], segments=[1, 1, 2, 2])
    found = compare(counts, ["theil-h"], "segment", 1, 2)
    assert np.isnan([found.difference[0], found.low[0], found.p[0], found.p_joint[0]]).all()


def test_faults_are_told() -> None:
    with pytest.raises(UnknownName, match="unknown year '2016'; did you mean '2015'"):
        compare(years(), NAMES, "year", 2016, 2025)
    with pytest.raises(UnknownName, match="unknown column 'yer'"):
        table(years(), NAMES, together="yer")
    with pytest.raises(UnusableCounts, match="no segment in common"):
        difference(years(), Counts.from_arrays([[1, 2], [2, 1]]), NAMES)
    with pytest.raises(UnusableCounts, match="no segment has both"):
        compare(
            replace(years(), segments=(("d", 1), *years().segments[1:])), NAMES, "year", 1, 2025
        )
