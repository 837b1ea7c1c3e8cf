"""A period report: its numbers are read in one way or refused, and it is signed by a person for an
actor.
"""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from samlad.portal.accounts.models import Account
from samlad.portal.content.partial_date import PartialDate
from samlad.portal.register.models import DueReport, Initiative, PeriodReport
from samlad.portal.work import publishing, reports
from samlad.portal.work.fields import NumberField
from samlad.portal.work.report_forms import MOST_NUMBERS
from tests.work.people import account, client_of, fields_of, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher() -> Client:
    return client_of(account("publisher"))


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("12,5", "12.5"), ("12.5", "12.5"), ("1 234,50", "1234.50"), ("1\u202f200", "1200"),
        ("−3", "-3"), ("-3,25", "-3.25"), ("0,125", "0.125"), ("1,2340", "1.2340"), ("1200", "1200"),
        ("1,200", None), ("1.200", None), ("12,345", None), ("−1,200", None), ("1,2,3", None),
        ("12 5", None), ("1 200 50", None), ("tre", None), ("1e5", None), ("NaN", None),
    ],
)  # fmt: skip
def test_a_reports_number_is_not_guessed_at(number: str, kept: str | None) -> None:
    field = NumberField(max_digits=18, decimal_places=4)
    if kept is None:
        with pytest.raises(ValidationError):
            field.clean(number)
    else:
        assert str(field.clean(number)) == kept


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("1,200", "”1,200” kan läsas på två sätt. Skriv 1 200 eller 1,2."),
        ("12.345", "”12.345” kan läsas på två sätt. Skriv 12 345 eller 12.3450."),
        ("1,000", "”1,000” kan läsas på två sätt. Skriv 1 000 eller 1,0."),
    ],
)
def test_a_number_of_two_readings_says_both_by_its_row(
    publisher: Client, number: str, sentence: str
) -> None:
    new = "/arbete/insatser/reformprogram-2016/rapport/"
    numbers = {"numbers-0-what": "Elever", "numbers-0-value": number}
    form = sent(publisher.get(new).text, start="2024", end="2024", done="A", **numbers)
    answer = publisher.post(new, form)
    assert answer.status_code == 422
    assert f'<a href="#id_numbers-0-value">Siffra 1, Tal: {sentence}' in answer.text
    assert f'value="{number}"' in answer.text, "what was typed is kept"
    for either in sentence.removesuffix(".").split("Skriv ")[1].split(" eller "):
        assert publisher.post(new, {**form, "numbers-0-value": either}).status_code == 302


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("value", ["12.5", "1.234", "-0.5", "1000000", "12.345"])
def test_a_number_is_the_same_after_an_unchanged_save(prefix: str, value: str) -> None:
    who = account("publisher")
    numbers = [{"what": "Andel", "value": value, "unit": ""}]
    written = {"answers_id": None, "start": "2024", "end": "2024", "done": "A", "numbers": numbers}
    initiative = Initiative.objects.get(pk="reformprogram-2016")
    made = reports.begin(who, initiative, {**written, "next_steps": "", "hinders": ""})
    change = f"{prefix}/arbete/rapporter/{made.pk}/andra/"
    client = client_of(who)
    assert client.post(change, sent(client.get(change).text, hinders="B")).status_code == 302
    made.refresh_from_db()
    assert (made.numbers, made.hinders) == (numbers, "B")


def test_the_days_to_answer_are_told_apart(publisher: Client) -> None:
    day = DueReport.objects.filter(initiative="reformprogram-2016").first() or DueReport(
        initiative_id="reformprogram-2016"
    )
    day.due, day.about = PartialDate("2026-11-20"), "Delrapport"
    day.save()
    page = publisher.get("/arbete/insatser/reformprogram-2016/rapport/").text
    assert f'<option value="{day.pk}">20 november 2026: Delrapport</option>' in page


def test_a_report_of_as_many_numbers_as_there_can_be_is_saved(publisher: Client) -> None:
    """One more row is asked for where there is room for none; the form can still be sent."""
    new = "/arbete/insatser/reformprogram-2016/rapport/"
    written = {"numbers-TOTAL_FORMS": str(MOST_NUMBERS)}
    for n in range(MOST_NUMBERS):
        written |= {f"numbers-{n}-what": f"Tal {n}", f"numbers-{n}-value": "1"}
    form = sent(publisher.get(new).text, start="2024", end="2024", done="A", **written)
    more = publisher.post(new, {**form, "rad": "numbers"})
    assert more.status_code == 200
    assert publisher.post(new, fields_of(more.text)).status_code == 302
    assert len(PeriodReport.objects.get().numbers) == MOST_NUMBERS


@pytest.mark.parametrize("total", ["51", ""])
def test_a_report_that_is_not_taken_in_says_why(publisher: Client, total: str) -> None:
    """More rows than there can be, or no word of how many: never the same page without a word."""
    new = "/arbete/insatser/reformprogram-2016/rapport/"
    form = sent(publisher.get(new).text, start="2024", end="2024", done="A")
    answer = publisher.post(new, {**form, "numbers-TOTAL_FORMS": total})
    assert answer.status_code == 422 and not PeriodReport.objects.exists()
    assert 'work-faults"><li>' in answer.text


def test_a_report_is_signed_by_a_person_for_an_actor() -> None:
    own = Initiative.objects.public().filter(
        participations__actor="boverket", participations__role="accountable"
    ).first()  # fmt: skip
    several = account("reporter", actors=("boverket", "skolverket"))
    assert reports.signature(several, own.pk) == "Prov Reporter, Boverket"
    elsewhere = account("reporter", actors=("kommun-1980",))
    assert reports.signature(elsewhere, own.pk) == "Prov Reporter, Västerås kommun"
    assert reports.signature(account("publisher"), own.pk) == "Prov Publisher, för Boverket"
    many = account("reporter", actors=tuple(f"kommun-{code}" for code in (
        "0114", "0115", "0117", "0120", "0123", "0125", "0126", "0127", "0128", "0136")))  # fmt: skip
    signed = reports.signature(many, own.pk)
    assert len(signed) <= 150 and signed.endswith(" kommun"), "whole names"


def test_what_somebody_signs_in_by_is_no_signature() -> None:
    who = account("reporter", actors=("boverket",))
    Account.objects.filter(pk=who.pk).update(full_name=who.name)
    reporter, id_ = client_of(who), "boverket-barometer"
    new = f"/arbete/insatser/{id_}/rapport/"
    form = sent(reporter.get(new).text, start="2024", end="2024", done="A")
    address = reporter.post(new, form).headers["Location"]
    page = reporter.get(address).text
    assert "Ditt konto saknar ditt namn" in page and f'action="{address}skicka/"' not in page
    refused = reporter.post(f"{address}skicka/", {"nyckel": "k", "revision": "1"})
    assert refused.status_code == 409 and "saknar ditt namn" in refused.text
    assert PeriodReport.objects.get().signed_by == ""
    Account.objects.filter(pk=who.pk).update(full_name="Rut Ek")
    assert f'action="{address}skicka/"' in reporter.get(address).text
    signed = reporter.post(f"{address}skicka/", {"nyckel": "l", "revision": "1"})
    assert signed.status_code == 302
    assert PeriodReport.objects.get().signed_by == "Rut Ek, Boverket"


def test_of_what_is_withdrawn_no_report_is_begun(publisher: Client) -> None:
    address = "/arbete/insatser/reformprogram-2016/"
    assert f"{address}rapport/" in publisher.get(address).text
    found = Initiative.objects.get(pk="reformprogram-2016")
    publishing.withdraw(account("publisher"), found, found.version, "Prov")
    assert f"{address}rapport/" not in publisher.get(address).text
    refused = publisher.get(f"{address}rapport/")
    assert refused.status_code == 409
    assert "En lägesrapport kan skrivas när insatsen är publicerad." in refused.text
