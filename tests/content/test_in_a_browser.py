"""Pages of content and searches in a real browser: on a narrow phone, axe."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PAGES = [
    "/insatser/tvv-uppfoljning-32/",
    "/innehall/?q=skola&typ=1324",
    "/en/innehall/ru-2018-uppdrag-till-statistiska-centralbyran-att-ta-fram-en/",
    "/sok/?q=s&slag=places&sida=2",
    "/innehall/?sida=999",
]


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
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in violations] == []
    page.close()
