"""Standings counted, and areas followed between types, by hand."""

from samlad.model import Direction, Goal
from samlad.progress import Standing, assess, movement, tally
from samlad.progress.tally import AWAY, CANNOT_SAY, TOWARDS, TOWARDS_TOO_SLOWLY
from tests.statistics.hand_made import result


def test_each_indicator_counts_once_and_nothing_is_averaged() -> None:
    rising = [result(str(2018 + n), float(n)) for n in range(6)]
    found = [
        assess(rising, Goal("a", "x", Direction.UP)),
        assess(rising, Goal("b", "x", Direction.UP)),
        assess(rising, Goal("a", "y", Direction.DOWN)),
        assess([], Goal("a", "z", Direction.UP)),
    ]
    counted = tally(found)
    assert counted.total == 3
    assert counted.of(Standing.NO_TARGET_IMPROVING) == 1
    assert counted.of(Standing.NO_TARGET_WORSENING, Standing.NO_DATA) == 2


def test_every_standing_means_one_thing_to_a_reader_in_a_hurry() -> None:
    meant = [*TOWARDS, *TOWARDS_TOO_SLOWLY, *AWAY, *CANNOT_SAY]
    assert sorted(meant) == sorted(Standing)


def test_areas_are_followed_from_type_to_type() -> None:
    """Of five areas two rise, one falls, one stays, one is new and one is gone."""
    before = {"a": 1, "b": 1, "c": 3, "d": 4, "gone": 2}
    after = {"a": 2, "b": 2, "c": 1, "d": 4, "new": 5}
    found = movement(before, after)
    assert (found.of(1, 2), found.of(3, 1), found.of(4, 4), found.of(5, 5)) == (2, 1, 1, 0)
    assert (found.up, found.down, found.stayed) == (2, 1, 1)
    assert (found.only_before, found.only_after) == (1, 1)
