"""What must hold on every page: a clean axe, no sideways scrolling, all content without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request

from tests.browser.addresses import KINDS, english
from tests.browser.serving import lasting_page

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


@pytest.fixture(scope="module")
def wide(browser: Browser, served: str) -> Iterator[Page]:
    yield from lasting_page(browser, served, viewport={"width": 1280, "height": 900})


@pytest.fixture(scope="module")
def narrow(browser: Browser, served: str) -> Iterator[Page]:
    yield from lasting_page(browser, served, viewport={"width": 320, "height": 640})


@pytest.fixture(scope="module")
def without_script(browser: Browser, served: str) -> Iterator[Page]:
    yield from lasting_page(browser, served, java_script_enabled=False)


@dataclass
class Heard:
    """What the browser said and asked for while it was on a page."""

    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@contextmanager
def listening(page: Page) -> Iterator[Heard]:
    heard = Heard()

    def keep(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "404" not in message.text:
            heard.complaints.append(message.text)

    def fail(error: Error) -> None:
        heard.complaints.append(str(error))

    def ask(request: Request) -> None:
        heard.asked.append(request.url)

    listeners = {"console": keep, "pageerror": fail, "request": ask}
    for event, listener in listeners.items():
        page.on(event, listener)
    yield heard
    for event, listener in listeners.items():
        page.remove_listener(event, listener)


@pytest.mark.parametrize("address", EVERY)
def test_axe_finds_nothing_and_the_page_is_quiet(wide: Page, served: str, address: str) -> None:
    with listening(wide) as heard:
        wide.goto(address)
        assert violations(wide) == []
    assert heard.complaints == []
    assert heard.asked, "nothing was heard"
    assert [url for url in heard.asked if not url.startswith((served, "data:"))] == []
    assert wide.context.cookies() == []


@pytest.mark.parametrize("address", ["/", "/indikatorer/residential-birth-dissimilarity/"])
def test_axe_finds_nothing_in_the_dark(browser: Browser, served: str, address: str) -> None:
    context = browser.new_context(base_url=served, color_scheme="dark")
    page = context.new_page()
    page.goto(address)
    assert violations(page) == []
    context.close()


@pytest.mark.parametrize("address", EVERY)
def test_nothing_is_wider_than_a_small_phone(narrow: Page, address: str) -> None:
    narrow.goto(address)
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("address", KINDS)
def test_all_content_is_there_without_scripts(
    wide: Page, without_script: Page, address: str
) -> None:
    texts = []
    for page in (wide, without_script):
        page.goto(address)
        page.evaluate(WITHOUT_SCRIPTS_OWN)
        texts.append(set(page.locator("main").inner_text().split()))
    assert texts[0] - texts[1] == set()
