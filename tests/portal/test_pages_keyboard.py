"""Tabs and menu in a real browser: by keyboard, by touch sizes, and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

#: What a finger can hit, in pixels; WCAG asks for 24.
TARGET = 44


def test_arrows_move_between_tabs_and_open_them(page: Page) -> None:
    page.goto("/om/design/")
    tabs = page.get_by_role("tab")
    tabs.first.focus()
    page.keyboard.press("ArrowRight")
    expect(tabs.nth(1)).to_be_focused()
    expect(page.get_by_role("tabpanel")).to_have_text("Här visas: Karta.")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(tabs.first).to_be_focused()
    page.keyboard.press("End")
    expect(tabs.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    expect(tabs.first).to_be_focused()
    assert [tab.get_attribute("tabindex") for tab in tabs.all()] == ["0", "-1", "-1"]


def test_without_scripts_a_tab_is_a_link(browser: Browser, served: str) -> None:
    context = browser.new_context(base_url=served, java_script_enabled=False)
    plain = context.new_page()
    plain.goto("/om/design/")
    plain.get_by_role("link", name="Karta", exact=True).click()
    expect(plain.locator("#tab-second")).to_be_visible()
    expect(plain.locator("#tab-first")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("script", [True, False])
def test_the_menu_of_a_phone_opens_and_closes(
    browser: Browser,
    served: str,
    script: bool,
) -> None:
    context = browser.new_context(
        base_url=served, viewport={"width": 390, "height": 800}, java_script_enabled=script
    )
    phone = context.new_page()
    phone.goto("/om/")
    places = phone.get_by_role("link", name="Platser", exact=True)
    expect(places).to_be_hidden()
    phone.get_by_role("button", name="Meny").click()
    expect(places).to_be_visible()
    phone.keyboard.press("Escape")
    expect(places).to_be_hidden()
    expect(phone.get_by_role("button", name="Meny")).to_be_focused()
    context.close()


@pytest.mark.parametrize("address", ["/", "/om/design/"])
def test_what_one_touches_is_large_enough(
    browser: Browser,
    served: str,
    address: str,
) -> None:
    context = browser.new_context(base_url=served, viewport={"width": 390, "height": 800})
    phone = context.new_page()
    phone.goto(address)
    small = phone.evaluate(
        """(least) => [...document.querySelectorAll(
             'button, input:not([type=checkbox]), select, summary, .more, .chip[href], .tab, nav a')]
           .filter((part) => part.checkVisibility() && part.getClientRects().length)
           .filter((part) => part.getBoundingClientRect().height < least)
           .map((part) => part.outerHTML.slice(0, 80))""",
        TARGET,
    )
    assert small == []
    context.close()


def test_nothing_moves_while_the_page_loads(page: Page) -> None:
    page.goto("/om/design/")
    shift = page.evaluate(
        """() => new Promise((done) => {
             let sum = 0;
             new PerformanceObserver((list) => {
               for (const entry of list.getEntries()) sum += entry.value;
             }).observe({ type: 'layout-shift', buffered: true });
             setTimeout(() => done(sum), 300);
           })"""
    )
    assert shift < 0.01
