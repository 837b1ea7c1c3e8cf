"""What takes longer than two seconds says how far it has come; what is shorter says nothing."""

import sys

import numpy as np
import pytest

from samlad.indices import (
    Counts,
    bootstrap,
    bootstrap_of,
    local_h,
    random_allocation,
    table,
    waiting,
)
from samlad.indices.imperfect import bounds, unknown_membership
from samlad.indices.merging import merge_units
from samlad.indices.noise import rounding, without_noise
from samlad.indices.scale import distortion, nearest_persons, profile_by_radius, zoning_band
from samlad.indices.share_bounds import share_bounds
from samlad.indices.spatial import adjacent, contacts_by_distance, moran, placement_test
from samlad.indices.waiting import hearing, told
from tests.indices.spatial.landscapes import lattice

COUNTS = Counts.from_arrays(np.random.default_rng(1).integers(1, 40, (12, 2)))
PLACES = lattice(4, 3)
LONG = {
    "bootstrap": lambda: bootstrap(COUNTS, ["gini"], draws=9),
    "bootstrap of": lambda: bootstrap_of(COUNTS, local_h, draws=9),
    "random allocation": lambda: random_allocation(COUNTS, ["gini"], draws=9),
    "bounds": lambda: bounds(unknown_membership([5, 9], [20, 20], [30, 30]), "dissimilarity"),
    "merging": lambda: merge_units(COUNTS),
    "noise": lambda: without_noise(COUNTS, ["theil-h"], rounding(3)),
    "distortion": lambda: distortion(COUNTS, PLACES),
    "nearest persons": lambda: nearest_persons(COUNTS, PLACES, persons=[30]),
    "surroundings": lambda: profile_by_radius(COUNTS, PLACES, "theil-h", radii=[1, 2]),
    "zoning": lambda: zoning_band(COUNTS, PLACES, "theil-h", size=2, draws=4),
    "bounds of shares": lambda: share_bounds(COUNTS),
    "indices": lambda: table(COUNTS, ["gini", "theil-h"]),
    "contacts": lambda: contacts_by_distance(COUNTS, PLACES, decay=1, own=0),
    "Moran's I": lambda: moran(COUNTS, adjacent(COUNTS, PLACES), permutations=9),
    "placements": lambda: placement_test(COUNTS, lambda placed: placed.totals),
}


@pytest.fixture
def heard(monkeypatch):
    """What is told when there is no patience at all."""
    monkeypatch.setattr(waiting, "PATIENCE", 0.0)
    monkeypatch.setattr(waiting, "PAUSE", 0.0)
    lines: list[tuple[str, float]] = []
    with hearing(lambda what, part: lines.append((what, part))):
        yield lines


@pytest.mark.parametrize("what", LONG)
def test_each_long_computation_tells_from_beginning_to_end(what: str, heard) -> None:
    LONG[what]()
    names, parts = zip(*heard, strict=True)
    assert set(names) == {what.removesuffix(" of")}
    assert all(0 < part <= 1 for part in parts)
    assert list(parts) == sorted(parts)
    assert parts[-1] == 1


def test_a_computation_within_another_is_a_part_of_it(heard) -> None:
    for _ in told(range(2), 2, "outer"):
        for _ in told(range(2), 2, "inner"):
            pass
    assert heard == [("outer", part) for part in (0.25, 0.5, 0.5, 0.75, 1.0, 1.0, 1.0)]


def test_what_stops_half_way_is_done_and_the_next_begins_anew(heard) -> None:
    with pytest.raises(ZeroDivisionError):
        for part in told(range(2), 2, "failing"):
            1 / part
    heard.clear()
    list(told(range(1), 1, "next"))
    assert heard == [("next", 1.0), ("next", 1.0)]


def test_nothing_is_told_for_two_seconds() -> None:
    lines = []
    with hearing(lambda what, part: lines.append(what)):
        bootstrap(COUNTS, ["gini"], draws=9)
    assert lines == []


def test_on_a_terminal_the_line_is_drawn_and_taken_away(monkeypatch, capsys) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", 0.0)
    monkeypatch.setattr(waiting, "PAUSE", 0.0)
    assert list(told(range(2), 2, "adding")) == [0, 1]
    assert capsys.readouterr().err == ""  # no terminal, nobody waits before it
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    list(told(range(2), 2, "adding"))
    drawn = capsys.readouterr().err
    assert "adding: 50%" in drawn
    assert drawn.endswith(f"\r{' ' * 12}\r")
