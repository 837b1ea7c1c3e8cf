"""The five publishers' tidy tables become observations, every published value with a status."""

from pathlib import Path

import duckdb
import pytest

from samlad.catalogue import sources
from samlad.model import OBSERVATION_COLUMNS, Status
from samlad.sources import files_of, read_all

pytestmark = pytest.mark.shared_data


@pytest.fixture(scope="module")
def observations(inputs: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    read_all(inputs, connection)
    return connection


def ask(connection: duckdb.DuckDBPyConnection, sql: str, **given: object) -> list[tuple]:
    return (
        connection.execute(sql, given).fetchall() if given else connection.execute(sql).fetchall()
    )


def test_the_columns_are_those_of_the_contract(observations: duckdb.DuckDBPyConnection) -> None:
    names = [row[0] for row in ask(observations, "DESCRIBE observations")]
    assert tuple(names) == OBSERVATION_COLUMNS


def test_every_source_gives_all_its_rows(observations: duckdb.DuckDBPyConnection) -> None:
    counted = dict(ask(observations, "SELECT source, count(*) FROM observations GROUP BY 1"))
    assert counted == {
        "scb-deso": 269_280,
        "scb-regso": 97_527,
        "skolverket-schools": 3 * 71_608,
        "val-2022": 15 * 6_264,
        "kolada": 78_590,
    }


def test_the_folder_of_observations_or_its_parent_may_be_named(inputs: Path) -> None:
    assert files_of(inputs) == files_of(inputs / "observations")


@pytest.mark.parametrize(
    ("year", "people"),
    [("2020", 10_379_295), ("2021", 10_452_326), ("2022", 10_521_556), ("2023", 10_551_707)],
)
def test_the_population_is_the_published_one(
    observations: duckdb.DuckDBPyConnection, year: str, people: int
) -> None:
    found = ask(
        observations,
        """SELECT sum(value) FROM observations WHERE source = 'scb-regso'
           AND "table" = 'birth_region' AND "group" = 'totalt' AND period = $year""",
        year=year,
    )
    assert found == [(people,)]


def test_a_value_is_there_exactly_when_its_status_says_so(
    observations: duckdb.DuckDBPyConnection,
) -> None:
    with_value = {Status.SHOWN, Status.ROUNDED, Status.PERTURBED}
    for status, rows, values in ask(
        observations, "SELECT status, count(*), count(value) FROM observations GROUP BY 1"
    ):
        assert values == (rows if Status(status) in with_value else 0), status


def test_schools_keep_the_reason_why_a_figure_is_missing(
    observations: duckdb.DuckDBPyConnection,
) -> None:
    counted = ask(
        observations,
        """SELECT status, count(*), min(value) FROM observations
           WHERE "table" = 'foreign_background' GROUP BY 1 ORDER BY 1""",
    )
    assert counted == [
        ("hidden", 18_823, None),
        ("not_applicable", 2_901, None),
        ("rounded", 28, 100.0),
        ("shown", 49_856, 2.0),
    ]


def test_kolada_is_both_genders_together_with_its_statuses(
    observations: duckdb.DuckDBPyConnection,
) -> None:
    counted = ask(
        observations,
        """SELECT status, count(*) FROM observations
           WHERE "table" = 'N09890' GROUP BY 1 ORDER BY 1""",
    )
    assert counted == [
        ("hidden", 281),
        ("not_applicable", 13),
        ("not_reported", 466),
        ("shown", 980),
    ]


def test_a_key_figure_outside_the_publishers_list_is_read_too(
    observations: duckdb.DuckDBPyConnection,
) -> None:
    assert ask(observations, """SELECT count(*) FROM observations WHERE "table" = 'N11052'""") == [
        (2_900,)
    ]


def test_turnout_counts_are_those_of_the_districts(
    observations: duckdb.DuckDBPyConnection,
) -> None:
    found = dict(
        ask(
            observations,
            """SELECT "group", sum(value) FROM observations WHERE "table" = 'municipal'
               GROUP BY 1""",
        )
    )
    assert found == {"eligible": 8_196_484, "foreign_citizens": 603_131, "voting": 6_408_489}


def test_every_group_and_period_is_declared(observations: duckdb.DuckDBPyConnection) -> None:
    for source, table, group, period in ask(
        observations, """SELECT DISTINCT source, "table", "group", period FROM observations"""
    ):
        declared = sources()[source].options["tables"][table]
        assert group in declared["groups"], (source, table, group)
        assert period in declared["periods"], (source, table, period)


def test_the_same_files_give_the_same_rows_in_the_same_order(inputs: Path) -> None:
    seen = []
    for threads in (1, 2):
        connection = duckdb.connect()
        connection.execute("SET threads = $n", {"n": threads})
        read_all(inputs, connection)
        seen.append(
            ask(
                connection,
                "SELECT count(*), bit_xor(hash(rowid, o)) FROM observations o",
            )
        )
    assert seen[0] == seen[1]
