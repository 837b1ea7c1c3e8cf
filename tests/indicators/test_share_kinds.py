"""Shares, gaps and tenths: what is divided by what, and the interval around it."""

import pytest
from hypothesis import given
from hypothesis.strategies import integers

from samlad.indicators.intervals import newcombe, wilson

people = integers(min_value=1, max_value=100_000)

SHARE = """
    kind = "share"
    levels = ["nation", "county", "municipality", "regso", "deso"]
    [[series]]
    source = "scb-deso"
    table = "t"
    division = "deso-2018"
    numerator = "part"
    denominator = ["part", "rest"]
"""
PARENTS = {"0180A0000": "0180R001", "0180A0010": "0180R001", "0180A0020": "0180R002"}


def counts(rows, period="2022"):
    for unit, part, rest in rows:
        yield (unit, period, "part", part)
        yield (unit, period, "rest", rest)


AREAS = [("0180A0000", 10, 90), ("0180A0010", 30, 70), ("0180A0020", 40, 60)]


def test_a_share_is_computed_at_every_level_from_the_nation_to_the_deso(
    observed, declared, computed
):
    inputs = observed({"rows": counts(AREAS)}, parents=PARENTS)
    found = computed(declared(SHARE), inputs)
    assert found["0180A0010", "2022"].value == pytest.approx(30)
    assert found["0180R001", "2022"].value == pytest.approx(20)
    assert found["0180R001", "2022"].units == 2
    for place in ("0180", "01", "00"):
        assert found[place, "2022"].value == pytest.approx(100 * 80 / 300)
        assert found[place, "2022"].persons == 300


def test_regso_put_together_from_deso_are_areas_of_the_regso_division(observed, declared, computed):
    inputs = observed({"rows": counts(AREAS)}, parents=PARENTS)
    found = computed(declared(SHARE), inputs)
    assert found["0180R001", "2022"].division == "regso-2020"
    assert found["0180A0000", "2022"].division == found["0180", "2022"].division == "deso-2018"


def test_wilsons_interval_of_eight_in_ten():
    # Wilson: (8 + z²/2 ± z·√(8·2/10 + z²/4)) / (10 + z²)
    found = wilson(8, 10)
    assert found.low == pytest.approx(0.49016, abs=1e-5)
    assert found.high == pytest.approx(0.94332, abs=1e-5)


def test_wilsons_interval_stays_within_zero_and_one():
    assert wilson(0, 5).low == 0
    assert wilson(5, 5).high == 1
    assert wilson(0, 5).high == pytest.approx(0.43448, abs=1e-5)


def test_newcombes_interval_of_the_published_example():
    # Newcombe (1998), table II, case (a), method 10: 56/70 − 48/80
    found = newcombe(wilson(56, 70), wilson(48, 80))
    assert (found.low, found.high) == (pytest.approx(0.0524, 1e-3), pytest.approx(0.3339, 1e-3))


@given(people, people)
def test_wilsons_interval_holds_the_share_and_narrows_with_more_people(part, rest):
    one, ten = wilson(part, part + rest), wilson(10 * part, 10 * (part + rest))
    assert 0 <= one.low <= one.value <= one.high <= 1
    assert ten.high - ten.low < one.high - one.low


@given(people, people, people, people)
def test_newcombes_interval_turns_round_with_the_difference(a, b, c, d):
    first, second = wilson(a, a + b), wilson(c, c + d)
    there, back = newcombe(first, second), newcombe(second, first)
    assert there.low <= there.value <= there.high
    assert (there.low, there.high) == (pytest.approx(-back.high), pytest.approx(-back.low))


def test_nobody_to_count_is_not_applicable_never_zero(observed, declared, computed):
    inputs = observed({"rows": counts([("0180A0000", 0, 0)])}, parents=PARENTS)
    row = computed(declared(SHARE), inputs)["0180", "2022"]
    assert (row.value, row.status, row.reason) == (None, "not_applicable", "no_people")


def test_a_share_can_be_without_interval(observed, declared, computed):
    text = SHARE.replace('kind = "share"', 'kind = "share"\n    interval = false')
    row = computed(declared(text), observed({"rows": counts(AREAS)}, parents=PARENTS))[
        "0180", "2022"
    ]
    assert (row.low, row.high) == (None, None)
    assert row.value is not None


def test_a_year_that_lacks_one_of_the_groups_is_no_year_of_the_share(observed, declared, computed):
    rows = [*counts(AREAS), ("0180A0000", "2023", "rest", 10)]
    found = computed(declared(SHARE), observed({"rows": rows}, parents=PARENTS))
    assert {period for _, period in found} == {"2022"}


def test_a_misspelt_group_is_an_error_with_the_nearest_name(observed, declared, computed):
    from samlad.errors import DefinitionError

    with pytest.raises(DefinitionError, match=r"'tiny': .*'t/parts'; did you mean 't/part'"):
        computed(declared(SHARE.replace('"part"', '"parts"')), observed({"rows": counts(AREAS)}))


def test_known_share_counts_pupils_of_schools_whose_share_is_published(
    observed, declared, computed
):
    text = """
        kind = "share"
        interval = false
        levels = ["municipality"]
        [[series]]
        source = "skolverket-schools"
        table = "background"
        division = "school"
        numerator = { known = "background/per_cent", of = "pupils/pupils" }
        denominator = "pupils/pupils"
    """
    plain = {"source": "skolverket-schools", "division": "school", "municipality": "0180"}
    shares = [("1", "2023/24", "per_cent", 20.0), ("2", "2023/24", "per_cent", None, "hidden"),
              ("3", "2023/24", "per_cent", None, "not_applicable")]  # fmt: skip
    pupils = [("1", "2023/24", "pupils", 300), ("2", "2023/24", "pupils", 100),
              ("3", "2023/24", "pupils", None, "not_applicable")]  # fmt: skip
    inputs = observed(
        {"rows": shares, "table": "background", **plain},
        {"rows": pupils, "table": "pupils", **plain},
    )
    row = computed(declared(text), inputs)["0180", "2023/24"]
    assert (row.value, row.persons) == (pytest.approx(75), 400)


def typed(observed, rows, types):
    """DeSO counts, each DeSO in a RegSO of its own with an official type."""
    regso = [(f"{unit[:4]}R{unit[-4:-1]}", "2022", "omradestyp", t) for unit, t in types.items()]
    return observed(
        {"rows": counts(rows)},
        {"rows": regso, "source": "scb-regso", "table": "omradestyp", "division": "regso-2020"},
        parents={unit: f"{unit[:4]}R{unit[-4:-1]}" for unit in types},
    )


TYPED = [("0180A0010", 60, 40), ("0180A0020", 50, 50), ("0180A0050", 160, 40), ("1480A0030", 5, 5)]
TYPES = {"0180A0010": 1, "0180A0020": 1, "0180A0050": 5, "1480A0030": 3}
GAP = SHARE.replace(
    'kind = "share"', 'kind = "gap"\n    types = [5]\n    minus_types = [1]'
).replace(', "regso", "deso"', "")


def test_a_gap_is_the_share_in_one_type_minus_the_share_in_another(observed, declared, computed):
    found = computed(declared(GAP), typed(observed, TYPED, TYPES))
    row = found["0180", "2022"]
    assert row.value == pytest.approx(100 * (160 / 200 - 110 / 200))
    interval = newcombe(wilson(160, 200), wilson(110, 200))
    assert (row.low, row.high) == (
        pytest.approx(100 * interval.low),
        pytest.approx(100 * interval.high),
    )
    assert (row.units, row.persons) == (3, 400)
    assert found["00", "2022"].value == row.value


def test_a_municipality_without_both_types_has_no_gap(observed, declared, computed):
    row = computed(declared(GAP), typed(observed, TYPED, TYPES))["1480", "2022"]
    assert (row.value, row.status, row.reason) == (None, "not_applicable", "area_types_absent")


def test_a_share_can_be_of_one_area_type(observed, declared, computed):
    text = GAP.replace('kind = "gap"', 'kind = "share"').replace("    minus_types = [1]\n", "")
    found = computed(declared(text), typed(observed, TYPED, TYPES))
    assert found["0180", "2022"].value == pytest.approx(80)
    assert found["1480", "2022"].reason == "no_area_of_type"


def test_an_area_that_no_regso_holds_is_of_no_type(observed, declared, computed):
    inputs = typed(observed, [*TYPED, ("0180A0990", 1, 99)], TYPES)
    assert computed(declared(GAP), inputs)["0180", "2022"].units == 3


def test_types_are_not_carried_over_to_other_years(observed, declared, computed):
    inputs = typed(observed, TYPED, TYPES)
    inputs.connection.execute("UPDATE observations SET period = '2023' WHERE \"table\" = 't'")
    assert computed(declared(GAP), inputs) == {}


AREA_TYPE = """
    kind = "{kind}"
    levels = {levels}
    {more}
    [[series]]
    source = "scb-regso"
    table = "omradestyp"
    division = "regso-2020"
    {population}
"""


def regso(observed):
    plain = {"source": "scb-regso", "division": "regso-2020"}
    types = [("0180R001", 1), ("0180R002", 1), ("0180R003", 4), ("1480R001", 5)]
    people = [("0180R001", 100), ("0180R002", 200), ("0180R003", 700), ("1480R001", 1000)]
    return observed(
        {"rows": [(u, "2022", "omradestyp", t) for u, t in types], "table": "omradestyp", **plain},
        {"rows": [(u, "2022", "total", n) for u, n in people], "table": "people", **plain},
    )


def test_the_official_type_is_passed_on_for_each_regso(observed, declared, computed):
    text = AREA_TYPE.format(kind="area-type", levels='["regso"]', more="", population="")
    found = computed(declared(text), regso(observed))
    assert {place: row.value for (place, _), row in found.items()} == {
        "0180R001": 1, "0180R002": 1, "0180R003": 4, "1480R001": 5,
    }  # fmt: skip


def test_no_area_of_a_type_is_a_zero_that_was_counted(observed, declared, computed):
    text = AREA_TYPE.format(
        kind="area-type-areas", levels='["nation", "municipality"]', more="type = 1", population=""
    )
    found = computed(declared(text), regso(observed))
    assert (found["0180", "2022"].value, found["1480", "2022"].value) == (2, 0)
    assert found["00", "2022"].value == 2
    assert found["0114", "2022"].reason == "no_observations"


def test_types_of_a_later_year_change_nothing_in_the_year_that_is_used(
    observed, declared, computed
):
    inputs = regso(observed)
    inputs.connection.execute(
        """INSERT INTO observations SELECT * REPLACE ('2023' AS period, 5 AS value)
           FROM observations WHERE "table" = 'omradestyp'"""
    )
    text = AREA_TYPE.format(
        kind="area-type-areas", levels='["municipality"]', more="type = 1", population=""
    )
    found = computed(declared(text), inputs)
    assert found["0180", "2022"].value == 2
    assert ("0180", "2023") not in found


def test_population_shares_of_the_types_add_up_to_a_hundred(observed, declared, computed):
    inputs = regso(observed)
    shares = []
    for number in range(1, 6):
        text = AREA_TYPE.format(
            kind="area-type-population", levels='["municipality"]', more=f"type = {number}",
            population='population = "people/total"',
        )  # fmt: skip
        shares.append(computed(declared(text), inputs)["0180", "2022"].value)
    assert shares == [pytest.approx(30), 0, 0, pytest.approx(70), 0]


def test_persons_of_the_types_add_up_to_all_who_live_there(observed, declared, computed):
    inputs = regso(observed)
    persons = []
    for number in range(1, 6):
        text = AREA_TYPE.format(
            kind="area-type-persons", levels='["municipality"]', more=f"type = {number}",
            population='population = "people/total"',
        )  # fmt: skip
        persons.append(computed(declared(text), inputs)["0180", "2022"])
    assert [row.value for row in persons] == [300, 0, 0, 700, 0]
    assert {row.persons for row in persons} == {1000}


TENTHS = SHARE.replace('kind = "share"', 'kind = "tenth-gap"').replace(', "regso", "deso"', "")


def test_the_gap_between_tenths_counts_each_tenth_together(observed, declared, computed):
    # 20 districts: the two lowest are 10 of 100 and 60 of 300, the two highest 90 and 80 of 100
    rows = [("0180A0000", 10, 90), ("0180A0010", 60, 240)]
    rows += [(f"0180A0{n}0", 50, 50) for n in range(10, 26)]
    rows += [("0180A0900", 90, 10), ("0180A0910", 80, 20)]
    row = computed(declared(TENTHS), observed({"rows": counts(rows)}))["0180", "2022"]
    assert row.value == pytest.approx(100 * (170 / 200 - 70 / 400))
    assert (row.units, row.low, row.high) == (20, None, None)


def test_ties_go_by_code(observed, declared, computed):
    # all alike but one low; of the tied ones the tenth takes the lowest codes, which are larger
    rows = [("0180A0990", 0, 100)] + [(f"0180A0{n}0", 50, 50) for n in range(10, 29)]
    rows[1] = ("0180A0100", 500, 500)
    row = computed(declared(TENTHS), observed({"rows": counts(rows)}))["0180", "2022"]
    assert row.value == pytest.approx(100 * (100 / 200 - 500 / 1100))


def test_nineteen_districts_are_too_few(observed, declared, computed):
    rows = [(f"0180A0{n}0", n, 50) for n in range(10, 29)]
    row = computed(declared(TENTHS), observed({"rows": counts(rows)}))["0180", "2022"]
    assert (row.value, row.status, row.reason) == (None, "not_applicable", "too_few_districts")
