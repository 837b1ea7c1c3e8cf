"""Conditional segregation obeys the chain rule of information."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samlad.errors import UnusableCounts
from samlad.indices import Counts
from samlad.indices.conditional import chain, conditional
from samlad.indices.information import theil_m

EXACT = 1e-10


@st.composite
def crossed(draw, units: int = 4, classes: int = 3, groups: int = 2):
    """Counts with a row for each unit and class, and the class of each row with people."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    shape = (units * classes, groups)
    table = random.integers(0, 40, shape) * (random.random(shape) < random.choice([0.3, 0.7, 1.0]))
    counts = Counts.from_arrays(table, units=np.repeat(np.arange(units), classes))
    return counts, (counts.rows % classes).tolist()


def test_schools_that_only_mirror_residence_have_nothing_left() -> None:
    # Two schools draw half of either neighbourhood: what differs is residence alone.
    rows = [[8, 2], [1, 9], [8, 2], [1, 9]]
    pupils = Counts.from_arrays(rows, units=["s", "s", "t", "t"])
    found = conditional(pupils, ["north", "south"] * 2)
    assert found.unit_given_covariate.m[0] == pytest.approx(0, abs=EXACT)
    assert found.covariate.m[0] == pytest.approx(found.joint.m[0], abs=EXACT)


@given(crossed())
@settings(deadline=None)
def test_either_order_adds_up_to_both_together(given_counts) -> None:
    counts, classes = given_counts
    found = conditional(counts, classes)
    if not found.reason[0]:
        joint = found.joint.m[0]
        assert joint == pytest.approx(theil_m(counts)[0], abs=EXACT)
        assert found.covariate.m[0] + found.unit_given_covariate.m[0] == pytest.approx(joint)
        assert found.unit.m[0] + found.covariate_given_unit.m[0] == pytest.approx(joint)


@given(crossed())
@settings(deadline=None)
def test_given_a_covariate_is_the_mean_over_its_classes(given_counts) -> None:
    counts, classes = given_counts
    found = conditional(counts, classes)
    inside = Counts.from_arrays(counts.table, segments=classes) if len(classes) else counts
    if not found.reason[0]:
        weighted = (theil_m(inside) * inside.totals).sum() / counts.totals[0]
        assert found.unit_given_covariate.m[0] == pytest.approx(weighted, abs=EXACT)
        share = found.unit_given_covariate.h[0]
        assert np.isnan(share) or -EXACT <= share <= 1 + EXACT


@given(crossed(groups=4))
@settings(deadline=None)
def test_factors_of_joint_groups_add_up_in_any_order(given_counts) -> None:
    counts, _ = given_counts
    factors = {"sex": ["w", "m", "w", "m"], "origin": ["in", "in", "out", "out"]}
    for order in (factors, dict(reversed(factors.items()))):
        found = chain(counts, order)
        assert found.factors == tuple(order)
        if not found.reason[0]:
            total = sum(part.m[0] for part in found.parts)
            assert total == pytest.approx(theil_m(counts)[0], abs=EXACT)
            assert all(part.m[0] >= -EXACT for part in found.parts)


def test_standard_errors_agree_with_redrawn_people() -> None:
    """Six rows of 2,000 people, 600 samples side by side: within 10 %."""
    rng = np.random.default_rng(5)
    shares, samples = rng.dirichlet([4, 2, 1, 1], 6), 600
    drawn = np.concatenate([rng.multinomial(2000, shares) for _ in range(samples)])
    many = Counts.from_arrays(
        drawn, segments=np.repeat(np.arange(samples), 6), units=np.tile([0, 0, 1, 1, 2, 2], samples)
    )
    found = conditional(many, np.tile([0, 1], 3 * samples))
    factors = {"sex": ["w", "m", "w", "m"], "origin": ["in", "in", "out", "out"]}
    shares_found = [found.unit, found.unit_given_covariate, *chain(many, factors).parts]
    for part in shares_found:
        assert part.m_error.mean() == pytest.approx(part.m.std(), rel=0.1)
        assert part.h_error.mean() == pytest.approx(part.h.std(), rel=0.1)


def test_factors_must_fit_and_tell_groups_apart() -> None:
    counts = Counts.from_arrays([[1, 2], [2, 1]])
    with pytest.raises(UnusableCounts, match="3 classes for 2 groups"):
        chain(counts, {"sex": ["w", "m", "x"]})
    with pytest.raises(UnusableCounts, match="do not tell all groups apart"):
        chain(counts, {"sex": ["w", "w"]})
