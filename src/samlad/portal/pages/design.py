"""What the design page shows: colours, type, emblems, and every component with its states.

The examples are made up and say so; the components are those of the other pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from samlad.catalogue import policy_areas
from samlad.errors import InputError
from samlad.model import Unit
from samlad.portal.statistics.charts.line import Line, Point, line_chart, spark
from samlad.portal.statistics.charts.svg import NARROW, WIDE
from samlad.portal.statistics.formats import Format
from samlad.portal.statistics.selection import unknown
from samlad.portal.tables import Cell, Column, Table
from samlad.portal.tabs import Tab
from samlad.portal.wording import language, words

COLOURS = (
    "paper", "surface", "surface-deep", "line", "ink", "muted",
    "link", "accent", "deep", "toward", "away", "wrong",
)  # fmt: skip
COMPONENTS = Path(__file__).parents[1] / "templates" / "components"


@dataclass(frozen=True, slots=True)
class Swatch:
    """A colour by its class, with what it is for."""

    name: str
    use: str


class ExampleForm(forms.Form):
    """A form with a hint and a field that is wrong when it is empty."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["period"] = forms.CharField(
            label=words("design.field_period"),
            help_text=words("design.field_hint"),
            error_messages={"required": words("design.field_error")},
        )


def design(request: HttpRequest) -> dict[str, Any]:
    """The context of the design page; the open tab is named in the address."""
    wrong = ExampleForm({"period": ""}, prefix="wrong")
    return {
        "colours": [
            Swatch(name, words(f"design.colour_{name.replace('-', '_')}")) for name in COLOURS
        ],
        "classes": range(1, 6),
        "areas": policy_areas().values(),
        "icons": sorted(path.stem for path in (COMPONENTS / "icons").glob("*.svg")),
        "form": ExampleForm(prefix="right"),
        "wrong_form": wrong,
        "table": _table(),
        "tabs": _tabs(request),
        "chart": _chart(),
        "figure_table": _figure_table(),
        "small_chart": _small_chart(),
    }


def _tabs(request: HttpRequest) -> list[Tab]:
    names = ("first", "second", "third")
    is_open = request.GET.get("flik") or "first"
    if is_open not in names:
        raise InputError(unknown("flik", is_open, names, language()))
    return [
        Tab(f"tab-{name}", words(f"design.tab_{name}"), f"?flik={name}#flikar", name == is_open)
        for name in names
    ]


def _table() -> Table:
    return Table(
        id="example-table",
        caption=words("design.table_caption"),
        columns=(
            Column(words("design.column_place")),
            Column("2022", is_numeric=True),
            Column("2023", is_numeric=True),
        ),
        rows=(
            (Cell(words("design.place_a")), _cell(12.4), _cell(11.8)),
            (Cell(words("design.place_b")), Cell("–", note=words("design.hidden")), _cell(9.3)),
            (Cell(words("design.place_c")), _cell(10.1), _cell(10.6)),
        ),
    )


def _cell(amount: float) -> Cell:
    return Cell(_form().full(amount))


def _form() -> Format:
    return Format(Unit.PER_CENT, 1, language())


def _line(name: str, values: tuple[float, ...], margin: float) -> Line:
    points = (
        Point(str(2018 + at), value, value - margin, value + margin)
        for at, value in enumerate(values)
    )
    return Line(name, tuple(points))


def _lines() -> list[Line]:
    return [
        _line(words("design.place_a"), (12.0, 12.6, 12.4, 11.9, 12.4, 11.8), 0.4),
        _line(words("design.place_b"), (8.1, 8.4, 9.0, 9.2, 9.1, 9.3), 0.3),
    ]


def _chart() -> SafeString:
    title = words("design.figure_title")
    return mark_safe(
        "".join(
            line_chart(_lines(), id="example", title=title, form=_form(), size=size)
            for size in (WIDE, NARROW)
        )
    )


def _figure_table() -> Table:
    lines = _lines()
    years = [point.period for point in lines[0].points]
    return Table(
        id="example-figure-table",
        caption=words("design.figure_title"),
        columns=(
            Column(words("design.column_place")),
            *(Column(year, is_numeric=True) for year in years),
        ),
        rows=tuple(
            (Cell(line.name), *(Cell(_form().full(point.value)) for point in line.points))
            for line in lines
        ),
    )


def _small_chart() -> SafeString:
    title = words("design.statistic_title")
    return spark(_lines()[0], id="example-small", title=title, form=_form())
