"""The bundled release, recomputed here from the published files by formulas of a few lines."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from samlad.catalogue import indicators, reasons
from samlad.indicators.release import BUNDLED
from samlad.model import NATION

KEY = ["indicator", "place", "division", "period"]


@pytest.fixture(scope="module")
def results():
    return pd.read_parquet(BUNDLED / "results.parquet").set_index(KEY).sort_index()


@pytest.fixture(scope="module")
def deso(inputs: Path):
    frame = pd.read_parquet(inputs / "observations" / "scb_deso_2022.parquet")
    return frame.pivot(index="deso", columns=["table", "group"], values="value")


@pytest.fixture(scope="module")
def regso(inputs: Path):
    frame = pd.read_parquet(inputs / "observations" / "scb_regso_2020_2023.parquet")
    return frame.pivot(index="regso", columns=["table", "category", "year"], values="value")


@pytest.fixture(scope="module")
def schools(inputs: Path):
    return pd.read_parquet(inputs / "observations" / "skolverket_schools_2009_2023.parquet")


def dissimilarity(a, b):
    return np.abs(a / a.sum() - b / b.sum()).sum() / 2


def theil_h(*groups):
    table = np.column_stack(groups)
    share, weight = table.sum(axis=0) / table.sum(), table.sum(axis=1) / table.sum()
    own = table / table.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        divergence = np.nansum(own * np.log(own / share), axis=1)
    return (weight * divergence).sum() / -(share * np.log(share)).sum()


def of(frame, place):
    """Rows of the nation, a county or a municipality; the index begins with its code."""
    return frame if place == NATION else frame[frame.index.str.startswith(place)]


@pytest.mark.parametrize("place", [NATION, "01", "12", "0180", "1280", "1480", "0127"])
@pytest.mark.parametrize("year", ["2020", "2023"])
def test_dissimilarity_by_country_of_birth_on_regso(results, regso, place, year):
    rows = of(regso, place)["birth_region"]
    born_here, everyone = (rows[(group, int(year))].to_numpy() for group in ("Sverige", "totalt"))
    row = results.loc[("residential-birth-dissimilarity", place, "regso-2020", year)]
    assert row["value"] == pytest.approx(dissimilarity(everyone - born_here, born_here), rel=1e-9)
    assert row["persons"] == everyone.sum()
    assert row["low"] < row["corrected"] < row["high"]


@pytest.mark.parametrize("place", [NATION, "0180", "2584"])
def test_isolation_by_country_of_birth_on_deso(results, deso, place):
    rows = of(deso, place)["birth_region"]
    everyone = rows["totalt"].to_numpy()
    abroad = everyone - rows["Sverige"].to_numpy()
    row = results.loc[("residential-birth-isolation", place, "deso-2018", "2022")]
    assert row["value"] == pytest.approx(
        (abroad / abroad.sum() * abroad / everyone).sum(), rel=1e-9
    )


@pytest.mark.parametrize(
    ("indicator", "table", "groups"),
    [
        ("residential-birth-region-theil-h", "birth_region",
         ["Sverige", "Europa utom Sverige", "övriga världen inkl. uppgift saknas"]),
        ("residential-background-theil-h", "background", ["svensk bakgrund", "utländsk bakgrund"]),
        ("residential-tenure-theil-h", "tenure", ["hyresrätt", "bostadsrätt", "äganderätt"]),
    ],
)  # fmt: skip
def test_theil_h_of_two_and_three_groups_on_deso(results, deso, indicator, table, groups):
    for place in (NATION, "0180"):
        rows = of(deso, place)[table][groups]
        rows = rows[rows.sum(axis=1) > 0]
        row = results.loc[(indicator, place, "deso-2018", "2022")]
        assert row["value"] == pytest.approx(theil_h(*rows.to_numpy().T), rel=1e-8)


def test_dissimilarity_by_labour_and_education_of_the_nation(results, deso):
    labour, school = deso["labour_status"], deso["education_25_64"]
    high = school["eftergymnasial utbildning, mindre än 3 år"]
    high = high + school["eftergymnasial utbildning, 3 år eller mer"]
    for indicator, a, b in (
        (
            "residential-labour-dissimilarity",
            labour["antal arbetslösa"],
            labour["antal sysselsatta"],
        ),
        ("residential-education-dissimilarity", school["förgymnasial utbildning"], high),
    ):
        row = results.loc[(indicator, NATION, "deso-2018", "2022")]
        assert row["value"] == pytest.approx(dissimilarity(a.to_numpy(), b.to_numpy()), rel=1e-9)


@pytest.mark.parametrize("place", [NATION, "0180", "1480", "0114"])
@pytest.mark.parametrize(
    ("indicator", "column", "year"),
    [
        ("school-background-dissimilarity", "pct_utl", "2009/10"),
        ("school-background-dissimilarity", "pct_utl", "2023/24"),
        ("school-parents-education-dissimilarity", "pct_foraldrar_eftergym", "2009/10"),
        ("school-parents-education-dissimilarity", "pct_foraldrar_eftergym", "2023/24"),
    ],
)
def test_dissimilarity_between_schools(results, schools, *, place, indicator, column, year):
    rows = schools[schools["lasar"] == year].set_index("kommunkod")
    flag = rows[f"{column}_flag"]
    share = rows[column].where(flag != "other:~100", 100.0) / 100
    rows = of(rows.assign(share=share)[share.notna()], place)
    pupils, share = rows["elever"].to_numpy(), rows["share"].to_numpy()
    row = results.loc[(indicator, place, "school", year)]
    assert row["value"] == pytest.approx(
        dissimilarity(pupils * share, pupils * (1 - share)), rel=1e-9
    )
    assert row["persons"] == pytest.approx(pupils.sum())
    assert row["units"] == len(rows)


def test_known_share_of_pupils_in_the_nation(results, schools):
    rows = schools[schools["lasar"] == "2009/10"]
    known = rows["pct_utl_flag"].isin(["ok", "other:~100"])
    row = results.loc[("school-background-known-share", NATION, "school", "2009/10")]
    assert row["value"] == pytest.approx(100 * rows["elever"][known].sum() / rows["elever"].sum())
    assert 81 < row["value"] < 83


def test_a_municipality_with_much_hidden_has_no_school_index(results, schools):
    rows = schools[schools["lasar"] == "2009/10"]
    known = rows["elever"].where(rows["pct_utl_flag"].isin(["ok", "other:~100"]), 0.0)
    place = rows.assign(known=known).groupby("kommunkod")[["known", "elever"]].sum()
    units = rows[rows["elever"] > 0].groupby("kommunkod").size()
    little = place.index[(place["known"] / place["elever"] < 0.75) & (units >= 5)]
    assert len(little) > 50
    found = results.loc["school-background-dissimilarity"].xs("2009/10", level="period")
    found = found.droplevel("division").loc[little]
    assert found["value"].isna().all()
    assert set(found["status"]) == {"hidden"}
    assert set(found["reason"]) == {"coverage_too_low"}


def test_small_municipalities_have_no_residential_index(results, regso):
    sizes = regso.groupby(regso.index.str[:4]).size()
    small = sizes.index[sizes < 5]
    found = results.loc[("residential-birth-dissimilarity", slice(None), "regso-2020", "2023"), :]
    found = found.droplevel([0, 2, 3])
    assert set(found.loc[small, "reason"]) == {"too_few_units"}
    assert set(found.loc[small, "status"]) == {"not_applicable"}
    assert found.loc[sizes.index[sizes >= 5], "value"].notna().all()
    assert len(small) == 64


@pytest.mark.parametrize(("division", "year"), [("regso-2020", "2021"), ("deso-2018", "2022")])
def test_contributions_of_the_areas_add_up_to_theil_h(results, division, year):
    parts = results.loc[("residential-birth-theil-h-contribution", slice(None), division, year), :]
    parts = parts.reset_index()
    sums = parts.groupby(parts["place"].str[:4])["value"].sum(min_count=1).dropna()
    whole = results.loc[("residential-birth-theil-h", sums.index, division, year), "value"]
    assert len(sums) > 220
    np.testing.assert_allclose(sums, whole.to_numpy(), atol=1e-7)


def test_population_shares_of_the_five_types_add_up_to_a_hundred(results):
    shares = [
        results.loc[f"area-type-population-share-{number}"]["value"].to_numpy()
        for number in range(1, 6)
    ]
    np.testing.assert_allclose(sum(shares), 100)


def test_areas_of_type_one_and_two_are_the_published_449(results):
    areas = [
        results.loc[(f"area-type-areas-{number}", NATION, "regso-2020", "2022"), "value"]
        for number in range(1, 6)
    ]
    assert areas[0] + areas[1] == 449
    assert sum(areas) == 3363


def test_low_economic_standard_by_type_averages_to_the_whole(results):
    parts = [
        results.loc[(f"low-economic-standard-area-type-{n}", NATION, "deso-2018", "2022")]
        for n in range(1, 6)
    ]
    whole = results.loc[("low-economic-standard", NATION, "deso-2018", "2022")]
    persons = [part["persons"] for part in parts]
    assert sum(persons) == whole["persons"]
    mean = np.average([part["value"] for part in parts], weights=persons)
    assert mean == pytest.approx(whole["value"])
    assert [part["value"] for part in parts] == sorted((p["value"] for p in parts), reverse=True)


def test_employed_gap_between_area_types_by_joining_deso_to_regso(results, deso, inputs):
    parents = pd.read_parquet(inputs / "observations" / "deso2018_to_regso2020.parquet")
    frame = pd.read_parquet(inputs / "observations" / "scb_regso_2020_2023.parquet")
    types = frame[frame["table"] == "omradestyp"].set_index("regso")["value"]
    own = parents.set_index("DeSO_2018")["RegSOkod_2020"].map(types)
    labour = deso["labour_status"]
    share = {
        number: labour["antal sysselsatta"][own == number].sum()
        / labour["antal totalt"][own == number].sum()
        for number in (1, 5)
    }
    row = results.loc[("employed-gap-area-types", NATION, "deso-2018", "2022")]
    assert row["value"] == pytest.approx(100 * (share[5] - share[1]))
    assert row["low"] < row["value"] < row["high"]


def test_turnout_and_its_gap_between_tenths_of_districts(results, inputs):
    rows = pd.read_parquet(inputs / "observations" / "val_districts_2022.parquet")
    eligible, voting = rows["kf_rostberattigade"], rows["kf_rostande"]
    row = results.loc[("turnout-municipal", NATION, "district-2022", "2022")]
    assert row["value"] == pytest.approx(100 * 6408489 / 8196484)
    order = np.lexsort((rows["Valdistriktskod"].astype(str), voting / eligible))
    low, high = order[: len(rows) // 10], order[-(len(rows) // 10) :]
    gap = voting.iloc[high].sum() / eligible.iloc[high].sum()
    gap -= voting.iloc[low].sum() / eligible.iloc[low].sum()
    row = results.loc[("turnout-municipal-gap", NATION, "district-2022", "2022")]
    assert row["value"] == pytest.approx(100 * gap)


def test_a_published_figure_is_passed_on_and_weighted_above(results, inputs, deso):
    rows = pd.read_parquet(inputs / "observations" / "kolada_municipalities_2010_2024.parquet")
    rows = rows[(rows["kpi"] == "N07907") & (rows["gender"] == "T") & (rows["year"] == 2023)]
    own = rows.set_index("municipality_id")["value"]
    found = results.loc["overcrowding"].xs("2023", level="period").droplevel("division")["value"]
    np.testing.assert_allclose(found[own.index], own, atol=1e-10)
    flats = deso["house_type"]["flerbostadshus"].groupby(deso.index.str[:4]).sum()
    assert found[NATION] == pytest.approx(np.average(own, weights=flats[own.index]))


def test_known_sums_of_the_population_stand_behind_the_shares(results):
    shares = results.loc[("foreign-born-share", NATION, "regso-2020")]
    assert shares["persons"].to_dict() == {
        "2020": 10379295, "2021": 10452326, "2022": 10521556, "2023": 10551707,
    }  # fmt: skip


def test_every_row_has_a_value_or_a_reason(results):
    has_value = results["value"].notna()
    assert (has_value == results["status"].isin(["shown", "rounded", "perturbed"])).all()
    assert (has_value == results["reason"].isna()).all()
    assert set(results["reason"].dropna()) <= set(reasons())
    assert results.loc[~has_value, ["low", "high", "corrected"]].isna().all(axis=None)


def test_intervals_hold_what_they_are_around(results):
    shown = results[results["low"].notna()]
    centre = shown["corrected"].fillna(shown["value"])
    assert (shown["low"] <= centre + 1e-9).all()
    assert (centre <= shown["high"] + 1e-9).all()


def test_values_lie_within_what_their_unit_allows(results):
    for indicator in indicators().values():
        values = results.loc[indicator.id]["value"].dropna()
        assert values.min() >= (-100 if indicator.unit == "percentage_points" else 0)
        if indicator.unit == "index":
            assert values.max() <= 1
        if indicator.unit == "per_cent" and not indicator.is_official:
            assert values.max() <= 100 + 1e-9


def test_every_indicator_has_results_for_the_levels_it_declares(results):
    lengths = {2: {"nation", "county"}, 4: {"municipality"}, 8: {"regso"}, 9: {"deso"}}
    for indicator in indicators().values():
        places = results.loc[indicator.id].index.get_level_values("place")
        found = set().union(*(lengths[len(place)] for place in set(places)))
        assert found == {level.value for level in indicator.levels}, indicator.id


def test_there_is_one_row_for_each_key(results):
    assert not results.index.duplicated().any()


def test_the_release_is_small_enough_to_ship():
    assert sum(path.stat().st_size for path in BUNDLED.iterdir()) <= 15_000_000
