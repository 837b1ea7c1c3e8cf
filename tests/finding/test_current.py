"""Which index answers: made when there is none, anew when something changes, never half made."""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import transaction

from samlad.portal.changes import edition, note_change
from samlad.portal.content.models import Item
from samlad.portal.finding import Wanted, current, find
from samlad.portal.register.contents import content_of, write
from samlad.portal.register.models import Initiative

pytestmark = pytest.mark.django_db
ITEM = "skr-2014-skr-20141531"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(current, "_root", lambda: tmp_path)
    monkeypatch.setattr(current, "_open", {})
    return tmp_path


def folders(folder: Path, kind: str = "item") -> list[str]:
    return sorted(path.name for path in (folder / kind).iterdir())


def test_the_index_is_made_once_and_opened_again(folder):
    assert find(Wanted()).total == 250
    first = current.index_of("item")
    assert current.index_of("item") is first
    assert folders(folder) == [current.wanted_name("item")]
    current._open.clear()
    made = (folder / "item" / current.wanted_name("item")).stat().st_mtime_ns
    assert current.index_of("item") is not first
    assert (folder / "item" / current.wanted_name("item")).stat().st_mtime_ns == made


def test_a_saved_item_is_found_as_it_is_now():
    assert find(Wanted(query="viadukter")).total == 0
    item = Item.objects.get(pk=ITEM)
    item.official_title = "Om en viadukt"
    item.save()
    assert find(Wanted(query="viadukter")).keys == (ITEM,)
    Item.objects.get(pk=ITEM).delete()
    assert find(Wanted()).total == 249


def test_a_change_of_one_kind_leaves_the_others(folder):
    find(Wanted(kind="initiative"))
    before = folders(folder, "initiative")
    Item.objects.get(pk=ITEM).save()
    find(Wanted(kind="initiative"))
    assert folders(folder, "initiative") == before
    Initiative.objects.all()[0].save()
    find(Wanted(kind="initiative"))
    assert folders(folder, "initiative") != before


def test_what_is_written_otherwise_is_noted_by_who_writes():
    find(Wanted())
    Item.objects.filter(pk=ITEM).update(official_title="Om en viadukt")
    assert find(Wanted(query="viadukter")).total == 0
    note_change("item")
    assert find(Wanted(query="viadukter")).total == 1


def test_only_the_index_and_the_one_before_are_kept(folder):
    for _ in range(4):
        note_change()
        find(Wanted())
    assert len(folders(folder)) == 2
    assert current.wanted_name("item") in folders(folder)


def test_an_index_that_fails_while_it_is_made_leaves_nothing(folder, monkeypatch):
    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(current, "make", fail)
    with pytest.raises(OSError, match="full"):
        find(Wanted())
    assert folders(folder) == []


def test_a_large_index_answers_while_the_next_is_made(folder, monkeypatch):
    find(Wanted())
    before = current.index_of("item")
    monkeypatch.setattr(current, "SMALL", 10)
    monkeypatch.setattr(current, "settings", SimpleNamespace(DATA=folder))
    started, asked = threading.Event(), []
    monkeypatch.setattr(
        current, "_make_and_release", lambda kind: started.set() or asked.append(kind)
    )
    note_change("item")
    assert current.index_of("item") is before
    assert current.index_of("item") is before
    assert started.wait(5) and asked == ["item"], "it is made once, whoever asks meanwhile"
    current._lock("item").release()
    current.make_now("item")
    assert current.index_of("item") is not before


def test_one_that_cannot_be_made_is_logged_and_tried_again(folder, monkeypatch, caplog):
    failed = SimpleNamespace(returncode=1, stderr="the disk is full")
    monkeypatch.setattr(current.subprocess, "run", lambda *_, **__: failed)
    for _ in range(2):
        assert current._lock("item").acquire(blocking=False)
        current._make_and_release("item")
    assert caplog.text.count("the disk is full") == 2


def test_threads_that_ask_at_once_get_one_index():
    name = current.make_now("item")
    results: list[int] = []

    def ask() -> None:
        results.append(current._opened("item", name).find(Wanted(query="skola")).total)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 8 and len(set(results)) == 1


def test_a_change_is_of_the_kind_or_of_all():
    note_change("item")
    of_item, of_all = edition("item"), edition()
    note_change("initiative")
    assert edition("item") == of_item
    assert edition("initiative") != of_item and edition() != of_all
    note_change()
    assert edition("item") != of_item


def test_a_change_that_is_undone_was_none():
    before = edition(), edition("item")
    with suppress(ZeroDivisionError), transaction.atomic():
        note_change("item")
        assert (edition(), edition("item")) != before
        _ = 1 / 0
    assert (edition(), edition("item")) == before


def test_a_draft_changes_nothing_until_it_is_published():
    before = edition()
    draft = Initiative.objects.create(id="ny", kind="grant", title_sv="Ny", visibility="draft")
    write({"ny": content_of("ny")})
    assert edition() == before
    draft.delete()
    assert edition() == before
    write({"boverket-barometer": content_of("boverket-barometer")})
    assert edition() != before


def test_what_depends_on_the_day_has_an_index_for_each(monkeypatch):
    monkeypatch.setattr(current, "localdate", lambda: date(2026, 1, 31))
    due, item = current.wanted_name("due"), current.wanted_name("item")
    monkeypatch.setattr(current, "localdate", lambda: date(2026, 2, 1))
    assert current.wanted_name("due") != due
    assert current.wanted_name("item") == item
