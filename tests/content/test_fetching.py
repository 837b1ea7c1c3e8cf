"""Taking a publisher's list in: new, changed and vanished items beside those of our facts."""

from __future__ import annotations

from datetime import date

import pytest

from samlad.catalogue import facts
from samlad.portal.changes import edition
from samlad.portal.content.fetching import Taken, take
from samlad.portal.content.models import ContentType, Item, ItemLink, Sender, Topic
from samlad.sources.regeringen import BadRow, ItemList, Link, PublishedItem

pytestmark = pytest.mark.django_db

DAY, NEXT = date(2026, 1, 29), date(2026, 2, 1)
OURS = "skr-2014-skr-20141531"
OUR_PATH = "/rattsliga-dokument/skrivelse/2014/12/skr.-20141531"


def lists(*items: PublishedItem, bad: tuple[BadRow, ...] = (), **names: str) -> ItemList:
    return ItemList(items, bad, {code.strip("_"): name for code, name in names.items()})


def item(path: str = "/pressmeddelanden/2024/02/nytt", **more: object) -> PublishedItem:
    return PublishedItem(path=path, **{"title": "Nytt", "published": "2024-02", **more})  # type: ignore[arg-type]


def test_a_new_item_gets_type_by_address_and_keeps_its_month():
    assert take(lists(item()), today=DAY) == Taken(1, 0, 0, 0, 0)
    new = Item.objects.get(path="/pressmeddelanden/2024/02/nytt")
    assert (new.type_id, str(new.published), new.published.precision) == (
        "1334",
        "2024-02",
        "month",
    )
    assert (new.id, new.origin) == ("pressmeddelanden-2024-02-nytt", "fetched")
    assert new.source_url == "https://www.regeringen.se/pressmeddelanden/2024/02/nytt/"
    assert (new.summary_sv, new.vanished) == ("", None)


def test_taking_the_same_list_again_changes_nothing():
    take(lists(item()), today=DAY)
    before = edition()
    assert take(lists(item()), today=NEXT) == Taken(0, 0, 1, 0, 0)
    assert edition() == before


def test_a_change_is_taken_over():
    take(lists(item(attachments=(Link("a", "https://example.org/a"),))), today=DAY)
    changed = item(title="Nyare", published="2024-02-03")
    assert take(lists(changed), today=NEXT) == Taken(0, 1, 0, 0, 0)
    new = Item.objects.get(path=changed.path)
    assert (new.official_title, str(new.published)) == ("Nyare", "2024-02-03")
    assert not new.links.exists()


def test_what_vanishes_is_kept_and_marked_until_it_is_back():
    other = item("/tal/2024/03/ett-tal", title="Ett tal")
    take(lists(item(), other), today=DAY)
    assert take(lists(item()), today=NEXT).vanished == 1
    assert str(Item.objects.get(path=other.path).vanished) == "2026-02-01"
    assert take(lists(item(), other), today=NEXT) == Taken(0, 1, 1, 0, 0)
    assert Item.objects.get(path=other.path).vanished is None


def test_nothing_vanishes_from_a_part_or_because_its_row_is_bad():
    take(lists(item(), item("/tal/2024/03/ett-tal")), today=DAY)
    assert take(lists(item()), today=NEXT, is_part=True).vanished == 0
    bad = BadRow(2, "/tal/2024/03/ett-tal", "'title' is empty")
    assert take(lists(item(), bad=(bad,)), today=NEXT).vanished == 0


def test_an_item_of_our_facts_is_the_same_item():
    row = next(row for row in facts("items") if row["id"] == OURS)
    said = item(OUR_PATH, title="Ny titel", published="2014-12", senders=("1284", "1294"),
                attachments=(Link("Skrivelsen", "https://www.regeringen.se/s.pdf"),))  # fmt: skip
    assert take(lists(said), today=DAY) == Taken(1, 0, 0, 0, 1)
    assert Item.objects.count() == 250
    ours = Item.objects.get(pk=OURS)
    assert (ours.official_title, ours.origin) == ("Ny titel", "both")
    assert (ours.summary_sv, ours.summary_en) == (row["summary_sv"], row["summary_en"])
    assert str(ours.published) == "2014-12-11", "ours is the same date told more exactly"
    assert list(ours.sender_links.values_list("sender", flat=True)) == ["1284", "1294"]
    assert ours.links.get().name == "Skrivelsen"
    assert ours.area_links.count() == 2


def test_what_we_suggested_stays_until_the_publisher_says_it():
    id_ = "art-2014-nationell-samordnare-for-den-sociala-barn-och-ungdomsvarden"
    path = Item.objects.get(pk=id_).path
    suggested = Item.objects.get(pk=id_).topic_links.filter(is_suggested=True)
    assert set(suggested.values_list("topic", flat=True)) == {"1263", "2460"}
    take(lists(item(path, topics=("1263", "1268"))), today=DAY)
    links = Item.objects.get(pk=id_).topic_links
    assert set(links.values_list("topic", "is_suggested")) == {
        ("1263", False), ("1268", False), ("2460", True)}  # fmt: skip


def test_unknown_codes_become_rows_named_by_the_list_or_themselves():
    new = item(types=("9001",), senders=("9002",), topics=("1143", "9003"))
    take(lists(new, _9001="Ny typ"), {"1143": "Nya Zeeland"}, today=DAY)
    assert ContentType.objects.get(pk="9001").name_sv == "Ny typ"
    assert Sender.objects.get(pk="9002").name_sv == "9002"
    assert Topic.objects.get(pk="9003").parent_id is None
    country = Topic.objects.get(pk="1143")
    assert (country.name_sv, country.parent.name_sv, country.parent.parent_id) == (
        "Nya Zeeland", "Länder", "1013")  # fmt: skip


def test_a_page_of_no_type_without_date_is_kept():
    take(lists(item("/regeringens-politik/socialtjanst/ny-lag", published="")), today=DAY)
    page = Item.objects.get(path="/regeringens-politik/socialtjanst/ny-lag")
    assert (page.type.name_sv, page.published) == ("Webbsida", None)


def test_a_minister_is_tagged_or_named_in_office():
    tagged = item("/tal/2024/1", title="Tal", senders=("2605",))
    named = item("/tal/2024/2", title="Gustav Fridolin och Ylva Johansson", published="2018-03")
    later = item("/tal/2024/3", title="Gustav Fridolin", published="2024-03")
    take(lists(tagged, named, later), today=DAY)
    links = {
        i.path: list(i.minister_links.values_list("person", "is_named")) for i in Item.objects.all()
    }
    assert links["/tal/2024/1"] == [("ulf-kristersson", False)]
    assert links["/tal/2024/2"] == [("gustav-fridolin", True), ("ylva-johansson", True)]
    assert links["/tal/2024/3"] == []


def test_two_long_addresses_have_their_own_keys():
    long = "/pressmeddelanden/2024/02/" + "a" * 150
    take(lists(item(long + "1"), item(long + "2")), today=DAY)
    keys = set(Item.objects.filter(path__startswith=long).values_list("id", flat=True))
    assert len(keys) == 2 and all(len(key) <= 120 for key in keys)
    assert not ItemLink.objects.exists()
