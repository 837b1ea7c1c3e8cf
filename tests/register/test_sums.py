"""Double counting cannot be: a total refuses what cannot be added, and says what it leaves out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlad.portal.register.parts import above
from samlad.portal.register.sums import Entry, Reason, Total, total, totals


def entry(id_: str, amount: int = 1, **values: object) -> Entry:
    given_ = {"kind": "initiative", "basis": "single-year", "year": 2020, "purse": (id_,)}
    return Entry(
        id=id_,
        part="grant",
        amount=amount,
        **{**given_, "initiatives": frozenset({id_}), **values},  # type: ignore[arg-type]
    )


def inside(id_: str, *wholes: str, **values: object) -> Entry:
    return entry(id_, inside=frozenset(wholes), **values)


def test_a_whole_is_counted_and_its_parts_are_not():
    found = total(
        [entry("helhet", 100), inside("del", "helhet"), inside("del-av-del", "del", "helhet")]
    )
    assert found.amount == 100
    assert {left.entry.id: left.reason for left in found.left_out} == {
        "del": Reason.PART_OF_A_WHOLE,
        "del-av-del": Reason.PART_OF_A_WHOLE,
    }


def test_parts_are_counted_where_the_whole_has_no_amount():
    assert total([inside("a", "helhet", amount=3), inside("b", "helhet", amount=4)]).amount == 7


def test_cancelled_replaced_and_shared_money_is_left_out():
    given_ = [
        entry("inställd", 100, is_cancelled=True),
        entry("gammal", 10, replaced_by=frozenset({"ny"})),
        entry("ny", 7),
        entry("a", 1, beside=frozenset({"b"})),
        entry("b", 2, beside=frozenset({"a"})),
    ]
    found = total(given_)
    assert found.amount == 7
    assert {left.entry.id: left.reason for left in found.left_out} == {
        "inställd": Reason.CANCELLED,
        "gammal": Reason.REPLACED,
        "a": Reason.FUNDED_TOGETHER,
        "b": Reason.FUNDED_TOGETHER,
    }
    assert total([entry("gammal", 10, replaced_by=frozenset({"ny"}))]).amount == 10


def test_two_figures_for_one_purse_are_both_left_out():
    found = total([entry("bp19", 478, purse=("13 4:1",)), entry("bp20", 250, purse=("13 4:1",))])
    assert found.amount == 0
    assert {left.reason for left in found.left_out} == {Reason.SAME_PURSE}


def test_what_one_giver_gives_is_part_of_what_all_give():
    found = total([entry("alla", 100, purse=("i",)), entry("en", 40, purse=("i", "boverket"))])
    assert found.amount == 100
    two = [entry("en", 40, purse=("i", "a")), entry("två", 2, purse=("i", "b"))]
    assert total(two).amount == 42


@pytest.mark.parametrize(
    "held",
    [
        (entry("a"), entry("b", basis="per-year")),
        (entry("a"), entry("b", year=2021)),
        (entry("a"), entry("b", kind="grant")),
        (entry("a"), entry("b", purse=("a",))),
        (entry("a"), entry("b", purse=("a", "b"))),
        (entry("a"), inside("b", "a")),
        (entry("a", year=None),),
    ],
)
def test_a_total_cannot_be_made_of_what_cannot_be_added(held):
    year = held[0].year
    with pytest.raises(ValueError, match=r"added|in no year"):
        Total("initiative", "single-year", year, held)


NAMES = ("a", "b", "c", "d", "e", "f")
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=8)
ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.integers(0, 9),
        st.sampled_from(["per-year", "paid"]),
        st.sampled_from([None, 2020, 2021]),
        st.sampled_from([(), ("boverket",), ("polisen",)]),
    ),
    max_size=12,
)


@given(PAIRS, ENTRIES)
def test_every_amount_is_held_once_or_left_out_with_a_reason(pairs, given_):
    wholes = above((part, whole) for part, whole in pairs if part != whole)
    entries = [
        Entry(f"{n}", "initiative", basis, year, (name, *giver), "grant", amount,
              frozenset({name}), wholes.get(name, frozenset()))
        for n, (name, amount, basis, year, giver) in enumerate(given_)
    ]  # fmt: skip
    found = totals(entries)
    told = [e.id for t in found for e in (*t.held, *(left.entry for left in t.left_out))]
    assert sorted(told) == sorted(e.id for e in entries)
    for each in found:
        held = {name for e in each.held for name in e.initiatives}
        assert not any(e.inside & held for e in each.held)
        assert each.amount == sum(each.parts.values())
