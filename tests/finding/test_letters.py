"""Words as they are written: lower case, å ä ö apart, other accents folded."""

import unicodedata

import pytest

from samlad.portal.finding.letters import words_of


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
