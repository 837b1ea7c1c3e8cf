"""At the keyboard: a passkey made and used, and what was written kept when the session has ended."""

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
from tests.work.people import PASSWORD

pytestmark = pytest.mark.browser

PUBLISHER = ("--role", "publisher")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    people = dict.fromkeys(("pia", "petra", "paula"), PUBLISHER)
    with office_of(tmp_path_factory.mktemp("office"), people) as office:
        yield office


def new_page(browser: Browser, address: str, scripts: bool = True) -> Page:
    return browser.new_context(base_url=address, java_script_enabled=scripts).new_page()


def with_device(page: Page) -> None:
    """A device that makes passkeys, and always has somebody beside it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_publisher_signs_in_with_a_passkey(browser: Browser, office: Office) -> None:
    # Browsers have passkeys by https, and at the name of the machine itself; not at its number.
    page = new_page(browser, office.address.replace("127.0.0.1", "localhost"))
    with_device(page)
    choose_password(page, office.links["pia"], scripts=True)
    sign_in(page, "pia", scripts=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("Skaffa en andra faktor")
    expect(page.get_by_text("kräver JavaScript")).to_be_hidden()
    clean(page, scripts=True)
    write_in(page, "Namn på passkeyn", "Provdatorn")
    enter(page)
    expect(page.locator(".codes li")).to_have_count(10)
    press(page, "link", "Jag har sparat dem, fortsätt")
    press(page, "link", "Din inloggning")
    expect(page.get_by_text("Provdatorn").first).to_be_visible()
    clean(page, scripts=True)
    page.get_by_text("Ändra Provdatorn").focus()
    page.keyboard.press("Enter")
    clean(page, scripts=True)
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.goto("/konto/sakerhet/ny/")
    clean(page, scripts=True)
    # The device has a key for this account already, and makes no second.
    write_in(page, "Namn på passkeyn", "En till")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    clean(page, scripts=True)

    page.goto("/arbete/")
    press(page, "button", "Logga ut")
    sign_in(page, "pia", scripts=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("Bekräfta att det är du")
    clean(page, scripts=True)
    press(page, "button", "Använd passkey")
    expect(page.get_by_role("heading", level=1)).to_have_text("Arbete")

    without = new_page(browser, office.address.replace("127.0.0.1", "localhost"), scripts=False)
    sign_in(without, "pia", scripts=False)
    expect(without.get_by_text("Skriv en kod i stället")).to_be_visible()
    expect(without.get_by_role("button", name="Använd passkey")).to_be_hidden()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_what_was_written_is_kept_when_the_session_has_ended(
    browser: Browser, office: Office, scripts: bool
) -> None:
    who = "petra" if scripts else "paula"
    page = new_page(browser, office.address, scripts)
    secret = come_in_twice_proven(page, who, office, scripts)
    press(page, "link", "Ny insats")
    write_in(page, "Titel på svenska", f"Språkkafé i Tensta {who}")
    page.get_by_label("Slag", exact=True).select_option("grant")
    write_in(page, "Beskrivning på svenska", 'Varje tisdag.\n\n"Alla" är välkomna.')
    page.context.clear_cookies()
    press(page, "button", "Spara utkast")
    expect(page.get_by_role("heading", level=1)).to_have_text("Det du skrev finns kvar")
    clean(page, scripts)
    press(page, "button", "Jag har loggat in, fortsätt")
    expect(page.get_by_text("inte längre inloggad")).to_be_visible()

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Logga in i en ny flik").focus()
        page.keyboard.press("Enter")
    tab = opened.value
    write_in(tab, "Användarnamn", who)
    write_in(tab, "Lösenord", PASSWORD)
    enter(tab)
    # The code of half a minute on: that of the same half minute may be used up.
    write_in(tab, "Kod", pyotp.TOTP(secret).at(time.time() + 30))
    enter(tab)
    expect(tab.get_by_role("heading", level=1)).to_have_text("Arbete")

    press(page, "button", "Jag har loggat in, fortsätt")
    expect(page.get_by_text(f"inloggad som {who.title()} Prov")).to_be_visible()
    clean(page, scripts)
    press(page, "button", "Skicka det jag skrev")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Språkkafé i Tensta {who}")
    expect(page.locator("main")).to_contain_text('"Alla" är välkomna.')
