"""A session that ends while somebody writes loses nothing, and opens nothing."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from samlad.portal.accounts import sessions
from samlad.portal.accounts.models import Account
from samlad.portal.register.models import Draft, Initiative
from tests.work.people import HERE, account, client_of, content, sent

pytestmark = pytest.mark.django_db

NEW = "/arbete/insatser/ny/"
TEXT = 'Två rader\r\nmed "citat", <b>tecken</b> & åäö'


def checking(who: Account | None) -> Client:
    """A browser whose tokens are checked."""
    client = client_of(who)
    client.handler.enforce_csrf_checks = True
    return client


def again(page: str) -> dict[str, list[str]]:
    """What the page of what was sent would send once more."""
    source = re.findall(r'<form method="post".*?</form>', page, re.S)[0]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', source):
        found.setdefault(unescape(name), []).append(unescape(value))
    return found


def idle(client: Client) -> None:
    session = client.session
    session["seen"] = time.time() - sessions.IDLE - 1
    session.save()


def old(client: Client) -> None:
    session = client.session
    session["begun"] = time.time() - sessions.ABSOLUTE - 1
    session.save()


def forgotten(client: Client) -> None:
    client.cookies.clear()


def ended_elsewhere(client: Client) -> None:
    Account.objects.update(proofs=7)


@pytest.mark.parametrize("end", [idle, old, forgotten, ended_elsewhere])
@pytest.mark.parametrize("language", ["", "/en"])
def test_what_was_written_is_shown_again_and_sent_after_signing_in(
    end: Callable[[Client], None], language: str
) -> None:
    who = account("publisher")
    client = checking(who)
    address = language + NEW
    typed = sent(client.get(address).text, title_sv="Läxhjälp", kind="grant", description_sv=TEXT,
                 areas=["housing", "crime"])  # fmt: skip
    end(client)
    page = client.post(address, typed)
    assert page.status_code == 403 and not Draft.objects.exists()
    assert ("inte längre inloggad" if not language else "no longer signed in") in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    kept = again(page.text)
    everything = {
        name: value if isinstance(value, list) else [value] for name, value in typed.items()
    }
    del everything["csrfmiddlewaretoken"]
    assert kept == everything
    assert f'action="{address}"' in page.text and "<b>tecken" not in page.text

    who.refresh_from_db()
    fresh = checking(who)
    shown = fresh.post(address, kept)
    assert shown.status_code == 403 and who.full_name in shown.text
    assert not Draft.objects.exists(), "nothing is done without the token"
    assert "csrfmiddlewaretoken" in again(shown.text)
    assert fresh.post(address, again(shown.text)).status_code == 302
    draft = Draft.objects.get()
    assert draft.content["title_sv"] == "Läxhjälp"
    assert sorted(draft.content["areas"]) == ["crime", "housing"]
    assert draft.content["description_sv"].replace("\r\n", "\n") == TEXT.replace("\r\n", "\n")
    assert fresh.post(address, again(shown.text)).status_code == 302
    assert Draft.objects.count() == 1, "and twice is once"


def test_who_has_not_signed_in_gets_no_token_no_cookie_and_nothing_on_the_server() -> None:
    from django.contrib.sessions.models import Session

    for client in (Client(headers=HERE), checking(None)):
        page = client.post(NEW, {"title_sv": "Ett ord till", "csrfmiddlewaretoken": "x" * 64})
        assert page.status_code == 403 and "Ett ord till" in page.text
        assert not page.cookies and "csrfmiddlewaretoken" not in page.text
    assert not Session.objects.exists() and not Draft.objects.exists()


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_no_other_site_plants_a_form(site: str) -> None:
    client = checking(account("publisher"))
    page = client.post(NEW, {"title_sv": "Planterat"}, headers={"sec-fetch-site": site})
    assert page.status_code == 403 and "Planterat" not in page.text


def test_permissions_are_asked_for_as_ever() -> None:
    document = content(participations=[{"actor": "skolverket", "role": "accountable"}])
    Initiative.objects.create(id="prov", title_sv="Hemligt", kind="grant", visibility="draft")
    Draft.objects.create(
        initiative_id="prov", content=document, base_version=0, written_by="x", begun_by="x",
        changed_at="2026-01-01T00:00Z", visibility="draft")  # fmt: skip
    address = "/arbete/insatser/prov/andra/"
    client = checking(account("reporter", actors=("boverket",)))
    shown = client.post(address, {"title_sv": "Mitt nu"})
    assert shown.status_code == 403 and "Hemligt" not in shown.text
    assert client.post(address, again(shown.text)).status_code == 404


def test_without_the_second_factor_it_is_shown_again_and_not_done() -> None:
    who = account("publisher")
    client = checking(who)
    typed = sent(client.get(NEW).text, title_sv="Ett prov", kind="grant")
    session = client.session
    session["second"] = False
    session.save()
    page = client.post(NEW, typed)
    assert page.status_code == 403 and "csrfmiddlewaretoken" not in page.text
    assert client.get("/arbete/").headers["Location"] == "/konto/kod/"


def test_a_step_with_its_reason_is_kept_too() -> None:
    page = Client(headers=HERE).post(
        "/arbete/insatser/prov/skicka-tillbaka/?x=1", {"skal": "Var i staden?", "revision": "3"}
    )
    assert again(page.text) == {"skal": ["Var i staden?"], "revision": ["3"]}
    assert 'action="/arbete/insatser/prov/skicka-tillbaka/?x=1"' in page.text
    assert "Visa texterna" in page.text


def test_a_file_is_said_not_to_be_kept() -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = Client(headers=HERE).post(
        "/arbete/import/", {"fil": SimpleUploadedFile("a.csv", b"hemligt innehall")}
    )
    assert page.status_code == 403 and "välja den igen" in page.text
    assert "hemligt innehall" not in page.text


def test_what_is_too_much_is_refused_as_ever() -> None:
    fields = {f"f{number}": "x" for number in range(5_001)}
    page = Client(headers=HERE).post(NEW, fields)
    assert page.status_code == 400 and "f4999" not in page.text


def test_passwords_are_never_shown_again() -> None:
    client = checking(account("reporter", actors=("boverket",)))
    page = client.post("/konto/losenord/", {"now": "hemligt ord", "password": "x", "again": "x"})
    assert page.status_code == 403 and "hemligt ord" not in page.text


def test_a_page_that_is_only_read_leads_to_signing_in() -> None:
    assert Client(headers=HERE).get(NEW).status_code == 302
