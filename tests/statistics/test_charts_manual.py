"""docs/charts.md tells the charts, parameters and columns that there are."""

import inspect
from pathlib import Path

from samlad.portal.statistics import figures, maps, type_figures
from samlad.portal.statistics.charts import bars, line, map
from samlad.portal.statistics.exports import COLUMNS
from samlad.portal.statistics.place_page import PARTS as PLACE_PARTS
from samlad.portal.statistics.selection import LEVELS, PARTS, SORTS

MANUAL = (Path(__file__).parents[2] / "docs" / "charts.md").read_text(encoding="utf-8")


def test_every_chart_and_figure_is_in_the_manual() -> None:
    for module in (bars, line, map, figures, maps, type_figures):
        for name, thing in inspect.getmembers(module, inspect.isfunction):
            is_own = thing.__module__ == module.__name__ or name == "spark"
            if is_own and name.endswith(("_chart", "_figure", "_map")) and name[0] != "_":
                assert f"`{name}`" in MANUAL, name


def test_every_parameter_value_and_column_is_in_the_manual() -> None:
    for value in (*SORTS, *LEVELS, *PARTS, *PLACE_PARTS):
        assert f"`{value}`" in MANUAL, value
    assert ", ".join(COLUMNS) in MANUAL
