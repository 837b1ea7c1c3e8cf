"""A day's work by keyboard: sign in with two factors, write, be sent back, publish, report."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import free_port, wait_until_served
from tests.browser.test_every_page import violations
from tests.work.people import PASSWORD

pytestmark = pytest.mark.browser

WAYS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


@dataclass
class Office:
    """A Samlad of its own, with the links by which its people set their passwords."""

    address: str
    links: dict[str, str]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    data = tmp_path_factory.mktemp("office")

    def samlad(*arguments: str) -> str:
        command = [sys.executable, "-m", "samlad", *arguments, "--data", str(data)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    links = {}
    for name, *scope in (
        ("rut", "--role", "reporter", "--actor", "boverket"),
        ("pia", "--role", "publisher"),
        ("rolf", "--role", "reporter", "--actor", "boverket"),
        ("petra", "--role", "publisher"),
    ):
        out = samlad("user", "add", name, "--full-name", f"{name.title()} Prov", "--link", *scope)
        links[name] = re.search(r"(/konto/valkommen/\S+)", out)[1]
    port, log = free_port(), Path(data) / "serve.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "samlad", "serve", "--port", str(port), "--data", str(data)],
            stdout=out, stderr=subprocess.STDOUT, env={**os.environ},
        )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_served(address, process, log)
        yield Office(address, links)
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def new_page(browser: Browser, office: Office, scripts: bool) -> Iterator[object]:
    contexts = []

    def make() -> Page:
        context = browser.new_context(
            base_url=office.address,
            java_script_enabled=scripts,
            viewport={"width": 1000, "height": 900},
        )
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


def press(page: Page, role: str, name: str) -> None:
    """Go to the button or link by its name and press Enter, as by keyboard."""
    target = page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]
    target.focus()
    enter(page)


def enter(page: Page) -> None:
    """Press Enter, and wait for the page it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write_in(page: Page, label: str, text: str) -> None:
    """Go to the field by its label and type."""
    page.get_by_label(label, exact=True).first.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)


def clean(page: Page, scripts: bool) -> None:
    """Nothing for axe to find; it needs scripts."""
    if scripts:
        assert violations(page) == []


def choose_password(page: Page, link: str, scripts: bool) -> None:
    page.goto(link)
    clean(page, scripts)
    write_in(page, "Nytt lösenord", PASSWORD)
    write_in(page, "Samma lösenord en gång till", PASSWORD)
    enter(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Logga in")


def sign_in(page: Page, name: str, scripts: bool) -> None:
    page.goto("/arbete/")
    clean(page, scripts)
    assert page.context.cookies() == []
    write_in(page, "Användarnamn", name)
    write_in(page, "Lösenord", PASSWORD)
    enter(page)


def come_in(page: Page, name: str, office: Office, scripts: bool) -> None:
    """A reporter chooses a password, signs in, and gets the only cookie there is."""
    choose_password(page, office.links[name], scripts)
    sign_in(page, name, scripts)
    expect(page.get_by_role("heading", level=1)).to_have_text("Arbete")
    cookies = page.context.cookies()
    assert [(c["name"], c["httpOnly"], c["sameSite"]) for c in cookies] == [("samlad", True, "Lax")]
    clean(page, scripts)


def come_in_twice_proven(page: Page, name: str, office: Office, scripts: bool) -> str:
    """A publisher also sets up a second factor, and keeps its secret."""
    choose_password(page, office.links[name], scripts)
    sign_in(page, name, scripts)
    expect(page.get_by_role("heading", level=1)).to_have_text("Skaffa en andra faktor")
    clean(page, scripts)
    secret = page.locator("code.secret").inner_text().replace(" ", "")
    write_in(page, "Kod", pyotp.TOTP(secret).now())
    enter(page)
    expect(page.locator(".codes li")).to_have_count(10)
    clean(page, scripts)
    press(page, "link", "Jag har sparat dem, fortsätt")
    clean(page, scripts)
    return secret


def write_and_submit(page: Page, title: str, scripts: bool) -> str:
    """A draft with a fault, mended; the address of its page of work."""
    press(page, "link", "Ny insats")
    clean(page, scripts)
    write_in(page, "Beslutad", "2026-13")
    press(page, "button", "Spara utkast")
    expect(page.get_by_role("alert")).to_contain_text("Titel på svenska")
    expect(page.get_by_label("Beslutad", exact=True)).to_have_value("2026-13")
    clean(page, scripts)
    write_in(page, "Titel på svenska", title)
    write_in(page, "Beslutad", "2026-01")
    page.get_by_label("Slag", exact=True).select_option("grant")
    press(page, "button", "Spara utkast")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    clean(page, scripts)
    address = page.url
    press(page, "button", "Skicka in för granskning")
    return address


def send_back(page: Page, title: str, scripts: bool) -> None:
    """First without a reason, which is asked for."""
    press(page, "link", title)
    press(page, "button", "Skicka tillbaka")
    expect(page.locator("#skal-skicka-tillbaka-fel")).to_be_visible()
    clean(page, scripts)
    write_in(page, "Varför skickas utkastet tillbaka?", "Var i staden?")
    press(page, "button", "Skicka tillbaka")


def answer(page: Page, title: str) -> None:
    """Read why it came back, add the place, submit again."""
    page.goto("/arbete/")
    expect(page.get_by_text("Tillbakaskickad")).to_be_visible()
    press(page, "link", title)
    expect(page.get_by_text("Var i staden?").first).to_be_visible()
    press(page, "link", "Ändra")
    row = page.get_by_role("group", name="Plats 1")
    row.get_by_label("Plats", exact=True).focus()
    page.keyboard.type("Stockholms kommun")
    press(page, "button", "Spara utkast")
    press(page, "button", "Skicka in för granskning")


def report(page: Page, place: str, scripts: bool) -> None:
    """Write a period report, sign it."""
    page.goto(place)
    press(page, "link", "Skriv lägesrapport")
    clean(page, scripts)
    write_in(page, "Perioden börjar", "2026-01")
    write_in(page, "Perioden slutar", "2026-06")
    write_in(page, "Vad som är gjort", "Två grupper har kommit i gång.")
    press(page, "button", "Spara utkast")
    clean(page, scripts)
    press(page, "button", "Skriv under och skicka in")


@WAYS
def test_a_reporter_and_a_publisher_work_together(new_page, office: Office, scripts: bool) -> None:
    who, boss = ("rut", "pia") if scripts else ("rolf", "petra")
    title = "Läxhjälp i Rågsved" if scripts else "Fritidsgård i Hovsjö"
    reporter: Page = new_page()
    come_in(reporter, who, office, scripts)
    place = write_and_submit(reporter, title, scripts)

    publisher: Page = new_page()
    secret = come_in_twice_proven(publisher, boss, office, scripts)
    send_back(publisher, title, scripts)
    answer(reporter, title)
    publisher.goto(place)
    press(publisher, "button", "Publicera")
    press(publisher, "link", "Se den publicerade sidan")
    expect(publisher.get_by_role("heading", level=1)).to_have_text(title)
    expect(publisher.locator("main")).to_contain_text("Stockholm")

    report(reporter, place, scripts)
    publisher.goto("/arbete/")
    press(publisher, "link", f"Lägesrapport för {title}")
    press(publisher, "button", "Publicera")

    visitor: Page = new_page()
    public = place.replace("/arbete", "")
    visitor.goto(f"{public}version/1/")
    clean(visitor, scripts)
    visitor.goto(public)
    expect(visitor.locator("main")).to_contain_text("Två grupper har kommit i gång.")
    expect(visitor.locator("main")).to_contain_text(f"{who.title()} Prov")
    assert visitor.context.cookies() == []
    clean(visitor, scripts)

    press(publisher, "link", "För dig som rapporterar")
    press(publisher, "button", "Logga ut")
    sign_in(publisher, boss, scripts)
    expect(publisher.get_by_role("heading", level=1)).to_have_text("Bekräfta att det är du")
    clean(publisher, scripts)
    # The code of half a minute on: that of the same half minute may be used up.
    write_in(publisher, "Kod", pyotp.TOTP(secret).at(time.time() + 30))
    enter(publisher)
    expect(publisher.get_by_role("heading", level=1)).to_have_text("Arbete")
    publisher.set_viewport_size({"width": 320, "height": 800})
    for path in ("/arbete/", "/arbete/insatser/ny/", f"{place}rapport/", place):
        publisher.goto(path)
        if scripts:
            assert publisher.evaluate("document.documentElement.scrollWidth") <= 320
