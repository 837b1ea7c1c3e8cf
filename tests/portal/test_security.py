"""What every response must carry, what is refused, and what never stands in a page."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from samlad.portal.middleware import OPEN_DATA_HEADERS, SECURITY_HEADERS
from tests.portal.test_foundation import TEMPLATES

pytestmark = pytest.mark.django_db

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ADDRESSES = [
    "/",
    "/en/",
    "/om",  # leads on
    "/om/data/manifest.json",
    "/finns-inte/",
    "/?q=" + "x" * 3000,
    "/static/css/foundation.css",
    "/static/finns-inte.css",
]


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address[:30])
def test_every_response_carries_the_policy_and_no_cookie(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.headers["Content-Security-Policy"] == POLICY
    open_data = OPEN_DATA_HEADERS if address.endswith(".json") else {}
    for name, text in {**SECURITY_HEADERS, **open_data}.items():
        assert response.headers[name] == text
    assert not response.cookies
    assert "Set-Cookie" not in response.headers


def test_a_host_that_is_not_ours_is_refused(client: Client) -> None:
    page = client.get("/", headers={"host": "elsewhere.example"})
    assert page.status_code == 400
    assert "Vi förstod inte frågan" in page.text


def test_a_long_query_is_refused_with_a_sentence(client: Client) -> None:
    assert client.get("/?q=" + "x" * 1998).status_code == 200
    page = client.get("/?q=" + "x" * 1999)
    assert page.status_code == 400
    assert "högst 2000 tecken" in page.text


def test_many_parameters_are_refused_with_a_sentence(client: Client) -> None:
    assert client.get("/?" + "&".join(["a=1"] * 100)).status_code == 200
    page = client.get("/en/?" + "&".join(["a=1"] * 101))
    assert page.status_code == 400
    assert "at most 100" in page.text


@pytest.mark.parametrize(
    "address",
    ["/om/data/..%2Fsettings.py", "/om/data/%00", "/%ff%fe/", "/en/../etc/", "/?a=%00%ff"],
)
def test_odd_addresses_are_answered_without_a_fault(client: Client, address: str) -> None:
    assert client.get(address).status_code in (200, 400, 404)


def test_a_page_that_has_not_changed_is_not_sent_again(client: Client) -> None:
    tag = client.get("/om/").headers["ETag"]
    again = client.get("/om/", headers={"if-none-match": tag})
    assert again.status_code == 304
    assert again.headers["Content-Security-Policy"] == POLICY


def test_pages_are_compressed(client: Client) -> None:
    page = client.get("/om/metod/", headers={"accept-encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert len(page.content) < 8_000


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_inline_style_script_or_handlers(path: object) -> None:
    source = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=\s*[\"']|javascript:", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize(
    "address", ["/", "/indikatorer/", "/platser/0180/", "/insatser.csv", "/sok/", "/en/om/design/"]
)
def test_pages_can_only_be_read(client: Client, address: str, method: str) -> None:
    page = getattr(client, method)(address)
    assert page.status_code == 405
    assert page.headers["Allow"] == "GET, HEAD"
    assert page.headers["Content-Security-Policy"] == POLICY
    said = "can only be read" if address.startswith("/en/") else "går bara att läsa"
    assert said in page.text and "<h1>" in page.text


def test_a_page_is_answered_to_head_without_a_body(client: Client) -> None:
    page = client.head("/indikatorer/")
    assert page.status_code == 200 and page.content == b""


@pytest.mark.parametrize(
    ("address", "is_open"),
    [
        ("/innehall.csv", True),
        ("/en/platser/0180.json", True),
        ("/indikatorer/turnout-riksdag.csv?del=platser", True),
        ("/om/data/results.parquet", True),
        ("/en/om/data/definitions.zip", True),
        ("/om/data/", False),
        ("/platser/0180/", False),
        ("/static/css/foundation.css", False),
        ("/", False),
    ],
)
def test_only_open_data_may_be_read_by_the_pages_of_others(
    client: Client, address: str, is_open: bool
) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers.get("Access-Control-Allow-Origin") == ("*" if is_open else None)
    policy = "cross-origin" if is_open else "same-origin"
    assert response.headers["Cross-Origin-Resource-Policy"] == policy
