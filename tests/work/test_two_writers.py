"""Two who write on one initiative: nobody's work is undone, and only what both changed is asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from samlad.portal.audit.models import Entry
from samlad.portal.register.contents import content_of, write
from samlad.portal.register.models import Draft, Initiative, Version
from samlad.portal.work.merging import mark_of, merge
from tests.work.people import account, client_of, content, sent

pytestmark = pytest.mark.django_db

ID = "statsbidrag-32-kommuner"
CHANGE = f"/arbete/insatser/{ID}/andra/"


@pytest.fixture
def anna() -> Client:
    return client_of(account("publisher"))


@pytest.fixture
def bo() -> Client:
    return client_of(account("editor", all_areas=True))


def row(page: str, part: str) -> int:
    """The first empty row of a list."""
    return int(page.split(f'name="{part}-INITIAL_FORMS" value="')[1].split('"', maxsplit=1)[0])


def place(page: str, name: str) -> dict[str, str]:
    return {f"places-{row(page, 'places')}-place": name}


def save(client: Client, page: str, **typed: Any) -> Any:
    return client.post(CHANGE, sent(page, **typed))


def test_both_add_the_same_row_and_it_is_kept(anna: Client, bo: Client) -> None:
    first, second = anna.get(CHANGE).text, bo.get(CHANGE).text
    assert save(anna, first, **place(first, "Mora kommun")).status_code == 302
    kept = Draft.objects.get().content["places"]
    answer = save(bo, second, note="Mitt", **place(second, "Mora kommun"))
    assert answer.status_code == 409
    assert save(bo, answer.text).status_code == 302
    after = Draft.objects.get().content
    assert after["places"] == kept and after["note"] == "Mitt"


def test_a_sent_row_that_now_stands_is_no_empty_row(anna: Client, bo: Client) -> None:
    first, second = anna.get(CHANGE).text, bo.get(CHANGE).text
    save(anna, first, **place(first, "Mora kommun"))
    form = sent(second, oppnad="okänd", **place(second, "Mora kommun"))
    answer = bo.post(CHANGE, form)
    assert answer.status_code == 409, "it is not known what was opened: as it was sent"
    again = {**form, "nyckel": "en-annan", "revision": "1", "oppnad": "okänd"}
    assert bo.post(CHANGE, again).status_code == 302
    assert Draft.objects.get().content["places"][-1]["place"] == "2062"


def test_what_each_changed_alone_is_kept_and_nothing_is_to_be_decided(
    anna: Client, bo: Client
) -> None:
    first, second = anna.get(CHANGE).text, bo.get(CHANGE).text
    save(anna, first, title_sv="Annas titel", **place(first, "Mora kommun"))
    answer = save(bo, second, note="Bos anmärkning", change_reason="Därför")
    assert answer.status_code == 409
    assert "olika saker" in answer.text and 'id="skillnader"' not in answer.text
    assert "Annas titel" in answer.text.split('id="infort"')[1]
    assert "Därför</textarea>" in answer.text
    assert save(bo, answer.text).status_code == 302
    after = Draft.objects.get().content
    assert (after["title_sv"], after["note"]) == ("Annas titel", "Bos anmärkning")
    assert after["places"][-1]["place"] == "2062"


def test_what_both_changed_is_shown_side_by_side_and_no_more(anna: Client, bo: Client) -> None:
    first, second = anna.get(CHANGE).text, bo.get(CHANGE).text
    save(anna, first, title_sv="Annas titel", note="Annas anmärkning")
    answer = save(bo, second, title_sv="Bos titel")
    table = answer.text.split('id="skillnader"')[1].split("</table>")[0]
    assert "Annas titel" in table and "Bos titel" in table and "anmärkning" not in table
    assert save(bo, answer.text).status_code == 302
    after = Draft.objects.get().content
    assert (after["title_sv"], after["note"]) == ("Bos titel", "Annas anmärkning")


def test_what_a_draft_builds_on_has_changed(anna: Client, bo: Client) -> None:
    save(anna, anna.get(CHANGE).text, title_sv="Utkastets titel")
    version = Version.objects.get(initiative=ID)
    newer = version.content | {"note": "Nyare uppgift"}
    Version.objects.create(
        initiative_id=ID, number=2, content=newer, written_by="facts", published_by="facts",
        published_at="2026-01-01T00:00Z")  # fmt: skip
    Initiative.objects.filter(pk=ID).update(version=2, note="Nyare uppgift")
    assert content_of(ID) == newer
    answer = save(bo, bo.get(CHANGE).text, reference="Dnr 1")
    assert answer.status_code == 409 and "Nyare uppgift" in answer.text
    assert save(bo, answer.text).status_code == 302
    draft = Draft.objects.get()
    assert draft.base_version == 2
    said = [draft.content[name] for name in ("title_sv", "note", "reference")]
    assert said == ["Utkastets titel", "Nyare uppgift", "Dnr 1"]


def test_a_draft_thrown_away_does_not_come_back(anna: Client, bo: Client) -> None:
    save(anna, anna.get(CHANGE).text, title_sv="Kastad titel")
    page = bo.get(CHANGE).text
    Draft.objects.get().delete()
    answer = save(bo, page, note="Mitt")
    assert answer.status_code == 409
    save(bo, answer.text)
    after = Draft.objects.get().content
    assert after["title_sv"] == content_of(ID)["title_sv"] and after["note"] == "Mitt"


def test_an_unchanged_save_changes_nothing(anna: Client) -> None:
    for id_ in Initiative.objects.public().values_list("pk", flat=True)[:40]:
        address = f"/arbete/insatser/{id_}/andra/"
        before = content_of(id_)
        answer = anna.post(address, sent(anna.get(address).text))
        assert answer.status_code == 302, id_
        assert Draft.objects.get(initiative=id_).content == before, id_


def test_lists_are_one_field_and_the_order_of_areas_is_none() -> None:
    base = content(areas=["housing", "crime"], note="")
    other = base | {"areas": ["crime", "housing"], "note": "a"}
    found = merge(base, other, base | {"note": "a", "title_sv": "b"})
    assert (found.taken, found.both) == (frozenset(), frozenset())
    assert (found.document["note"], found.document["title_sv"]) == ("a", "b")
    assert mark_of(base) != mark_of(other) and not Entry.objects.filter(who="ingen").exists()


def test_a_relation_to_what_is_not_public_stays_by_its_id(anna: Client) -> None:
    write({"hemlig": content(title_sv="Hemlig rubrik")})
    related = content_of(ID) | {"relations": [{"other": "hemlig", "kind": "replaces"}]}
    write({ID: related})
    page = anna.get(CHANGE).text
    assert "Hemlig rubrik" not in page and save(anna, page, note="Mitt").status_code == 302
    assert Draft.objects.get().content["relations"] == related["relations"]
