"""What is typed is kept as it was meant, or refused with a sentence: amounts, lines, reasons, names."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from samlad.portal.audit.models import Entry
from samlad.portal.register.models import Draft, PeriodReport
from samlad.portal.register.sheet_export import look_at
from samlad.portal.register.sheet_files import as_csv, as_workbook
from samlad.portal.register.written import LARGEST_AMOUNT, LONGEST_TEXT, amount_in
from tests.work.people import account, client_of, content, sent
from tests.work.test_spreadsheets import own_folder, send
from tests.work.test_workflow import NEW

__all__ = ["own_folder"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher() -> Client:
    return client_of(account("publisher"))


def typed(client: Client, **fields: str) -> Any:
    form = sent(client.get(NEW).text, title_sv="Ett prov", kind="grant", **fields)
    return client.post(NEW, form)


@pytest.mark.parametrize("space", ["", " ", "\u00a0", "\u202f", "\u2009"])
def test_an_amount_has_spaces_between_thousands_or_none(publisher: Client, space: str) -> None:
    amount = space.join(["1", "200", "000"])
    fields = {"money-0-amount_sek": f" {amount} ", "money-0-basis": "one-off"}
    assert typed(publisher, **fields).status_code == 302
    assert Draft.objects.get().content["money"][0]["amount_sek"] == 1_200_000


@pytest.mark.parametrize(
    "amount", ["1 200 000,50", "12,5", "12.5", "1 2", "12 00", "-1", "1e5", "٣", "12 kr", "9" * 16]
)
def test_any_other_amount_is_refused_and_stays_as_typed(publisher: Client, amount: str) -> None:
    answer = typed(publisher, **{"money-0-amount_sek": amount, "money-0-basis": "one-off"})
    assert answer.status_code == 422 and "Skriv beloppet i hela kronor" in answer.text
    assert answer.text.count("Skriv beloppet i hela kronor") == 2, "above and by the field"
    field = re.search(r'<input type="text" name="money-0-amount_sek"[^>]*>', answer.text)
    assert field and f'value="{amount}"' in field[0] and 'inputmode="numeric"' in field[0]
    with pytest.raises(ValueError):
        amount_in(amount)
    assert amount_in("9" * 15) < LARGEST_AMOUNT


def test_a_file_reads_amounts_by_the_same_rule(publisher: Client) -> None:
    money = {
        "amount_sek": "12,5", "basis": "one-off", "stage": "", "start": None, "end": None,
        "actor": None, "appropriation": "", "covers": "", "source_url": "", "evidence": "",
    }  # fmt: skip
    answer = send(publisher, as_csv({"ny-a": content(money=[money])}, {}), "fil.csv")
    assert answer.status_code == 422 and "<td>amount_sek</td>" in answer.text


def test_each_save_asks_for_its_own_reason(publisher: Client) -> None:
    assert typed(publisher, change_reason="Nytt beslut").status_code == 302
    address = "/arbete/insatser/ett-prov/andra/"
    page = publisher.get(address).text
    assert sent(page)["change_reason"] == [""] and "Senast angivet: ”Nytt beslut”" in page
    assert publisher.post(address, sent(page, note="a")).status_code == 302
    assert list(Entry.objects.filter(action__startswith="draft").values_list("reason", flat=True)) == [
        "Nytt beslut", ""]  # fmt: skip
    assert Draft.objects.get().reason == "Nytt beslut", "what the version will say"
    page = publisher.get(address).text
    publisher.post(address, sent(page, note="b", change_reason="Rättat"))
    assert Draft.objects.get().reason == "Rättat"


TEXT = "Ett\r\ntvå\rtre"
PLAIN = "Ett\ntvå\ntre"


def test_line_ends_are_one_sign_at_every_door(publisher: Client) -> None:
    texts = ("description_sv", "note", "evaluation_note", "change_reason")
    assert typed(publisher, **dict.fromkeys(texts, TEXT)).status_code == 302
    draft = Draft.objects.get()
    assert draft.reason == PLAIN
    assert {draft.content[name] for name in texts[:3]} == {PLAIN}
    goals = [{"goal": "delmal-boende", "how_sv": TEXT, "how_en": TEXT}]
    for form in (as_csv, as_workbook):
        data = form({"ny-a": content(note=TEXT, goals=goals)}, {})
        row = look_at(data).documents["ny-a"]
        assert (row["note"], row["goals"][0]["how_sv"]) == (PLAIN, PLAIN)


def test_what_has_lines_is_the_same_after_an_unchanged_save(publisher: Client) -> None:
    typed(publisher, description_sv=TEXT)
    before = Draft.objects.get().content
    address = "/arbete/insatser/ett-prov/andra/"
    as_a_browser = {
        name: [value.replace("\n", "\r\n") for value in values]
        for name, values in sent(publisher.get(address).text).items()
    }
    assert publisher.post(address, as_a_browser).status_code == 302
    draft = Draft.objects.get()
    assert (draft.content, draft.revision) == (before, 1), "nothing was changed"


@pytest.mark.parametrize("sign", ["å", "\U0001f600"])
def test_the_longest_text_is_one_for_form_and_file_and_fits_a_cell(
    publisher: Client, sign: str
) -> None:
    longest = sign * LONGEST_TEXT
    assert typed(publisher, note=longest).status_code == 302
    assert typed(publisher, note=longest + sign).status_code == 422
    assert look_at(as_workbook({"ny-a": content(note=longest)}, {})).can_be_saved
    assert not look_at(as_csv({"ny-a": content(note=longest + sign)}, {})).can_be_saved


@pytest.mark.parametrize("address", ["https://", "https://en dot", "ftp://x.se/", "x.se"])
def test_an_address_of_a_file_is_one(address: str) -> None:
    found = look_at(as_csv({"ny-a": content(source_url=address)}, {}))
    assert [fault.column for fault in found.every_fault] == ["source_url"]


def test_a_row_more_keeps_what_is_typed_saves_nothing_and_judges_nothing(
    publisher: Client,
) -> None:
    page = publisher.get(NEW).text
    form = sent(page, note="Kvar", decided="fel", rad="places", **{"places-0-place": "Mora"})
    answer = publisher.post(NEW, form)
    assert answer.status_code == 200 and not Draft.objects.exists()
    assert "Något behöver rättas" not in answer.text and "field-error" not in answer.text
    assert "Kvar</textarea>" in answer.text and 'value="fel"' in answer.text
    rows = answer.text.count('-place" value=') + answer.text.count('-place" maxlength')
    assert 'name="places-2-place"' in answer.text and 'name="places-3-place"' not in answer.text
    assert rows and "autofocus" in re.search(r'<input[^>]*"places-2-place"[^>]*>', answer.text)[0]
    again = publisher.post(NEW, sent(answer.text, rad="places"))
    assert 'name="places-3-place"' in again.text
    third = {"places-3-place": "Mora kommun", "decided": "", "places-0-place": ""}
    saved = publisher.post(NEW, sent(again.text, title_sv="Ett prov", kind="grant", **third))
    assert saved.status_code == 302
    assert [each["place"] for each in Draft.objects.get().content["places"]] == ["2062"]


def test_a_row_more_in_a_change_and_in_a_report(publisher: Client) -> None:
    typed(publisher)
    address = "/arbete/insatser/ett-prov/andra/"
    page = publisher.get(address).text
    answer = publisher.post(address, sent(page, note="Kvar", rad="money"))
    assert answer.status_code == 200 and 'name="money-2-amount_sek"' in answer.text
    assert publisher.post(address, sent(answer.text)).status_code == 302
    assert Draft.objects.get().content["note"] == "Kvar"
    new = "/arbete/insatser/reformprogram-2016/rapport/"
    answer = publisher.post(new, sent(publisher.get(new).text, done="Kvar", rad="numbers"))
    assert answer.status_code == 200 and 'name="numbers-2-what"' in answer.text
    assert "Kvar</textarea>" in answer.text and "field-error" not in answer.text
    assert publisher.post(new, sent(answer.text, rad="\0")).status_code == 200


def test_every_field_that_suggests_has_its_own_list(publisher: Client) -> None:
    page = publisher.get(NEW).text
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids)), "a list is found by its id, so nothing else has it"
    asked = set(re.findall(r'\blist="([^"]+)"', page))
    assert asked == set(re.findall(r'<datalist id="([^"]+)"', page)) and len(asked) == 3


def test_a_fault_in_the_summary_names_its_row(publisher: Client) -> None:
    answer = typed(publisher, **{"money-1-amount_sek": "x"})
    assert "Belopp 2, Belopp i kronor: Skriv beloppet" in answer.text


@pytest.mark.parametrize("name", ["Västerås", "västerås", "Västerås kommun", "1980"])
def test_a_place_is_known_by_its_everyday_name(publisher: Client, name: str) -> None:
    assert typed(publisher, **{"places-0-place": name}).status_code == 302
    assert Draft.objects.get().content["places"][0]["place"] == "1980"


def test_a_name_of_several_is_not_guessed(publisher: Client) -> None:
    answer = typed(publisher, **{"places-0-place": "Uppsala"})
    assert answer.status_code == 422
    assert "Uppsala län (03), Uppsala kommun (0380)" in answer.text


def test_ministries_of_one_name_have_their_years_and_goals_their_group(publisher: Client) -> None:
    page = publisher.get(NEW).text
    assert "Miljödepartementet (–2014)<" in page and "Miljödepartementet (2019–2022)<" in page
    assert ">Arbetsmarknadsdepartementet<" in page
    assert "Miljödepartementet (2019–2022) (departement-m-2019)" in page
    select = re.search(r'<select name="goals-0-goal".*?</select>', page, re.S)
    assert select and select[0].count("<optgroup") > 3
    group = select[0].split('<optgroup label="Mindre boendesegregation')[1]
    assert "Bra bostäder för alla" in group.split("</optgroup>")[0]
    typed(publisher, **{"goals-0-goal": "syfte-bra-bostader"})
    assert Draft.objects.get().content["goals"][0]["goal"] == "syfte-bra-bostader"


def test_a_reports_numbers_have_a_comma_in_swedish_and_signing_tells_of_the_name(
    publisher: Client,
) -> None:
    new = "/arbete/insatser/reformprogram-2016/rapport/"
    numbers = {"numbers-0-what": "Andel", "numbers-0-value": "1234,50"}
    form = sent(publisher.get(new).text, start="2024", end="2024", done="A", **numbers)
    address = publisher.post(new, form).headers["Location"]
    assert PeriodReport.objects.get().numbers[0]["value"] == "1234.5"
    page = publisher.get(address).text
    assert "1\u202f234,5" in page and "1,234.5" in publisher.get(f"/en{address}").text
    assert "skrivs under med ”Prov Publisher, för " in page
    change = publisher.get(f"{address}andra/").text
    assert 'value="1234,5"' in change
    publisher.post(f"{address}andra/", sent(change))
    assert PeriodReport.objects.get().numbers[0]["value"] == "1234.5"
