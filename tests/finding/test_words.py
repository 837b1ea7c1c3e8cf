"""Words as they are asked for: inflections, compounds, phrases, signs, misspellings."""

from __future__ import annotations

from pathlib import Path

import pytest

from samlad.portal.content.partial_date import PartialDate
from samlad.portal.finding import Wanted
from samlad.portal.finding.compounds import Compounds
from samlad.portal.finding.documents import Document
from samlad.portal.finding.question import read_question
from samlad.portal.finding.search_index import SearchIndex, make
from samlad.portal.finding.spelling import distance
from samlad.portal.finding.vocabulary import stem

FORMS = (
    "skola skolor skolans skolorna skolornas", "segregation segregationen segregationens",
    "stad städer staden städernas", "kvinna kvinnor kvinnors kvinnorna", "man män männen",
    "bostad bostäder bostaden bostädernas", "arbete arbeten arbetet", "boende boendet boendes",
    "kommun kommuner kommunernas", "lärare lärarna lärarnas", "brott brottet brotten",
    "land länder landets", "bok böcker", "hand händer", "elev elever elevers", "son söner",
    "anställd anställda", "nyanländ nyanlända nyanländas", "insats insatser insatsen",
    "förskola förskolor förskolans", "minska minskar minskade", "utsatt utsatta", "lag lagar lagen",
    "barn barnen barns", "polis polisen poliser", "mål målet målen", "ung unga ungas",
)  # fmt: skip
ENGLISH = ("school schools", "municipality municipalities", "child children", "city cities")


@pytest.mark.parametrize("forms", FORMS)
def test_forms_of_a_swedish_word_have_one_stem(forms):
    assert len({stem(form, "sv") for form in forms.split()}) == 1


@pytest.mark.parametrize("forms", ENGLISH)
def test_forms_of_an_english_word_have_one_stem(forms):
    assert len({stem(form, "en") for form in forms.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("mål", "mal"), ("får", "far"), ("rör", "ror")])
def test_letters_of_their_own_are_kept_apart(one, other):
    assert stem(one, "sv") != stem(other, "sv")


KNOWN = dict.fromkeys(
    ("boende", "segregation", "skola", "arbete", "marknad", "politik", "bostad", "bidrag", "barn",
     "förslag", "lag", "för", "ut"),
    20,
)  # fmt: skip


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("boendesegregation", {"boende", "segregation"}),
        ("skolsegregation", {"skola", "segregation"}),
        ("arbetsmarknadspolitik", {"arbete", "marknad", "politik"}),
        ("bostadsbidrag", {"bostad", "bidrag"}),
        ("barnbidrag", {"barn", "bidrag"}),
        ("förslag", set()),
        ("segregation", set()),
        ("xyzsegregation", set()),
        ("kort", set()),
    ],
)
def test_a_compound_is_split_into_words_of_the_vocabulary(word, parts):
    known = {**KNOWN, "marknadspolitik": 3, "arbetsmarknad": 3}
    found = set(Compounds(known, 100).parts(word)) - {"marknadspolitik", "arbetsmarknad"}
    assert found == parts


def test_a_word_that_is_everywhere_is_not_split():
    assert Compounds({**KNOWN, "barnbidrag": 90}, 100).parts("barnbidrag") == ()


@pytest.mark.parametrize(
    ("query", "must", "exact", "never"),
    [
        ("skolor i Malmö", [("skolor",), ("malmö",)], [], []),
        ("i", [("i",)], [], []),
        ('"mot segregation"', [], [("mot", "segregation")], []),
        ("”mot segregation”", [], [("mot", "segregation")], []),
        ('"skola', [("skola",)], [], []),
        ('skola" -"a b', [("skola",), ("a",), ("b",)], [], []),
        ("-skola", [], [], [("skola",)]),
        ('-"mot segregation"', [], [], [("mot", "segregation")]),
        ("e-tjänst", [("e",), ("tjänst",)], [], []),
        ("prop. 2019/20:10", [("prop",)], [("2019", "20", "10")], []),
        ("heading:skola AND body:*", [("heading",), ("skola",), ("and",), ("body",)], [], []),
        ('--- "" - \' *', [], [], []),
    ],
)
def test_what_is_typed_is_read_as_words(query, must, exact, never):
    asked = read_question(query, "sv")
    assert (list(asked.must), list(asked.exact), list(asked.never)) == (must, exact, never)


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [("skola", "skola", 0), ("skola", "skloa", 1), ("skola", "skol", 1), ("skola", "bok", 3)],
)
def test_letters_between_two_words_are_counted(one, other, steps):
    assert distance(one, other, 2) == steps


TITLES = (
    "Nya skolor i Malmö", "Skolans ansvar", "En skola för alla", "Skolsegregation i städer",
    "Segregation", "Boendesegregation", "Mål för segregation och boende", "Mal i kläder",
    "Mot segregation", "Segregation mot mål", "Proposition 2019/20:10", "Proposition 2019/20:101",
    "Statsråd besöker Malmö", "Minister besöker Lund",
)  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    folder = tmp_path_factory.mktemp("index")
    make(
        [
            Document(
                key=title,
                heading={"sv": title},
                body={"en": "A school" if title == "Segregation" else ""},
                date=PartialDate("2020-01"),
            )
            for title in TITLES
        ]
        * 1
        + [Document(key=f"{n}", heading={"sv": "skola boende segregation"}, body={}) for n in "12"],
        (),
        folder,
    )
    return SearchIndex(folder)


def titles(index: SearchIndex, query: str, language: str = "sv") -> list[str]:
    found = index.find(Wanted(query=query, language=language, sort="relevance", limit=50))
    return [key for key in found.keys if not key.isdigit()]


def test_every_form_of_a_word_is_found_and_its_compounds_after(index):
    for form in ("skola", "skolor", "skolans"):
        found = titles(index, form)
        assert set(found) == {*TITLES[:4]}
        assert found[-1] == "Skolsegregation i städer"


def test_a_word_is_found_in_its_compounds_ranked_lower(index):
    found = titles(index, "segregation")
    assert found[0] == "Segregation"
    assert set(found[-2:]) == {"Boendesegregation", "Skolsegregation i städer"}


def test_the_form_that_was_typed_comes_first(index):
    assert titles(index, "skolans")[0] == "Skolans ansvar"


def test_a_phrase_is_found_as_it_stands(index):
    assert titles(index, '"mot segregation"') == ["Mot segregation"]
    assert titles(index, '"segregation mot"') == ["Segregation mot mål"]


def test_minus_leaves_out_and_leaves_compounds(index):
    assert set(titles(index, "segregation -mot")) == {
        "Segregation", "Boendesegregation", "Skolsegregation i städer",
        "Mål för segregation och boende"}  # fmt: skip
    assert "Boendesegregation" in titles(index, "-segregation")


def test_a_number_of_a_document_stands_together(index):
    assert titles(index, "prop. 2019/20:10") == ["Proposition 2019/20:10"]


def test_letters_with_rings_and_dots_are_letters_of_their_own(index):
    assert titles(index, "mal") == ["Mal i kläder"]
    assert set(titles(index, "mål")) == {"Mål för segregation och boende", "Segregation mot mål"}


def test_what_stands_for_a_word_is_found_after_it(index):
    assert titles(index, "statsråd") == ["Statsråd besöker Malmö", "Minister besöker Lund"]


def test_english_pages_find_english_texts_and_swedish_titles(index):
    assert "Segregation" in titles(index, "schools", "en")
    assert "Mot segregation" in titles(index, "segregation", "en")
    assert titles(index, "schools") == []


def test_a_compound_that_is_nowhere_is_asked_for_by_its_words(index):
    found = titles(index, "segregationsboende")
    assert found == ["Mål för segregation och boende", "Boendesegregation"]


def test_a_name_of_several_words_is_found_by_its_abbreviation(tmp_path):
    made_of = ("SOU 2020:1", "Statens offentliga utredningar", "Utredningar om staten")
    make([Document(key=t, heading={"sv": t}, body={}) for t in made_of], (), tmp_path)
    small = SearchIndex(tmp_path)
    for query in ("sou", "Statens offentliga utredningar"):
        assert set(titles(small, query)) == {*made_of[:2]}


def test_a_word_that_is_nowhere_is_taken_for_a_beginning(index):
    assert set(titles(index, "malm")) == {"Nya skolor i Malmö", "Statsråd besöker Malmö"}


@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        ("segrgeation", "segregation"),
        ("Segrgeation malmö", ""),
        ("skola segrgeation", "skola segregation"),
        ("segregation", ""),
        ("xqzwv", ""),
        ("statsrad", "statsråd"),
    ],
)
def test_a_misspelling_offers_the_nearest_word_that_has_hits(index, query, nearest):
    assert index.find(Wanted(query=query)).nearest == nearest


@pytest.mark.parametrize(
    "query",
    ['"', '"" ""', "\0\x07", "x" * 10_000, "å " * 5_000, "(((", "heading:*", "a^9 ~2", "-", "😀 ¶",
     "+skol", "en:school", '"¶ ¶"', "\ud800", "ﬁ ß İ"],
)  # fmt: skip
def test_nothing_typed_is_a_fault(index, query):
    for language in ("sv", "en"):
        for sort in ("relevance", "date"):
            index.find(Wanted(query=query, language=language, sort=sort))


def test_an_index_that_is_made_again_is_the_same(index, tmp_path: Path):
    make([Document(key="a", heading={"sv": "Skola"}, body={})], (), tmp_path)
    assert SearchIndex(tmp_path).find(Wanted(query="skolor")).keys == ("a",)
