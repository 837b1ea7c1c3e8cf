"""What visitors look for is among the first ten of the Government's 44,398 items."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from samlad.portal.content.partial_date import PartialDate
from samlad.portal.finding import Wanted
from samlad.portal.finding.documents import Document
from samlad.portal.finding.search_index import SearchIndex, make
from samlad.sources.regeringen import read_items

SPEC = Path(__file__).parents[1] / "spec" / "search_sv.csv"
FIRST = 10


def queries() -> list[tuple[str, str]]:
    with SPEC.open(encoding="utf-8", newline="") as file:
        return [(row["query"], row["path"]) for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def index(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    found = read_items(str(inputs / "content" / "regeringen_items.parquet"))
    documents = (
        Document(
            key=item.path,
            heading={"sv": item.title},
            body={"sv": item.reference},
            date=PartialDate(item.published) if item.published else None,
            codes={"topic": item.topics},
        )
        for item in found.items
    )
    folder = tmp_path_factory.mktemp("index")
    make(documents, ("topic",), folder)
    yield SearchIndex(folder)


@pytest.mark.parametrize(("query", "path"), queries())
def test_what_is_looked_for_is_among_the_first(index, query, path):
    found = index.find(Wanted(query=query, sort="relevance", limit=FIRST))
    assert path in found.keys


def test_there_are_queries_enough_each_once():
    asked = [query for query, _ in queries()]
    assert len(asked) == len(set(asked)) >= 40


def test_every_item_is_found_and_counted_without_words(index):
    found = index.find(Wanted())
    assert found.total == 44_398
    assert sum(sum(groups.values()) for groups in found.years.values()) == 44_380


def test_ranked_pages_follow_each_other(index):
    whole = index.find(Wanted(query="uppdrag", sort="relevance", limit=300)).keys
    parts = [
        key
        for offset in range(0, 300, 50)
        for key in index.find(
            Wanted(query="uppdrag", sort="relevance", offset=offset, limit=50)
        ).keys
    ]
    assert list(whole) == parts
