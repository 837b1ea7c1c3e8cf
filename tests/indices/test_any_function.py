"""The bootstrap of any function agrees with that of indices and with formulas."""

import numpy as np
import pytest

from samlad.errors import UnusableCounts
from samlad.indices import Counts, bootstrap, bootstrap_of, find, local_h, local_table
from samlad.indices.percentile_gap import percentile_gap
from samlad.indices.spatial import contacts_by_distance, decay_exposure, spatial_proximity
from tests.indices.spatial.landscapes import lattice


@pytest.fixture(scope="module")
def towns() -> Counts:
    random = np.random.default_rng(5)
    sizes = random.integers(100, 400, 24)
    first = random.binomial(sizes, random.beta(3, 7, 24))
    return Counts.from_arrays(
        np.column_stack([first, sizes - first]), segments=np.repeat(["a", "b"], 12)
    )


def test_the_value_of_an_index_spreads_as_in_the_bootstrap_of_indices(towns) -> None:
    ours = bootstrap_of(towns, find("theil-h").value, draws=300)
    theirs = bootstrap(towns, ["theil-h"], draws=300)
    for name in ("standard_error", "bias", "low", "high"):
        assert getattr(ours, name) == pytest.approx(getattr(theirs, name)[:, 0], rel=1e-6)


def test_local_values_spread_as_their_formula_says(towns) -> None:
    simulated, formula = bootstrap_of(towns, local_h, draws=400), local_table(towns)
    # The formula holds the mix of the segment, which the bootstrap draws as well.
    ratio = simulated.standard_error / formula.standard_error
    assert np.median(ratio) == pytest.approx(1, abs=0.12)
    gap = bootstrap_of(towns, lambda counts: percentile_gap(counts).gap, draws=400)
    assert gap.standard_error == pytest.approx(percentile_gap(towns).standard_error, rel=0.15)


def test_indices_of_place_have_an_interval() -> None:
    random = np.random.default_rng(2)
    counts = Counts.from_arrays(random.multinomial(100, random.dirichlet([2, 5], 12)))
    places = lattice(4, 3)

    def exposure(counts: Counts) -> np.ndarray:
        return decay_exposure(contacts_by_distance(counts, places, decay=1, own=0))

    found = bootstrap_of(counts, exposure, draws=100)
    assert found.estimate.shape == found.low.shape == (1, 2, 2)
    assert found.corrected.sum(axis=2) == pytest.approx(np.ones((1, 2)))
    assert (found.low < found.corrected).all()
    assert (found.corrected < found.high).all()
    near = bootstrap_of(
        counts, lambda one: spatial_proximity(contacts_by_distance(one, places, decay=1, own=0))
    )
    assert near.low[0] < near.corrected[0] < near.high[0]


def test_what_has_no_value_has_no_interval_and_draws_are_seeded() -> None:
    counts = Counts.from_arrays([[5, 0], [6, 0], [9, 1], [2, 8]], segments=[1, 1, 2, 2])
    first, again = (bootstrap_of(counts, find("gini").value, draws=20) for _ in range(2))
    assert np.isnan(first.low).tolist() == [True, False]
    assert first.low[1] == again.low[1]


@pytest.mark.parametrize(
    ("counts", "settings", "fault"),
    [([[1.5, 2], [2, 3]], {}, "whole counts"), ([[1, 2], [2, 3]], {"draws": 1}, "too few"),
     ([[1, 2], [2, 3]], {"interval": 95}, "no share between 0 and 1")],
)  # fmt: skip
def test_faults_are_told(counts, settings, fault) -> None:
    with pytest.raises(UnusableCounts, match=fault):
        bootstrap_of(Counts.from_arrays(counts), local_h, **settings)


def test_a_function_must_give_numbers() -> None:
    with pytest.raises(UnusableCounts, match="gives a LocalTable"):
        bootstrap_of(Counts.from_arrays([[1, 2], [2, 3]]), local_table)
