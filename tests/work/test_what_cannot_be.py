"""What cannot be is refused by the form, the spreadsheet and the publishing alike."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from samlad.portal.content.partial_date import is_reversed
from samlad.portal.register.contents import contents
from samlad.portal.register.entries import wrong_anywhere, wrong_in
from samlad.portal.register.models import Draft
from samlad.portal.register.sheet_files import as_csv
from tests.work.people import account, client_of, content, sent
from tests.work.test_spreadsheets import own_folder, send
from tests.work.test_workflow import NEW, begin, take

__all__ = ["own_folder"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher() -> Client:
    return client_of(account("publisher"))


def dated(*rows: tuple[str, str, str]) -> list[dict[str, Any]]:
    return [
        {"moment": moment, "basis": basis, "date": date, "noted": None, "reason": ""}
        for moment, basis, date in rows
    ]


REVERSED = dated(("start", "planned", "2025-06"), ("end", "planned", "2025-05"))
SUM = {
    "amount_sek": 1, "basis": "total-period", "stage": "", "start": "2030", "end": "2020", "actor": None,
    "appropriation": "", "covers": "", "source_url": "", "evidence": "",
}  # fmt: skip
AREA = {"place": "0127", "basis": "recipient", "area_code": "0180R001", "vintage": "regso-2025"}


@pytest.mark.parametrize(
    ("start", "end", "is_wrong"),
    [("2025-01", "2025", False), ("2025", "2025-01", False), ("2025-06-02", "2025-06", False),
     ("2025-06", "2025-05", True), ("2026", "2025-12-31", True), (None, "2025", False)],
)  # fmt: skip
def test_dates_are_reversed_only_on_every_day_they_can_mean(start, end, is_wrong) -> None:
    assert is_reversed(start, end) is is_wrong


def test_only_the_latest_of_one_basis_are_held_against_each_other() -> None:
    apart = dated(("start", "actual", "2025"), ("end", "planned", "2024"))
    changed = dated(
        ("end", "planned", "2020"), ("start", "planned", "2022"), ("end", "planned", "2026")
    )
    assert wrong_in("dates", apart) == wrong_in("dates", changed) == []
    assert [wrong.position for wrong in wrong_in("dates", REVERSED)] == [1]


def test_nothing_in_the_bundled_register_is_wrong() -> None:
    assert {id_: found for id_, each in contents().items() if (found := wrong_anywhere(each))} == {}


def test_the_form_says_it_by_the_field(publisher: Client) -> None:
    typed = {
        "dates-0-moment": "start", "dates-0-basis": "planned", "dates-0-date": "2025-06",
        "dates-1-moment": "end", "dates-1-basis": "planned", "dates-1-date": "2025-05",
    }  # fmt: skip
    answer = publisher.post(NEW, sent(publisher.get(NEW).text, title_sv="A", kind="grant", **typed))
    assert answer.status_code == 422 and 'id="id_dates-1-date_error"' in answer.text
    same = {**typed, "dates-1-date": "2025"}
    answer = publisher.post(NEW, sent(publisher.get(NEW).text, title_sv="A", kind="grant", **same))
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("changes", "column", "sentence"),
    [
        ({"dates": REVERSED}, "date", "Slutet ligger före början"),
        ({"money": [SUM]}, "end", "Slutet ligger före början"),
        ({"money": [SUM | {"basis": "", "end": "2031"}]}, "basis", "vad beloppet gäller"),
        ({"money": [SUM | {"amount_sek": None, "end": "2031"}]}, "amount_sek", "vad pengarna"),
        ({"places": [AREA]}, "area_code", "ligger inte i kommunen"),
        ({"places": [AREA | {"area_code": "0127"}]}, "area_code", "inte den form"),
        ({"places": [AREA | {"vintage": "county"}]}, "vintage", "Indelningen kan vara"),
        ({"places": [AREA | {"vintage": ""}]}, "vintage", "både områdets kod och indelning"),
    ],
)
def test_the_preview_and_the_publishing_say_it_too(changes, column, sentence) -> None:
    editor = client_of(account("editor", all_areas=True))
    answer = send(editor, as_csv({"ny-a": content(**changes)}, {}), "fil.csv")
    assert answer.status_code == 422
    assert sentence in answer.text and f"<td>{column}</td>" in answer.text
    publisher = client_of(account("publisher"))
    address = begin(publisher, **{"participations-0-actor": "boverket"})
    assert take(publisher, address, "skicka") == 302
    Draft.objects.update(content=content(**changes))
    assert take(publisher, address, "publicera") == 409
    assert sentence in publisher.get(address).text


def test_the_registers_own_checks_are_shown_before_publishing(publisher: Client) -> None:
    address = begin(publisher, **{"participations-0-actor": "boverket"})
    page = publisher.get(address).text
    assert "Registrets egna kontroller" in page and "ingen källa är angiven" in page
    english = publisher.get(f"/en{address}").text
    assert "no source is stated" in english
    published = publisher.get("/arbete/insatser/reformprogram-2016/").text
    assert "Registrets egna kontroller" not in published
