"""Findings in both languages: each case says what the numbers carry and no more."""

from dataclasses import replace

import pytest
from hand_made import INDEX, SHARE, result

from samlad.model import Break, Direction, Text
from samlad.portal.statistics import findings
from samlad.portal.statistics.findings import comparison, course, courses, distribution


def series(*values: float | None, half: float | None = None) -> list:
    return [result(str(2020 + n), value, half=half) for n, value in enumerate(values)]


def test_an_increase_is_told_and_not_judged() -> None:
    assert course(SHARE, series(10, 12, 20, half=1), "riket", "sv") == (
        "I riket ökade värdet från 10,0\u00a0% (2020) till 20,0\u00a0% (2022). "
        "Målet är att värdet ska minska."
    )
    assert course(SHARE, series(10, 12, 20, half=1), "Sweden", "en") == (
        "In Sweden the value increased from 10.0% (2020) to 20.0% (2022). "
        "The goal is for the value to decrease."
    )


def test_a_decrease_is_told_and_not_judged() -> None:
    assert course(SHARE, series(20, 12, 10, half=1), "riket", "sv").endswith(
        "minskade värdet från 20,0\u00a0% (2020) till 10,0\u00a0% (2022). "
        "Målet är att värdet ska minska."
    )


def test_a_difference_within_the_uncertainty_is_no_change() -> None:
    assert course(SHARE, series(10, 12, 11, half=1), "riket", "sv") == (
        "I riket var värdet 10,0\u00a0% (2020) och 11,0\u00a0% (2022). "
        "Skillnaden är inte större än osäkerheten. Målet är att värdet ska minska."
    )
    assert "not greater than the uncertainty" in course(
        SHARE, series(10, 12, 11, half=1), "Sweden", "en"
    )


def test_without_a_direction_nothing_is_good_or_bad() -> None:
    neutral = replace(SHARE, direction=Direction.NONE)
    for values in ([10, 12, 20], [20, 12, 10], [10, 12, 11]):
        said = course(neutral, series(*values, half=1), "riket", "sv")
        assert "mål" not in said


def test_two_points_show_no_course() -> None:
    said = course(SHARE, series(10, 20, half=1), "riket", "sv")
    assert said.endswith("Två mätpunkter räcker inte för att visa en utveckling.")
    assert not any(word in said for word in ("ökade", "minskade", "målet"))


def test_one_point_and_no_point() -> None:
    assert course(SHARE, series(10), "Ale", "sv") == (
        "I Ale var värdet 10,0\u00a0% (2020). En enda mätpunkt visar ingen utveckling."
    )
    assert course(SHARE, series(None), "Ale", "sv") == "I Ale finns inget värde att visa."
    assert course(SHARE, [], "Ale", "en") == "There is no value to show in Ale."


def test_unchanged_as_written() -> None:
    assert "oförändrat" in course(SHARE, series(10, 12, 10.01), "riket", "sv")


def test_a_break_moves_the_start() -> None:
    broken = replace(SHARE, breaks=(Break("2022", Text("Ny metod.", "New method.")),))
    said = course(broken, series(50, 50, 10, 12, 14, half=1), "riket", "sv")
    assert "från 10,0\u00a0% (2022) till 14,0\u00a0% (2024)" in said


def test_a_hidden_peak_is_told() -> None:
    said = course(SHARE, series(16.3, 18.4, 15.9), "riket", "sv")
    assert "Däremellan var det som högst 18,4\u00a0% (2021)." in said
    assert "Däremellan var det som lägst" in course(SHARE, series(16, 13, 17), "riket", "sv")


def test_the_corrected_value_is_told() -> None:
    rows = [
        result(str(2020 + n), 0.9, corrected=value, half=0.001)
        for n, value in enumerate([0.3, 0.31, 0.32])
    ]
    assert "från 0,300 (2020) till 0,320 (2022)" in course(INDEX, rows, "riket", "sv")


def test_several_places_name_the_goal_once() -> None:
    rising = series(10, 12, 20, half=1)
    said = courses(SHARE, [("riket", rising), ("Ale", rising)], "sv")
    assert said.count("Målet") == 1
    falling = series(20, 12, 10, half=1)
    mixed = courses(SHARE, [("riket", rising), ("Ale", falling)], "sv")
    assert mixed.endswith("Målet är att värdet ska minska.")


def test_many_places_are_left_to_the_table() -> None:
    said = courses(SHARE, [(f"P{n}", series(10)) for n in range(6)], "sv")
    assert "P2" in said and "P3" not in said
    assert said.endswith("De andra platserna står i tabellen.")


@pytest.mark.parametrize(
    ("own", "other", "sv", "en"),
    [
        (20, 10, "10,0\u00a0procentenheter högre än i riket", "higher than in Sweden"),
        (10, 20, "10,0\u00a0procentenheter lägre än i riket", "lower than in Sweden"),
        (10.5, 10, "inte större än osäkerheten", "not greater than the uncertainty"),
        (None, 10, "går inte att jämföra", "cannot be compared"),
    ],
)
def test_comparisons(own: float | None, other: float, sv: str, en: str) -> None:
    rows = (result("2022", own, half=1), result("2022", other, half=1))
    assert sv in comparison(SHARE, *rows, ("Ale", "riket"), "sv")
    assert en in comparison(SHARE, *rows, ("Ale", "Sweden"), "en")


def test_a_distribution_is_told_by_its_middle_half_and_names_no_place() -> None:
    rows = [result("2022", float(n)) for n in range(1, 10)] + [result("2022", None)]
    assert distribution(SHARE, rows, "sv", of="municipality") == (
        "Av kommunerna med ett värde ligger hälften mellan 3,0\u00a0% och 7,0\u00a0%. "
        "Det mittersta värdet är 5,0\u00a0%. 1 kommun saknar värde."
    )
    assert distribution(SHARE, rows, "en", of="county") == (
        "Of the counties with a value, half lie between 3.0% and 7.0%. The middle value is 5.0%. "
        "1 county has no value."
    )


def test_few_and_no_values_are_said_to_be_few() -> None:
    few = [result("2022", 1.0), result("2022", 3.0), result("2022", None)]
    assert distribution(SHARE, few, "sv", of="county") == (
        "2 av länen har ett värde, från 1,0\u00a0% till 3,0\u00a0%. 1 län saknar värde."
    )
    assert "Inget av värdena" in distribution(SHARE, [result("2022", None)], "sv", of="county")


def test_no_finding_calls_a_change_good_or_bad() -> None:
    from samlad.catalogue import texts

    said = " ".join(
        text.sv + " " + text.en for key, text in texts().items() if key.startswith("statistics.")
    ).lower()
    for word in ("bättre", "sämre", "förbättr", "försämr", "better", "worse", "problemområde"):
        assert word not in said, word


def test_findings_are_pure() -> None:
    assert not hasattr(findings, "results")
