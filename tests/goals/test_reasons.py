"""What is said of an assessment, in sentences: each said where it is true and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samlad.model import Direction, Target, Unit
from samlad.portal.goals import reasons, target_words, words
from samlad.portal.goals.assessments import at_place
from samlad.portal.numbers import FIXED
from samlad.progress import Assessment, Ground, Standing, assess
from tests.progress.test_assessment import DOWN, GAP, LIMITS, TO_TEN, broken, rows
from tests.statistics.hand_made import SHARE, result


def told(found: Assessment, language: str = "sv") -> str:
    return reasons.reasons(found, SHARE, language).replace(FIXED, " ")


def way(found: Assessment, language: str = "sv") -> str:
    return target_words.target(found, SHARE, language).replace(FIXED, " ")


def of(series: list[object], goal: object = DOWN, **limits: object) -> Assessment:
    return assess(series, goal, thresholds=replace(LIMITS, **limits))  # type: ignore[arg-type]


def test_behind_ahead_and_on_the_path() -> None:
    """16 is where the straight path from 20 to 10 is in 2022."""
    behind = way(of(rows([20, 19.5, 19, 18.5, 18]), TO_TEN))
    assert "hade varit vid 16,0 % år 2022; värdet ligger 2,0 procentenheter efter." in behind
    ahead = way(of(rows([20, 18, 17, 15, 14]), TO_TEN))
    assert "värdet ligger 2,0 procentenheter före." in ahead
    on = way(of(rows([20, 19, 18, 17, 16.04]), TO_TEN))
    assert "16,0 % år 2022, där värdet ligger." in on
    assert "före" not in on and "efter" not in on


def test_no_value_is_behind_or_ahead_of_a_path_that_is_not() -> None:
    found = way(of(rows([8, 9, 11, 12, 13]), TO_TEN))
    assert "Värdet var redan 2018 vid målvärdet eller bortom det (8,0 %)" in found
    assert "ligger" not in found and "rak väg" not in found


def test_pace_share_and_year_stand_only_where_a_sure_trend_leads_there() -> None:
    sure = way(of(rows([20, 19.5, 19, 18.5, 18]), TO_TEN))
    assert "För att nå dit behövs −1,33 procentenheter om året; trenden är −0,50" in sure
    assert "Det är 38 procent av takten som behövs." in sure
    assert "I den takten nås målvärdet 2038." in sure
    english = way(of(rows([20, 19.5, 19, 18.5, 18]), TO_TEN), "en")
    assert "At that pace the target is reached in 2038." in english
    for values in ([20, 21, 22, 23, 24], [20, 18, 21, 19, 20], [20, 19, 18, 17]):
        found = way(of(rows(values), TO_TEN))
        assert "behövs" in found
        assert "trenden" not in found and "takten" not in found
    at_it = way(of(rows([20, 17, 14.5, 12, 9.5], half=1), TO_TEN))
    assert "behövs" not in at_it and "takten" not in at_it


def test_an_uneven_interval_of_the_pace_is_told() -> None:
    series = [*rows([20, 19, 18, 17]), result("2022", 16, low=15.5, high=18)]
    assert "100 procent av takten som behövs (mellan 60 och 110)." in way(of(series, TO_TEN))


def test_a_year_beyond_all_foresight_is_not_told() -> None:
    goal = replace(DOWN, target=Target(1, "2028"))
    found = way(of(rows([16.4, 16.3, 16.2, 16.1, 16]), goal))
    assert "I den takten tar det mer än 50 år." in found
    assert "nås målvärdet 2" not in found


def test_a_missed_target_is_told_with_the_trend_where_that_is_sure() -> None:
    goal = replace(DOWN, target=Target(10, "2022"))
    missed = of(rows([20, 25, 24, 23, 26]), goal)
    assert told(missed) == (
        "Målvärdet 10,0 % nåddes inte i tid: det skulle nås 2022, och värdet är 26,0 % (2022)."
    )
    assert words.basis(missed, "sv") == "målvärdet nåddes inte i tid"
    assert words.sign(missed) == "unclear"
    slow = of(rows([20, 17, 15, 13, 11]), goal)
    assert "nåddes inte i tid" in told(slow) and "Trenden är −2,00" in told(slow)
    assert slow.standing is Standing.TOO_SLOW


def test_a_lost_target_is_told_with_when_it_was_met() -> None:
    found = of(rows([20, 17, 14, 11, 9, 9.5, 12]), replace(DOWN, target=Target(10, "2022")))
    assert told(found).startswith(
        "Målvärdet 10,0 % var nått 2023 (9,5 %) men hålls inte: värdet är 12,0 % (2024)."
    )
    assert words.basis(found, "sv") == "målvärdet nåddes men hålls inte"
    before = way(of(rows([20, 16, 12, 9, 13]), TO_TEN))
    assert "Det var nått 2021 (9,0 %)." in before, "also while there are years left"


def test_every_basis_of_a_target_is_in_words() -> None:
    open_pace = of(rows([20, 19, 18, 17, 16], half=0.5), TO_TEN)
    assert words.basis(open_pace, "sv") == "oklart om takten räcker"
    assert "det är osäkert om takten räcker" in told(open_pace)
    around = of(rows([20, 17, 15, 13, 10.5], half=1), replace(DOWN, target=Target(10, "2022")))
    assert words.basis(around, "sv") == "intervallet rymmer målvärdet"
    assert "om det är nått går inte att säga" in told(around)


@pytest.mark.parametrize(
    ("series", "sentence"),
    [
        (rows([20 - n / 4 for n in range(12)], 2012, half=1), "ryms förändringen i osäkerheten"),
        (rows([32, 31, 30, 29, 28, 27, 26, 26], 2012), "Från 2018 finns bara två värden"),
        (rows([32, 30, 28, 26, 24, 24.5, 24], 2014), "är värdet oförändrat, som det skrivs"),
    ],
)
def test_why_a_change_beside_a_sure_trend_is_no_sure_change(
    series: list[object], sentence: str
) -> None:
    doubts = ("ryms förändringen", "bara två värden", "är värdet oförändrat")
    found = of(series)
    assert found.ground is Ground.PACE
    assert sentence in told(found)
    assert sum(doubt in told(found) for doubt in doubts) == 1
    sure = of(rows([20, 19, 18, 17, 16]))
    assert not any(doubt in told(sure) for doubt in doubts)


def test_a_small_contrary_change_is_written_so_that_it_is_seen() -> None:
    found = of(rows([30, 28, 26, 24, 22, 20, 10, 10, 10, 10, 10.04], 2012))
    assert "pekar förändringen åt andra hållet: +0,04 procentenheter sedan 2018" in told(found)
    cell = words.since(found, SHARE, "sv").replace(FIXED, " ")
    assert cell == "+0,04 procentenheter sedan 2018", "and not that it is unchanged"


def test_no_limit_that_is_not_zero_is_printed_as_zero() -> None:
    form = words.format_of(SHARE, "sv")
    assert reasons.between(form, -0.4, -0.004) == "−0,400 till −0,004"
    assert reasons.between(form, -0.4, 0.0) == "−0,40 till 0,00"
    assert reasons.between(form, -0.4, 0.3) == "−0,40 till +0,30"
    assert reasons.slope(form, -0.004).startswith("−0,004")


def test_a_gap_below_zero_is_told_without_having_turned() -> None:
    below = told(of(rows([-1, -2, -3]), GAP))
    assert "Skillnaden är under noll" in below and "vänt" not in below
    assert "Skillnaden har vänt" in told(of(rows([4, 3, 2, 1, -1]), GAP))
    lund = of([result("2022", -0.016, low=-0.32, high=0.32)], GAP)
    assert told(lund) == "Ett enda värde visar ingen utveckling."


@pytest.mark.parametrize(
    ("place", "name", "ground"),
    [
        ("1281", "unemployed-gap-area-types", Ground.FEW_POINTS),
        ("25", "unemployed-gap-area-types", Ground.BELOW_ZERO),
        ("2580", "unemployed-gap-area-types", Ground.BELOW_ZERO),
        ("0184", "unemployed-gap-area-types-wide", Ground.BELOW_ZERO),
    ],
)
def test_no_single_value_of_the_release_has_turned(place: str, name: str, ground: Ground) -> None:
    found = at_place(place)[name]
    assert (len(found.used), found.ground) == (1, ground)


def test_what_was_met_and_is_met_is_not_told_as_past() -> None:
    gap = replace(GAP, target=Target(2, "2028"))
    assert "Det var nått" not in way(of(rows([4, 3, 2, 1, -1]), gap))
    assert "Det var nått" not in way(of(rows([20, 16, 13, 11, 10]), TO_TEN))


def test_an_even_series_is_told_to_be_unchanged() -> None:
    found = of(rows([100] * 6))
    assert told(found).startswith("Oförändrat")
    assert words.basis(found, "sv") == "oförändrat"


def test_few_values_after_a_break_are_counted_in_plain_words() -> None:
    two = of(rows([20, 19, 18, 17, 30, 29]), broken(DOWN, "2022"))
    one = of(rows([20, 19, 18, 17, 30]), broken(DOWN, "2022"))
    assert "Efter tidsseriebrottet 2022 finns två värden, för få" in told(two)
    assert "After the series break in 2022 there are two values" in told(two, "en")
    assert "finns ett enda värde" in told(one)
    assert "there is a single value" in told(one, "en")
    assert words.basis(one, "sv") == "ett värde efter brottet"


def test_the_break_that_is_named_is_the_one_that_cut() -> None:
    series = [*rows([20, 19, 18, 17, 30, 29]), result("2024", None)]
    assert "tidsseriebrottet 2022" in told(of(series, broken(DOWN, "2022", "2024")))


def test_the_confidence_and_what_it_takes_are_those_of_the_thresholds() -> None:
    few = rows([20, 18, 16, 14])
    assert "Ett 95-procentigt intervall kräver minst 5." in told(of(few))
    assert "(90-procentigt intervall" in told(of(few, confidence=90))
    assert "A 99 per cent interval needs at least 6." in told(of(few, confidence=99), "en")
    limits = words.limits(replace(LIMITS, confidence=99.5), "sv")
    assert "minst 4 jämförbara värden för en trend och minst 6 för en tydlig" in limits
    assert "99,5-procentigt intervall" in limits


def test_upwards_is_told_the_same_way() -> None:
    goal = replace(TO_TEN, direction=Direction.UP, target=Target(30, "2028"))
    found = way(of(rows([20, 20.5, 21, 21.5, 22]), goal))
    assert "värdet ligger 2,0 procentenheter efter." in found
    assert "I den takten nås målvärdet 2038." in found


def test_types_are_told_to_be_relative_where_they_are_assessed() -> None:
    types = replace(SHARE, kind="area-type-areas", unit=Unit.NUMBER, decimals=0)
    assert "Områdestyperna är relativa" in reasons.reasons(of(rows([3])), types, "sv")
    assert "Områdestyperna" not in told(of(rows([3])))
