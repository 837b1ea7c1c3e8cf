"""The pages by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

FOCUSED = "document.activeElement"


def test_the_first_stop_skips_to_the_content(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#innehall" or page.evaluate(
        f"{FOCUSED}.matches('main, main *')"
    )


def test_every_stop_is_visible_and_marked(page: Page) -> None:
    page.goto("/")
    for _ in range(25):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
              const part = document.activeElement, box = part.getBoundingClientRect();
              const style = getComputedStyle(part);
              return {
                on: part.tagName, wide: box.width > 0 && box.height > 0,
                inside: box.bottom > 0 && box.top < innerHeight,
                marked: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
              };
            }"""
        )
        assert seen["wide"] and seen["inside"] and seen["marked"], seen


def test_a_person_can_search_from_any_page(page: Page) -> None:
    page.goto("/om/")
    page.get_by_role("searchbox").first.focus()
    page.keyboard.type("Botkyrka")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Botkyrka").first).to_be_visible()
