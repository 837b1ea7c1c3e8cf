"""Passkeys as a second factor, by ceremonies that a fabricated device takes part in."""

from __future__ import annotations

import json
import logging
import re
import time
from html import unescape

import pytest
from django.test import Client

from samlad.portal.accounts import lockout, passkeys
from samlad.portal.accounts.models import Account, Passkey, RecoveryCode
from samlad.portal.audit.models import Entry
from tests.accounts.authenticator import PRESENT, Authenticator, text
from tests.work.people import HERE, PASSWORD, account, client_of

pytestmark = pytest.mark.django_db

LOCAL = {**HERE, "host": "localhost"}
CODE, NEW, OWN, ADD = "/konto/kod/", "/konto/kod/ny/", "/konto/sakerhet/", "/konto/sakerhet/ny/"


@pytest.fixture(scope="module")
def hashed() -> str:
    from django.contrib.auth.hashers import make_password

    return make_password(PASSWORD)


def person(hashed: str, role: str = "publisher") -> Account:
    """Somebody with a password and no second factor yet."""
    made = account(role, actors=("boverket",) if role == "reporter" else ())
    made.password, made.totp_salt = hashed, ""
    made.save()
    return made


def by_password(who: Account) -> Client:
    """A browser whose person gives the password."""
    client = Client(headers=LOCAL)
    client.post("/konto/logga-in/", {"name": who.name, "password": PASSWORD})
    return client


def waiting(who: Account) -> Client:
    """A browser whose person has given it."""
    client = Client(headers=LOCAL)
    session = client.session
    who.refresh_from_db()
    proofs = who.get_session_auth_hash()
    session["waiting"] = {
        "account": who.pk, "proofs": proofs, "at": time.time(), "onward": "/arbete/"}  # fmt: skip
    session.save()
    return client


def signed_in(who: Account) -> Client:
    who.refresh_from_db()
    client = client_of(who)
    client.defaults["HTTP_HOST"] = "localhost"
    return client


def options_of(page: str) -> str:
    found = re.search(r'data-options="([^"]*)"', page)
    assert found, "no form for a passkey on the page"
    return unescape(found[1])


def with_passkey(who: Account, name: str = "Telefonen") -> Authenticator:
    """The account has a passkey, made as a browser makes it."""
    client, device = waiting(who), Authenticator()
    made = device.make(options_of(client.get(NEW).text))
    assert client.post(NEW, {"name": name, "passkey": made}).status_code == 200
    return device


def test_a_publisher_sets_a_passkey_up_before_anything_else_and_signs_in_by_it(hashed: str) -> None:
    who = person(hashed)
    client, device = by_password(who), Authenticator()
    page = client.get(NEW).text
    options = json.loads(options_of(page))
    assert options["rp"] == {"name": "Samlad", "id": "localhost"}
    assert options["attestation"] == "none" and len(options["challenge"]) >= 43
    assert options["user"]["name"] == who.name and who.name not in str(options["user"]["id"])
    assert "autentiseringsapp" in page and "<svg" in page, "either may be chosen"
    done = client.post(NEW, {"name": "Blå nyckeln", "passkey": device.make(options_of(page))})
    assert len(re.findall(r"<code>([a-z2-9-]+)</code>", done.text)) == 10
    assert client.get("/arbete/").status_code == 200
    passkey = Passkey.objects.get(account=who)
    assert (passkey.name, passkey.site, passkey.used_at) == ("Blå nyckeln", "localhost", None)
    entry = Entry.objects.filter(action="account.passkey-added").get()
    assert entry.who == who.name and "Blå nyckeln" in entry.after

    again = by_password(who)
    page = again.get(CODE).text
    assert [key["id"] for key in json.loads(options_of(page))["allowCredentials"]] == [
        passkey.key_id
    ]
    answer = again.post(CODE, {"passkey": device.sign(options_of(page))})
    assert answer.status_code == 302 and again.get("/arbete/").status_code == 200
    passkey.refresh_from_db()
    assert passkey.sign_count == 1 and passkey.used_at


WRONG = {
    "another challenge": {"challenge": text(b"x" * 32)},
    "another origin": {"origin": "http://localhost.example"},
    "another port": {"origin": "http://localhost:8000"},
    "another site": {"site": "samlad.example"},
    "nobody was there": {"flags": 0},
    "the answer of making one": {"type": "webauthn.create"},
    "a count that stands still": {"count": 1},
    "a count of none": {"count": 0},
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_not_quite_right_is_refused_and_counted(
    hashed: str, what: str, caplog: pytest.LogCaptureFixture
) -> None:
    who = person(hashed)
    device = with_passkey(who)
    first = waiting(who)
    right = first.post(CODE, {"passkey": device.sign(options_of(first.get(CODE).text))})
    assert right.status_code == 302
    client = waiting(who)
    with caplog.at_level(logging.WARNING, "samlad.security"):
        answer = device.sign(options_of(client.get(CODE).text), **WRONG[what])
        page = client.post(CODE, {"passkey": answer})
    assert page.status_code == 422 and "godtogs inte" in page.text
    assert client.get("/arbete/").status_code == 302
    assert lockout.Failures.objects.get(name=who.name).number == 1
    assert ("went back" in caplog.text) == ("count" in what)
    assert Passkey.objects.get(account=who).sign_count == 1


def test_a_device_that_keeps_no_count_signs_in_again_and_again(hashed: str) -> None:
    who = person(hashed)
    device = with_passkey(who)
    device.counts = False
    for _ in range(2):
        client = waiting(who)
        answer = client.post(CODE, {"passkey": device.sign(options_of(client.get(CODE).text))})
        assert answer.status_code == 302


def test_a_key_that_is_another_is_refused(hashed: str) -> None:
    who = person(hashed)
    device = with_passkey(who)
    forged = Authenticator(key_id=device.key_id, count=5)
    client = waiting(who)
    page = client.post(CODE, {"passkey": forged.sign(options_of(client.get(CODE).text))})
    assert page.status_code == 422 and Passkey.objects.get().sign_count == 0


def test_a_key_of_another_account_is_refused(hashed: str) -> None:
    who, other = person(hashed), person(hashed)
    with_passkey(who)
    theirs = with_passkey(other)
    client = waiting(who)
    page = client.post(CODE, {"passkey": theirs.sign(options_of(client.get(CODE).text))})
    assert page.status_code == 422 and client.get("/arbete/").status_code == 302


def test_an_answer_is_taken_once(hashed: str) -> None:
    who = person(hashed)
    device = with_passkey(who)
    client = waiting(who)
    answer = device.sign(options_of(client.get(CODE).text))
    assert client.post(CODE, {"passkey": answer}).status_code == 302
    for elsewhere in (waiting(who), waiting(who)):
        elsewhere.get(CODE)
        assert elsewhere.post(CODE, {"passkey": answer}).status_code == 422
    assert not waiting(who).post(CODE, {"passkey": answer}).headers.get("Location")


def test_a_challenge_lasts_for_ten_minutes_and_being_late_is_no_failure(
    hashed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = person(hashed)
    device = with_passkey(who)
    client = waiting(who)
    answer = device.sign(options_of(client.get(CODE).text))
    monkeypatch.setattr(passkeys, "LASTS", -1)
    page = client.post(CODE, {"passkey": answer})
    assert page.status_code == 422 and "för lång tid" in page.text
    assert not lockout.Failures.objects.filter(name=who.name).exists()


@pytest.mark.parametrize(
    "odd", ["", "{}", "[]", "null", '{"id": 1}', "\0", "x" * 30_000, '{"id":"a","rawId":"a"}']
)
@pytest.mark.parametrize("address", [CODE, ADD])
def test_an_odd_answer_is_one_sentence(hashed: str, odd: str, address: str) -> None:
    who = person(hashed)
    with_passkey(who)
    client = waiting(who) if address == CODE else signed_in(who)
    client.get(address)
    page = client.post(address, {"passkey": odd, "name": "Ny"})
    assert page.status_code == 422 and "godtogs inte" in page.text


def test_too_many_failures_lock_passkeys_too(hashed: str) -> None:
    who = person(hashed)
    device = with_passkey(who)
    client = waiting(who)
    for _ in range(lockout.FREE):
        answer = device.sign(options_of(client.get(CODE).text), origin="http://x")
        client.post(CODE, {"passkey": answer})
    right = client.post(CODE, {"passkey": device.sign(options_of(client.get(CODE).text))})
    assert right.status_code == 422 and "Vänta till klockan" in right.text


def test_a_recovery_code_stands_in_for_a_passkey_and_a_code_by_time_does_not(hashed: str) -> None:
    who = person(hashed)
    client, device = waiting(who), Authenticator()
    made = {"name": "T", "passkey": device.make(options_of(client.get(NEW).text))}
    code = re.findall(r"<code>([a-z2-9-]+)</code>", client.post(NEW, made).text)[0]
    other = waiting(who)
    assert "återställningskoder" in other.get(CODE).text
    assert other.post(CODE, {"code": "000000"}).status_code == 422
    assert other.post(CODE, {"code": code}).status_code == 302


@pytest.mark.parametrize(
    "change", [{"origin": "http://x"}, {"site": "x"}, {"challenge": text(b"y")}]
)
def test_a_passkey_made_for_elsewhere_is_not_kept(hashed: str, change: dict[str, str]) -> None:
    who = person(hashed)
    client = waiting(who)
    answer = Authenticator().make(options_of(client.get(NEW).text), **change)
    page = client.post(NEW, {"name": "T", "passkey": answer})
    assert page.status_code == 422 and not Passkey.objects.exists()
    assert client.get("/arbete/").status_code == 302


def test_passkeys_are_named_added_and_removed_but_not_the_last_that_the_role_needs(
    hashed: str,
) -> None:
    who = person(hashed)
    first, second = with_passkey(who, "Första"), Authenticator()
    client, elsewhere = signed_in(who), signed_in(who)
    page = client.get(OWN).text
    assert "Första" in page and "sista går inte att ta bort" in page and 'name="bort"' not in page
    assert "Lägg till ännu en andra faktor" in page and "Skaffa en andra faktor" not in page
    assert "<h1>Lägg till ännu en andra faktor</h1>" in client.get(ADD).text
    number = Passkey.objects.get().pk
    kept = client.post(OWN, {"bort": number})
    assert kept.status_code == 422 and Passkey.objects.count() == 1
    options = options_of(client.get(ADD).text)
    assert len(json.loads(options)["excludeCredentials"]) == 1
    added = client.post(ADD, {"name": "Andra", "passkey": second.make(options)})
    assert added.headers["Location"] == OWN and client.get(OWN).status_code == 200
    assert elsewhere.get("/arbete/").status_code == 302, "other sessions end"
    assert client.post(OWN, {"byt": number, "name": "Gamla"}).status_code == 302
    assert client.post(OWN, {"byt": number, "name": ""}).status_code == 422
    assert client.post(OWN, {"bort": number}).status_code == 302
    assert client.post(OWN, {"bort": number}).status_code == 422, "gone"
    assert [each.name for each in Passkey.objects.all()] == ["Andra"]
    actions = Entry.objects.filter(subject=f"account:{who.name}").values_list("action", flat=True)
    assert [action.partition(".")[2] for action in actions][-5:] == [
        "passkey-added", "recovery-codes-made", "passkey-added", "passkey-renamed", "passkey-removed",
    ]  # fmt: skip
    client = waiting(who)
    gone = client.post(CODE, {"passkey": first.sign(options_of(client.get(CODE).text))})
    assert gone.status_code == 422, "a removed key opens nothing"


def test_nobody_touches_the_passkeys_of_others(hashed: str) -> None:
    who, other = person(hashed), person(hashed)
    with_passkey(who)
    with_passkey(other)
    theirs = Passkey.objects.get(account=other)
    for number in (theirs.pk, "x", "9" * 40):
        for change in ({"bort": number}, {"byt": number, "name": "Min"}):
            assert signed_in(who).post(OWN, change).status_code == 422
    theirs.refresh_from_db()
    assert theirs.name == "Telefonen"


def test_the_same_key_is_not_kept_twice(hashed: str) -> None:
    who = person(hashed)
    device = with_passkey(who)
    client = signed_in(who)
    again = client.post(
        ADD, {"name": "En till", "passkey": device.make(options_of(client.get(ADD).text))}
    )
    assert again.status_code == 422 and "finns redan" in again.text


def test_a_reporter_may_have_one_and_take_it_away(hashed: str) -> None:
    who = person(hashed, "reporter")
    client, device = signed_in(who), Authenticator()
    assert "Skaffa en andra faktor" in client.get(OWN).text
    made = client.post(ADD, {"name": "T", "passkey": device.make(options_of(client.get(ADD).text))})
    assert "återställningskoder" in made.text and client.get("/arbete/").status_code == 200
    assert by_password(who).get("/arbete/").status_code == 302, "and it is asked for from then on"
    assert client.post(OWN, {"bort": Passkey.objects.get().pk}).status_code == 302
    assert not RecoveryCode.objects.filter(account=who).exists()
    fresh = by_password(who)
    assert fresh.get("/arbete/").status_code == 200


def test_an_app_beside_a_passkey_is_taken_away_and_codes_made_anew(hashed: str) -> None:
    who = person(hashed)
    with_passkey(who)
    Account.objects.filter(pk=who.pk).update(totp_salt="a" * 64)
    who.refresh_from_db()
    client = signed_in(who)
    before = set(RecoveryCode.objects.values_list("hash", flat=True))
    made = client.post(OWN, {"koder": "1"}).text
    assert "återställningskoder" in made
    first, entry = Entry.objects.filter(action="account.recovery-codes-made")
    assert first.who == who.name
    assert (entry.who, entry.subject) == (who.name, f"account:{who.name}")
    for code in re.findall(r"<li><code>([^<]+)</code>", made):
        assert code not in entry.after + entry.before, "no secret is kept"
    assert not before & set(RecoveryCode.objects.values_list("hash", flat=True))
    assert client.post(OWN, {"app-bort": "1"}).status_code == 302
    who.refresh_from_db()
    assert who.totp_salt == "" and who.has_second_factor


def test_proofs_are_changed_only_soon_after_signing_in(hashed: str) -> None:
    client = signed_in(person(hashed, "reporter"))
    session = client.session
    session["begun"] -= 1000
    session.save()
    for address in (OWN, ADD):
        answer = client.get(address)
        assert answer.headers["Location"].startswith("/konto/logga-in/?again=1")
    assert "logga in på nytt" in client.get(answer.headers["Location"]).text
    assert client.get("/arbete/").status_code == 200


@pytest.mark.parametrize("address", [OWN, ADD])
def test_nobody_comes_to_proofs_without_signing_in(address: str) -> None:
    visitor = Client(headers=LOCAL)
    for answer in (visitor.get(address), visitor.post(address, {"koder": "1"})):
        assert answer.headers["Location"].startswith("/konto/logga-in/?")
    half = client_of(account("publisher"))
    session = half.session
    session["second"] = False
    session.save()
    assert half.get(address).headers["Location"] == "/konto/kod/"


SITES = {
    ("https://samlad.example", "samlad.example"): "https://samlad.example",
    ("https://samlad.example:8443", "samlad.example"): "https://samlad.example:8443",
    ("http://samlad.example", "samlad.example"): None,
    ("https://samlad.example", "*"): None,
    ("http://localhost:8000", "localhost"): "http://localhost:8000",
    ("https://127.0.0.1", "127.0.0.1"): None,
    ("https://[::1]:8000", "[::1]"): None,
}


@pytest.mark.parametrize("case", SITES)
def test_a_site_is_a_host_by_name_over_https(rf, settings, case: tuple[str, str]) -> None:
    address, allowed = case
    settings.ALLOWED_HOSTS = [allowed]
    scheme, _, host = address.partition("://")
    site = passkeys.site_of(rf.get("/", secure=scheme == "https", headers={"host": host}))
    assert (site.origin if site else None) == SITES[case]
    assert site is None or site.id == host.partition(":")[0]


def test_a_passkey_of_another_host_is_not_asked_for(hashed: str) -> None:
    who = person(hashed)
    device = with_passkey(who)
    Passkey.objects.update(site="old.example")
    client = waiting(who)
    page = client.get(CODE).text
    assert "data-options" not in page and "gjord för en annan adress" in page
    options = json.dumps({"challenge": text(b"z" * 32)})
    assert client.post(CODE, {"passkey": device.sign(options, flags=PRESENT)}).status_code == 422


def test_the_command_line_takes_every_second_factor_away(hashed: str) -> None:
    from samlad.portal.accounts.factors import remove_all

    who = person(hashed)
    with_passkey(who)
    client = signed_in(who)
    remove_all("system", who)
    assert client.get("/arbete/").status_code == 302
    assert waiting(who).get(NEW).status_code == 200
    assert not Passkey.objects.exists() and not RecoveryCode.objects.filter(account=who).exists()
