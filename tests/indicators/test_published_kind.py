"""A published figure: the municipality's own, and our mean with fixed weights above it."""

import pytest

PUBLISHED = """
    kind = "published"
    levels = ["nation", "county", "municipality"]
    [[series]]
    source = "kolada"
    table = "N1"
    division = "municipality"
    [series.weights]
    source = "scb-deso"
    table = "people"
    division = "deso-2018"
    period = "2022"
    group = ["young", "old"]
"""
PEOPLE = {"0180": 700, "0127": 260, "0114": 40, "1480": 1000}


def inputs(observed, figures, period="2023"):
    """Figures by municipality: a number, or a status where there is none."""
    people = [
        (f"{code}A0000", "2022", group, n / 2)
        for code, n in PEOPLE.items()
        for group in ("young", "old")
    ]
    told = [
        (code, period, "total", None, figure)
        if isinstance(figure, str)
        else (code, period, "total", figure)
        for code, figure in figures.items()
    ]
    return observed(
        {"rows": told, "source": "kolada", "table": "N1", "division": "municipality"},
        {"rows": people, "table": "people"},
    )


def test_a_municipality_has_the_published_value(observed, declared, computed):
    found = computed(declared(PUBLISHED), inputs(observed, {"0180": 10.5, "1480": 20}))
    assert found["0180", "2023"].value == 10.5
    assert found["0180", "2023"].low is None


@pytest.mark.parametrize("status", ["hidden", "not_reported", "not_applicable"])
def test_a_missing_value_keeps_the_publishers_status(observed, declared, computed, status):
    found = computed(declared(PUBLISHED), inputs(observed, {"0180": 10.5, "0114": status}))
    assert found["0114", "2023"].value is None
    assert (found["0114", "2023"].status, found["0114", "2023"].reason) == (
        status,
        f"figure_{status}",
    )


def test_county_and_nation_are_means_weighted_by_people(observed, declared, computed):
    figures = {"0180": 10, "0127": 20, "0114": 30, "1480": 40}
    found = computed(declared(PUBLISHED), inputs(observed, figures))
    assert found["01", "2023"].value == pytest.approx((700 * 10 + 260 * 20 + 40 * 30) / 1000)
    assert found["00", "2023"].value == pytest.approx((7000 + 5200 + 1200 + 40000) / 2000)
    assert found["00", "2023"].units == 4


def test_up_to_five_per_cent_of_the_weight_may_be_missing(observed, declared, computed):
    figures = {"0180": 10, "0127": 20, "0114": "hidden", "1480": 40}  # 4 per cent of the county
    found = computed(declared(PUBLISHED), inputs(observed, figures))
    assert found["01", "2023"].value == pytest.approx((700 * 10 + 260 * 20) / 960)
    assert found["01", "2023"].units == 2


def test_more_missing_than_that_gives_no_mean(observed, declared, computed):
    figures = {"0180": 10, "0127": "not_reported", "0114": 30, "1480": 40}
    found = computed(declared(PUBLISHED), inputs(observed, figures))
    row = found["01", "2023"]
    assert (row.value, row.status, row.reason) == (None, "not_reported", "too_few_municipalities")
    assert found["14", "2023"].value == 40


def test_weights_are_the_same_in_every_year(observed, declared, computed):
    found = computed(
        declared(PUBLISHED), inputs(observed, {"0180": 10, "0127": 20, "0114": 30}, "2012")
    )
    assert found["01", "2012"].value == pytest.approx((7000 + 5200 + 1200) / 1000)


def test_a_municipality_that_the_source_does_not_name_is_missing_too(observed, declared, computed):
    found = computed(declared(PUBLISHED), inputs(observed, {"0180": 10, "0114": 30}))
    assert found["01", "2023"].reason == "too_few_municipalities"
