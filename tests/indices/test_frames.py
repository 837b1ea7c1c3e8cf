"""The same counts come from every engine that narwhals reads, in long and in wide form."""

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from samlad.errors import UnknownName, UnusableCounts
from samlad.indices import Counts, table

LONG = {
    "town": ["B", "A", "A", "A", "B", "A", "B"],
    "school": ["s3", "s1", "s1", "s2", "s3", "s1", "s4"],
    "background": ["home", "home", "away", "away", "away", "home", "home"],
    "pupils": [7, 3, 2, 5, 1, 1, 4],
}
WIDE = {"town": ["B", "A", "A", "B"], "school": ["s3", "s1", "s2", "s4"],
        "home": [7.0, 4, 0, 4], "away": [1.0, 2, 5, 0]}  # fmt: skip


def as_duckdb(columns: dict):
    frame = pl.DataFrame(columns)
    return duckdb.connect().from_arrow(frame.to_arrow())


def as_ibis(columns: dict):
    return pytest.importorskip("ibis").memtable(pd.DataFrame(columns))


def as_spark(columns: dict):
    """PySpark's frames with DuckDB below, so that no Java is needed."""
    duckdb_session = pytest.importorskip("sqlframe.duckdb").DuckDBSession()
    rows = [tuple(row) for row in zip(*columns.values(), strict=True)]
    return duckdb_session.createDataFrame(rows, schema=list(columns))


def as_dask(columns: dict):
    return pytest.importorskip("dask.dataframe").from_pandas(pd.DataFrame(columns), npartitions=2)


ENGINES = {
    "pandas": pd.DataFrame,
    "polars": pl.DataFrame,
    "polars-lazy": pl.LazyFrame,
    "arrow": pa.table,
    "duckdb": as_duckdb,
    "ibis": as_ibis,
    "spark": as_spark,
    "dask": as_dask,
}


@pytest.mark.parametrize("engine", ENGINES)
def test_long_form_is_counted_in_each_engine(engine: str) -> None:
    counts = Counts.from_frame(
        ENGINES[engine](LONG), unit="school", group="background", count="pupils", by=["town"]
    )
    assert counts.groups == ("away", "home")
    assert counts.segments == ("A", "B")
    assert counts.units == ("s1", "s2", "s3", "s4")
    assert counts.table.tolist() == [[2, 4], [5, 0], [1, 7], [0, 4]]
    assert counts.by == ("town",)


@pytest.mark.parametrize("engine", ENGINES)
def test_wide_form_gives_the_same(engine: str) -> None:
    counts = Counts.from_frame(
        ENGINES[engine](WIDE), unit="school", groups=["away", "home"], by="town"
    )
    assert counts.units == ("s1", "s2", "s3", "s4")
    assert counts.table.tolist() == [[2, 4], [5, 0], [1, 7], [0, 4]]


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_are_people_when_no_count_is_named(engine: str) -> None:
    counts = Counts.from_frame(ENGINES[engine](LONG), unit="school", group="background")
    assert counts.table.tolist() == [[1, 2], [1, 0], [1, 1], [0, 1]]
    assert counts.segments == ("all",)


def test_several_columns_make_a_segment() -> None:
    frame = pl.DataFrame({**LONG, "year": [1, 1, 1, 2, 2, 1, 2]})
    counts = Counts.from_frame(frame, unit="school", group="background", by=["town", "year"])
    assert counts.segments == (("A", 1), ("A", 2), ("B", 1), ("B", 2))
    assert len(table(counts, ["theil-h"])) == 4


def test_a_unit_of_the_same_name_in_another_segment_is_another_unit() -> None:
    frame = pl.DataFrame({"town": ["A", "B"], "school": ["s", "s"], "x": [1, 2], "y": [3, 4]})
    counts = Counts.from_frame(frame, unit="school", groups=["x", "y"], by="town")
    assert counts.table.tolist() == [[1, 3], [2, 4]]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("pupils", -3, "column 'pupils' holds -3"),
        ("pupils", None, "1 row has no value in column 'pupils'"),
        ("school", None, "1 row has no value in column 'school'"),
    ],
)
def test_what_cannot_be_counted_is_refused(engine, column, value, says) -> None:
    faulty = {**LONG, column: [value, *LONG[column][1:]]}
    with pytest.raises(UnusableCounts, match=says):
        Counts.from_frame(
            ENGINES[engine](faulty), unit="school", group="background", count="pupils"
        )


def test_text_is_no_count() -> None:
    with pytest.raises(UnusableCounts, match="column 'town' is not numbers"):
        Counts.from_frame(pl.DataFrame(LONG), unit="school", group="background", count="town")


def test_a_wrong_column_offers_the_nearest() -> None:
    with pytest.raises(UnknownName, match="did you mean 'school'"):
        Counts.from_frame(pl.DataFrame(LONG), unit="skool", group="background")


def test_no_rows_are_refused() -> None:
    with pytest.raises(UnusableCounts, match="no rows"):
        Counts.from_frame(pl.DataFrame(WIDE).clear(), unit="school", groups=["away", "home"])


def test_a_column_asked_for_twice_is_refused() -> None:
    with pytest.raises(UnusableCounts, match="'school' is asked for twice"):
        Counts.from_frame(pl.DataFrame(LONG), unit="school", group="background", by=["school"])


@pytest.mark.parametrize("kind", [pl.Int32, pl.UInt32])
def test_sums_beyond_the_column_s_own_type_are_right(kind) -> None:
    most = 2**31 - 1
    frame = pl.DataFrame({"u": ["a"] * 4 + ["b"], "g": ["x"] * 4 + ["y"], "n": [most] * 4 + [5]},
                         schema_overrides={"n": kind})  # fmt: skip
    counts = Counts.from_frame(frame, unit="u", group="g", count="n")
    assert counts.table.tolist() == [[4.0 * most, 0], [0, 5]]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_a_unit_that_is_no_number_is_missing(engine: str) -> None:
    frame = ENGINES[engine]({"u": [1.0, float("nan")], "g": ["x", "y"], "n": [1, 2]})
    with pytest.raises(UnusableCounts, match="1 row has no value in column 'u'"):
        Counts.from_frame(frame, unit="u", group="g", count="n")
