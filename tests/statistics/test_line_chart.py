"""The line chart on numbers small enough to draw by hand."""

import re
from xml.etree import ElementTree

import pytest

from samlad.model import Unit
from samlad.portal.statistics.charts.line import Line, Point, line_chart, spark
from samlad.portal.statistics.charts.series import segments
from samlad.portal.statistics.charts.svg import NARROW, Size
from samlad.portal.statistics.formats import Format

FORM = Format(Unit.NUMBER, 0, "sv")
SVG = "{http://www.w3.org/2000/svg}"


def line(values: dict[int, float | None], name: str = "A", half: float | None = None) -> Line:
    return Line(
        name,
        tuple(
            Point(
                str(year),
                value,
                None if half is None or value is None else value - half,
                None if half is None or value is None else value + half,
            )
            for year, value in values.items()
        ),
    )


def drawn(*lines: Line, **options) -> ElementTree.Element:
    svg = line_chart(lines, id="x", title="T", form=FORM, **options)
    return ElementTree.fromstring(svg.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1))


def with_class(svg: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [e for e in svg.iter() if name in (e.get("class") or "").split()]


def points(path: str) -> list[tuple[float, float]]:
    return [tuple(map(float, pair.split())) for pair in re.split("[ML]", path.strip("Mz"))]


def test_points_stand_where_they_are_reckoned_by_hand() -> None:
    """Height 234 and width 240: y runs from 200 (0) to 16 (100), so 50 lies at 108."""
    svg = drawn(line({2020: 0, 2021: 50, 2022: 100}), size=Size("wide", 240, 234))
    (path,) = with_class(svg, "chart-line")
    corners = points(path.get("d"))
    assert [y for _, y in corners] == [200, 108, 16]
    xs = [x for x, _ in corners]
    assert xs[1] - xs[0] == pytest.approx(xs[2] - xs[1])
    assert xs[2] == 240 - 28


def test_a_missing_year_is_a_gap() -> None:
    svg = drawn(line({2018: 1, 2019: 2, 2020: None, 2021: 4, 2022: 5}))
    assert [len(points(p.get("d"))) for p in with_class(svg, "chart-line")] == [2, 2]


def test_a_year_that_is_not_even_a_row_is_a_gap_too() -> None:
    assert [len(part) for part in segments(line({2018: 1, 2019: 2, 2021: 4, 2022: 5}))] == [2, 2]


def test_figures_of_every_second_year_are_joined() -> None:
    assert [len(part) for part in segments(line({2018: 1, 2020: 2, 2022: 4}))] == [3]


def test_a_line_never_crosses_a_break() -> None:
    svg = drawn(line({2019: 1, 2020: 2, 2021: 9, 2022: 9}), breaks=["2021"])
    assert [len(points(p.get("d"))) for p in with_class(svg, "chart-line")] == [2, 2]
    (mark,) = with_class(svg, "chart-break")
    left, right = (points(p.get("d")) for p in with_class(svg, "chart-line"))
    x = float(re.match(r"M([\d.]+)", mark.get("d")).group(1))
    assert left[-1][0] < x < right[0][0]
    assert "tidsseriebrott" in "".join(svg.itertext())


def test_a_break_outside_the_series_is_not_drawn() -> None:
    assert (
        with_class(drawn(line({2020: 1, 2021: 2, 2022: 3}), breaks=["2025"]), "chart-break") == []
    )


def test_two_points_are_points_and_no_line() -> None:
    svg = drawn(line({2020: 1, 2022: 3}, half=0.5))
    assert with_class(svg, "chart-line") == []
    assert len(with_class(svg, "chart-point")) == 2
    assert len(with_class(svg, "chart-bar")) == 2


def test_one_point_stands_in_the_middle() -> None:
    (point,) = with_class(drawn(line({2022: 3})), "chart-point")
    assert 200 < float(point.get("cx")) < 440


def test_a_lonely_point_beside_a_gap_is_marked() -> None:
    values = {year: 1.0 for year in range(2000, 2012)} | {2005: None, 2007: None}
    svg = drawn(line(values))
    assert len(with_class(svg, "chart-point")) == 2  # 2006, alone, and the last


def test_the_interval_is_a_band_around_the_line() -> None:
    svg = drawn(line({2020: 10, 2021: 10, 2022: 10}, half=10), size=Size("wide", 240, 234))
    (band,) = with_class(svg, "chart-band")
    assert [y for _, y in points(band.get("d"))] == [16, 16, 16, 200, 200, 200]


def test_each_series_has_its_own_class_and_is_named_where_it_ends() -> None:
    svg = drawn(line({2020: 1, 2021: 1, 2022: 1}, "Ale"), line({2020: 1, 2021: 1, 2022: 1}, "Åre"))
    names = with_class(svg, "chart-name")
    assert [name.text for name in names] == ["Ale", "Åre"]
    assert [name.get("class").split()[-1] for name in names] == ["series-1", "series-2"]
    assert abs(float(names[0].get("y")) - float(names[1].get("y"))) >= 17


def test_the_reference_takes_no_colour_from_the_others() -> None:
    nation = Line("Riket", line({2020: 1, 2021: 1, 2022: 1}).points, is_reference=True)
    svg = drawn(nation, line({2020: 2, 2021: 2, 2022: 2}))
    assert [n.get("class").split()[-1] for n in with_class(svg, "chart-name")] == [
        "series-0",
        "series-1",
    ]


def test_a_single_series_is_named_by_the_title_alone() -> None:
    assert with_class(drawn(line({2020: 1, 2021: 2, 2022: 3})), "chart-name") == []


def test_it_has_a_name_and_a_description_and_no_style_attribute() -> None:
    svg = line_chart([line({2020: 1, 2021: 2, 2022: 3})], id="x", title="Rubrik", form=FORM)
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "x-wide-title x-wide-desc"
    assert root.find("title").get("id") == "x-wide-title"
    assert root.find("title").text == "Rubrik"
    assert root.find("desc").text == "A: från 1 (2020) till 3 (2022)."
    assert "style=" not in svg


def test_names_are_escaped() -> None:
    evil = '<script>"&'
    lines = [line({2020: 1, 2021: 2, 2022: 3}, evil), line({2020: 1}, "B")]
    svg = line_chart(lines, id="x", title=evil, form=FORM)
    assert "<script" not in svg
    assert ElementTree.fromstring(svg).find("title").text == evil


def test_no_value_at_all_is_said() -> None:
    svg = line_chart([], id="x", title="T", form=FORM)
    assert ElementTree.fromstring(svg).find("desc").text == "Det finns inga värden att visa."
    svg = line_chart([line({2020: None})], id="x", title="T", form=FORM)
    assert "A: inget värde." in svg


def test_the_last_period_always_has_its_label() -> None:
    svg = drawn(line({year: year - 2000.0 for year in range(2001, 2024)}), size=NARROW)
    labels = [e.text for e in with_class(svg, "chart-tick") if e.text.startswith("20")]
    assert labels[-1] == "2023"
    assert len(labels) <= 7


def test_swedish_axes_have_a_decimal_comma() -> None:
    form = Format(Unit.PER_CENT, 1, "sv")
    svg = line_chart([line({2020: 10.5, 2021: 11, 2022: 12})], id="x", title="T", form=form)
    assert "10,5\u00a0%" in svg and "10.5 %" not in svg
    svg = line_chart(
        [line({2020: 10.5, 2021: 11, 2022: 12})],
        id="x", title="T", form=Format(Unit.PER_CENT, 1, "en"),
    )  # fmt: skip
    assert "10.5%" in svg


def test_a_spark_says_its_first_and_last_value() -> None:
    svg = ElementTree.fromstring(
        spark(line({2020: 1, 2021: 2, 2022: 4}), id="s", title="T", form=FORM)
    )
    texts = [e.text for e in svg.iter("text")]
    assert texts == ["2020", "1", "2022", "4"]
    assert svg.get("aria-labelledby") == "s-title s-desc"
