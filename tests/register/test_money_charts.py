"""The charts of money tell what is left out, and no year without a known amount looks like zero."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from samlad.model import Unit
from samlad.portal.register.money_bars import empty_years
from samlad.portal.register.money_left_out import left_out
from samlad.portal.register.money_sections import Section
from samlad.portal.register.sums import Entry, Reason, totals
from samlad.portal.register.words import MoneyKind
from samlad.portal.statistics.charts.stacks import VALUE, Stack, stacked_chart
from samlad.portal.statistics.charts.svg import NARROW, WIDE, text_width
from samlad.portal.statistics.formats import Format
from samlad.portal.wording import words_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def entry(id_: str, year: int | None, amount: int, purse: str = "") -> Entry:
    return Entry(id_, "initiative", "single-year", year, (purse or id_,), "grant", amount)


def section(*entries: Entry) -> Section:
    sums = {each.id: None for each in entries}
    return Section("egna", MoneyKind.INITIATIVE, (), "single-year", tuple(totals(entries)), sums)  # type: ignore[arg-type]


def test_what_is_left_out_is_told_with_number_reasons_and_the_largest() -> None:
    told = left_out(section(
        entry("a", 2026, 8_000_000), entry("b", None, 1_459_000_000), entry("c", None, 2_000_000),
        entry("d", 2025, 5_000_000, "x"), entry("e", 2025, 6_000_000, "x"),
        entry("f", 2025, 7_000_000, "x"),
    ))  # fmt: skip
    assert unescape(told).replace("\u00a0", " ").replace("\u202f", " ") == (
        "5 belopp är inte med i diagrammet (3 är flera uppgifter om samma sak, "
        "2 hör inte till ett enda känt år); det största är 1 459 miljoner kronor."
    )


def test_one_reason_and_one_amount_make_plain_sentences() -> None:
    one = left_out(section(entry("a", 2026, 8), entry("b", None, 5_000_000)))
    assert one.startswith("Ett belopp är inte med i diagrammet (hör inte till ett enda känt år): 5")
    two = left_out(section(entry("a", 2026, 8), entry("b", None, 5), entry("c", None, 6)))
    assert two.startswith("2 belopp är inte med i diagrammet (hör inte till ett enda känt år); ")


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_its_words(reason) -> None:
    for language in ("sv", "en"):
        assert words_in(language, f"register.why_{reason}".replace("-", "_"), {})


def test_nothing_is_said_where_every_amount_is_in() -> None:
    assert left_out(section(entry("a", 2026, 8))) == ""


def test_the_years_between_that_have_no_sum_are_told_apart() -> None:
    found = empty_years(section(
        entry("a", 2020, 8), entry("b", 2024, 8), entry("c", 2022, 1, "x"), entry("d", 2022, 2, "x"),
        entry("e", 2026, 1, "y"), entry("f", 2026, 2, "y"),
    ))  # fmt: skip
    assert found == {
        2021: "inget känt belopp",
        2022: "bara belopp som inte kan läggas ihop",
        2023: "inget känt belopp",
    }


def test_a_year_without_a_known_amount_has_a_mark_and_its_words() -> None:
    stacks = [Stack(2020, (5.0,)), Stack(2023, (9.0,))]
    svg = stacked_chart(
        stacks, ["a"], id="x", title="t", form=Format(Unit.NUMBER, 0, "sv"),
        without={2021: "inget känt belopp", 2022: "inget känt belopp"},
    )  # fmt: skip
    assert svg.count("chart-unknown") == 2
    assert "2021: inget känt belopp. 2022: inget känt belopp. 2023: 9" in svg


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize(
    "values", [(1331, 910, 0, 0, 0, 218, 200, 150, 4850, 8), (200,) * 12, (999, 1, 998, 2, 997)]
)
def test_sums_above_bars_never_run_together(size, values) -> None:
    stacks = [Stack(2017 + at, (float(value),)) for at, value in enumerate(values) if value]
    svg = stacked_chart(
        stacks, ["a"], id="x", title="t", form=Format(Unit.NUMBER, 0, "sv"), size=size
    )
    placed = re.findall(r'class="chart-value" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]+)<', svg)
    assert placed
    boxes = [(float(x), float(y), text_width(unescape(said), VALUE)) for x, y, said in placed]
    for at, (x, y, wide) in enumerate(boxes):
        for other_x, other_y, other_wide in boxes[at + 1 :]:
            assert abs(y - other_y) >= 12 or abs(x - other_x) >= (wide + other_wide) / 2


@pytest.mark.parametrize(("prefix", "left", "unknown"), [
    ("", "belopp är inte med i diagrammet", "inget känt belopp"),
    ("/en", "amounts are not in the chart", "no known amount"),
])  # fmt: skip
def test_the_page_says_so_before_the_chart_and_in_the_table(client, prefix, left, unknown) -> None:
    page = client.get(f"{prefix}/insatser/pengar/?egna=single-year").content.decode()
    own = page.split('id="pengar-egna"')[1]
    before, _, after = own.partition('<div class="figure-drawing">')
    assert left in before
    assert 'href="#rader-egna"' in before
    assert 'id="rader-egna"' in after
    legend, _, table = after.partition("</figure>")
    assert unknown in legend.split('<ul class="legend">')[1]
    assert f'<span class="cell-note">{unknown}</span>' in table
