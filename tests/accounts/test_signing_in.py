"""Signing in: password, second factor, recovery codes, lock-out, links, and how long it lasts."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pyotp
import pytest
from django.test import Client
from django.utils.timezone import now

from samlad.portal.accounts import lockout, second_factor, sessions
from samlad.portal.accounts.changing import set_password
from samlad.portal.accounts.factors import remove_all
from samlad.portal.accounts.links import new_link
from samlad.portal.accounts.models import Account, Failures, OneTimeLink, Passkey, RecoveryCode
from samlad.portal.audit.models import Entry
from tests.work.people import HERE, PASSWORD, account, client_of

pytestmark = pytest.mark.django_db

SIGN_IN = "/konto/logga-in/"


@pytest.fixture(scope="module")
def hashed() -> str:
    from django.contrib.auth.hashers import make_password

    return make_password(PASSWORD)


@pytest.fixture
def browser_() -> Client:
    return Client(headers=HERE)


def with_password(made: Account, hashed: str) -> Account:
    Account.objects.filter(pk=made.pk).update(password=hashed)
    made.refresh_from_db()
    return made


def give(client: Client, name: str, password: str = PASSWORD, **more: str):
    return client.post(SIGN_IN, {"name": name, "password": password, **more})


def code_of(made: Account, later: int = 0) -> str:
    return pyotp.TOTP(second_factor.secret_of(made.totp_salt)).at(time.time() + 30 * later)


def test_argon2_hashes_passwords(hashed: str) -> None:
    assert hashed.startswith("argon2$argon2id$")


def test_a_reporter_signs_in_with_a_password(browser_: Client, hashed: str) -> None:
    made = with_password(account("reporter", actors=("boverket",)), hashed)
    assert not browser_.get(SIGN_IN).cookies, "no cookie until somebody has signed in"
    answer = give(browser_, made.name.upper(), vidare="/arbete/insatser/ny/")
    assert answer.headers["Location"] == "/arbete/insatser/ny/"
    cookie = answer.cookies["samlad"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/"
    assert browser_.get("/arbete/").status_code == 200
    assert browser_.post("/konto/logga-ut/").status_code == 302
    assert browser_.get("/arbete/").status_code == 302


def test_a_wrong_password_and_an_unknown_name_read_alike(browser_: Client, hashed: str) -> None:
    made = with_password(account("reporter", actors=("boverket",)), hashed)
    said = []
    for name in (made.name, "ingen"):
        answer = give(browser_, name, "fel lösenord, långt nog")
        assert answer.status_code == 422 and not answer.cookies
        said.append(re.search(r'class="field-error"[^>]*>.*?</p>', answer.text, re.S)[0])
    assert said[0] == said[1]
    assert give(browser_, made.name).status_code == 302


def test_a_closed_account_does_not_come_in(browser_: Client, hashed: str) -> None:
    made = with_password(account("reporter", actors=("boverket",)), hashed)
    signed_in = client_of(made)
    Account.objects.update(is_active=False)
    assert give(browser_, made.name).status_code == 422
    assert signed_in.get("/arbete/").status_code == 302, "and an open session ends"


def test_an_editor_sets_a_second_factor_up_before_anything_else(
    browser_: Client, hashed: str
) -> None:
    made = with_password(account("editor", all_areas=True), hashed)
    Account.objects.update(totp_salt="")
    answer = give(browser_, made.name)
    assert answer.headers["Location"] == "/konto/kod/ny/"
    assert browser_.get("/arbete/").status_code == 302, "the password alone opens nothing"
    page = browser_.get("/konto/kod/ny/").text
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    assert "<svg" in page and "style=" not in page
    assert browser_.post("/konto/kod/ny/", {"code": "000000"}).status_code in (403, 422)
    done = posted(browser_, "/konto/kod/ny/", {"code": pyotp.TOTP(secret).now()})
    codes = re.findall(r"<code>([a-z2-9-]+)</code>", done.text)
    assert len(set(codes)) == 10 == RecoveryCode.objects.filter(account=made).count()
    assert browser_.get("/arbete/").status_code == 200
    again = Client(headers=HERE)
    assert give(again, made.name).headers["Location"] == "/konto/kod/"
    assert posted(again, "/konto/kod/", {"code": codes[0].upper()}).status_code == 302
    assert again.get("/arbete/").status_code == 200
    third = Client(headers=HERE)
    give(third, made.name)
    assert posted(third, "/konto/kod/", {"code": codes[0]}).status_code == 422, "once only"


def posted(client: Client, address: str, fields: dict[str, str]):
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', client.get(address).text)
    return client.post(address, fields | {"csrfmiddlewaretoken": token[1] if token else ""})


def test_a_code_is_taken_once_and_for_a_minute_and_a_half(browser_: Client, hashed: str) -> None:
    made = with_password(account("publisher"), hashed)
    assert second_factor.accepts(made, code_of(made))
    made.refresh_from_db()
    assert not second_factor.accepts(made, code_of(made)), "used"
    assert second_factor.step_of(made.totp_salt, code_of(made, -1)) is not None
    assert second_factor.step_of(made.totp_salt, code_of(made, -3)) is None
    assert second_factor.step_of(made.totp_salt, "12345é") is None


def test_the_database_alone_gives_nobody_a_second_factor(settings) -> None:
    first = second_factor.secret_of("a" * 64)
    settings.SECRET_KEY = "another"
    assert second_factor.secret_of("a" * 64) != first


def test_too_many_failures_lock_the_name_longer_and_longer(browser_: Client, hashed: str) -> None:
    made = with_password(account("reporter", actors=("boverket",)), hashed)
    for name in (made.name, "ingen-alls"):
        for _ in range(lockout.FREE):
            lockout.note_failure(name)
        assert lockout.locked_until(name) is not None
        answer = give(browser_, name)
        assert answer.status_code == 422 and "Vänta till klockan" in answer.text
    until = lockout.locked_until(made.name)
    lockout.note_failure(made.name)
    assert lockout.locked_until(made.name) > until
    Failures.objects.update(locked_until=now() - timedelta(seconds=1))
    assert give(browser_, made.name).status_code == 302
    assert not Failures.objects.filter(name=made.name).exists(), "signing in forgets them"


def test_wrong_codes_lock_too(browser_: Client, hashed: str) -> None:
    made = with_password(account("publisher"), hashed)
    give(browser_, made.name)
    for _ in range(lockout.FREE):
        posted(browser_, "/konto/kod/", {"code": "000000"})
    answer = posted(browser_, "/konto/kod/", {"code": code_of(made)})
    assert answer.status_code == 422 and "Vänta till klockan" in answer.text


def test_a_one_time_link_sets_a_password_once(browser_: Client) -> None:
    made = account("reporter", actors=("boverket",))
    address = f"/konto/valkommen/{new_link('system', made)}/"
    assert made.name in browser_.get(address).text
    wrong = browser_.post(address, {"password": PASSWORD, "again": "något annat"})
    assert wrong.status_code == 422 and "inte lika" in wrong.text
    short = browser_.post("/en" + address, {"password": "short", "again": "short"})
    assert "at least 15 characters" in short.text
    assert browser_.post(address, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    used = browser_.get(address)
    assert used.status_code == 404 and "Be den som sköter kontona om en ny" in used.text
    assert give(browser_, made.name).status_code == 302


def test_an_old_link_and_a_made_up_one_lead_nowhere(browser_: Client) -> None:
    made = account("reporter", actors=("boverket",))
    token = new_link("system", made)
    OneTimeLink.objects.update(ends_at=now())
    old, none = (browser_.get(f"/konto/valkommen/{each}/") for each in (token, "x" * len(token)))
    assert (old.status_code, none.status_code) == (404, 404)
    assert "har slutat gälla" in old.text and made.name not in old.text
    assert old.text.replace(token, "x" * len(token)) == none.text, "nobody learns which there were"
    posted_ = browser_.post(f"/konto/valkommen/{token}/", {"password": PASSWORD, "again": PASSWORD})
    assert posted_.status_code == 404 and "har slutat gälla" in posted_.text
    english = browser_.get(f"/en/konto/valkommen/{token}/")
    assert "Ask whoever keeps the accounts" in english.text


def test_a_session_ends_when_it_is_left_and_when_it_is_old() -> None:
    made = account("reporter", actors=("boverket",))
    for name, seconds in (("seen", sessions.IDLE), ("begun", sessions.ABSOLUTE)):
        client = client_of(made)
        session = client.session
        session[name] = time.time() - seconds - 1
        session.save()
        answer = client.get("/arbete/")
        assert answer.status_code == 302 and "has_ended=1" in answer.headers["Location"]
        assert "loggats ut" in client.get(answer.headers["Location"]).text
        assert client.get("/arbete/").status_code == 302, "and it is gone for good"


def test_changing_the_password_asks_for_the_old_and_ends_other_sessions(hashed: str) -> None:
    made = with_password(account("reporter", actors=("boverket",)), hashed)
    here, elsewhere = client_of(made), client_of(made)
    new = "ett annat, bra lösenord"
    wrong = posted(here, "/konto/losenord/", {"now": "x", "password": new, "again": new})
    assert wrong.status_code == 422 and "inte ditt nuvarande" in wrong.text
    right = {"now": PASSWORD, "password": new, "again": new}
    assert posted(here, "/konto/losenord/", right).status_code == 302
    assert here.get("/arbete/").status_code == 200
    assert elsewhere.get("/arbete/").status_code == 302


def test_guessing_the_password_from_an_open_session_locks(hashed: str) -> None:
    made = with_password(account("reporter", actors=("boverket",)), hashed)
    here, new = client_of(made), "ett annat, bra lösenord"
    guess = {"now": "fel", "password": new, "again": new}
    for _ in range(lockout.FREE):
        assert posted(here, "/konto/losenord/", guess).status_code == 422
    locked = posted(here, "/konto/losenord/", guess | {"now": PASSWORD})
    assert locked.status_code == 422 and "Vänta till klockan" in locked.text
    assert give(Client(headers=HERE), made.name).status_code == 422, "one lock for both ways in"


def test_who_waits_for_the_second_factor_waits_in_vain_when_proofs_have_changed(
    browser_: Client, hashed: str
) -> None:
    made = with_password(account("editor", all_areas=True), hashed)
    give(browser_, made.name)
    assert browser_.get("/konto/kod/").status_code == 200
    set_password(made, "ett annat, bra lösenord")
    assert browser_.get("/konto/kod/").headers["Location"] == SIGN_IN
    with_password(made, hashed)
    other = Client(headers=HERE)
    give(other, made.name)
    remove_all("system", made)
    assert Entry.objects.filter(action="account.second-factors-set-aside", who="system").exists()
    assert other.get("/konto/kod/ny/").headers["Location"] == SIGN_IN
    third = Client(headers=HERE)
    assert give(third, made.name).headers["Location"] == "/konto/kod/ny/"
    assert third.get("/konto/kod/ny/").status_code == 200


def test_what_is_sent_by_no_button_and_changes_of_proofs_make_no_session_younger(
    hashed: str,
) -> None:
    made = with_password(account("publisher"), hashed)
    client = client_of(made)
    begun = client.session["begun"] - 600
    session = client.session
    session["begun"] = begun
    session.save()
    key = client.session.session_key
    assert posted(client, "/konto/sakerhet/", {"okänd": "1"}).status_code == 200
    assert client.session.session_key == key
    Passkey.objects.create(
        account=made, key_id="k", public_key="p", site="testserver", name="Nyckel"
    )
    assert posted(client, "/konto/sakerhet/", {"app-bort": "1"}).status_code == 302
    new = "ett annat, bra lösenord"
    change = {"now": PASSWORD, "password": new, "again": new}
    assert posted(client, "/konto/losenord/", change).status_code == 302
    assert client.session["begun"] == begun and client.session.session_key != key
    assert posted(client, "/konto/sakerhet/", {"koder": "1"}).status_code == 200
    assert client.session["begun"] == begun


def test_a_role_raised_during_a_session_asks_for_the_second_factor() -> None:
    made = account("reporter", actors=("boverket",))
    client = client_of(made)
    Account.objects.filter(pk=made.pk).update(role="publisher")
    assert client.get("/arbete/").status_code == 302, "a changed role ends the session"


@pytest.mark.parametrize(
    "onward", ["https://elsewhere.example/", "//elsewhere.example", "javascript:1", "\\\\x"]
)
def test_signing_in_leads_nowhere_else(browser_: Client, hashed: str, onward: str) -> None:
    made = with_password(account("reporter", actors=("boverket",)), hashed)
    assert give(browser_, made.name, vidare=onward).headers["Location"] == "/arbete/"
