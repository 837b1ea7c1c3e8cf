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


@WAYS
def test_a_reporter_and_a_publisher_work_together(new_page, office: Office, scripts: bool) -> None:
    who, boss = ("rut", "pia") if scripts else ("rolf", "petra")
    title = "Läxhjälp i Rågsved" if scripts else "Fritidsgård i Hovsjö"
    reporter: Page = new_page()
    choose_password(reporter, office.links[who], scripts)
    sign_in(reporter, who, scripts)
    expect(reporter.get_by_role("heading", level=1)).to_have_text("Arbete")
    cookies = reporter.context.cookies()
    assert [(c["name"], c["httpOnly"], c["sameSite"]) for c in cookies] == [("samlad", True, "Lax")]
    clean(reporter, scripts)

    press(reporter, "link", "Ny insats")
    clean(reporter, scripts)
    write_in(reporter, "Beslutad", "2026-13")
    press(reporter, "button", "Spara utkast")
    expect(reporter.get_by_role("alert")).to_contain_text("Titel på svenska")
    expect(reporter.get_by_label("Beslutad", exact=True)).to_have_value("2026-13")
    clean(reporter, scripts)
    write_in(reporter, "Titel på svenska", title)
    write_in(reporter, "Beslutad", "2026-01")
    reporter.get_by_label("Slag", exact=True).select_option("grant")
    press(reporter, "button", "Spara utkast")
    expect(reporter.get_by_role("heading", level=1)).to_have_text(title)
    clean(reporter, scripts)
    place = reporter.url
    press(reporter, "button", "Skicka in för granskning")

    publisher: Page = new_page()
    choose_password(publisher, office.links[boss], scripts)
    sign_in(publisher, boss, scripts)
    expect(publisher.get_by_role("heading", level=1)).to_have_text("Skaffa en andra faktor")
    clean(publisher, scripts)
    secret = publisher.locator("code.secret").inner_text().replace(" ", "")
    write_in(publisher, "Kod", pyotp.TOTP(secret).now())
    enter(publisher)
    expect(publisher.locator(".codes li")).to_have_count(10)
    clean(publisher, scripts)
    press(publisher, "link", "Jag har sparat dem, fortsätt")
    clean(publisher, scripts)
    press(publisher, "link", title)
    press(publisher, "button", "Skicka tillbaka")
    expect(publisher.locator("#skal-skicka-tillbaka-fel")).to_be_visible()
    clean(publisher, scripts)
    write_in(publisher, "Varför skickas utkastet tillbaka?", "Var i staden?")
    press(publisher, "button", "Skicka tillbaka")

    reporter.goto("/arbete/")
    expect(reporter.get_by_text("Tillbakaskickad")).to_be_visible()
    press(reporter, "link", title)
    expect(reporter.get_by_text("Var i staden?").first).to_be_visible()
    press(reporter, "link", "Ändra")
    row = reporter.get_by_role("group", name="Plats 1")
    row.get_by_label("Plats", exact=True).focus()
    reporter.keyboard.type("Stockholms kommun")
    press(reporter, "button", "Spara utkast")
    press(reporter, "button", "Skicka in för granskning")

    publisher.goto(place)
    press(publisher, "button", "Publicera")
    press(publisher, "link", "Se den publicerade sidan")
    expect(publisher.get_by_role("heading", level=1)).to_have_text(title)
    expect(publisher.locator("main")).to_contain_text("Stockholm")

    reporter.goto(place)
    press(reporter, "link", "Skriv lägesrapport")
    clean(reporter, scripts)
    write_in(reporter, "Perioden börjar", "2026-01")
    write_in(reporter, "Perioden slutar", "2026-06")
    write_in(reporter, "Vad som är gjort", "Två grupper har kommit i gång.")
    press(reporter, "button", "Spara utkast")
    clean(reporter, scripts)
    press(reporter, "button", "Skriv under och skicka in")
    publisher.goto("/arbete/")
    press(publisher, "link", f"Lägesrapport för {title}")
    press(publisher, "button", "Publicera")

    visitor: Page = new_page()
    visitor.goto("/insatser/")
    visitor.goto(place.replace("/arbete", ""))
    expect(visitor.locator("main")).to_contain_text("Två grupper har kommit i gång.")
    expect(visitor.locator("main")).to_contain_text(f"{who.title()} Prov")
    assert visitor.context.cookies() == []
    clean(visitor, scripts)

    if scripts:  # the code of the same half minute is used up
        press(publisher, "link", "För dig som rapporterar")
        press(publisher, "button", "Logga ut")
        sign_in(publisher, boss, scripts)
        expect(publisher.get_by_role("heading", level=1)).to_have_text("Bekräfta att det är du")
        clean(publisher, scripts)
        write_in(publisher, "Kod", pyotp.TOTP(secret).at(time.time() + 30))
        enter(publisher)
        expect(publisher.get_by_role("heading", level=1)).to_have_text("Arbete")


@pytest.mark.parametrize("scripts", [True])
@pytest.mark.parametrize("width", [320, 820])
def test_forms_are_no_wider_than_the_screen(
    new_page, office: Office, scripts: bool, width: int
) -> None:
    page: Page = new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/konto/logga-in/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
