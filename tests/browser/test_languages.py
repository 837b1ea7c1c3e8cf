"""English pages have no Swedish left over, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.addresses import KINDS, english
from tests.browser.serving import lasting_page

pytestmark = pytest.mark.browser

#: Words that stand in nearly every text of one language and are no words of the other.
SWEDISH = frozenset(
    {"och", "att", "är", "inte", "på", "för", "av", "som", "ett", "det", "från", "eller"}
    | {"med", "efter", "vid", "om", "hur", "mot", "är", "finns", "kommun", "län", "andel"}
)
ENGLISH = frozenset(
    {"the", "and", "of", "not", "with", "from", "this", "that", "which", "was", "were"}
    | {"share", "people", "there", "what", "county", "municipality"}
)

#: The text a reader of `language` meets: without what is marked as another language.
VISIBLE = """(language) => {
  const copy = document.documentElement.cloneNode(true);
  for (const part of copy.querySelectorAll('[lang]')) {
    if (part !== copy && !part.lang.startsWith(language)) part.remove();
  }
  for (const part of copy.querySelectorAll('script, style')) part.remove();
  const words = [copy.textContent];
  for (const part of copy.querySelectorAll('[alt], [aria-label], [placeholder], [title]'))
    for (const name of ['alt', 'aria-label', 'placeholder', 'title'])
      if (part.hasAttribute(name)) words.push(part.getAttribute(name));
  for (const meta of copy.querySelectorAll('meta[name=description]')) words.push(meta.content);
  return words.join(' ');
}"""


def strangers(page: Page, language: str, foreign: frozenset[str]) -> list[str]:
    text = page.evaluate(VISIBLE, language)
    found = []
    for match in re.finditer(r"[A-Za-zÅÄÖåäö]+", text):
        if match.group() in foreign:
            around = " ".join(text[max(0, match.start() - 60) : match.end() + 40].split())
            found.append(f"{match.group()}: …{around}…")
    return found[:5]


@pytest.fixture(scope="module")
def page(browser: Browser, served: str) -> Iterator[Page]:
    yield from lasting_page(browser, served)


@pytest.mark.parametrize("address", KINDS)
def test_swedish_pages_hold_no_english(page: Page, address: str) -> None:
    page.goto(address)
    assert page.locator("html").get_attribute("lang") == "sv"
    assert strangers(page, "sv", ENGLISH) == []


@pytest.mark.parametrize("address", KINDS)
def test_english_pages_hold_no_swedish(page: Page, address: str) -> None:
    page.goto(english(address))
    assert page.locator("html").get_attribute("lang") == "en"
    assert strangers(page, "en", SWEDISH) == []


@pytest.mark.parametrize("address", KINDS[:-1])
def test_the_language_link_leads_to_the_same_page(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="English").first.click()
    assert page.url.split("/", 3)[3] == english(address)[1:]
    page.get_by_role("link", name="Svenska").first.click()
    assert page.url.split("/", 3)[3] == address[1:]
