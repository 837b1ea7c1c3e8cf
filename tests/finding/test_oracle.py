"""The search index answers what looking at every document gives, on random documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samlad.portal.content.partial_date import PartialDate
from samlad.portal.finding import Wanted, columns, frequent, words
from samlad.portal.finding.compounds import Compounds
from samlad.portal.finding.documents import Document
from samlad.portal.finding.question import Question, read_question
from samlad.portal.finding.search_index import SearchIndex, make
from samlad.portal.finding.vocabulary import stem, words_of
from tests.finding.plainly import find_plainly

FACETS = ("type", "topic")
WORDS = ("skola", "skolor", "skolsegregation", "segregation", "boende", "mål", "mal", "hus", "2019")
CODES = {"type": ("1", "1.1", "1.2", "2"), "topic": tuple("abcde")}

texts = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
dates = st.sampled_from(
    [None, "2018", "2018-02", "2018-02-28", "2018-03-01", "2019-12", "2019-12-31", "2020-01-01"]
).map(lambda text: PartialDate(text) if text else None)


@st.composite
def documents(draw: Callable) -> list[Document]:
    found = []
    for number in range(draw(st.integers(1, 25))):
        types = draw(st.sampled_from([("1",), ("1.1", "1"), ("1.2", "1"), ("2",)]))
        topics = tuple(draw(st.lists(st.sampled_from(CODES["topic"]), unique=True, max_size=3)))
        found.append(
            Document(
                key=f"d{number:02}",
                heading={"sv": draw(texts), "en": draw(texts)},
                body={"sv": draw(texts)},
                date=draw(dates),
                codes={"type": types, "topic": topics},
                group=types[-1],
            )
        )
    return found


queries = st.one_of(
    st.just(""),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(" ".join),
    st.builds("{} -{}".format, st.sampled_from(WORDS), st.sampled_from(WORDS)),
    st.builds('"{} {}"'.format, st.sampled_from(WORDS), st.sampled_from(WORDS)),
    st.builds('-{} -"{} {}"'.format, *[st.sampled_from(WORDS)] * 3),
)
asked = st.builds(
    Wanted,
    query=queries,
    language=st.sampled_from(["sv", "en"]),
    chosen=st.fixed_dictionaries(
        {},
        optional={
            facet: st.lists(st.sampled_from([*codes, "none"]), max_size=2).map(tuple)
            for facet, codes in CODES.items()
        },
    ),
    since=st.sampled_from(["", "", "2018-02-28", "2019-12-15"]),
    until=st.sampled_from(["", "", "2018-03-01", "2019-12-31"]),
    sort=st.sampled_from(["date", "oldest", "title"]),
    offset=st.integers(0, 8),
    limit=st.integers(0, 10),
)


def terms_of(document: Document, compounds: Compounds) -> set[str]:
    found = set()
    for texts_of in (document.heading, document.body):
        for language, text in texts_of.items():
            for word in words_of(text):
                found.add((language, stem(word, language)))
                if language == "sv":
                    found |= {("part", stem(part, "sv")) for part in compounds.parts(word)}
    return found  # type: ignore[return-value]


def asks_for(wanted: Wanted, corpus: list[Document]) -> Callable[[Document], bool]:
    """Whether a document has the words, said plainly."""
    often: dict[str, int] = {}
    for document in corpus:
        every = {
            w for t in (*document.heading.values(), *document.body.values()) for w in words_of(t)
        }
        for word in every:
            often[word] = often.get(word, 0) + 1
    compounds = Compounds(often, len(corpus))
    question = read_question(wanted.query, wanted.language)
    said = has_words(question, wanted, corpus, compounds)
    if any(map(said, corpus)):
        return said
    apart = []
    for (word,) in question.must:
        apart += [(part,) for part in compounds.parts(word)[:2]] or [(word,)]
    return has_words(replace(question, must=tuple(apart)), wanted, corpus, compounds)


def has_words(
    question: Question, wanted: Wanted, corpus: list[Document], compounds: Compounds
) -> Callable[[Document], bool]:
    def forms(word: str) -> set[tuple[str, str]]:
        return {(language, stem(word, language)) for language in (wanted.language, "sv")}

    def is_found(document: Document, name: tuple[str, ...], *, is_whole: bool) -> bool:
        if len(name) > 1:
            every = [words_of(t) for t in (*document.heading.values(), *document.body.values())]
            return any(
                tuple(text[at : at + len(name)]) == name
                for text in every
                for at in range(len(text))
            )
        wanted_terms = forms(name[0]) | (set() if is_whole else {("part", stem(name[0], "sv"))})
        if not is_whole and not any(wanted_terms & terms_of(d, compounds) for d in corpus):
            every = {w for d in corpus for t in (*d.heading.values(), *d.body.values())
                     for w in words_of(t)}  # fmt: skip
            wanted_terms = {f for w in every if w.startswith(name[0]) for f in forms(w)}
        return bool(wanted_terms & terms_of(document, compounds))  # type: ignore[operator]

    return lambda document: (
        all(is_found(document, name, is_whole=False) for name in question.must)
        and all(is_found(document, name, is_whole=True) for name in question.exact)
        and not any(is_found(document, name, is_whole=True) for name in question.never)
    )


@pytest.fixture(autouse=True, params=["few", "many"])
def way_of_counting(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small corpora take the way of large ones too: bits of codes, bits of frequent terms."""
    if request.param == "many":
        monkeypatch.setattr(frequent, "FREQUENT_AT_LEAST", 1)
        monkeypatch.setattr(frequent, "FREQUENT", 0.05)
        monkeypatch.setattr(columns, "DENSE_AT_LEAST", 2)
        monkeypatch.setattr(columns, "MANY_AT_LEAST", 0)
        monkeypatch.setattr(words, "FEW", 0)


def a_folder() -> TemporaryDirectory[str]:
    """A passing folder; tantivy's own threads may still write a lock while it is removed."""
    return TemporaryDirectory(ignore_cleanup_errors=True)


def made(corpus: list[Document], folder: str) -> SearchIndex:
    make(corpus, FACETS, Path(folder))
    return SearchIndex(Path(folder))


slow = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@slow
@given(documents(), st.lists(asked, min_size=8, max_size=8))
def test_totals_counts_order_and_pages_are_those_of_a_plain_look(corpus, questions):
    with a_folder() as folder:
        index = made(corpus, folder)
        for wanted in questions:
            found = index.find(wanted)
            plainly = find_plainly(wanted, corpus, asks_for(wanted, corpus), FACETS)
            assert (found.total, found.keys) == (plainly.total, plainly.keys), wanted
            assert found.counts == plainly.counts, wanted
            assert found.years == plainly.years, wanted


@slow
@given(documents(), asked)
def test_a_count_is_the_total_after_that_choice(corpus, wanted):
    with a_folder() as folder:
        index = made(corpus, folder)
        for facet, counts in index.find(wanted).counts.items():
            for code in CODES[facet]:
                after = index.find(replace(wanted, chosen={**wanted.chosen, facet: (code,)}))
                assert after.total == counts.get(code, 0)


@slow
@given(documents(), asked, st.integers(1, 4))
def test_pages_by_relevance_hold_every_hit_once(corpus, wanted, size):
    with a_folder() as folder:
        index = made(corpus, folder)
        wanted = replace(wanted, sort="relevance", offset=0, limit=100)
        whole = index.find(wanted)
        assert len(whole.keys) == len(set(whole.keys)) == whole.total
        pages: list[str] = []
        for offset in range(0, whole.total, size):
            pages += index.find(replace(wanted, offset=offset, limit=size)).keys
        assert tuple(pages) == whole.keys


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    make([], FACETS, tmp_path)
    return SearchIndex(tmp_path)


def test_nothing_is_found_in_nothing(index):
    found = index.find(Wanted(query="skola", sort="relevance"))
    assert (found.total, found.keys, found.nearest) == (0, (), "")
    assert index.find(Wanted()).counts == {"type": {}, "topic": {}}
