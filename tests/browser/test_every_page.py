"""What must hold on every page: a clean axe, no sideways scrolling, all content without scripts."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.browser.addresses import KINDS, english

pytestmark = pytest.mark.browser

EVERY = KINDS + [english(address) for address in KINDS]
AXE = Axe()
#: How something is used by keyboard is said only where a script follows the keys.
WITHOUT_SCRIPTS_OWN = "document.querySelectorAll('.only-js').forEach((each) => each.remove())"
#: Only violations are described; describing what passes takes ten times as long.
WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def violations(page: Page) -> list[str]:
    found = AXE.run(page, options=WCAG).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node.get('failureSummary', '')[:200]}"
        for rule in found
        for node in rule["nodes"][:3]
    ]


@pytest.mark.parametrize("address", EVERY)
def test_axe_finds_nothing_and_the_console_is_quiet(page: Page, address: str) -> None:
    complaints: list[str] = []

    def keep(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "404" not in message.text:
            complaints.append(message.text)

    page.on("console", keep)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    assert violations(page) == []
    assert complaints == []


@pytest.mark.parametrize("address", ["/", "/indikatorer/residential-birth-dissimilarity/"])
def test_axe_finds_nothing_in_the_dark(browser: Browser, served: str, address: str) -> None:
    context = browser.new_context(base_url=served, color_scheme="dark")
    page = context.new_page()
    page.goto(address)
    assert violations(page) == []
    context.close()


@pytest.mark.parametrize("address", EVERY)
def test_nothing_is_wider_than_a_small_phone(browser: Browser, served: str, address: str) -> None:
    context = browser.new_context(base_url=served, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


@pytest.mark.parametrize("address", KINDS)
def test_all_content_is_there_without_scripts(browser: Browser, served: str, address: str) -> None:
    with_script = browser.new_context(base_url=served)
    without = browser.new_context(base_url=served, java_script_enabled=False)
    texts = []
    for context in (with_script, without):
        page = context.new_page()
        page.goto(address)
        page.evaluate(WITHOUT_SCRIPTS_OWN)
        texts.append(set(page.locator("main").inner_text().split()))
        context.close()
    assert texts[0] - texts[1] == set()


@pytest.mark.parametrize("address", KINDS)
def test_no_page_sets_a_cookie_or_asks_a_third_party(
    browser: Browser, served: str, address: str
) -> None:
    context = browser.new_context(base_url=served)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="networkidle")
    assert [url for url in asked if not url.startswith((served, "data:"))] == []
    assert context.cookies() == []
    context.close()
