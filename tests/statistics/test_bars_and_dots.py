"""Bars from zero and dots with intervals, drawn by hand."""

from xml.etree import ElementTree

import pytest

from samlad.model import Unit
from samlad.portal.statistics.charts.bars import Row, bar_chart, dot_chart
from samlad.portal.statistics.charts.svg import NARROW, Size
from samlad.portal.statistics.formats import Format

FORM = Format(Unit.PER_CENT, 1, "sv")


def bars(*rows: Row, size: Size = NARROW) -> ElementTree.Element:
    return ElementTree.fromstring(bar_chart(rows, id="b", title="T", form=FORM, size=size))


def dots(*rows: Row, size: Size = NARROW) -> ElementTree.Element:
    return ElementTree.fromstring(dot_chart(rows, id="d", title="T", form=FORM, size=size))


def test_a_bar_is_as_long_as_its_value() -> None:
    svg = bars(Row("A", 25), Row("B", 50), Row("C", 100))
    widths = [float(rect.get("width")) for rect in svg.iter("rect")]
    assert widths[2] == pytest.approx(4 * widths[0], abs=0.4)
    assert widths[2] == pytest.approx(2 * widths[1], abs=0.4)
    assert {rect.get("x") for rect in svg.iter("rect")} == {"2"}


def test_bars_begin_at_zero_even_when_all_values_are_alike() -> None:
    svg = bars(Row("A", 98), Row("B", 99))
    short, long = (float(rect.get("width")) for rect in svg.iter("rect"))
    assert abs(short / long - 98 / 99) < 0.01


def test_a_long_name_stands_on_two_lines_within_the_chart() -> None:
    name = "5: mycket goda socioekonomiska förutsättningar"
    svg = bars(Row(name, 10), Row("B", 20))
    lines = [t for t in svg.iter("text") if t.get("class") == "chart-name"]
    assert [t.text for t in lines] == [
        "5: mycket goda socioekonomiska",
        "förutsättningar",
        "B",
    ]
    tops = [float(t.get("y")) for t in lines]
    first, second = (float(rect.get("y")) for rect in svg.iter("rect"))
    assert tops[0] < tops[1] < first < tops[2] < second
    assert name in svg.find("desc").text
    wide = bars(Row(name, 10), size=Size("wide", 640, 320))
    assert name in [t.text for t in wide.iter("text")]


def test_a_negative_bar_goes_the_other_way() -> None:
    svg = bars(Row("A", -10), Row("B", 10))
    left, right = svg.iter("rect")
    assert abs(float(left.get("x")) + float(left.get("width")) - float(right.get("x"))) < 0.2


def test_a_row_without_a_value_says_so_and_has_no_bar() -> None:
    svg = bars(Row("A", None), Row("B", 10))
    assert len(list(svg.iter("rect"))) == 1
    assert "inget värde" in [e.text for e in svg.iter("text")]
    assert svg.find("desc").text == "A: inget värde. B: 10,0\u00a0%."


def test_dots_have_their_interval_and_the_reference_its_line() -> None:
    svg = dots(Row("Riket", 50, 49, 51, "reference"), Row("Ale", 40, 30, 50))
    kinds = [e.get("class") for e in svg.iter() if e.get("class")]
    assert kinds.count("chart-reference") == 1
    assert kinds.count("chart-bar") == 2
    circles = [float(c.get("cx")) for c in svg.iter("circle")]
    assert circles[1] < circles[0]


def test_names_stand_beside_dots_on_wide_charts_and_above_on_narrow_ones() -> None:
    row = Row("Upplands Väsby", 40, 30, 50)
    wide = next(
        t for t in dots(row, size=Size("wide", 640, 300)).iter("text") if t.text == row.name
    )
    narrow = next(t for t in dots(row).iter("text") if t.text == row.name)
    assert wide.get("text-anchor") == "end"
    assert narrow.get("x") == "0"


def test_nothing_has_a_style_attribute_and_names_are_escaped() -> None:
    for draw in (bar_chart, dot_chart):
        svg = draw([Row("<b>&", 1, 0, 2)], id="x", title="<i>", form=FORM)
        assert "style=" not in svg and "<b>" not in svg and "<i>" not in svg
