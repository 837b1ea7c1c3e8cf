"""A day's work by keyboard: sign in with two factors, write, be sent back, publish, report."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.work.office import (
    Office,
    choose_password,
    clean,
    come_in_twice_proven,
    enter,
    office_of,
    press,
    sign_in,
    write_in,
)

pytestmark = pytest.mark.browser

WAYS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    reporter = ("--role", "reporter", "--actor", "boverket")
    people = {"rut": reporter, "pia": ("--role", "publisher"),
              "rolf": reporter, "petra": ("--role", "publisher")}  # fmt: skip
    with office_of(tmp_path_factory.mktemp("office"), people) as office:
        yield office


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


def come_in(page: Page, name: str, office: Office, scripts: bool) -> None:
    """A reporter chooses a password, signs in, and gets the only cookie there is."""
    choose_password(page, office.links[name], scripts)
    sign_in(page, name, scripts)
    expect(page.get_by_role("heading", level=1)).to_have_text("Arbete")
    cookies = page.context.cookies()
    assert [(c["name"], c["httpOnly"], c["sameSite"]) for c in cookies] == [("samlad", True, "Lax")]
    clean(page, scripts)


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
