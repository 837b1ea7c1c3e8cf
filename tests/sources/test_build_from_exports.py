"""A release can be built from exports alone: what they lack has no results, the rest is the same."""

from pathlib import Path

import duckdb
import pytest

from samlad.catalogue import indicators
from samlad.indicators.release import build


@pytest.mark.shared_data
def test_results_from_exports_are_those_from_the_tidy_tables(inputs: Path, tmp_path: Path) -> None:
    chosen = [
        indicators()[name]
        for name in ("residential-birth-dissimilarity", "unemployed-share", "overcrowding")
    ]
    rows = {}
    for folder in ("observations", "exports"):
        build(inputs / folder, tmp_path / folder, chosen)
        rows[folder] = duckdb.execute(
            "SELECT * FROM read_parquet($f)", {"f": str(tmp_path / folder / "results.parquet")}
        ).fetchall()
    assert {row[0] for row in rows["exports"]} == {
        "residential-birth-dissimilarity",
        "unemployed-share",
    }
    assert rows["exports"] == [row for row in rows["observations"] if row[0] != "overcrowding"]
