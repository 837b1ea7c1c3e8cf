"""The terms of a change add up, change sign with time, and know their own uncertainty."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices import Counts
from samlad.indices.change import TERMS, change, change_path
from samlad.indices.contributions import contributions
from samlad.indices.information import theil_h, theil_m

SUMMED = ("additions", "removals", "group_marginal", "unit_marginal", "structural")
EXACT = 1e-9


@st.composite
def counts(draw, units=6, groups=3, segments=12):
    """A dozen segments at once with the same units, drawn from a seed; many cells are empty."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    labels = random.choice(list("abcdefghij"), random.integers(2, units + 1), replace=False)
    shape = (segments * len(labels), groups)
    full = random.choice([0.4, 0.8, 1.0], (shape[0], 1))
    table = random.integers(0, 60, shape) * (random.random(shape) < full)
    return Counts.from_arrays(
        table,
        segments=np.repeat(np.arange(segments), len(labels)),
        units=np.tile(labels, segments),
        groups=["x", "y", "z"][:groups],
    )


def test_only_sizes_of_units_change() -> None:
    # Both units double or halve as they are: the odds ratios stay, so nothing is structural.
    first = Counts.from_arrays([[8, 2], [2, 8]])
    second = Counts.from_arrays([[16, 4], [1, 4]])
    found = change(first, second)
    assert found.structural.estimate[0] == pytest.approx(0, abs=EXACT)
    assert found.difference.estimate[0] == pytest.approx(
        (theil_m(second) - theil_m(first))[0], abs=EXACT
    )


def test_mixing_at_the_same_margins_is_structural_only() -> None:
    found = change(Counts.from_arrays([[9, 1], [1, 9]]), Counts.from_arrays([[6, 4], [4, 6]]))
    assert found.structural.estimate[0] == pytest.approx(found.difference.estimate[0], abs=EXACT)
    assert found.unit_marginal.estimate[0] == pytest.approx(0, abs=EXACT)
    assert found.group_marginal.estimate[0] == pytest.approx(0, abs=EXACT)


def test_a_new_unit_is_an_addition() -> None:
    old = Counts.from_arrays([[5, 5], [5, 5]], units=["a", "b"])
    new = Counts.from_arrays([[5, 5], [5, 5], [10, 0]], units=["a", "b", "c"])
    found = change(old, new)
    assert found.additions.estimate[0] == pytest.approx(theil_m(new)[0], abs=EXACT)
    assert found.structural.estimate[0] == pytest.approx(0, abs=EXACT)
    assert found.common_units.tolist() == [2]


@given(counts(), counts(), st.sampled_from(["theil-m", "theil-h"]))
@settings(deadline=None, max_examples=25)
def test_terms_add_up_to_the_difference_in_every_segment(first, second, index) -> None:
    found = change(first, second, index=index)
    total = sum(getattr(found, term).estimate for term in SUMMED)
    assert np.allclose(total, found.difference.estimate, atol=EXACT, equal_nan=True)
    assert np.isnan(total).tolist() == (found.reason != "").tolist()
    value = theil_m if index == "theil-m" else theil_h
    by_name = dict(zip(first.segments, value(first), strict=True))
    for place, name in enumerate(found.segments):
        if not found.reason[place]:
            assert found.first.estimate[place] == pytest.approx(by_name[name], abs=EXACT)


@given(counts(), counts(), st.sampled_from(["theil-m", "theil-h"]))
@settings(deadline=None, max_examples=25)
def test_backwards_in_time_every_term_changes_sign(first, second, index) -> None:
    there, back = (change(*pair, index=index) for pair in ((first, second), (second, first)))
    for term, opposite in zip(SUMMED, ("removals", "additions", *SUMMED[2:]), strict=True):
        one, other = getattr(there, term), getattr(back, opposite)
        assert np.allclose(one.estimate, -other.estimate, atol=1e-7, equal_nan=True)


@given(counts(segments=1), counts(segments=1))
@settings(deadline=None, max_examples=60)
def test_units_and_groups_can_be_exchanged(first, second) -> None:
    assume(len(first.units) > 1 and len(second.units) > 1)
    found = change(first, second)
    turned = change(*(_turned(one) for one in (first, second)))
    if (found.reason == "").all() and (turned.reason == "").all():
        for one, other in (
            ("structural", "structural"),
            ("unit_marginal", "group_marginal"),
            ("additions", "additions"),
        ):
            assert np.allclose(
                getattr(found, one).estimate, getattr(turned, other).estimate, atol=1e-7
            )


def _turned(counts: Counts) -> Counts:
    return Counts.from_arrays(counts.table.T, units=counts.groups, groups=list(counts.units))


@given(counts(), counts(), st.sampled_from(["theil-m", "theil-h"]))
@settings(deadline=None, max_examples=25)
def test_contributions_sum_to_the_structural_term(first, second, index) -> None:
    found = change(first, second, index=index)
    for by in ("unit", "group"):
        parts = contributions(first, second, index=index, by=by)
        for place, name in enumerate(found.segments):
            if not found.reason[place]:
                total = parts.structural[parts.segment == name].sum()
                assert total == pytest.approx(found.structural.estimate[place], abs=EXACT)


@given(counts(), counts(), counts(), st.sampled_from(["theil-m", "theil-h"]))
@settings(deadline=None, max_examples=15)
def test_steps_of_a_series_add_up(one, two, three, index) -> None:
    path = change_path([one, two, three], index=index)
    for term in ("difference", *SUMMED):
        steps = sum(getattr(step, term).estimate for step in path.steps)
        usable = path.total.reason == ""
        assert np.allclose(getattr(path.total, term).estimate[usable], steps[usable], atol=EXACT)


@pytest.mark.parametrize("index", ["theil-m", "theil-h"])
def test_standard_errors_agree_with_redrawn_people(index: str) -> None:
    """Twelve units of 2,000 people, 600 samples side by side: the delta method is within 10 %."""
    rng = np.random.default_rng(20261122)
    shares = rng.dirichlet([4, 2, 1], (3, 12))
    sizes = rng.integers(1500, 2500, (3, 12))
    sizes[0, 11] = sizes[2, 0] = 0  # one unit comes, one goes
    path = change_path(
        [_samples(rng, p, n) for p, n in zip(shares, sizes, strict=True)], index=index
    )
    for found in (path.total, *path.steps):
        for name in TERMS:
            term = getattr(found, name)
            assert term.standard_error.mean() == pytest.approx(term.estimate.std(), rel=0.1), name


def _samples(rng, shares, sizes, samples: int = 600) -> Counts:
    drawn = np.stack([rng.multinomial(sizes, shares) for _ in range(samples)])
    return Counts.from_arrays(
        drawn.reshape(-1, 3),
        segments=np.repeat(np.arange(samples), 12),
        units=np.tile(np.arange(12), samples),
    )


def test_a_segment_without_an_answer_has_a_reason_and_no_number() -> None:
    one = Counts.from_arrays([[1, 2], [2, 1], [5, 5]], segments=["a", "a", "b"])
    found = change(one, one)
    assert found.segments == ("a", "b")
    assert found.reason.tolist() == ["", "too_few_units"]
    assert [row["status"] for row in found.rows()] == ["shown"] * 8 + ["not_applicable"] * 8
    assert {row["estimate"] for row in found.rows() if row["segment"] == "b"} == {None}


def test_wrong_questions_get_one_sentence() -> None:
    one = Counts.from_arrays([[1, 2], [2, 1]])
    with pytest.raises(UnknownName, match="theil-h"):
        change(one, one, index="theil-hh")
    with pytest.raises(UnusableCounts, match="at least two to compare"):
        change_path([one])
    with pytest.raises(UnusableCounts, match="occurs twice"):
        change(one, Counts.from_arrays([[1, 2], [2, 1]], units=["a", "a"]))
    with pytest.raises(UnknownName, match="part of a change"):
        contributions(one, one, by="person")
