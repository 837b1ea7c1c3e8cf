"""Words for search: lower case, å ä ö apart, other accents folded, prefixes."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlad.portal.content.search_words import is_match, search_text, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("MÅL för mal", ["mål", "för", "mal"]),
        ("Heléne Fritzon", ["helene", "fritzon"]),
        ("Dir. 2017:33", ["dir", "2017", "33"]),
        ("a_b–c\u00adx", ["a", "b", "c", "x"]),
        ("***", []),
        ("İstanbul ß", ["istanbul", "ss"]),
    ],
)
def test_words_are_cut_and_folded(text, words):
    assert words_of(text) == words


def test_decomposed_letters_are_the_same_letters():
    assert words_of(unicodedata.normalize("NFD", "Malmö åäö Löfvén")) == ["malmö", "åäö", "löfven"]


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("bost", True),
        ("bostäder bra", True),
        ("städer", False),
        ("bra mat", False),
        ("bostader", False),
    ],
)
def test_every_word_begins_a_word(asked, is_found):
    assert is_match(words_of(asked), search_text("Bra bostäder för alla")) is is_found


@given(st.text(max_size=80))
def test_a_text_is_found_by_its_own_words(text):
    assert is_match(words_of(text), search_text(text))
