"""The filter over initiatives, days and events in a browser: keys, no script, a phone, axe."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

STATES = [
    "/insatser/?omrade=boende&typ=grant&q=stöd&fran=2018",
    "/insatser/?visa=tabell&plats=0180",
    "/insatser/?visa=kompakt&sortera=titel&sida=2",
    "/insatser/?visa=tidslinje",
    "/insatser/?typ=grnt&sida=99",
    "/en/insatser/?aktor=boverket,kommun-0180",
    "/insatser/kalender/?dag=passed&visa=kompakt",
    "/insatser/tidslinje/?slag=policy&fran=2018",
]


def total(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator("#traffar").inner_text()))


def test_the_filter_works_without_a_script_on_a_phone(browser: Browser, served: str) -> None:
    context = browser.new_context(
        base_url=served, java_script_enabled=False, viewport={"width": 320, "height": 700}
    )
    page = context.new_page()
    page.goto("/insatser/")
    label = page.locator("#omrade label", has_text="Boende").first
    promised = int(label.inner_text().split("(")[1].rstrip(")"))
    label.click()
    page.get_by_role("button", name="Visa träffar").click()
    assert total(page) == promised > 0
    page.get_by_role("link", name="Boende – ta bort").click()
    assert total(page) == 215
    context.close()


def test_the_filter_works_by_keyboard_without_a_new_page(page: Page) -> None:
    page.goto("/insatser/")
    page.evaluate("window.isSame = true")
    page.get_by_role("link", name="Hoppa över filtret").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name=re.compile("^Slag"))).to_be_focused()
    page.keyboard.press("Tab")
    choice = page.get_by_role("checkbox", name=re.compile("^Uppdrag"))
    promised = int(re.sub(r"\D", "", choice.locator("xpath=..").inner_text()))
    page.keyboard.press("Enter")
    expect(page.locator("#traffar")).to_have_text(f"Totalt {promised} träffar")
    expect(page).to_have_url(re.compile(r"/insatser/\?typ=assignment$"))
    page.get_by_role("searchbox", name="Sök ord i titel").fill("skola")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Ord: skola – ta bort")).to_be_visible()
    page.get_by_label("Sortering").select_option("titel")
    expect(page).to_have_url(re.compile(r"typ=assignment&sortera=titel|sortera=titel"))
    assert 0 < total(page) < promised
    assert page.evaluate("window.isSame") is True


def test_the_calendars_feed_follows_the_choice(page: Page) -> None:
    page.goto("/insatser/kalender/")
    page.get_by_role("checkbox", name=re.compile("^Dagen har passerat")).check()
    expect(page.locator("#calendar-feed")).to_have_attribute(
        "href", "/insatser/kalender.ics?dag=passed"
    )


@pytest.mark.parametrize("address", STATES)
def test_every_state_is_accessible_and_fits_a_small_phone(
    browser: Browser, served: str, address: str
) -> None:
    page = browser.new_page(base_url=served, viewport={"width": 320, "height": 800})
    page.goto(address)
    for name in page.get_by_role("tab").all():
        name.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        violations = Axe().run(page).response["violations"]
        assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in violations] == []
    page.close()
