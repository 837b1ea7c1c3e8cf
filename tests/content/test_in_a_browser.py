"""Lists and searches in a real browser: without JavaScript, on a narrow phone, by keyboard, axe."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser

PAGES = [
    "/insatser/?omrade=boende&typ=grant",
    "/insatser/tvv-uppfoljning-32/",
    "/innehall/?q=skola&typ=1324",
    "/en/innehall/ru-2018-uppdrag-till-statistiska-centralbyran-att-ta-fram-en/",
    "/sok/?q=s&slag=places&sida=2",
    "/innehall/?sida=999",
]


def test_the_filter_works_without_a_script_on_a_phone(browser: Browser, served: str) -> None:
    context = browser.new_context(
        base_url=served, java_script_enabled=False, viewport={"width": 320, "height": 700}
    )
    page = context.new_page()
    page.goto("/insatser/")
    page.get_by_text("Prioriterat område").first.click()
    label = page.locator("label", has_text="Boende").first
    promised = int(label.inner_text().split("(")[1].rstrip(")"))
    label.click()
    page.get_by_role("button", name="Visa träffar").click()
    expect(page.get_by_role("heading", level=2, name=f"{promised} insatser")).to_be_visible()
    page.get_by_role("link", name="Boende – ta bort").click()
    expect(page.get_by_role("heading", level=2, name="215 insatser")).to_be_visible()
    context.close()


def test_the_filter_works_by_keyboard(browser: Browser, served: str) -> None:
    page = browser.new_page(base_url=served)
    page.goto("/innehall/")
    page.get_by_label("Ord i titel, text eller beteckning").focus()
    page.keyboard.type("skola")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Ord: skola – ta bort")).to_be_visible()
    page.get_by_text("Innehållstyp").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("input:checked").count() == 1
    page.close()


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible_and_fit_a_narrow_screen(
    browser: Browser,
    served: str,
    address: str,
    scheme: str,
) -> None:
    page = browser.new_page(
        base_url=served,
        viewport={"width": 320, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page.goto(address)
    for panel in page.locator("details.filter-panel > summary").all():
        panel.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in violations] == []
    page.close()
