"""What is sent from elsewhere is refused, and visitors' pages know of no cookie."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.test import Client

from samlad.portal.register.models import Draft
from tests.work.people import account, client_of, sent

pytestmark = pytest.mark.django_db

SIGN_IN = "/konto/logga-in/"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 422),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, 403),
        ({"origin": "http://testserver"}, 422),
        ({"origin": "https://testserver"}, 403),
        ({"origin": "http://testserver.example"}, 403),
        ({"origin": "null"}, 403),
        ({}, 403),
    ],
)
@pytest.mark.parametrize("address", [SIGN_IN, "/en" + SIGN_IN])
def test_a_form_sent_from_elsewhere_is_refused(
    headers: dict[str, str], status: int, address: str
) -> None:
    answer = Client(headers=headers).post(address, {"name": "", "password": ""})
    assert answer.status_code == status
    assert "<h1>" in answer.text and not answer.cookies


def test_a_form_without_the_token_of_the_session_is_refused() -> None:
    client = client_of(account("publisher"))
    client.handler.enforce_csrf_checks = True
    page = client.get("/arbete/insatser/ny/").text
    form = sent(page, title_sv="Prov", kind="grant")
    wrong = {**form, "csrfmiddlewaretoken": "x" * 64}
    assert client.post("/arbete/insatser/ny/", wrong).status_code == 403
    assert not Draft.objects.exists()
    assert client.post("/arbete/insatser/ny/", form).status_code == 302


@pytest.mark.parametrize(
    "address", ["/", "/insatser/", "/insatser/reformprogram-2016/", "/sok/?q=x"]
)
def test_pages_for_visitors_know_of_no_cookie(address: str) -> None:
    client = client_of(account("publisher"))
    page = client.get(address)
    assert not page.cookies and "Cookie" not in page.headers.get("Vary", "")
    assert page.content == Client().get(address).content


@pytest.mark.parametrize("address", ["/insatser/", "/arbetet/", "/insatser/x/version/1/"])
def test_only_pages_of_work_take_anything_in(address: str) -> None:
    assert client_of(account("publisher")).post(address).status_code == 405


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_pages_of_work_take_only_forms(method: str) -> None:
    answer = getattr(client_of(account("publisher")), method)("/arbete/")
    assert answer.status_code == 405 and answer.headers["Allow"] == "GET, HEAD, POST"


def test_pages_of_work_are_not_kept_by_browsers_or_shown_by_search_engines() -> None:
    page = client_of(account("publisher")).get("/arbete/")
    assert page.headers["Cache-Control"] == "private, no-store"
    assert '<meta name="robots" content="noindex">' in page.text
    assert "Strict-Transport-Security" not in page.headers


def test_by_https_cookies_belong_to_this_host_alone() -> None:
    code = (
        "from django.conf import settings as s; "
        "print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY)"
    )
    environment = {
        **os.environ, "SAMLAD_HTTPS": "1", "DJANGO_SETTINGS_MODULE": "samlad.portal.settings"
    }  # fmt: skip
    out = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert out.stdout.split() == ["__Host-samlad", "True", "True"]


def test_behind_a_server_with_https_the_address_is_one_of_https(settings) -> None:
    settings.HTTPS = True
    fields = {"name": "", "password": ""}
    here = {"host": "testserver"}
    right = Client(headers={**here, "origin": "https://testserver"}).post(SIGN_IN, fields)
    assert right.status_code == 422
    assert right.headers["Strict-Transport-Security"] == "max-age=31536000"
    wrong = Client(headers={**here, "origin": "http://testserver"}).post(SIGN_IN, fields)
    assert wrong.status_code == 403


@pytest.mark.parametrize(
    "address",
    ["/arbete/insatser/%00/", "/arbete/rapporter/99999999999999999999/", "/konto/valkommen/%00/"],
)
def test_odd_addresses_are_pages_that_do_not_exist(address: str) -> None:
    assert client_of(account("publisher")).get(address).status_code == 404


@pytest.mark.parametrize("odd", ["\0", "x" * 65, ""])
def test_an_odd_key_is_one_sentence(odd: str) -> None:
    client = client_of(account("publisher"))
    page = client.get("/arbete/insatser/ny/").text
    answer = client.post("/arbete/insatser/ny/", sent(page, title_sv="P", kind="grant", nyckel=odd))
    assert answer.status_code == 400 and "saknar sin nyckel" in answer.text


def test_a_body_that_is_no_form_is_refused() -> None:
    client = client_of(account("publisher"))
    for body, kind in ((b"\xff\xfe", "multipart/form-data"), (b"{}", "application/json")):
        answer = client.post("/arbete/insatser/ny/", body, content_type=kind)
        assert answer.status_code in (400, 422)
