"""Stacked bars over years: parts of one sum, each year's bar from zero with its sum above it.

Takes stacks of amounts that may be added, gives SVG; whether they may is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from samlad.portal.statistics.charts.scales import Axis, round_marks
from samlad.portal.statistics.charts.svg import (
    WIDE,
    Size,
    coordinate,
    escape,
    label,
    picture,
    text_width,
)
from samlad.portal.statistics.formats import Format

#: As many colours as there are; the rest of the parts share the last.
COLOURS = 6


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar: the year below it, the value of each part (0: it has none), their sum."""

    year: int
    values: tuple[float, ...]

    @property
    def total(self) -> float:
        """All parts together."""
        return sum(self.values)


def stacked_chart(
    stacks: Sequence[Stack],
    parts: Sequence[str],
    *,
    id: str,
    title: str,
    form: Format,
    size: Size = WIDE,
) -> SafeString:
    """A bar for every year from the first to the last; a year without a stack stays empty."""
    across, up = _axes(stacks, form, size)
    body = [*_grid(up, across, form), *_years(across, size)]
    for stack in stacks:
        body.extend(_bar(stack, across, up, form))
    return picture(
        f"chart chart--line chart--{size.name}",
        id=f"{id}-{size.name}",
        box=(0, 0, size.width, size.height),
        title=title,
        description=described(stacks, parts, form),
        body=body,
    )


def described(stacks: Sequence[Stack], parts: Sequence[str], form: Format) -> str:
    """Every bar with its parts, as a sentence each."""
    sentences = []
    for stack in stacks:
        held = [
            f"{name} {form.full(value)}"
            for name, value in zip(parts, stack.values, strict=True)
            if value
        ]
        sentences.append(f"{stack.year}: {form.full(stack.total)} ({', '.join(held)}).")
    return " ".join(sentences)


def swatch(number: int) -> str:
    """The class that colours the part of that number, counted from 0."""
    return f"series-{min(number + 1, COLOURS)}"


def _axes(stacks: Sequence[Stack], form: Format, size: Size) -> tuple[Axis, Axis]:
    highest = max((stack.total for stack in stacks), default=1.0) or 1.0
    marks = round_marks(0, highest)
    up = Axis(marks[0], marks[-1], size.height - 34, 22, marks)
    left = 12 + max(text_width(form.axis(mark, up.step)) for mark in marks)
    years = [stack.year for stack in stacks] or [0]
    room = (size.width - 8 - left) / (2 * (max(years) - min(years) + 1))
    return Axis(min(years), max(years), left + room, size.width - 8 - room), up


def _slot(across: Axis) -> float:
    """How wide a year is."""
    years = across.high - across.low
    return (across.end - across.start) / years if years else 120


def _grid(up: Axis, across: Axis, form: Format) -> Iterator[str]:
    left, right = across.start - _slot(across) / 2, across.end + _slot(across) / 2
    for mark in up.marks:
        y = coordinate(up.at(mark))
        kind = "chart-zero" if mark == 0 else "chart-grid"
        yield f'<path class="{kind}" d="M{coordinate(left)} {y}H{coordinate(right)}"/>'
        yield label(left - 6, up.at(mark) + 4.5, form.axis(mark, up.step), "chart-tick", "end")


def _years(across: Axis, size: Size) -> Iterator[str]:
    apart = max(1, round(text_width("2000 ") / _slot(across) + 0.49))
    for year in range(int(across.low), int(across.high) + 1):
        if (year - int(across.low)) % apart == 0:
            yield label(across.at(year), size.height - 12, str(year), "chart-tick", "middle")


def _bar(stack: Stack, across: Axis, up: Axis, form: Format) -> Iterator[str]:
    wide = min(_slot(across) * 0.72, 64)
    left, foot = across.at(stack.year) - wide / 2, 0.0
    for number, value in enumerate(stack.values):
        if value:
            top = up.at(foot + value)
            yield (
                f'<rect class="stack-fill {escape(swatch(number))}" x="{coordinate(left)}" '
                f'y="{coordinate(top)}" width="{coordinate(wide)}" '
                f'height="{coordinate(max(up.at(foot) - top, 0.5))}"/>'
            )
            foot += value
    written = form.short(stack.total)
    if text_width(written) <= _slot(across) + 8:
        yield label(across.at(stack.year), up.at(stack.total) - 6, written, "chart-value", "middle")
