"""Classes of colour and the map, on three places drawn by hand."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlad.areas.shapes import Shape
from samlad.portal.statistics.charts.classes import Classes, quantile_classes
from samlad.portal.statistics.charts.map import NO_VALUE, Place, map_chart

SQUARE = {code: Shape(f"M{x} 0h1v1h-1z", (x, 0, 1, 1), (x, 0), ()) for x, code in enumerate("ABC")}


def drawn(**options) -> ElementTree.Element:
    places = {
        "A": Place("map-1", "Ale: 1", "/platser/A/"),
        "B": Place("map-5", 'B "<&', "/platser/B/"),
        "C": Place(NO_VALUE, "C: inget värde", "/platser/C/"),
    }
    return ElementTree.fromstring(
        map_chart(SQUARE, places, id="m", title="T", description="D", box=(0, 0, 3, 1), **options)
    )


def test_one_path_for_each_place_with_its_words_and_a_link() -> None:
    svg = drawn()
    links = list(svg.iter("a"))
    assert [link.get("href") for link in links] == ["/platser/A/", "/platser/B/", "/platser/C/"]
    assert [link.find("path/title").text for link in links] == ["Ale: 1", 'B "<&', "C: inget värde"]
    assert [link.find("path").get("class") for link in links] == ["map-1", "map-5", "map-none"]
    assert links[0].find("path").get("d") == "M0 0h1v1h-1z"


def test_a_place_without_a_value_is_hatched() -> None:
    svg = drawn()
    hatch = svg.find("g/pattern").get("id")
    assert [path.get("fill") for path in svg.findall("g/a/path")] == [None, None, f"url(#{hatch})"]


def test_borders_and_the_chosen_place_lie_on_top() -> None:
    svg = drawn(borders=[SQUARE["A"]], chosen="B")
    assert [path.get("class") for path in svg.findall("g/path")] == ["map-border", "map-chosen"]


def test_the_map_is_named_and_has_no_style() -> None:
    svg = drawn()
    named = svg.find("g")
    assert (named.get("role"), named.get("aria-labelledby")) == ("img", "m-title m-desc")
    assert (named.find("title").text, named.find("desc").text) == ("T", "D")
    assert "style" not in {name for element in svg.iter() for name in element.attrib}


def test_a_picture_holds_no_links_and_the_links_are_for_the_mouse() -> None:
    named, hidden = drawn().findall("g")
    assert list(named.iter("a")) == []
    assert hidden.get("aria-hidden") == "true"
    assert {link.get("tabindex") for link in hidden.iter("a")} == {"-1"}


def test_ten_values_fall_in_five_classes_of_two() -> None:
    values = [float(n) for n in range(1, 11)]
    classes = quantile_classes(values)
    assert classes.cuts == (3, 5, 7, 9)
    assert classes.counts(values) == [2, 2, 2, 2, 2]
    assert classes.limits == [(1, 3), (3, 5), (5, 7), (7, 9), (9, 10)]


def test_equal_values_are_one_class() -> None:
    assert quantile_classes([4.0] * 20).counts([4.0] * 20) == [20]


def test_a_value_on_a_cut_belongs_to_the_class_above() -> None:
    assert [Classes((10, 20), 0, 30).of(v) for v in (9.9, 10, 20)] == [0, 1, 2]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=300))
def test_every_value_falls_in_exactly_one_class(values: list[float]) -> None:
    rounded = [round(value, 1) for value in values]
    classes = quantile_classes(rounded, 5, 1)
    assert sum(classes.counts(rounded)) == len(rounded)
    assert all(count > 0 for count in classes.counts(rounded))


def test_no_values_make_no_cuts() -> None:
    assert quantile_classes([]).cuts == ()


@pytest.mark.parametrize("number", [3, 5, 7])
def test_classes_are_as_many_as_asked_when_values_differ(number: int) -> None:
    assert len(quantile_classes([float(n) for n in range(100)], number).cuts) == number - 1
