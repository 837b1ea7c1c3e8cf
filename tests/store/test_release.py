"""A release goes to disk with the same bytes, opens fast and answers from memory."""

import json
import os
import threading
from pathlib import Path

import duckdb
import numpy as np
import pytest

from samlad.catalogue import facts
from samlad.errors import EnvironmentFault, InputError, UnknownName
from samlad.model import RESULT_COLUMNS, Level, Result, Status
from samlad.store import (
    AREA_COLUMNS,
    Results,
    open_results,
    read_manifest,
    write_areas,
    write_manifest,
    write_results,
    writing,
)

AREAS = [
    ("00", "Sverige", "nation", "nation", None),
    ("01", "Stockholms län", "county", "county", "00"),
    ("0114", "Upplands Väsby", "municipality", "municipality", "01"),
    ("0115", "Vallentuna", "municipality", "municipality", "01"),
    ("0114R001", "Bollstanäs", "regso", "regso-2020", "0114"),
    ("0114A0010", "0114A0010", "deso", "deso-2018", "0114R001"),
]

ROWS = [
    ("b", "0114", "regso-2020", "2021", 0.31, 0.29, 0.33, 0.3, 9, 41e3, "shown", None),
    ("b", "0114", "regso-2020", "2020", 0.3, 0.28, 0.32, 0.29, 9, 40e3, "shown", None),
    ("b", "0115", "regso-2020", "2020", None, None, None, None, 3, 9e3, "not_applicable", "few"),
    ("a", "00", "municipality", "2022", 12.0, None, None, None, 290, None, "shown", None),
    ("a", "0114R001", "regso-2020", "2022", 11.0, None, None, None, 1, 5e3, "shown", None),
    ("a", "0114A0010", "deso-2018", "2022", 10.0, None, None, None, 1, 2e3, "shown", None),
    ("a", "0115", "municipality", "2022", None, None, None, None, None, None, "hidden", "privacy"),
    ("a", "0115", "municipality", "2021", 9.0, None, None, None, 1, None, "rounded", None),
]


def columns(rows: list[tuple], names: tuple[str, ...]) -> dict[str, list]:
    return {name: [row[at] for row in rows] for at, name in enumerate(names)}


@pytest.fixture
def release(tmp_path: Path) -> Path:
    with writing(tmp_path / "release") as folder:
        write_results(columns(ROWS, RESULT_COLUMNS), folder)
        write_areas(columns(AREAS, AREA_COLUMNS), folder)
        write_manifest(folder, [])
    return tmp_path / "release"


@pytest.fixture
def results(release: Path) -> Results:
    return open_results(release)


def keys(rows: tuple[Result, ...]) -> list[tuple[str, ...]]:
    return [(row.indicator, row.place, row.period) for row in rows]


def test_a_row_comes_back_as_it_went_in(results: Results) -> None:
    assert results.for_place("0115")[0] == Result(
        "a", "0115", "municipality", "2021", 9.0, None, None, None, 1, None, Status.ROUNDED, None
    )
    assert results.series("b", "0114")[1] == Result(
        "b", "0114", "regso-2020", "2021", 0.31, 0.29, 0.33, 0.3, 9, 41e3, Status.SHOWN, None
    )
    assert results.series("b", "0115")[0].reason == "few"


def test_rows_are_sorted_however_they_were_given(results: Results) -> None:
    assert keys(results.for_indicator("b")) == [
        ("b", "0114", "2020"),
        ("b", "0114", "2021"),
        ("b", "0115", "2020"),
    ]


def test_questions_by_period_and_level(results: Results) -> None:
    assert keys(results.for_indicator("a", "2022", "municipality")) == [("a", "0115", "2022")]
    assert keys(results.for_indicator("a", level=Level.DESO)) == [("a", "0114A0010", "2022")]
    assert results.periods("a") == ("2021", "2022")
    assert results.periods("a", Level.NATION) == ("2022",)
    assert results.indicators == ("a", "b")


def test_what_is_unknown_has_no_rows(results: Results) -> None:
    assert results.for_indicator("c") == ()
    assert results.for_indicator("a", "1999") == ()
    assert results.for_place("9999") == ()
    assert results.series("a", "9999") == ()
    assert results.series("b", "0114", "deso-2018") == ()
    assert results.latest("a", "9999") is None


def test_the_latest_row_is_the_newest_with_a_value(results: Results) -> None:
    latest = results.latest("a", "0115")
    assert latest is not None
    assert (latest.period, latest.value) == ("2021", 9.0)
    only = results.latest("b", "0115")
    assert only is not None
    assert only.status is Status.NOT_APPLICABLE


def test_neighbourhoods_are_the_small_areas_inside(results: Results) -> None:
    found = results.neighbourhoods("0114", ["a", "b"])
    assert [row.place for row in found] == ["0114A0010", "0114R001"]
    assert results.neighbourhoods("0115", ["a", "b"]) == ()


def test_places_by_level_and_by_what_holds_them(results: Results) -> None:
    assert [area.code for area in results.areas(parent="01")] == [
        "0114",
        "0114A0010",
        "0114R001",
        "0115",
    ]
    assert [area.name for area in results.areas("regso", "0114")] == ["Bollstanäs"]
    assert results.area("01").name == "Stockholms län"
    with pytest.raises(UnknownName, match="unknown place '0116'; did you mean '011"):
        results.area("0116")


def test_the_same_rows_in_any_order_and_kind_of_array_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    write_results(columns(ROWS, RESULT_COLUMNS), one)
    turned = columns(ROWS[::-1], RESULT_COLUMNS)
    numbers = {"value", "low", "high", "corrected", "units", "persons"}
    write_results(
        {
            name: np.array(column, dtype=float if name in numbers else object)
            for name, column in turned.items()
        },
        two,
    )
    assert (one / "results.parquet").read_bytes() == (two / "results.parquet").read_bytes()


def test_the_file_has_the_types_and_columns_of_the_contract(release: Path) -> None:
    described = duckdb.execute(
        "DESCRIBE SELECT * FROM read_parquet($f)", {"f": str(release / "results.parquet")}
    ).fetchall()
    assert [row[0] for row in described] == list(RESULT_COLUMNS)
    assert {row[0]: row[1] for row in described}["units"] == "INTEGER"


def test_a_missing_column_is_our_own_fault_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="has the columns"):
        write_results({"indicator": ["a"]}, tmp_path)
    uneven = columns(ROWS, RESULT_COLUMNS) | {"period": ["2022"]}
    with pytest.raises(ValueError, match="unequal length"):
        write_results(uneven, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_in_between_leaves_the_old_release(release: Path) -> None:
    before = {path.name: path.read_bytes() for path in release.iterdir()}
    with pytest.raises(RuntimeError, match="stop"), writing(release) as folder:
        write_results(columns(ROWS[:1], RESULT_COLUMNS), folder)
        raise RuntimeError("stop")
    assert {path.name: path.read_bytes() for path in release.iterdir()} == before
    assert [path.name for path in release.parent.iterdir()] == ["release"]


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentFault, match=r"cannot be written .*; choose another folder$"):
        write_results(columns(ROWS, RESULT_COLUMNS), tmp_path / "file")
    with pytest.raises(EnvironmentFault, match="cannot be written"), writing(tmp_path / "file/x"):
        pass


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_one_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(EnvironmentFault, match="Permission denied"), writing(tmp_path / "x"):
        pass


def test_a_release_that_is_missing_broken_or_anothers_says_what_to_do(
    release: Path, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=r"'results\.parquet' is not there; make it with"):
        open_results(tmp_path)
    (release / "areas.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(InputError, match=r"areas\.parquet: is no readable Parquet file"):
        open_results(release)
    duckdb.execute(
        "COPY (SELECT 1 AS indicator) TO $f (FORMAT parquet)",
        {"f": str(release / "results.parquet")},
    )
    with pytest.raises(InputError, match=r"has other columns \(indicator\) than this version"):
        open_results(release)


def test_the_manifest_names_files_by_hash_and_has_no_clock(release: Path) -> None:
    first = (release / "manifest.json").read_bytes()
    write_manifest(release, [])
    assert (release / "manifest.json").read_bytes() == first
    manifest = read_manifest(release)
    assert set(manifest.files) == {"results.parquet", "areas.parquet"}
    assert manifest.files["areas.parquet"]["bytes"] == (release / "areas.parquet").stat().st_size
    assert len(manifest.definitions) == 64
    (release / "manifest.json").write_text(json.dumps({"engine": "0"}))
    with pytest.raises(InputError, match="is no manifest of a release"):
        read_manifest(release)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """300,000 rows: 74 indicators, 311 places, 13 years."""
    folder = tmp_path_factory.mktemp("large")
    places = [row["code"] for name in ("counties", "municipalities") for row in facts(name)]
    rows = 74 * len(places) * 13
    rng = np.random.default_rng(20)
    each = {
        "indicator": np.repeat([f"indicator-{n:02d}" for n in range(74)], len(places) * 13),
        "place": np.tile(np.repeat(places, 13), 74),
        "division": np.full(rows, "municipality"),
        "period": np.tile([str(year) for year in range(2010, 2023)], 74 * len(places)),
        "status": np.full(rows, "shown"),
        "reason": np.full(rows, None),
    }
    numbers = {
        name: np.round(rng.random(rows), 10)
        for name in ("value", "low", "high", "corrected", "persons")
    }
    write_results(each | numbers | {"units": np.full(rows, 7)}, folder)
    write_areas(columns(AREAS, AREA_COLUMNS), folder)
    results = open_results(folder)
    assert len(results) == rows > 299_000
    return results


def test_many_threads_may_ask_at_once(large: Results) -> None:
    answers: list[int] = []

    def ask() -> None:
        answers.append(sum(len(large.for_place(place)) for place in ("0180", "1480", "1280")))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [3 * 74 * 13] * 8
