"""Signing in by a provider of OpenID Connect: the portal as a process, a provider beside it."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

from samlad.errors import EnvironmentFault
from samlad.portal.accounts.openid.settings import NEEDED, OpenId, openid_of
from tests.work.people import PASSWORD, sent

pytest.importorskip(
    "allauth.socialaccount.app_settings", reason="the extra samlad[openid] is not installed"
)
pytest.importorskip("jwt", reason="the extra samlad[openid] is not installed")

import httpx

from tests.accounts.provider import CLIENT, SECRET, Provider, new_key, served_provider
from tests.work.office import Office, office_of

OIDC, BACK = "/konto/oidc/", "/konto/oidc/svar/"

#: Made in one go, since each command takes a second.
MAKE = """
from samlad.portal.accounts.changing import Scope, change_account, make_account, set_password
from samlad.portal.accounts.factors import link_openid
from samlad.portal.accounts.links import new_link
from samlad.portal.accounts.lockout import note_failure
from samlad.portal.accounts.models import Account
from samlad.portal.accounts.openid.current import provider
from samlad.portal.accounts.roles import AccountRole as Role
reporter = Scope(Role.REPORTER, ["boverket"])
for name, scope in [("pia", Scope(Role.PUBLISHER)), ("adam", Scope(Role.ADMINISTRATOR)),
                    ("stina", reporter), ("lisa", reporter), ("rolf", reporter), ("ny", reporter)]:
    account = make_account("test", name, name.title() + " Prov", "", scope)
    if name not in ("rolf", "ny"):
        link_openid("test", account, provider().issuer, "sub-" + name)
    if name == "stina":
        change_account("test", account, full_name="S", email="", scope=reporter, is_active=False)
    if name == "rolf":
        set_password(account, "PASSWORD")
    if name == "ny":
        print(new_link("system", account))
for _ in range(5):
    note_failure("lisa")
"""


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with served_provider() as provider:
        yield provider


def environment_of(address: str) -> dict[str, str]:
    return {
        "SAMLAD_OPENID": address,
        "SAMLAD_OPENID_CLIENT": CLIENT,
        "SAMLAD_OPENID_SECRET": SECRET,
        "SAMLAD_OPENID_NAME": "Kommunens inloggning",
        "SAMLAD_OPENID_ACR": "urn:loa3, urn:loa4",
    }


def python(code: str, **environment: str) -> str:
    start = "import django; django.setup()\n"
    kept = os.environ | {"DJANGO_SETTINGS_MODULE": "samlad.portal.settings"} | environment
    return subprocess.run(
        [sys.executable, "-c", start + code], capture_output=True, text=True, check=True, env=kept
    ).stdout


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, provider: Provider) -> Iterator[Office]:
    given = environment_of(provider.address)
    people = {"rut": ("--role", "reporter", "--actor", "boverket")}
    with office_of(tmp_path_factory.mktemp("office"), people, **given) as office:
        linked = office.samlad("user", "link-openid", "rut", "sub-rut", **given)
        assert linked == f"rut can sign in as 'sub-rut' of {provider.address}\n"
        token = python(MAKE.replace("PASSWORD", PASSWORD), SAMLAD_DATA=str(office.data), **given)
        office.links["ny"] = token.strip()
        yield office


@pytest.fixture(autouse=True)
def as_usual(provider: Provider) -> None:
    provider.as_usual()


@pytest.fixture
def visitor(office: Office) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=office.address, headers={"sec-fetch-site": "same-origin"}) as client:
        yield client


def to_provider(visitor: httpx.Client, address: str = OIDC) -> str:
    """Set out; where the provider sends the browser back to."""
    begun = visitor.get(address)
    assert begun.status_code == 302, begun.text
    return httpx.get(begun.headers["location"]).headers["location"]


def sign_in(visitor: httpx.Client, address: str = OIDC) -> httpx.Response:
    """All the way there and back."""
    return visitor.get(to_provider(visitor, address))


def is_in(visitor: httpx.Client) -> bool:
    return visitor.get("/arbete/").status_code == 200


def text_of(page: httpx.Response) -> str:
    """The words of the page's heading and below."""
    return re.sub(r"<[^>]+>", "", page.text.partition("<h1>")[2])


def test_somebody_who_is_linked_signs_in_and_comes_where_they_wanted(
    visitor: httpx.Client, provider: Provider
) -> None:
    page = visitor.get("/konto/logga-in/?vidare=/arbete/insatser/ny/")
    link = re.search(r'href="(/konto/oidc/[^"]*)">Logga in med Kommunens inloggning<', page.text)[1]
    assert not visitor.cookies
    answer = sign_in(visitor, link)
    assert answer.headers["location"] == "/arbete/insatser/ny/" and is_in(visitor)
    asked = provider.asked[-1]
    assert asked["scope"] == "openid" and asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256" and len(asked["nonce"]) >= 32
    assert asked["redirect_uri"].endswith(BACK) and asked["client_id"] == CLIENT


def test_state_nonce_and_challenge_are_new_each_time(
    visitor: httpx.Client, provider: Provider
) -> None:
    for _ in range(2):
        sign_in(visitor)
    for name in ("state", "nonce", "code_challenge"):
        assert provider.asked[-1][name] != provider.asked[-2][name]


@pytest.mark.parametrize(
    ("says", "onward"),
    [
        ({}, "/konto/kod/ny/"),
        ({"amr": ["pwd"]}, "/konto/kod/ny/"),
        ({"amr": ["pwd", "sms"]}, "/konto/kod/ny/"),
        ({"amr": "mfa"}, "/konto/kod/ny/"),
        ({"acr": "urn:loa2"}, "/konto/kod/ny/"),
        ({"amr": ["pwd", "otp"]}, "/arbete/"),
        ({"amr": ["hwk"]}, "/arbete/"),
        ({"acr": "urn:loa3"}, "/arbete/"),
    ],
)
def test_a_publisher_needs_our_second_factor_unless_the_provider_had_one(
    visitor: httpx.Client, provider: Provider, says: dict[str, Any], onward: str
) -> None:
    provider.subject, provider.claims = "sub-pia", says
    assert sign_in(visitor).headers["location"] == onward
    assert is_in(visitor) == (onward == "/arbete/")


def test_somebody_unknown_learns_what_to_give_an_administrator(
    visitor: httpx.Client, provider: Provider, office: Office
) -> None:
    provider.subject = "<okänd>&1"
    provider.claims = {
        "email": "rut@example.se",
        "email_verified": True,
        "preferred_username": "rut",
    }
    page = sign_in(visitor, "/en" + OIDC)
    assert page.status_code == 403 and "Give them this identity" in page.text
    assert "&lt;okänd&gt;&amp;1" in page.text and "<okänd>" not in page.text
    assert page.headers["content-language"] == "en" and '<html lang="en">' in page.text
    assert not is_in(visitor) and not visitor.cookies
    assert accounts(office) == 7, "and nobody is made"


def accounts(office: Office) -> int:
    with sqlite3.connect(office.data / "samlad.sqlite3") as database:
        tables = (
            "socialaccount_socialaccount",
            "socialaccount_socialtoken",
            "account_emailaddress",
        )
        for table in tables:
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
        return database.execute("SELECT count(*) FROM accounts_account").fetchone()[0]


@pytest.mark.parametrize(
    ("subject", "said"), [("sub-stina", "Ditt konto är stängt"), ("sub-lisa", "Vänta till klockan")]
)
def test_a_closed_or_locked_account_does_not_come_in(
    visitor: httpx.Client, provider: Provider, subject: str, said: str
) -> None:
    provider.subject = subject
    page = sign_in(visitor)
    assert page.status_code == 403 and said in text_of(page) and not is_in(visitor)


def test_cancelling_at_the_provider_is_said(visitor: httpx.Client, provider: Provider) -> None:
    provider.refuses = "access_denied"
    page = sign_in(visitor)
    assert page.status_code == 403 and "avbröts" in text_of(page) and not is_in(visitor)


#: What the provider does wrong: changes to it, set before the browser sets out.
NOW = int(time.time())
WRONG: dict[str, dict[str, Any]] = {
    "another nonce": {"claims": {"nonce": "x"}},
    "no nonce": {"claims": {"nonce": None}},
    "another audience": {"claims": {"aud": "another"}},
    "more audiences, for another": {"claims": {"aud": [CLIENT, "another"], "azp": "another"}},
    "another issuer": {"claims": {"iss": "https://elsewhere.example"}},
    "too old": {"claims": {"exp": NOW - 3600}},
    "without a time": {"claims": {"exp": "never"}},
    "without a subject": {"claims": {"sub": None}},
    "a subject that is none": {"claims": {"sub": "x" * 300}},
    "another key": {"signing_key": new_key()},
    "no signature": {"algorithm": "none"},
    "a shared secret": {"algorithm": "HS256", "signing_key": "x" * 32},
    "no id token": {"answer": {"access_token": "a"}},
    "an id token that is none": {"answer": {"access_token": "a", "id_token": "a.b.c"}},
    "a list": {"answer": []},
    "an error of its own": {"refuses": "server_error"},
    "down at the token": {"is_down": "/token"},
    "down at the keys": {"is_down": "/jwks"},
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_not_quite_right_signs_nobody_in(
    visitor: httpx.Client, provider: Provider, what: str
) -> None:
    for name, value in WRONG[what].items():
        setattr(provider, name, value)
    page = sign_in(visitor)
    assert page.status_code == 502 and "Försök igen om en stund" in text_of(page)
    assert not is_in(visitor) and not visitor.cookies


@pytest.mark.parametrize(
    "what",
    [
        {"is_down": "/.well-known/openid-configuration"},
        {"discovery": {"issuer": "https://elsewhere.example"}},
        {"discovery": {"token_endpoint": "http://elsewhere.example/token"}},
        {"discovery": {"jwks_uri": None}},
        {"discovery": {"authorization_endpoint": "javascript:1"}},
    ],
)
def test_a_provider_that_cannot_be_trusted_is_not_gone_to(
    visitor: httpx.Client, provider: Provider, what: dict[str, Any]
) -> None:
    for name, value in what.items():
        setattr(provider, name, value)
    page = visitor.get("/en" + OIDC)
    assert page.status_code == 502 and "Try again in a while" in text_of(page)
    assert not visitor.cookies


def test_an_answer_to_no_question_or_to_another_browser_is_refused(
    visitor: httpx.Client, office: Office
) -> None:
    for query in ("", "?code=x", "?code=x&state=y", "?error=access_denied", "?state=%00"):
        page = visitor.get(BACK + query)
        assert page.status_code == 400 and "Börja om" in text_of(page) and not visitor.cookies
    back = to_provider(visitor)
    with httpx.Client(base_url=office.address) as elsewhere:
        assert elsewhere.get(back).status_code == 400 and not is_in(elsewhere)
    assert visitor.get(back).status_code == 302
    assert visitor.get(back).status_code == 400, "and once only"


@pytest.mark.parametrize("query", ["", "?koppla=1", "?vidare=/arbete/"])
def test_no_other_site_begins_a_sign_in(office: Office, query: str) -> None:
    with httpx.Client(base_url=office.address) as client:
        for site in ("cross-site", "same-site"):
            answer = client.get(OIDC + query, headers={"sec-fetch-site": site})
            assert answer.headers["location"] == "/konto/logga-in/" and not client.cookies


@pytest.mark.parametrize(
    "address",
    ["/accounts/login/", "/konto/oidc/login/", "/konto/oidc/samlad/login/", "/konto/social/signup/",
     "/konto/oidc/samlad/login/callback/", "/konto/signup/", "/konto/oidc/?lank=x"],
)  # fmt: skip
def test_allauth_has_no_pages_here(visitor: httpx.Client, address: str) -> None:
    assert visitor.get(address).status_code == 404


def test_only_reading_starts_and_answers(visitor: httpx.Client) -> None:
    for address in (OIDC, BACK):
        assert visitor.post(address).status_code in (403, 405)


def token_of(page: httpx.Response) -> dict[str, str]:
    found = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page.text)
    return {"csrfmiddlewaretoken": found[1] if found else ""}


def test_somebody_links_the_own_account_and_takes_it_away(
    visitor: httpx.Client, provider: Provider, office: Office
) -> None:
    visitor.post("/konto/logga-in/", data={"name": "rolf", "password": PASSWORD})
    own = visitor.get("/konto/sakerhet/")
    assert "Koppla Kommunens inloggning" in own.text
    provider.subject = "sub-pia"
    taken = sign_in(visitor, OIDC + "?koppla=1")
    assert taken.status_code == 409 and "redan kopplad" in text_of(taken) and is_in(visitor)
    provider.subject = "sub-rolf"
    typed = visitor.get(OIDC + "?koppla=1", headers={"sec-fetch-site": "none"})
    assert typed.headers["location"] == "/konto/sakerhet/", "only from the page itself"
    assert sign_in(visitor, OIDC + "?koppla=1").headers["location"] == "/konto/sakerhet/"
    linked = visitor.get("/konto/sakerhet/")
    assert "Ta bort kopplingen till Kommunens inloggning" in linked.text
    with httpx.Client(base_url=office.address) as elsewhere:
        assert sign_in(elsewhere).headers["location"] == "/arbete/" and is_in(elsewhere)
        gone = visitor.post("/konto/sakerhet/", data={"lossa": "1"} | token_of(linked))
        assert gone.status_code == 302 and is_in(visitor)
        assert not is_in(elsewhere), "its other sessions end"
        assert sign_in(elsewhere).status_code == 403
    assert actions(office, "rolf")[-2:] == ["account.openid-linked", "account.openid-unlinked"]


def actions(office: Office, name: str) -> list[str]:
    with sqlite3.connect(office.data / "samlad.sqlite3") as database:
        rows = database.execute(
            "SELECT action FROM audit_entry WHERE subject = ? ORDER BY number", [f"account:{name}"]
        )
        return [row[0] for row in rows]


def test_nobody_links_an_account_that_is_no_longer_signed_in(
    visitor: httpx.Client, provider: Provider
) -> None:
    visitor.post("/konto/logga-in/", data={"name": "rolf", "password": PASSWORD})
    provider.subject = "sub-annan"
    back = to_provider(visitor, OIDC + "?koppla=1")
    provider.subject = "sub-rut"
    page = visitor.get(to_provider(visitor))
    assert page.headers["location"] == "/arbete/"
    assert visitor.get(back).status_code in (400, 403)


def test_a_one_time_link_links_once(
    visitor: httpx.Client, provider: Provider, office: Office
) -> None:
    provider.subject = "sub-ny"
    welcome = f"/konto/valkommen/{office.links['ny']}/"
    link = re.search(r'href="(/konto/oidc/\?lank=[^"]+)"', visitor.get(welcome).text)[1]
    answer = sign_in(visitor, link)
    assert answer.headers["location"] == "/arbete/" and is_in(visitor)
    assert visitor.get(welcome).status_code == 404 and visitor.get(link).status_code == 404
    assert actions(office, "ny")[-1] == "account.openid-linked"


def test_an_administrator_links_and_unlinks_an_account(
    visitor: httpx.Client, provider: Provider, office: Office
) -> None:
    provider.subject, provider.claims = "sub-adam", {"amr": ["mfa"]}
    assert sign_in(visitor).headers["location"] == "/arbete/"
    listed = visitor.get("/arbete/konton/").text
    address = re.search(r'href="(/arbete/konton/\d+/)">rut<', listed)[1]
    page = visitor.get(address)
    assert "sub-rut" in page.text
    form = second_form(page.text)
    without_key = visitor.post(address, data=token_of(page) | {"lossa": "1"})
    assert without_key.status_code == 400 and "saknar sin nyckel" in without_key.text
    assert visitor.post(address, data=form | {"lossa": "1"}).status_code == 302
    page = visitor.get(address)
    taken = visitor.post(
        address, data=second_form(page.text) | {"koppla": "1", "subject": "sub-pia"}
    )
    assert taken.status_code == 422 and "redan kopplad" in taken.text
    empty = visitor.post(address, data=second_form(page.text) | {"koppla": "1", "subject": " "})
    assert empty.status_code == 422
    form = second_form(page.text) | {"koppla": "1", "subject": "sub-rut"}
    assert [visitor.post(address, data=form).status_code for _ in range(2)] == [302, 302]
    assert actions(office, "rut")[-2:] == ["account.openid-unlinked", "account.openid-linked"]


def second_form(page: str) -> dict[str, str]:
    """What the form of the link sends, as it stands."""
    found = re.findall(r'<form class="work-form".*?</form>', page, re.S)[1]
    return {name: values[0] for name, values in sent(found).items()}


def test_the_log_holds_no_secret_code_or_token(office: Office) -> None:
    log = (office.data / "serve.log").read_text()
    assert "went wrong" in log
    assert SECRET not in log and "eyJ" not in log and "Traceback" not in log


def test_the_command_says_what_cannot_be_linked(office: Office, provider: Provider) -> None:
    given = environment_of(provider.address)
    for arguments, said in (
        (("link-openid", "rut", "sub-x"), "is linked already"),
        (("link-openid", "rolf", "sub-pia"), "is linked to pia"),
        (("unlink-openid", "rolf"), "is not linked"),
    ):
        answer = subprocess.run(
            [sys.executable, "-m", "samlad", "user", *arguments, "--data", str(office.data)],
            capture_output=True, text=True, env=os.environ | given, check=False,
        )  # fmt: skip
        assert answer.returncode == 2 and said in answer.stderr and answer.stderr.count("\n") == 1


CHECK = """
from django.core.management import call_command
call_command("check", fail_level="WARNING")
call_command("makemigrations", check=True, dry_run=True, verbosity=0)
from django.urls import NoReverseMatch, reverse
from django.conf import settings
try:
    print(reverse("openid"), "allauth.socialaccount" in settings.INSTALLED_APPS)
except NoReverseMatch:
    print("none", any("allauth" in app for app in settings.INSTALLED_APPS))
"""


def test_checks_and_migrations_are_clean_with_it_and_without() -> None:
    given = environment_of("https://login.example.se")
    assert python(CHECK, **given).splitlines()[-1] == "/konto/oidc/ True"
    assert python(CHECK).splitlines()[-1] == "none False"


ALL = environment_of("https://login.example.se/")


def test_all_four_make_a_provider_and_none_make_none() -> None:
    assert openid_of({}) is None
    found = openid_of(ALL)
    assert found is not None and found.issuer == "https://login.example.se/"
    assert found.discovery == "https://login.example.se/.well-known/openid-configuration"
    assert found.acr == {"urn:loa3", "urn:loa4"} and SECRET not in repr(found)
    assert OpenId("https://x", "c", "s", "n").acr == frozenset()


@pytest.mark.parametrize("lacking", NEEDED)
def test_half_a_provider_is_one_sentence(lacking: str) -> None:
    for given in ({**ALL, lacking: " "}, {lacking: ALL[lacking]}):
        with pytest.raises(EnvironmentFault, match=r"not set, though .* set all four"):
            openid_of(given)


@pytest.mark.parametrize(
    "issuer",
    ["login.example.se", "http://login.example.se", "https://", "https://x/?a=1", "https://[x"],
)
def test_an_issuer_that_is_none_is_one_sentence(issuer: str) -> None:
    with pytest.raises(EnvironmentFault, match="is no issuer's address"):
        openid_of({**ALL, "SAMLAD_OPENID": issuer})


def test_half_a_provider_ends_the_command(tmp_path) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "samlad", "serve", "--port", "0", "--data", str(tmp_path)],
        capture_output=True, text=True, check=False, timeout=60,
        env=os.environ | {"SAMLAD_OPENID": "https://login.example.se"},
    )  # fmt: skip
    assert answer.returncode == 2 and answer.stderr.count("\n") == 1
    assert (
        "SAMLAD_OPENID_CLIENT, SAMLAD_OPENID_SECRET, SAMLAD_OPENID_NAME: not set" in answer.stderr
    )
