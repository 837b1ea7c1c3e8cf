"""An editor sends a spreadsheet: sees what would change, says yes, and drafts are made or nothing."""

from __future__ import annotations

import re
from copy import deepcopy
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from samlad.portal.register.contents import EMPTY, content_of, contents, write
from samlad.portal.register.models import Draft, Initiative, Version
from samlad.portal.register.sheet_files import as_csv, as_workbook, read_sheets
from samlad.portal.work import import_views, uploads
from tests.work.people import account, client_of, content, key_of, sent

pytestmark = pytest.mark.django_db

PAGE = "/arbete/import/"
ID = "boverket-barometer"


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    settings.DATA = tmp_path


@pytest.fixture
def editor() -> Client:
    return client_of(account("editor", all_areas=True))


def send(client: Client, data: bytes, name: str = "fil.xlsx") -> Any:
    return client.post(PAGE, {"fil": SimpleUploadedFile(name, data)})


def say_yes(client: Client, page: str, **more: str) -> Any:
    token = re.search(r'name="forhandsvisning" value="([^"]+)"', page)
    assert token, "the page offers to save"
    sent = {"nyckel": key_of(page), "forhandsvisning": token[1], "skal": "Årlig genomgång", **more}
    return client.post(f"{PAGE}spara/", sent)


def changed(**values: Any) -> bytes:
    return as_workbook({ID: content_of(ID) | values}, {ID: 1})


def test_what_is_sent_is_shown_and_then_kept_as_drafts(editor: Client) -> None:
    documents = {ID: content_of(ID) | {"title_sv": "Ny rubrik"}, "helt-ny": content()}
    answer = send(editor, as_workbook(documents, {ID: 1, "helt-ny": 0}))
    assert answer.status_code == 200
    assert "Ny rubrik" in answer.text and "helt-ny, ny" in answer.text
    assert not Draft.objects.exists(), "nothing is saved yet"
    saved = say_yes(editor, answer.text)
    assert saved.headers["Location"] == "/arbete/#utkast"
    drafts = {draft.initiative_id: draft for draft in Draft.objects.all()}
    assert drafts.keys() == {ID, "helt-ny"}
    assert drafts[ID].content == documents[ID] and drafts[ID].reason == "Årlig genomgång"
    assert content_of(ID)["title_sv"] != "Ny rubrik", "published only after review"
    assert Initiative.objects.get(pk="helt-ny").visibility == "draft"


def test_a_file_can_be_submitted_at_once_and_published_by_another(editor: Client) -> None:
    say_yes(editor, send(editor, changed(title_sv="Ny rubrik")).text, skicka="1")
    assert Draft.objects.get().visibility == "submitted"
    publisher = client_of(account("publisher"))
    address = f"/arbete/insatser/{ID}/"
    page = publisher.get(address).text
    form = page[page.index(f'action="{address}publicera/"') :]
    revision = form.split('name="revision" value="')[1].split('"')[0]
    publisher.post(f"{address}publicera/", {"nyckel": key_of(form), "revision": revision})
    assert content_of(ID)["title_sv"] == "Ny rubrik"
    assert Version.objects.filter(initiative=ID).count() == 2


def test_a_form_sent_twice_makes_one_record(editor: Client) -> None:
    page = send(editor, as_csv({"ny-a": content()}, {}), "fil.csv").text
    assert say_yes(editor, page).status_code == say_yes(editor, page).status_code == 302
    assert Draft.objects.count() == 1


def test_nothing_is_kept_of_a_file_with_one_fault(editor: Client) -> None:
    documents = {"ny-a": content(), "ny-b": content(kind="grnt")}
    answer = send(editor, as_csv(documents, {}), "fil.csv")
    assert answer.status_code == 422
    assert "menar du ”grant”" in answer.text and "<td>kind</td>" in answer.text
    assert "forhandsvisning" not in answer.text
    assert not Initiative.objects.filter(pk__startswith="ny-").exists()


def test_what_cannot_be_submitted_undoes_all(editor: Client) -> None:
    documents = {"ny-a": content(), "ny-b": content(participations=[])}
    page = send(editor, as_csv(documents, {}), "fil.csv").text
    assert say_yes(editor, page, skicka="1").status_code == 409
    assert not Draft.objects.exists()
    assert not Initiative.objects.filter(pk__startswith="ny-").exists()


def test_what_changed_after_the_preview_is_not_overwritten(editor: Client) -> None:
    page = send(editor, changed(title_sv="Ny rubrik")).text
    other = client_of(account("editor", all_areas=True))
    say_yes(other, send(other, changed(title_sv="En annans rubrik")).text)
    assert say_yes(editor, page).status_code == 409
    assert Draft.objects.get().content["title_sv"] == "En annans rubrik"
    assert "öppet utkast" in send(editor, changed(title_sv="Ny rubrik")).text


def test_an_editor_of_one_area_changes_only_that(db: None) -> None:
    crime = client_of(account("editor", areas=("crime",)))
    before = contents([ID])
    assert "crime" not in before[ID]["areas"]
    answer = send(crime, changed(title_sv="Ny rubrik"))
    assert answer.status_code == 422 and "utanför det du får ändra" in answer.text
    document = EMPTY | {"title_sv": "Ny", "kind": "grant", "areas": ["housing"]}
    assert "ett av dina områden" in send(crime, as_csv({"ny-a": document}, {}), "f.csv").text
    mine = as_csv({"ny-a": document | {"areas": ["crime"]}}, {})
    assert send(crime, mine, "f.csv").status_code == 200


@pytest.mark.parametrize("role", ["reader", "reporter"])
@pytest.mark.parametrize("address", [PAGE, f"{PAGE}mall.xlsx", f"{PAGE}insatser.xlsx"])
def test_those_who_do_not_edit_are_refused(role: str, address: str) -> None:
    assert client_of(account(role, actors=("boverket",))).get(address).status_code == 403
    assert client_of(None).get(address).status_code == 302


def test_another_account_cannot_save_somebodys_file(editor: Client) -> None:
    page = send(editor, changed(title_sv="Ny rubrik")).text
    other = client_of(account("editor", all_areas=True))
    assert say_yes(other, page).status_code == 409
    assert not Draft.objects.exists()


def test_a_kept_file_has_a_random_name_and_is_taken_away(editor: Client, tmp_path) -> None:
    page = send(editor, changed(title_sv="Ny rubrik"), "../../etc/passwd.xlsx").text
    (kept,) = (tmp_path / "samlad-uploads").iterdir()
    assert re.fullmatch(r"\d+-[\w-]{32}", kept.name) and kept.stat().st_mode & 0o077 == 0
    say_yes(editor, page)
    assert not list((tmp_path / "samlad-uploads").iterdir())


@pytest.mark.parametrize("token", ["", "x", "../../secret.key", "a" * 32])
def test_a_name_of_no_kept_file_finds_none(editor: Client, token: str) -> None:
    assert uploads.found(account("editor"), token) is None


@pytest.mark.parametrize("data", [b"", b"\x89PNG", b"PK\x03\x04", b"namn\n1\n"])
def test_a_file_that_cannot_be_meant_is_said_by_the_field(editor: Client, data: bytes) -> None:
    answer = send(editor, data)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text and 'id="fil_error"' in answer.text


def test_no_file_is_said_by_the_field(editor: Client) -> None:
    answer = editor.post(PAGE, {})
    assert answer.status_code == 422 and "Välj en fil" in answer.text


def test_the_files_to_fill_in_are_those_that_are_read(editor: Client) -> None:
    assert read_sheets(editor.get(f"{PAGE}mall.xlsx").content)["Insatser"].rows == []
    data = editor.get(f"{PAGE}insatser.xlsx").content
    answer = send(editor, data)
    assert answer.status_code == 200 and "inget att spara" in answer.text
    assert len(deepcopy(read_sheets(data))["Insatser"].rows) == 215


HIDDEN = "hemlig-insats"


@pytest.fixture
def hidden() -> str:
    """A draft in democracy, which an editor of housing may not read."""
    write({HIDDEN: content(title_sv="Hemlig rubrik", areas=["democracy"])})
    return HIDDEN


@pytest.fixture
def housing() -> Client:
    write({ID: content_of(ID) | {"areas": ["housing"]}})
    return client_of(account("editor", areas=("housing",)))


def test_nobody_moves_an_initiative_out_of_reach(housing: Client) -> None:
    assert "housing" in content_of(ID)["areas"]
    answer = send(housing, changed(areas=["democracy"]))
    assert answer.status_code == 422
    assert "Ett av dina områden behöver vara valt" in answer.text
    assert "<td>area</td>" in answer.text


def test_titles_of_others_do_not_leak_by_a_near_miss_or_a_name(
    housing: Client, hidden: str
) -> None:
    for other in ("hemlig-insat", hidden):
        relations = [{"other": other, "kind": "replaces"}]
        answer = send(housing, as_csv({"ny-a": content(relations=relations)}, {}), "f.csv")
        assert answer.status_code == 422, "to this account there is none such"
        assert "Hemlig" not in answer.text and f"”{HIDDEN}”?" not in answer.text
    publisher = client_of(account("publisher"))
    near = as_csv({"ny-a": content(relations=[{"other": "hemlig-insat", "kind": "replaces"}])}, {})
    assert f"menar du ”{hidden}”" in send(publisher, near, "f.csv").text


def test_a_relation_that_stands_already_stays_without_its_title(
    housing: Client, hidden: str
) -> None:
    document = content_of(ID) | {"relations": [{"other": hidden, "kind": "replaces"}]}
    write({ID: document})
    answer = send(housing, changed(title_sv="Ny rubrik"))
    assert answer.status_code == 200
    more = [*document["relations"], {"other": "34-punkter", "kind": "replaces"}]
    answer = send(housing, changed(relations=more))
    assert answer.status_code == 200 and hidden in answer.text
    assert "Hemlig rubrik" not in answer.text
    assert "Hemlig rubrik" not in housing.get(f"/arbete/insatser/{ID}/").text
    assert "Hemlig rubrik" in client_of(account("publisher")).get(f"/arbete/insatser/{ID}/").text


def test_of_what_may_not_be_read_a_file_learns_only_that(housing: Client, hidden: str) -> None:
    rows = f"id,version,kind\n{hidden},7,grnt\n"
    answer = send(housing, rows.encode(), "f.csv")
    assert answer.status_code == 422 and "utanför det du får ändra" in answer.text
    assert "Hemlig" not in answer.text and "grnt" not in answer.text
    assert "<td>version</td>" not in answer.text, "not even which version it has"


def test_all_faults_are_told_at_once(housing: Client) -> None:
    document = content_of(ID) | {"areas": ["democracy"], "kind": "grnt", "decided": "i går"}
    bad = {ID: document, "ny-b": content(areas=["crime"], places=[
        {"place": "0127", "basis": "recipient", "area_code": "0180R001", "vintage": "regso-2025"}])}  # fmt: skip
    answer = send(housing, as_workbook(bad, {ID: 3}))
    found = re.findall(r"<td>(\w+)</td><td>", answer.text)
    assert sorted(found) == ["area", "area", "area_code", "decided", "kind", "version"], found


def test_all_faults_of_the_heads_are_told_at_once(editor: Client) -> None:
    from samlad.portal.xlsx_files import Sheet, workbook

    sheets = [Sheet("Insatser", ("id", "titel_sv"), [["a", "b"]]),
              Sheet("Platser", ("id", "plats"), [["a", "b"]])]  # fmt: skip
    answer = send(editor, workbook(sheets))
    assert answer.status_code == 422
    assert "titel_sv" in answer.text and "plats”" in answer.text


def test_spaces_around_what_a_cell_says_are_no_part_of_it(editor: Client) -> None:
    before = content_of(ID)
    spaced = as_csv({ID: before | {"note": "  Ett\ntvå \n", "reference": " \u00a0 "}}, {ID: 1})
    page = send(editor, spaced, "fil.csv").text
    say_yes(editor, page)
    after = Draft.objects.get().content
    assert (after["note"], after["reference"]) == ("Ett\ntvå", "")
    same = send(
        editor, as_csv({ID: before | {"title_sv": f" {before['title_sv']} "}}, {ID: 1}), "f.csv"
    )
    assert "samma sak som registret" in same.text


def test_how_it_is_known_is_never_emptied_and_of_a_new_one_as_in_the_form(editor: Client) -> None:
    answer = send(editor, as_csv({ID: content_of(ID) | {"evidence": ""}}, {ID: 1}), "fil.csv")
    assert answer.status_code == 422 and "<td>evidence</td>" in answer.text
    assert "måste fyllas i; välj bland official, " in answer.text
    page = send(editor, b"id,title_sv,kind\nny-insats,Ny,grant\n", "fil.csv").text
    assert say_yes(editor, page).status_code == 302
    assert Draft.objects.get().content["evidence"] == "reported"


def test_all_that_would_change_is_on_one_of_the_pages(editor: Client, monkeypatch) -> None:
    monkeypatch.setattr(import_views, "SHOWN", 2)
    documents = {f"ny-{at}": content(title_sv=f"Ny {at}") for at in range(5)}
    page, found = send(editor, as_csv(documents, {}), "fil.csv").text, []
    while True:
        found += re.findall(r"<h2[^>]*>(Ny [0-9]) ", page)
        assert "Spara 5 utkast" in page
        onward = re.search(r'href="([^"]+)" rel="next"', page)
        if onward is None:
            break
        page = editor.get(unescape(onward[1])).text
    assert found == [f"Ny {at}" for at in range(5)]
    other = client_of(account("editor", all_areas=True))
    first = re.search(r'href="([^"]+)" rel="prev"', page)
    theirs = other.get(unescape(first[1]))
    assert theirs.status_code == 422 and "finns inte kvar" in theirs.text
    assert say_yes(editor, page).status_code == 302
    assert Draft.objects.count() == 5
    assert editor.get(unescape(first[1])).status_code == 422, "it has been saved, and is gone"


def test_a_further_page_of_what_has_changed_since_offers_nothing_to_save(
    editor: Client, monkeypatch
) -> None:
    monkeypatch.setattr(import_views, "SHOWN", 1)
    documents = {f"ny-{at}": content(title_sv=f"Ny {at}") for at in range(2)}
    documents[ID] = content_of(ID) | {"title_sv": "Ny rubrik"}
    page = send(editor, as_workbook(documents, {ID: 1})).text
    change = f"/arbete/insatser/{ID}/andra/"
    assert editor.post(change, sent(editor.get(change).text, note="A")).status_code == 302
    onward = re.search(r'href="([^"]+)" rel="next"', page)
    later = editor.get(unescape(onward[1]))
    assert later.status_code == 422 and "har ett öppet utkast" in later.text
    assert 'name="forhandsvisning"' not in later.text
