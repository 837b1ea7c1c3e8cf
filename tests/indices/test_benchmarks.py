"""The measurements run on generated people, and say plainly whether an aim is met."""

import numpy as np
import pytest
from benchmarks import indices, inputs
from benchmarks.indices import Row


def test_inputs_are_the_same_every_time_and_as_large_as_the_country() -> None:
    first = inputs.people(5)
    inputs.people.cache_clear()
    assert (inputs.people(5) == first).all()
    counts = inputs.towns(5)
    assert len(counts.segments) == 290
    assert counts.totals.sum() == pytest.approx(10_500_000, rel=0.1)
    assert (counts.reasons == "").all()


def test_rows_say_whether_the_aim_is_met_and_what_was_not_measured() -> None:
    row = Row("D", 0.5, "R", 20, False, 40)
    assert str(row) == "| D | 500.0 ms | R 20.00 s* | 40 × | ≥ 40 × | met |  |"
    assert "| not met |" in str(Row("D", 0.5, "R", 19, True, 40))
    assert "| ≤ 1 s | met |" in str(Row("D", 0.5, "R", 75, True, 1, is_limit=True))


def test_a_difference_from_the_peer_is_told() -> None:
    assert indices._same(np.ones((2, 3)), np.ones((2, 3))) == "equal"
    assert "50.00% equal" in indices._same(np.ones((2, 1)), np.array([[1.0], [2.0]]))


def test_without_peers_their_known_seconds_stand_with_a_star(monkeypatch) -> None:
    monkeypatch.setattr(indices, "PEERS", "")
    rows = list(indices._corrected_rows())
    assert [row.theirs for row in rows] == [1.9, 47.8]
    assert all("s* |" in str(row) for row in rows)
