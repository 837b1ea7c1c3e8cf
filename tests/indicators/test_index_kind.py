"""An index over groups put together from published groups, worked by hand."""

import math

import pytest

DISSIMILARITY = """
    kind = "index"
    index = "dissimilarity"
    levels = ["nation", "county", "municipality"]
    [[series]]
    source = "scb-deso"
    table = "t"
    division = "deso-2018"
    [series.groups]
    abroad = { plus = "total", minus = "Sweden" }
    sweden = "Sweden"
"""


def areas(municipality, abroad, sweden, period="2022"):
    for number, (a, s) in enumerate(zip(abroad, sweden, strict=True)):
        unit = f"{municipality}A00{number}0"
        yield (unit, period, "total", a + s)
        yield (unit, period, "Sweden", s)


def test_dissimilarity_of_five_areas_is_half_the_sum_of_differences(observed, declared, computed):
    # abroad 50 of 100 in one area and nothing else alike: D = ½(|.5-.1| + 4·|.125-.225|) = 0.4
    rows = list(areas("0180", [400, 100, 100, 100, 100], [100, 225, 225, 225, 225]))
    found = computed(declared(DISSIMILARITY), observed({"rows": rows}))
    assert found["0180", "2022"].value == pytest.approx(0.4)
    assert found["0180", "2022"].units == 5
    assert found["0180", "2022"].persons == 1800
    assert found["01", "2022"].value == found["00", "2022"].value == pytest.approx(0.4)


def test_the_interval_is_around_the_corrected_value_which_is_below_the_raw_one(
    observed, declared, computed
):
    rows = list(areas("0180", [40, 10, 10, 10, 10], [10, 22, 22, 22, 22]))
    row = computed(declared(DISSIMILARITY), observed({"rows": rows}))["0180", "2022"]
    assert row.low < row.corrected < row.high
    assert row.corrected < row.value


def test_the_nation_compares_all_areas_with_each_other(observed, declared, computed):
    # each municipality is even inside; together the two are not
    rows = [*areas("0180", [90] * 5, [10] * 5), *areas("1480", [10] * 5, [90] * 5)]
    found = computed(declared(DISSIMILARITY), observed({"rows": rows}))
    assert found["0180", "2022"].value == pytest.approx(0.0)
    assert found["00", "2022"].value == pytest.approx(0.8)


def test_four_areas_are_too_few(observed, declared, computed):
    rows = list(areas("0180", [40, 10, 10, 10], [10, 20, 20, 20]))
    row = computed(declared(DISSIMILARITY), observed({"rows": rows}))["0180", "2022"]
    assert (row.value, row.low, row.corrected) == (None, None, None)
    assert (row.status, row.reason) == ("not_applicable", "too_few_units")


def test_areas_without_people_do_not_count_as_units(observed, declared, computed):
    rows = list(areas("0180", [40, 10, 10, 10, 0], [10, 20, 20, 20, 0]))
    row = computed(declared(DISSIMILARITY), observed({"rows": rows}))["0180", "2022"]
    assert row.reason == "too_few_units"


def test_a_municipality_with_one_group_only_cannot_be_compared(observed, declared, computed):
    rows = [*areas("0180", [0] * 5, [20] * 5), *areas("1480", [5] * 5, [20] * 5)]
    row = computed(declared(DISSIMILARITY), observed({"rows": rows}))["0180", "2022"]
    assert (row.status, row.reason) == ("not_applicable", "group_empty")


def test_a_municipality_without_observations_is_not_reported(observed, declared, computed):
    rows = list(areas("0180", [40, 10, 10, 10, 10], [10, 20, 20, 20, 20]))
    row = computed(declared(DISSIMILARITY), observed({"rows": rows}))["1480", "2022"]
    assert (row.value, row.status, row.reason) == (None, "not_reported", "no_observations")


def test_one_hidden_area_hides_the_municipality_and_all_above_it(observed, declared, computed):
    rows = list(areas("0180", [40, 10, 10, 10, 10], [10, 20, 20, 20, 20]))
    rows[1] = (*rows[1][:3], None, "hidden")
    rows += areas("1480", [40, 10, 10, 10, 10], [10, 20, 20, 20, 20])
    found = computed(declared(DISSIMILARITY), observed({"rows": rows}))
    assert (found["0180", "2022"].status, found["0180", "2022"].reason) == (
        "hidden",
        "inputs_hidden",
    )
    assert found["00", "2022"].value is None
    assert found["1480", "2022"].status == "shown"


def test_from_2025_no_group_is_found_by_subtraction(observed, declared, computed):
    rows = list(areas("0180", [40, 10, 10, 10, 10], [10, 20, 20, 20, 20], period="2025"))
    row = computed(declared(DISSIMILARITY), observed({"rows": rows}))["0180", "2025"]
    assert (row.value, row.status, row.reason) == (None, "not_applicable", "inputs_not_applicable")


def test_perturbed_counts_give_a_perturbed_result_where_nothing_is_subtracted(
    observed, declared, computed
):
    text = DISSIMILARITY.replace('{ plus = "total", minus = "Sweden" }', '"abroad"')
    rows = []
    for number, (a, s) in enumerate(zip([40, 10, 10, 10, 10], [10, 20, 20, 20, 20], strict=True)):
        rows.append((f"0180A00{number}0", "2025", "abroad", a, "perturbed"))
        rows.append((f"0180A00{number}0", "2025", "Sweden", s, "perturbed"))
    row = computed(declared(text), observed({"rows": rows}))["0180", "2025"]
    assert row.status == "perturbed"
    assert row.value is not None and row.reason is None


def test_a_part_larger_than_its_total_is_an_error_that_names_the_area(observed, declared, computed):
    from samlad.errors import ObservationError

    rows = [("0180A0000", "2022", "total", 5), ("0180A0000", "2022", "Sweden", 6)]
    with pytest.raises(ObservationError, match="indicator 'tiny': 0180A0000, 2022"):
        computed(declared(DISSIMILARITY), observed({"rows": rows}))


def test_a_value_published_twice_is_an_error_that_names_it(observed, declared, computed):
    from samlad.errors import ObservationError

    rows = [*areas("0180", [1] * 5, [2] * 5), ("0180A0030", "2022", "Sweden", 2)]
    with pytest.raises(ObservationError, match=r"0180A0030, 2022: 't/Sweden' is published more"):
        computed(declared(DISSIMILARITY), observed({"rows": rows}))


def test_an_unknown_municipality_is_an_error_that_names_it(observed, declared, computed):
    from samlad.errors import ObservationError

    rows = list(areas("9999", [1] * 5, [2] * 5))
    with pytest.raises(ObservationError, match="'9999'"):
        computed(declared(DISSIMILARITY), observed({"rows": rows}))


def test_an_index_that_does_not_exist_is_an_error_with_the_nearest_name(
    observed, declared, computed
):
    from samlad.errors import DefinitionError

    rows = list(areas("0180", [1] * 5, [2] * 5))
    text = DISSIMILARITY.replace('"dissimilarity"', '"disimilarity"')
    with pytest.raises(DefinitionError, match="did you mean 'dissimilarity'"):
        computed(declared(text), observed({"rows": rows}))


SCHOOLS = """
    kind = "index"
    index = "dissimilarity"
    levels = ["municipality"]
    [[series]]
    source = "skolverket-schools"
    table = "background"
    division = "school"
    [series.groups]
    foreign = { per_cent = "background/per_cent", of = "pupils/pupils" }
    others = { per_cent = "background/per_cent", of = "pupils/pupils", rest = true }
"""


def schools(observed, shares, pupils):
    """Schools of municipality 0180 with a share (None: hidden) and a number of pupils."""
    plain = {"source": "skolverket-schools", "division": "school", "municipality": "0180"}
    units = [f"1000000{number}" for number in range(len(shares))]
    told = [
        (unit, "2023/24", "per_cent", share, "shown" if share is not None else "hidden")
        for unit, share in zip(units, shares, strict=True)
    ]
    counts = [(unit, "2023/24", "pupils", n) for unit, n in zip(units, pupils, strict=True)]
    return observed(
        {"rows": told, "table": "background", **plain}, {"rows": counts, "table": "pupils", **plain}
    )


def test_schools_are_pupils_times_per_cent(observed, declared, computed):
    # foreign 50 and 10·4 of 90; others 50 and 90·4 of 410
    inputs = schools(observed, [50, 10, 10, 10, 10], [100] * 5)
    row = computed(declared(SCHOOLS), inputs)["0180", "2023/24"]
    assert row.value == pytest.approx(50 / 90 - 50 / 410)
    assert row.persons == pytest.approx(500)


def test_a_school_with_a_hidden_share_is_left_out(observed, declared, computed):
    inputs = schools(observed, [50, 10, 10, 10, 10, None], [100] * 6)
    row = computed(declared(SCHOOLS), inputs)["0180", "2023/24"]
    assert row.value == pytest.approx(50 / 90 - 50 / 410)
    assert (row.units, row.persons) == (5, pytest.approx(500))


@pytest.mark.parametrize(("hidden_pupils", "reason"), [(166, None), (167, "coverage_too_low")])
def test_the_share_of_known_pupils_must_be_at_least_75_per_cent(
    observed, declared, computed, hidden_pupils, reason
):
    inputs = schools(observed, [50, 10, 10, 10, 10, None], [100] * 5 + [hidden_pupils])
    row = computed(declared(SCHOOLS), inputs)["0180", "2023/24"]
    assert row.reason == reason
    assert (row.status == "hidden") == (reason is not None)
    assert (row.value is None) == (reason is not None)


def test_a_small_municipality_is_too_small_even_when_its_schools_are_hidden(
    observed, declared, computed
):
    inputs = schools(observed, [None, None, 10], [100] * 3)
    assert computed(declared(SCHOOLS), inputs)["0180", "2023/24"].reason == "too_few_units"


def test_nothing_known_at_all_is_hidden_everywhere(observed, declared, computed):
    inputs = schools(observed, [None] * 6, [100] * 6)
    row = computed(declared(SCHOOLS), inputs)["0180", "2023/24"]
    assert (row.value, row.reason) == (None, "coverage_too_low")


def test_the_order_of_the_observations_does_not_matter(observed, declared, computed):
    rows = list(areas("0180", [40, 13, 17, 10, 10], [10, 22, 37, 22, 22]))
    found = computed(declared(DISSIMILARITY), observed({"rows": rows}))
    assert computed(declared(DISSIMILARITY), observed({"rows": rows[::-1]})) == found


def test_theil_h_of_complete_separation_is_one(observed, declared, computed):
    text = DISSIMILARITY.replace('"dissimilarity"', '"theil-h"')
    rows = list(areas("0180", [50, 0, 0, 0, 0], [0, 50, 50, 50, 50]))
    assert computed(declared(text), observed({"rows": rows}))[
        "0180", "2022"
    ].value == pytest.approx(1)


CONTRIBUTION = """
    kind = "contribution"
    levels = ["deso"]
    [[series]]
    source = "scb-deso"
    table = "t"
    division = "deso-2018"
    [series.groups]
    abroad = { plus = "total", minus = "Sweden" }
    sweden = "Sweden"
"""


def test_contributions_add_up_to_the_municipalitys_theil_h(observed, declared, computed):
    rows = list(areas("0180", [40, 10, 15, 10, 10], [10, 22, 22, 40, 22]))
    inputs = observed({"rows": rows})
    whole = computed(declared(DISSIMILARITY.replace('"dissimilarity"', '"theil-h"')), inputs)
    parts = computed(declared(CONTRIBUTION), inputs)
    assert set(parts) == {(f"0180A00{n}0", "2022") for n in range(5)}
    assert sum(part.value for part in parts.values()) == pytest.approx(whole["0180", "2022"].value)


def test_the_contribution_of_one_area_by_hand(observed, declared, computed):
    # four areas alike and even; the fifth holds one group: its part is w·(E - 0)/E
    rows = list(areas("0180", [50, 50, 50, 50, 0], [50, 50, 50, 50, 100]))
    parts = computed(declared(CONTRIBUTION), observed({"rows": rows}))
    share = 200 / 500
    entropy = -(share * math.log(share) + (1 - share) * math.log(1 - share))
    alone = 100 / 500 * math.log(1 / (1 - share)) / entropy
    assert parts["0180A0040", "2022"].value == pytest.approx(alone)


def test_areas_of_a_municipality_with_four_areas_have_no_contribution(observed, declared, computed):
    rows = list(areas("0180", [40, 10, 10, 10], [10, 20, 20, 20]))
    parts = computed(declared(CONTRIBUTION), observed({"rows": rows}))
    assert {(row.value, row.reason) for row in parts.values()} == {(None, "too_few_units")}
