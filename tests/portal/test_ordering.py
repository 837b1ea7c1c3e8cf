"""Swedish order, by the alphabet and by lists that are known."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlad.portal.ordering import alphabetical
from samlad.portal.results import results


@pytest.mark.parametrize(
    "names",
    [
        ["Arboga", "Ystad", "Zinkgruvan", "Åre", "Ängelholm", "Örebro"],
        ["Ekerö", "Élise", "Enköping"],  # é as e
        ["Mora", "Müller", "Myran"],  # ü as y
        ["Upplands Väsby", "Upplands-Bro", "Uppsala"],
        ["8 sidor", "abba", "ABBA Arena", "abborre"],
        ["Bo", "Bo Ek", "Bo-Ek", "Boek"],  # nothing before something
        ["Väst", "”Väst” igen", "Västerås"],  # quotation marks do not count
        ["Västra", "Wedel", "Xenia"],  # w is a letter of its own
        ["Ålesund", "Ærø", "Ättestupa", "Ørsta", "Österlen"],
    ],
)
def test_names_stand_in_their_order(names: list[str]) -> None:
    assert sorted(reversed(names), key=alphabetical) == names


def test_u_with_dots_is_y_and_not_u() -> None:
    assert sorted(["Mz", "Mü", "Mv", "My"], key=alphabetical) == ["Mv", "Mü", "My", "Mz"]


@given(st.text(max_size=40))
def test_case_and_the_way_of_writing_letters_do_not_matter(name: str) -> None:
    assert alphabetical(name) == alphabetical(unicodedata.normalize("NFD", name))
    if name.upper().casefold() == name.casefold():
        assert alphabetical(name.upper()) == alphabetical(name)


def test_the_municipalities_stand_as_in_a_swedish_list() -> None:
    names = sorted(
        (area.name for area in results().areas() if len(area.code) == 4), key=alphabetical
    )
    assert names[:3] == ["Ale", "Alingsås", "Alvesta"]
    assert names[-3:] == ["Östra Göinge", "Överkalix", "Övertorneå"]
    at = names.index("Upplands Väsby")
    assert names[at + 1 : at + 3] == ["Upplands-Bro", "Uppsala"]
