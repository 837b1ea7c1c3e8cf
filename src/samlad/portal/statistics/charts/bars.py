"""Bars from zero and dots with intervals: values of named rows at one time.

Takes rows, gives SVG. A bar begins at 0 always; a dot chart need not, since it compares places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from django.utils.safestring import SafeString

from samlad.portal.statistics.charts.scales import Axis, value_axis
from samlad.portal.statistics.charts.svg import (
    WIDE,
    Size,
    coordinate,
    label,
    picture,
    text_width,
)
from samlad.portal.statistics.formats import Format
from samlad.portal.statistics.words import word

#: Height of a row: its name above, its bar or dot below.
ROW = 46
#: Height of another line of a name, and the widest that a letter of it is on average.
NAME_LINE = 18
LETTER = 8.4
#: Height of a row of a wide dot chart: name to the left.
LINE = 30


@dataclass(frozen=True, slots=True)
class Row:
    """A named value with its interval. kind: `` or `reference`, drawn as what others meet."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    kind: str = ""


def bar_chart(
    rows: Sequence[Row], *, id: str, title: str, form: Format, size: Size = WIDE
) -> SafeString:
    """A bar for each row from 0, its value written at its end."""
    values = [0.0, *(limit for row in rows for limit in _limits(row))]
    room = max((text_width(_written(row, form)) for row in rows), default=0) + 14
    has_negative = min(values) < 0
    across = value_axis(values, room if has_negative else 2, size.width - room)
    zero = across.at(0)
    x = coordinate(zero)
    body = []
    line = ""
    foot = 0
    for row in rows:
        *above, last = wrap(row.name, int(size.width / LETTER)) or [""]
        for part in above:
            body.append(label(2, foot + 14, part, "chart-name"))
            foot += NAME_LINE
        body.extend(_bar(row, last, foot, across, form))
        line += f"M{x} {foot + 18}v22"
        foot += ROW
    body.append(f'<path class="chart-zero" d="{line}"/>')
    return picture(
        f"chart chart--bars chart--{size.name}",
        id=f"{id}-{size.name}",
        box=(0, 0, size.width, foot + 6),
        title=title,
        description=described(rows, form),
        body=body,
    )


def dot_chart(
    rows: Sequence[Row], *, id: str, title: str, form: Format, size: Size = WIDE
) -> SafeString:
    """A dot and its interval for each row along one axis; the reference row as a line down."""
    is_wide = size.name == "wide"
    names = max((text_width(row.name) for row in rows), default=0)
    left = min(names + 16, size.width * 0.45) if is_wide else 14
    row_height = LINE if is_wide else ROW
    values = [limit for row in rows for limit in _limits(row)]
    across = value_axis(values, left, size.width - 24, about=5 if is_wide else 4)
    foot = row_height * len(rows) + 8
    body = [*_marks(across, foot, form), *_reference(rows, across, foot)]
    for number, row in enumerate(rows):
        middle = row_height * number + (row_height / 2 if is_wide else 32)
        if is_wide:
            body.append(label(left - 14, middle + 4.5, row.name, "chart-name", "end"))
        else:
            body.append(label(0, middle - 14, row.name, "chart-name"))
        body.extend(_dot(row, across, middle, form))
    return picture(
        f"chart chart--dots chart--{size.name}",
        id=f"{id}-{size.name}",
        box=(0, 0, size.width, foot + 26),
        title=title,
        description=described(rows, form),
        body=body,
    )


def described(rows: Sequence[Row], form: Format) -> str:
    """Every row with its value, as a sentence each."""
    return " ".join(f"{row.name}: {_written(row, form)}." for row in rows)


def _bar(row: Row, name: str, top: float, across: Axis, form: Format) -> Iterator[str]:
    """The bar of a row below the last line of its name; top: where that line begins."""
    zero = across.at(0)
    yield label(2, top + 14, name, "chart-name")
    if row.value is None:
        yield label(zero + 8, top + 34, word("no_value", form.language), "chart-note")
        return
    end = across.at(row.value)
    left, width = min(zero, end), abs(end - zero)
    kind = f"chart-fill {row.kind}".strip()
    yield (
        f'<rect class="{kind}" x="{coordinate(left)}" y="{top + 20}" '
        f'width="{coordinate(width)}" height="18"/>'
    )
    tip = end
    if row.low is not None and row.high is not None:
        yield _whisker(row.low, row.high, across, top + 29)
        tip = max(end, across.at(row.high)) if row.value >= 0 else min(end, across.at(row.low))
    if row.value >= 0:
        yield label(tip + 6, top + 34, form.short(row.value), "chart-value")
    else:
        yield label(tip - 6, top + 34, form.short(row.value), "chart-value", "end")


def _dot(row: Row, across: Axis, middle: float, form: Format) -> Iterator[str]:
    if row.value is None:
        yield label(across.start, middle + 4.5, word("no_value", form.language), "chart-note")
        return
    yield f'<g class="{row.kind or "series-1"}">'
    if row.low is not None and row.high is not None:
        yield _whisker(row.low, row.high, across, middle)
    x = coordinate(across.at(row.value))
    yield f'<circle class="chart-point" cx="{x}" cy="{coordinate(middle)}" r="5"/></g>'


def _whisker(low: float, high: float, across: Axis, middle: float) -> str:
    left, right = coordinate(across.at(low)), coordinate(across.at(high))
    y, top, foot = coordinate(middle), coordinate(middle - 5), coordinate(middle + 5)
    line = f"M{left} {top}V{foot}M{left} {y}H{right}M{right} {top}V{foot}"
    return f'<path class="chart-bar" d="{line}"/>'


def _marks(across: Axis, foot: float, form: Format) -> Iterator[str]:
    for mark in across.marks:
        x = coordinate(across.at(mark))
        kind = "chart-zero" if mark == 0 else "chart-grid"
        yield f'<path class="{kind}" d="M{x} 0V{coordinate(foot)}"/>'
        yield label(
            across.at(mark), foot + 18, form.axis(mark, across.step), "chart-tick", "middle"
        )


def _reference(rows: Sequence[Row], across: Axis, foot: float) -> Iterator[str]:
    for row in rows:
        if row.kind == "reference" and row.value is not None:
            x = coordinate(across.at(row.value))
            yield f'<path class="chart-reference" d="M{x} 0V{coordinate(foot)}"/>'


def _written(row: Row, form: Format) -> str:
    if row.value is None:
        return word("no_value", form.language)
    return form.short(row.value)


def _limits(row: Row) -> list[float]:
    return [limit for limit in (row.value, row.low, row.high) if limit is not None]
