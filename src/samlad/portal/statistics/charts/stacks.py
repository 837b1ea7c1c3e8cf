"""Stacked bars over years: parts of one sum, each year's bar from zero with its sum above it.

Takes stacks of amounts that may be added, gives SVG; whether they may is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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

#: How wide a bold digit of a sum is in the widest font that it may be drawn with.
VALUE = 10.5
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


@dataclass(frozen=True, slots=True)
class Box:
    """Room that is taken in the picture."""

    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share any room."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def stacked_chart(
    stacks: Sequence[Stack],
    parts: Sequence[str],
    *,
    id: str,
    title: str,
    form: Format,
    size: Size = WIDE,
    without: Mapping[int, str] | None = None,
) -> SafeString:
    """A bar for every year from the first to the last.

    without: years that have no stack, and why in words; each has a mark where a bar would stand.
    """
    across, up = _axes(stacks, form, size)
    body = [*_grid(up, across, form), *_years(across, size)]
    for stack in stacks:
        body.extend(_bar(stack, across, up))
    body.extend(_mark(across.at(year), up) for year in without or ())
    body.extend(_sums(stacks, across, up, form))
    return picture(
        f"chart chart--line chart--{size.name}",
        id=f"{id}-{size.name}",
        box=(0, 0, size.width, size.height),
        title=title,
        description=described(stacks, parts, form, without or {}),
        body=body,
    )


def described(
    stacks: Sequence[Stack], parts: Sequence[str], form: Format, without: Mapping[int, str]
) -> str:
    """Every year with its parts, or why it has none, as a sentence each."""
    sentences = {year: f"{year}: {said}." for year, said in without.items()}
    for stack in stacks:
        held = [
            f"{name} {form.full(value)}"
            for name, value in zip(parts, stack.values, strict=True)
            if value
        ]
        sentences[stack.year] = f"{stack.year}: {form.full(stack.total)} ({', '.join(held)})."
    return " ".join(sentences[year] for year in sorted(sentences))


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


def _bar(stack: Stack, across: Axis, up: Axis) -> Iterator[str]:
    wide = _width(across)
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


def _width(across: Axis) -> float:
    """How wide a bar is."""
    return min(_slot(across) * 0.72, 64)


def _mark(x: float, up: Axis) -> str:
    """A cross just above zero, where nothing is known to draw."""
    x, y = round(x, 1), round(up.at(0) - 9, 1)
    return (
        f'<path class="chart-unknown" d="M{coordinate(x - 4)} {coordinate(y - 4)}l8 8'
        f'M{coordinate(x + 4)} {coordinate(y - 4)}l-8 8"/>'
    )


def _sums(stacks: Sequence[Stack], across: Axis, up: Axis, form: Format) -> Iterator[str]:
    """The sum above each bar, the largest first; none that would run into a bar or another sum."""
    half = _width(across) / 2
    taken = [
        Box(across.at(s.year) - half, across.at(s.year) + half, up.at(s.total), up.at(0))
        for s in stacks
    ]
    for stack in sorted(stacks, key=lambda one: -one.total):
        x, y, written = across.at(stack.year), up.at(stack.total) - 6, form.short(stack.total)
        wide = text_width(written, VALUE) / 2 + 2
        box = Box(x - wide, x + wide, y - 12, y + 2)
        if not any(box.meets(other) for other in taken):
            taken.append(box)
            yield label(x, y, written, "chart-value", "middle")
