"""Facets are declared: each names columns that are there, in both languages, once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from samlad.errors import DefinitionError
from samlad.portal.content.topics import TOPICS, grouping
from samlad.portal.finding import facets as module
from samlad.portal.finding.facets import facets
from samlad.portal.finding.kinds import kinds
from samlad.portal.finding.synonyms import SYNONYMS, word_lists
from samlad.portal.register.models import GoalLink

FACET = '[[facet]]\nkind = "item"\nid = "a"\nparameter = "a"\ncolumns = ["b"]\n'


def test_items_and_initiatives_have_the_facets_of_their_pages():
    assert [f.id for f in facets("item")] == ["type", "topic", "minister", "sender", "area"]
    assert [f.parameter for f in facets("initiative")] == [
        "omrade", "typ", "lage", "status", "aktor", "plats", "mal", "ar"
    ]  # fmt: skip
    assert [f.parameter for f in facets("due")] == ["dag", "omrade", "typ", "aktor", "ar"]
    assert [f.id for f in facets("item") if f.is_hierarchical] == ["type", "topic"]


@pytest.mark.parametrize("kind", kinds())
def test_ids_and_parameters_are_a_kinds_own(kind):
    for said in ([f.id for f in facets(kind)], [f.parameter for f in facets(kind)]):
        assert max(Counter(said).values(), default=1) == 1
    for facet in facets(kind):
        assert facet.title.sv and facet.title.en


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FACET, "'title' is missing"),
        (FACET.replace('id = "a"\n', ""), "facet 1 has no 'id'"),
        (2 * (FACET + 'title = { sv = "A", en = "A" }\n'), "'a' of item stands twice"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, monkeypatch, text, said):
    path = tmp_path / "facets.toml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(module, "FACETS", path)
    with pytest.raises(DefinitionError, match=said):
        module._declared.__wrapped__()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["item", "initiative", "due", "event"])
def test_every_facet_has_codes(kind):
    if kind == "initiative":
        GoalLink.objects.create(initiative_id="boverket-barometer", goal_id="ben-1", position=0)
    documents = list(kinds()[kind].documents())
    for facet in facets(kind):
        assert any(document.codes.get(facet.id) for document in documents), facet.id


@pytest.mark.django_db
def test_a_document_has_the_wider_codes_after_its_own():
    bill = next(d for d in kinds()["item"].documents() if "1329" in d.codes["type"])
    assert bill.codes["type"] == ("1329", "1324")
    assert bill.group == "1324"


def test_words_and_topics_are_declared_well():
    lists = word_lists()
    assert ("sou",) in lists.synonyms["sv"][("statens", "offentliga", "utredningar")]
    assert "och" in lists.common["sv"] and SYNONYMS.is_file()
    assert grouping().parent_of("1143") == "x-countries" and TOPICS.is_file()
    assert grouping().parent_of("2603") == "2601"
    assert grouping().parent_of("1013") is None
