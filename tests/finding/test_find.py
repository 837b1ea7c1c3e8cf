"""What a search asks and finds, over the facts in the database."""

from __future__ import annotations

import pytest

from samlad.catalogue import facts
from samlad.errors import UnknownName
from samlad.portal.finding import Wanted, find

pytestmark = pytest.mark.django_db


def test_all_items_are_found_newest_first_when_nothing_narrows():
    found = find(Wanted(limit=300))
    expected = sorted(facts("items"), key=lambda row: row["id"])
    expected.sort(key=lambda row: row["published"], reverse=True)
    assert found.total == len(expected)
    assert list(found.keys) == [row["id"] for row in expected]


def test_a_count_is_the_total_after_that_choice():
    chosen = {"type": ("1334",), "topic": ("2092",)}
    found = find(Wanted(chosen=chosen))
    for facet, counts in found.counts.items():
        for code, hits in counts.items():
            assert find(Wanted(chosen={**chosen, facet: (code,)})).total == hits


def test_what_is_known_to_the_month_is_in_every_period_that_overlaps_it():
    row = next(row for row in facts("items") if row["published"] == "2018-06")
    for since, until in (("2018-06-30", ""), ("", "2018-06-01"), ("2018-06-10", "2018-06-11")):
        assert row["id"] in find(Wanted(since=since, until=until, limit=300)).keys
    assert row["id"] not in find(Wanted(since="2018-07-01", limit=300)).keys


def test_types_are_counted_in_their_parents():
    counts = find(Wanted()).counts["type"]
    parts = [row["code"] for row in facts("content_types") if row["parent_code"] == "1324"]
    assert counts["1324"] == sum(counts.get(code, 0) for code in parts) > 0


def test_every_kind_is_found():
    assert find(Wanted(query="skola")).total
    assert find(Wanted(kind="initiative", query="skola")).total
    assert find(Wanted(kind="place", query="Malmö", sort="relevance")).keys[0] == "1280"


def test_years_are_those_of_the_hits():
    found = find(Wanted(chosen={"type": ("1334",)}))
    assert sum(sum(groups.values()) for groups in found.years.values()) == found.total
    assert {group for groups in found.years.values() for group in groups} == {"1334"}


@pytest.mark.parametrize("wanted", [Wanted(kind="itme"), Wanted(sort="dat")])
def test_what_there_is_none_of_is_named_with_the_nearest(wanted):
    with pytest.raises(UnknownName, match="did you mean"):
        find(wanted)
