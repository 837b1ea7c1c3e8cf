"""Several people at the same moment, against a portal that is served: SQLite and PostgreSQL."""

from __future__ import annotations

import http.cookiejar
import os
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyotp
import pytest

from tests.browser.serving import free_port, wait_until_served
from tests.work.people import PASSWORD, sent
from tests.work.postgres import postgresql

__all__ = ["postgresql"]

NEW = "/arbete/insatser/ny/"


@dataclass
class Served:
    """A portal of its own, its address, and how to run a command on its data."""

    address: str
    data: Path
    environment: Mapping[str, str]

    def samlad(self, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "samlad", *arguments, "--data", str(self.data)],
            input=typed, capture_output=True, text=True, env=self.environment, check=False,
        )  # fmt: skip


class Person:
    """Somebody with a browser that sends forms and follows no redirect."""

    def __init__(self, address: str, name: str) -> None:
        self.address = address
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies, _NoRedirect())
        self.opener.addheaders = [("Origin", address)]
        assert self.post("/konto/logga-in/", {"name": name, "password": PASSWORD}) == 302

    def get(self, path: str) -> str:
        return self.opener.open(self.address + path).read().decode()

    def post(self, path: str, form: Mapping[str, Any]) -> int:
        body = urllib.parse.urlencode(form, doseq=True).encode()
        try:
            return self.opener.open(self.address + path, body).status
        except urllib.error.HTTPError as answer:
            return answer.code

    def take(self, page: str, address: str, verb: str, **fields: str) -> int:
        """The step from the page of work as it was seen."""
        form = page[page.index(f'action="{address}{verb}/"') :].partition("</form>")[0]
        return self.post(f"{address}{verb}/", {**_hidden(form), **fields})


class Publisher(Person):
    """Somebody who publishes: sets a second factor up at the first sign-in."""

    def __init__(self, address: str, name: str) -> None:
        super().__init__(address, name)
        page = self.get("/konto/kod/ny/")
        secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page)
        assert secret and token
        code = pyotp.TOTP(secret[1].replace(" ", "")).now()
        form = {"code": code, "csrfmiddlewaretoken": token[1]}
        assert self.post("/konto/kod/ny/", form) == 200


def _hidden(form: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    database = request.getfixturevalue("postgresql") if request.param == "postgresql" else ""
    data, port = tmp_path_factory.mktemp(request.param), free_port()
    environment = {**os.environ, "SAMLAD_DATABASE": database}
    here = Served(f"http://127.0.0.1:{port}", data, environment)
    for name in ("rut", "rolf"):
        made = here.samlad(
            "user", "add", name, "--role", "reporter", "--actor", "boverket", typed=f"{PASSWORD}\n"
        )
        assert made.returncode == 0, made.stderr
    for name in ("petra", "pelle"):
        made = here.samlad("user", "add", name, "--role", "publisher", typed=f"{PASSWORD}\n")
        assert made.returncode == 0, made.stderr
    log = data / "serve.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "samlad", "serve", "--port", str(port), "--data", str(data)],
            stdout=out, stderr=subprocess.STDOUT, env=environment,
        )  # fmt: skip
    try:
        wait_until_served(here.address, process, log)
        yield here
    finally:
        process.terminate()
        process.wait(timeout=20)


def at_once(*doings: Any) -> list[int]:
    with ThreadPoolExecutor(len(doings)) as pool:
        return [each.result() for each in [pool.submit(doing) for doing in doings]]


def begun(person: Person, title: str) -> str:
    page = person.get(NEW)
    assert person.post(NEW, sent(page, title_sv=title, kind="grant")) == 302
    found = re.search(
        r'<a href="(/arbete/insatser/[^"]+/)">' + re.escape(title), person.get("/arbete/")
    )
    assert found
    return found[1]


def test_one_form_sent_six_times_at_once_makes_one_record(served: Served) -> None:
    person = Person(served.address, "rut")
    form = sent(person.get(NEW), title_sv="Sex gånger", kind="grant")
    answers = at_once(*[lambda: person.post(NEW, form)] * 6)
    assert answers == [302] * 6
    assert person.get("/arbete/").count("/arbete/insatser/sex-ganger/") == 2, "as draft and as mine"
    assert "sex-ganger-2" not in person.get("/arbete/")


def test_two_who_begin_under_one_title_get_one_each(served: Served) -> None:
    people = [Person(served.address, name) for name in ("rut", "rolf")]
    forms = [sent(p.get(NEW), title_sv="Samma titel", kind="grant") for p in people]
    answers = at_once(
        *[lambda p=p, f=f: p.post(NEW, f) for p, f in zip(people, forms, strict=True)]
    )
    assert answers == [302, 302]
    assert "/samma-titel/" in people[0].get("/arbete/")
    assert "/samma-titel-2/" in people[0].get("/arbete/")


def test_of_two_who_save_at_once_one_is_told(served: Served) -> None:
    people = [Person(served.address, name) for name in ("rut", "rolf")]
    address = begun(people[0], "Två på en gång") + "andra/"
    forms = [sent(p.get(address), note=f"av {n}") for n, p in enumerate(people)]
    answers = at_once(
        *[lambda p=p, f=f: p.post(address, f) for p, f in zip(people, forms, strict=True)]
    )
    assert sorted(answers) == [302, 409]
    kept = answers.index(302)
    assert f"av {kept}" in people[0].get(address)


def test_the_chain_is_whole_after_many_at_once(served: Served) -> None:
    person = Person(served.address, "rut")
    pages = [person.get(NEW) for _ in range(8)]
    forms = [sent(page, title_sv=f"Många {n}", kind="grant") for n, page in enumerate(pages)]
    assert at_once(*[lambda f=f: person.post(NEW, f) for f in forms]) == [302] * 8
    verdict = served.samlad("audit", "verify")
    assert verdict.returncode == 0, verdict.stderr
    assert "unbroken" in verdict.stdout


def test_who_publishes_and_who_withdraws_at_once_block_nothing(served: Served) -> None:
    writer = Person(served.address, "rut")
    one, other = (Publisher(served.address, name) for name in ("petra", "pelle"))
    address = begun(writer, "Ut och in")

    def handed_over(note: str) -> tuple[str, str]:
        """The page of work as both see it when another draft waits for review."""
        change = sent(writer.get(f"{address}andra/"), note=note)
        assert writer.post(f"{address}andra/", change) == 302
        assert writer.take(writer.get(address), address, "skicka") == 302
        return one.get(address), other.get(address)

    assert one.take(handed_over("Nummer 1")[0], address, "publicera") == 302
    pages = handed_over("Nummer 2")
    answers = at_once(
        lambda: one.take(pages[0], address, "publicera"),
        lambda: other.take(pages[1], address, "dra-tillbaka", skal="Fel"),
    )
    assert answers in ([302, 302], [302, 409]), "withdrawn first and then published, or not at all"
    assert one.take(handed_over("Nummer 3")[0], address, "publicera") == 302
    for number in (1, 2, 3):
        public = f"{address.replace('/arbete', '')}version/{number}/"
        assert f"Nummer {number}" in one.get(public)
    assert served.samlad("audit", "verify").returncode == 0
