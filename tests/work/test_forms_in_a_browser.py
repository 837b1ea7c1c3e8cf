"""Forms by keyboard, with and without scripts: an initiative is edited, a spreadsheet imported."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.work.office import (
    Office,
    clean,
    come_in_twice_proven,
    enter,
    office_of,
    press,
    write_in,
)

pytestmark = pytest.mark.browser

ID = "boverket-barometer"
OTHER = "34-punkter"
CHANGE = f"/arbete/insatser/{ID}/andra/"
#: A folder for pictures of the pages, when somebody wants to look at them.
PICTURES = os.environ.get("SAMLAD_PICTURES", "")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    publisher = ("--role", "publisher")
    people = {"pia": publisher, "petra": publisher, "paul": publisher}
    with office_of(tmp_path_factory.mktemp("office"), people) as office:
        yield office


@pytest.fixture
def publisher(browser: Browser, office: Office, scripts: bool, name: str) -> Iterator[Page]:
    context = browser.new_context(base_url=office.address, java_script_enabled=scripts)
    page = context.new_page()
    come_in_twice_proven(page, name, office, scripts)
    yield page
    context.close()


def look(page: Page, name: str, scripts: bool) -> None:
    """Nothing for axe to find, and nothing wider than a telephone."""
    clean(page, scripts)
    for width in (390, 820, 1440) if scripts else ():
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)


@pytest.mark.parametrize(
    ("scripts", "name"), [(True, "pia"), (False, "petra")], ids=["with scripts", "without scripts"]
)
def test_an_initiative_is_edited(publisher: Page, scripts: bool) -> None:
    page, other = publisher, publisher.context.new_page()
    page.goto(CHANGE)
    other.goto(CHANGE)
    rows = page.locator("#money .work-row").count()
    page.locator('button[name="rad"][value="money"]').focus()
    enter(page)
    expect(page.locator("#money .work-row")).to_have_count(rows + 1)
    amount = page.locator(f"#id_money-{rows}-amount_sek")
    if scripts:
        expect(amount).to_be_focused()
    amount.focus()
    page.keyboard.type("1 200 000,50")
    page.locator(f"#id_money-{rows}-basis").select_option("one-off")
    amount.focus()
    enter(page)  # Enter in a field saves
    expect(page.get_by_role("alert")).to_contain_text(f"Belopp {rows + 1}, Belopp i kronor")
    expect(amount).to_have_value("1 200 000,50")
    look(page, "fel", scripts)
    amount.fill("1 200 000")
    write_in(page, "Vad ändras, och varför?", "Nytt beslut")
    press(page, "button", "Spara utkast")
    expect(page.locator("#kontroller")).to_be_visible()
    look(page, "utkast", scripts)

    write_in(other, "Titel på engelska", "Barometer, mended")
    press(other, "button", "Spara utkast")
    expect(other.get_by_role("alert")).to_contain_text("olika saker")
    expect(other.locator(f"#id_money-{rows - 2}-amount_sek")).to_have_value("1200000")
    look(other, "konflikt", scripts)
    press(other, "button", "Spara utkast")
    expect(other.locator("main")).to_contain_text("Barometer, mended")

    press(other, "link", "Kasta utkastet")
    look(other, "kasta", scripts)
    press(other, "button", "Ja, kasta utkastet")
    other.goto(f"/arbete/insatser/{ID}/")
    expect(other.locator("main")).not_to_contain_text("Barometer, mended")
    a_report_is_met(page, other, scripts)


def a_report_is_met(page: Page, other: Page, scripts: bool) -> None:
    """A report is written, refused for a number of two readings, and changed by two at once."""
    page.goto(f"/arbete/insatser/{ID}/rapport/")
    for label in ("Perioden börjar", "Perioden slutar"):
        write_in(page, label, "2025")
    write_in(page, "Vad som är gjort", "Ett första steg")
    write_in(page, "Vad", "Deltagare")
    write_in(page, "Tal", "1,200")
    enter(page)  # Enter in a field saves
    expect(page.get_by_role("alert")).to_contain_text("Skriv 1 200 eller 1,2.")
    write_in(page, "Tal", "1 200")
    enter(page)
    report = page.url
    expect(page.locator("#underskrift")).to_contain_text("Prov, för Boverket")
    for each in (page, other):
        each.goto(f"{report}andra/")
    write_in(page, "Vad som hindrar", "Tid")
    write_in(page, "Vad som är gjort", "Mitt")
    press(page, "button", "Spara utkast")
    write_in(other, "Vad som kommer härnäst", "Mer")
    write_in(other, "Vad som är gjort", "Ditt")
    press(other, "button", "Spara utkast")
    expect(other.locator("#skillnader")).to_be_visible()
    expect(other.get_by_label("Vad som hindrar")).to_have_value("Tid")
    look(other, "lagesrapport", scripts)
    press(other, "button", "Spara utkast")
    for said in ("Ditt", "Mer", "Tid"):
        expect(other.locator("main")).to_contain_text(said)


@pytest.mark.parametrize("scripts", [True], ids=["with scripts"])
@pytest.mark.parametrize("name", ["paul"])
def test_a_spreadsheet_is_imported(publisher: Page, tmp_path: Path) -> None:
    page = publisher
    page.goto("/arbete/import/")
    clean(page, scripts=True)
    with page.expect_download() as download:
        page.get_by_role("link", name="Hämta insatserna som XLSX").press("Enter")
    file = tmp_path / "insatser.xlsx"
    download.value.save_as(file)
    change(file, "kind", "grnt")
    page.get_by_label("Fil med insatser").set_input_files(file)
    press(page, "button", "Förhandsvisa")
    expect(page.locator("main")).to_contain_text("menar du ”grant”")
    look(page, "fel-i-filen", scripts=True)

    change(file, "kind", "grant")
    change(file, "title_sv", "Barometern, rättad")
    press(page, "link", "Skicka en rättad fil")
    page.get_by_label("Fil med insatser").set_input_files(file)
    press(page, "button", "Förhandsvisa")
    expect(page.locator(".work-differences").first).to_contain_text("Barometern, rättad")
    look(page, "forhandsvisning", scripts=True)
    press(page, "button", "Spara 1 utkast")
    expect(page.locator("#utkast + ul")).to_contain_text("paul")


def change(file: Path, column: str, value: str) -> None:
    """Write in one cell of the initiative, as in a spreadsheet program."""
    book = load_workbook(file)
    sheet = book["Insatser"]
    heads = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == OTHER)
    row[heads.index(column)].value = value
    book.save(file)
