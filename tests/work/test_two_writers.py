"""Two who write on one thing: nobody's work is undone, and only what both changed is asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from samlad.portal.audit.models import Entry
from samlad.portal.register.contents import content_of, write
from samlad.portal.register.models import Actor, Draft, DueReport, Initiative, PeriodReport, Version
from samlad.portal.work.merging import mark_of, merge
from tests.work.people import account, client_of, content, key_of, sent

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


def throw_away(client: Client) -> None:
    page = client.get(f"/arbete/insatser/{ID}/kasta/").text
    revision = page.split('name="revision" value="')[1].split('"')[0]
    form = {"nyckel": key_of(page), "revision": revision}
    assert client.post(f"/arbete/insatser/{ID}/kasta/", form).status_code == 302


def test_a_form_opened_on_a_draft_thrown_away_overwrites_none_begun_anew(
    anna: Client, bo: Client
) -> None:
    save(anna, anna.get(CHANGE).text, note="I det kastade", reference="Kastat")
    old = bo.get(CHANGE).text
    throw_away(anna)
    save(anna, anna.get(CHANGE).text, note="I det nya")
    answer = save(bo, old, note="Bos", appropriation="13:1")
    assert answer.status_code == 409
    assert "I det nya" in answer.text.split('id="skillnader"')[1].split("</table>")[0]
    assert Draft.objects.get().content["note"] == "I det nya"
    assert save(bo, answer.text).status_code == 302
    after = Draft.objects.get().content
    assert (after["note"], after["appropriation"], after["reference"]) == (
        "Bos", "13:1", content_of(ID)["reference"])  # fmt: skip


def test_a_step_seen_at_a_draft_thrown_away_is_not_taken_with_the_next(
    anna: Client, bo: Client
) -> None:
    save(bo, bo.get(CHANGE).text, note="Det kastade")
    seen = anna.get(f"/arbete/insatser/{ID}/").text
    revision = seen.split('name="revision" value="')[1].split('"')[0]
    throw_away(bo)
    save(bo, bo.get(CHANGE).text, note="Det nya")
    step = anna.post(f"/arbete/insatser/{ID}/skicka/", {"nyckel": "k", "revision": revision})
    assert step.status_code == 409
    assert Draft.objects.get().visibility == "draft"


def report_of(client: Client, **typed: str) -> str:
    new = f"/arbete/insatser/{ID}/rapport/"
    form = sent(client.get(new).text, start="2024", end="2024", done="Ett\ntvå", **typed)
    return f"{client.post(new, form).headers['Location']}andra/"


def test_of_a_report_each_keeps_what_only_they_changed(anna: Client, bo: Client) -> None:
    change = report_of(anna)
    first, second = anna.get(change).text, bo.get(change).text
    annas = {"hinders": "Tid", "numbers-0-what": "Elever", "numbers-0-value": "12,5"}
    assert anna.post(change, sent(first, **annas)).status_code == 302
    answer = bo.post(change, sent(second, next_steps="Mer"))
    assert answer.status_code == 409
    assert "olika saker" in answer.text and 'id="skillnader"' not in answer.text
    assert "Elever: 12,5" in answer.text.split('id="infort"')[1].split("</table>")[0]
    assert bo.post(change, sent(answer.text)).status_code == 302
    kept = PeriodReport.objects.get()
    assert (kept.hinders, kept.next_steps, kept.done) == ("Tid", "Mer", "Ett\ntvå")
    assert [row["value"] for row in kept.numbers] == ["12.5"]


def test_of_a_report_only_what_both_changed_is_to_be_decided(anna: Client, bo: Client) -> None:
    change = report_of(anna)
    first, second = anna.get(change).text, bo.get(change).text
    anna.post(change, sent(first, done="Annas", hinders="Tid", end="2025"))
    anna.post(change, sent(anna.get(change).text, next_steps="Annas nästa"))
    answer = bo.post(change, sent(second, done="Bos"))
    table = answer.text.split('id="skillnader"')[1].split("</table>")[0]
    assert "Annas" in table and "Bos" in table and "Tid" not in table
    assert PeriodReport.objects.get().done == "Annas", "nothing is overwritten"
    bo.post(change, sent(answer.text))
    kept = PeriodReport.objects.get()
    assert (kept.done, kept.hinders, kept.next_steps, str(kept.end)) == (
        "Bos", "Tid", "Annas nästa", "2025")  # fmt: skip


def test_a_report_opened_as_nothing_known_shows_all_that_differs(anna: Client, bo: Client) -> None:
    due = DueReport.objects.create(initiative_id=ID, due="2026-03-01")
    change = report_of(anna)
    first, second = anna.get(change).text, bo.get(change).text
    anna.post(change, sent(first, hinders="Tid", answers=str(due.pk)))
    answer = bo.post(change, sent(second, done="Bos", oppnad="okänd"))
    table = answer.text.split('id="skillnader"')[1].split("</table>")[0]
    assert answer.status_code == 409 and "Tid" in table and "Bos" in table
    assert "<td>2026-03-01" in table, "the day, and not its number in the table"


def test_of_an_actor_each_keeps_what_only_they_changed(anna: Client) -> None:
    bo, new = client_of(account("administrator")), "/arbete/aktorer/ny/"
    form = sent(anna.get(new).text, kind="region", name_sv="Region Prov")
    address = anna.post(new, form).headers["Location"].partition("?")[0]
    first, second = anna.get(address).text, bo.get(address).text
    anna.post(address, sent(first, short="RP", kind="company", note="Annas"))
    answer = bo.post(address, sent(second, end="2020", note="Bos"))
    assert answer.status_code == 409
    table = answer.text.split('id="skillnader"')[1].split("</table>")[0]
    assert "Annas" in table and "Bos" in table and "RP" not in table
    taken = answer.text.split('id="infort"')[1].split("</table>")[0]
    assert "RP" in taken and "företag" in taken.lower()
    assert bo.post(address, sent(answer.text)).status_code == 302
    kept = Actor.objects.get(name_sv="Region Prov")
    assert (kept.short, kept.kind, str(kept.end), kept.note) == ("RP", "company", "2020", "Bos")
