"""The keyboard contract of the founding page's filter, pressed key by key in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

TABS = [
    "Innehållstyper",
    "Områden",
    "Statsråd",
    "Departement och övriga avsändare",
    "Tidsperiod",
]


@pytest.fixture
def list_page(page: Page) -> Page:
    page.goto("/innehall/")
    expect(page.get_by_role("tab").first).to_be_visible()
    return page


@pytest.fixture
def plain_page(browser: Browser, served: str) -> Iterator[Page]:
    """A page where no script runs, on a small phone."""
    context = browser.new_context(
        base_url=served, java_script_enabled=False, viewport={"width": 320, "height": 700}
    )
    yield context.new_page()
    context.close()


def tab(page: Page, name: str) -> Locator:
    return page.get_by_role("tab", name=re.compile(f"^{name}"))


def into_the_filter(page: Page) -> None:
    """TAB from the link that stands last before the filter."""
    page.get_by_role("link", name="Hoppa över filtret").focus()
    page.keyboard.press("Tab")


def total(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator("#traffar").inner_text()))


def test_tab_lands_on_the_active_tab_and_then_in_its_panel(list_page: Page) -> None:
    into_the_filter(list_page)
    expect(tab(list_page, "Innehållstyper")).to_be_focused()
    list_page.keyboard.press("ArrowRight")
    list_page.keyboard.press("ArrowRight")
    list_page.keyboard.press("Tab")
    expect(list_page.get_by_role("tabpanel").locator("input").first).to_be_focused()
    assert (
        list_page.locator(":focus").evaluate("e => e.closest('[role=tabpanel]').id") == "statsrad"
    )
    list_page.keyboard.press("Shift+Tab")
    expect(tab(list_page, "Statsråd")).to_be_focused()
    list_page.keyboard.press("Shift+Tab")
    expect(list_page.get_by_role("link", name="Hoppa över filtret")).to_be_focused()


def test_arrows_move_wrap_and_show_the_panel_at_once(list_page: Page) -> None:
    into_the_filter(list_page)
    for name in (*TABS[1:], TABS[0]):
        list_page.keyboard.press("ArrowRight")
        expect(tab(list_page, name)).to_be_focused()
        expect(list_page.get_by_role("tabpanel")).to_have_accessible_name(re.compile(name))
    list_page.keyboard.press("ArrowLeft")
    expect(tab(list_page, "Tidsperiod")).to_be_focused()
    list_page.keyboard.press("Home")
    expect(tab(list_page, "Innehållstyper")).to_be_focused()
    list_page.keyboard.press("End")
    expect(tab(list_page, "Tidsperiod")).to_be_focused()
    list_page.keyboard.press("ArrowDown")  # the tabs stand beside each other
    expect(tab(list_page, "Tidsperiod")).to_be_focused()


def test_up_and_down_move_where_tabs_are_stacked(list_page: Page) -> None:
    list_page.set_viewport_size({"width": 400, "height": 800})
    expect(list_page.get_by_role("tablist")).to_have_attribute("aria-orientation", "vertical")
    into_the_filter(list_page)
    list_page.keyboard.press("ArrowDown")
    expect(tab(list_page, "Områden")).to_be_focused()
    list_page.keyboard.press("ArrowUp")
    list_page.keyboard.press("ArrowUp")
    expect(tab(list_page, "Tidsperiod")).to_be_focused()
    list_page.set_viewport_size({"width": 1200, "height": 800})
    expect(list_page.get_by_role("tablist")).to_have_attribute("aria-orientation", "horizontal")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_choice_is_ticked_in_place_without_a_new_page(list_page: Page, key: str) -> None:
    list_page.evaluate("window.isSame = true")
    choice = list_page.get_by_role("checkbox", name=re.compile("^Pressmeddelande"))
    promised = int(re.sub(r"\D", "", choice.locator("xpath=..").inner_text()))
    choice.focus()
    handle = choice.element_handle()
    list_page.keyboard.press(key)
    expect(list_page.locator("#traffar")).to_have_text(f"Totalt {promised} träffar")
    expect(list_page).to_have_url(re.compile(r"/innehall/\?typ=1334$"))
    assert handle.evaluate("e => e === document.activeElement && e.checked")
    assert list_page.evaluate("window.isSame") is True
    expect(list_page.get_by_role("link", name="Pressmeddelande – ta bort")).to_be_visible()
    list_page.keyboard.press(key)
    expect(list_page.locator("#traffar")).to_have_text("Totalt 250 träffar")
    expect(list_page).to_have_url(re.compile(r"/innehall/$"))


def test_counts_change_with_other_tabs_and_nothing_vanishes(list_page: Page) -> None:
    names = list_page.locator("#omrade .choice-item").count()
    list_page.get_by_role("checkbox", name=re.compile("^Proposition")).check()
    expect(tab(list_page, "Innehållstyper")).to_contain_text("1 vald")
    expect(list_page.locator("#traffar")).not_to_have_text("Totalt 250 träffar")
    into_the_filter(list_page)
    list_page.keyboard.press("ArrowRight")
    choice = list_page.get_by_role("checkbox", name=re.compile("^Boende"))
    promised = int(re.sub(r"\D", "", choice.locator("xpath=..").inner_text()))
    choice.check()
    expect(list_page.locator("#traffar")).to_contain_text(f"Totalt {promised} träff")
    assert list_page.locator("#omrade .choice-item").count() == names


def test_the_total_is_said_politely_after_a_pause(list_page: Page) -> None:
    status = list_page.get_by_role("status")
    expect(status).to_have_count(1)
    expect(status).to_be_empty()
    list_page.get_by_role("checkbox", name=re.compile("^Pressmeddelande")).check()
    expect(list_page.locator("#traffar")).to_have_text("Totalt 63 träffar")
    expect(status).to_have_text("Totalt 63 träffar")


def test_focus_goes_to_the_next_chip_then_to_the_heading(page: Page) -> None:
    page.goto("/innehall/?typ=1334,1329&omrade=boende")
    page.get_by_role("link", name="Pressmeddelande – ta bort").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Proposition – ta bort")).to_be_focused()
    expect(page.get_by_role("checkbox", name=re.compile("^Pressmeddelande"))).not_to_be_checked()
    page.get_by_role("link", name="Boende – ta bort").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ditt urval")).to_be_focused()
    page.get_by_role("link", name="Rensa allt").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ditt urval")).to_be_focused()
    expect(page.locator("#traffar")).to_have_text("Totalt 250 träffar")
    assert page.locator("input:checked[type=checkbox]").count() == 0


def test_the_browsers_way_back_brings_the_state_back(list_page: Page) -> None:
    box = list_page.get_by_role("checkbox", name=re.compile("^Pressmeddelande"))
    box.check()
    expect(list_page.locator("#traffar")).to_have_text("Totalt 63 träffar")
    list_page.get_by_role("radio", name="Tabell").check()
    expect(list_page.locator("table.items-table")).to_be_visible()
    list_page.go_back()
    list_page.go_back()
    expect(list_page.locator("#traffar")).to_have_text("Totalt 250 träffar")
    expect(box).not_to_be_checked()
    expect(list_page.get_by_role("radio", name="Lista")).to_be_checked()


def test_a_wrong_date_is_told_at_once_by_its_field_and_the_rest_stays(page: Page) -> None:
    page.goto("/innehall/?typ=1334")
    tab(page, "Tidsperiod").click()
    since = page.get_by_label("Från och med")
    since.fill("2018-02-30")
    since.press("Tab")
    expect(page.locator("#fran-fault")).to_have_text(
        "2018-02-30 finns inte: februari 2018 har 28 dagar."
    )
    expect(since).to_have_attribute("aria-invalid", "true")
    expect(since).to_have_accessible_description(re.compile("februari 2018 har 28 dagar"))
    expect(since).to_have_value("2018-02-30")
    expect(page.get_by_role("link", name="Pressmeddelande – ta bort")).to_be_visible()
    since.fill("2018-02-28")
    since.press("Enter")
    expect(page.locator("#fran-fault")).to_be_empty()
    expect(since).not_to_have_attribute("aria-invalid", "true")
    expect(page).to_have_url(re.compile("typ=1334&fran=2018-02-28"))


def test_the_calendar_opens_from_the_field_and_follows_the_keys(page: Page) -> None:
    page.goto("/innehall/?fran=2018-06-26")
    since, calendar = page.get_by_label("Från och med"), page.locator("#calendar")
    since.focus()
    expect(calendar).to_be_visible()
    expect(since).to_be_focused()  # it can still be typed in
    page.keyboard.press("ArrowDown")
    for key, day in [
        (None, "tisdag 26 juni 2018"),
        ("ArrowRight", "onsdag 27 juni 2018"),
        ("ArrowUp", "onsdag 20 juni 2018"),
        ("ArrowLeft", "tisdag 19 juni 2018"),
        ("ArrowDown", "tisdag 26 juni 2018"),
        ("Home", "måndag 25 juni 2018"),
        ("End", "söndag 1 juli 2018"),
        ("PageUp", "fredag 1 juni 2018"),
        ("PageDown", "söndag 1 juli 2018"),
        ("Shift+PageUp", "lördag 1 juli 2017"),
        ("Shift+PageDown", "söndag 1 juli 2018"),
    ]:
        if key:
            page.keyboard.press(key)
        expect(page.locator(":focus")).to_have_accessible_name(day)
    assert page.locator("#calendar tbody th").first.inner_text() == "26"  # the ISO week
    page.keyboard.press("Escape")
    expect(calendar).to_be_hidden()
    expect(since).to_be_focused()
    expect(since).to_have_value("2018-06-26")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(since).to_be_focused()
    expect(since).to_have_value("2018-06-27")
    expect(page).to_have_url(re.compile("fran=2018-06-27"))
    expect(calendar).to_be_hidden()


def test_a_day_of_the_calendar_is_chosen_with_the_mouse(page: Page) -> None:
    page.goto("/innehall/?till=2018-06")
    until = page.get_by_label("Till och med")
    until.click()
    page.get_by_role("button", name="fredag 15 juni 2018").click()
    expect(until).to_have_value("2018-06-15")
    expect(page).to_have_url(re.compile("till=2018-06-15"))
    expect(page.locator("#calendar")).to_be_hidden()
    until.press("Tab")
    expect(page.locator("#calendar")).to_be_hidden()


def test_escape_leaves_the_field_that_shortens_the_list(list_page: Page) -> None:
    into_the_filter(list_page)
    list_page.keyboard.press("ArrowRight")
    list_page.keyboard.press("Tab")
    field = list_page.get_by_role("tabpanel").get_by_label("Korta listan")
    expect(field).to_be_focused()
    list_page.keyboard.type("ARBETE MOT")
    expect(list_page.locator("#omrade .choice-item:visible")).to_have_count(2)
    list_page.keyboard.press("Enter")  # sends nothing
    expect(list_page).to_have_url(re.compile(r"/innehall/$"))
    list_page.keyboard.press("Escape")
    expect(tab(list_page, "Områden")).to_be_focused()
    expect(field).to_have_value("")
    assert list_page.locator("#omrade .choice-item:visible").count() > 20


def test_the_other_name_of_a_topic_is_offered_and_added(page: Page) -> None:
    page.goto("/innehall/?omrade=2460")
    page.get_by_role("link", name=re.compile("ta med Arbete mot segregation")).click()
    expect(page.get_by_role("checkbox", name=re.compile("^Arbete mot segregation"))).to_be_checked()
    expect(page).to_have_url(re.compile("omrade=2460,x-segregation"))


def test_words_are_searched_and_everything_else_is_a_link_away(list_page: Page) -> None:
    list_page.get_by_role("searchbox", name="Sök ord i innehållet").fill("skola")
    list_page.get_by_role("searchbox", name="Sök ord i innehållet").press("Enter")
    expect(list_page.get_by_role("link", name="Ord: skola – ta bort")).to_be_visible()
    expect(list_page.get_by_role("link", name="Sök i allt innehåll")).to_have_attribute(
        "href", "/sok/?q=skola"
    )


def test_the_skip_link_leads_past_the_filter(list_page: Page) -> None:
    list_page.get_by_role("link", name="Hoppa över filtret").press("Enter")
    expect(list_page.locator("#traffar")).to_be_focused()


def test_without_scripts_all_panels_are_open_and_a_button_answers(plain_page: Page) -> None:
    plain_page.goto("/innehall/")
    for name in TABS:
        expect(plain_page.get_by_role("group", name=name)).to_be_visible()
    expect(plain_page.get_by_role("tab")).to_have_count(0)
    expect(plain_page.get_by_text("Alla val visas nedanför")).to_be_visible()
    expect(plain_page.get_by_text("För att navigera med tangentbord")).to_be_hidden()
    choice = plain_page.get_by_role("checkbox", name=re.compile("^Pressmeddelande"))
    choice.check()
    plain_page.get_by_label("Från och med").fill("2025")
    plain_page.locator("#filter").get_by_role("button", name="Sök").click()
    expect(plain_page.get_by_role("link", name="Från och med 2025 – ta bort")).to_be_visible()
    expect(choice).to_be_checked()
    assert 0 < total(plain_page) < 63
    plain_page.get_by_role("link", name="Pressmeddelande – ta bort").click()
    expect(choice).not_to_be_checked()
    plain_page.get_by_role("radio", name="Tidslinje").check()
    plain_page.get_by_role("button", name="Visa träffar").click()
    year = plain_page.locator("a.timeline-year", has_text="2025")
    promised = int(re.findall(r"(\d+) träff", year.inner_text())[0])
    year.click()
    assert total(plain_page) == promised


ADDRESSES = [
    "/innehall/",
    "/innehall/?typ=1334&omrade=2460&q=skola",
    "/innehall/?fran=2018-02-30&typ=x&sida=99",
    "/innehall/?visa=tabell",
    "/innehall/?visa=tidslinje",
    "/en/innehall/?visa=kompakt&fran=2018",
]


STATES = [
    *((address, {}) for address in ADDRESSES),
    (ADDRESSES[1], {"color_scheme": "dark"}),
    (ADDRESSES[4], {"color_scheme": "dark"}),
    (ADDRESSES[1], {"forced_colors": "active"}),
    (ADDRESSES[1], {"reduced_motion": "reduce"}),
]


@pytest.mark.parametrize(("address", "media"), STATES)
def test_every_state_is_accessible_and_fits_a_small_phone(
    browser: Browser, served: str, address: str, media: dict[str, str]
) -> None:
    context = browser.new_context(base_url=served, viewport={"width": 320, "height": 800}, **media)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    for name in page.get_by_role("tab").all():
        name.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    # In forced colours the visitor's own are shown, of which axe knows nothing.
    rules = {"color-contrast": {"enabled": "forced_colors" not in media}}
    options = {"resultTypes": ["violations"], "rules": rules}
    found = Axe().run(page, options=options).response["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found] == []
    context.close()


def test_the_open_calendar_is_accessible(page: Page) -> None:
    page.goto("/innehall/?fran=2018-06-26")
    page.get_by_label("Från och med").focus()
    page.keyboard.press("ArrowDown")
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found] == []


def test_text_of_twice_the_size_fits(browser: Browser, served: str) -> None:
    context = browser.new_context(base_url=served, viewport={"width": 640, "height": 900})
    page = context.new_page()
    page.goto("/innehall/?typ=1334&fran=2018")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    for part in page.locator(".finder-tabs .tab, .chip, .finder-tools label").all():
        assert part.evaluate("e => e.scrollWidth <= e.clientWidth + 1"), part.inner_text()
    context.close()


def test_nothing_moves_while_the_page_is_drawn(browser: Browser, served: str) -> None:
    context = browser.new_context(base_url=served, viewport={"width": 1280, "height": 900})
    context.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => { for (const e of list.getEntries())"
        " window.shift += e.value; }).observe({ type: 'layout-shift', buffered: true });"
    )
    page = context.new_page()
    for address in ADDRESSES[:3]:
        page.goto(address, wait_until="networkidle")
        assert page.evaluate("window.shift") == 0, address
    context.close()


def test_targets_are_large_enough_to_hit(list_page: Page) -> None:
    list_page.set_viewport_size({"width": 390, "height": 844})
    for part in list_page.locator(
        ".finder-tabs .tab, #typ .choice, .finder-words button, .finder-view, .finder-tools select"
    ).all():
        box = part.bounding_box()
        assert box is not None and box["height"] >= 44, part.inner_text()
