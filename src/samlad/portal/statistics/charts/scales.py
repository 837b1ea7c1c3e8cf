"""Axes: marks at round numbers, places along a line, labels that do not lie on each other.

Pure arithmetic on numbers; knows nothing of SVG.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Axis:
    """A straight axis from `low` to `high` drawn between `start` and `end`, with its marks."""

    low: float
    high: float
    start: float
    end: float
    marks: tuple[float, ...] = ()

    def at(self, value: float) -> float:
        """Where the value lies; the middle when the axis has no length."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    @property
    def step(self) -> float:
        """The distance between two marks."""
        return self.marks[1] - self.marks[0] if len(self.marks) > 1 else 1.0


def round_marks(low: float, high: float, about: int = 5) -> tuple[float, ...]:
    """Round numbers that hold low and high, about so many, 1, 2, 5 (or 25, 250 …) apart.

    >>> round_marks(0.31, 0.36, 4)
    (0.3, 0.32, 0.34, 0.36)
    >>> round_marks(0, 87)
    (0.0, 25.0, 50.0, 75.0, 100.0)
    """
    rough = (high - low) / max(about - 1, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    factors = (1, 2, 2.5, 5, 10) if power >= 10 else (1, 2, 5, 10)
    step = next(f * power for f in factors if f * power >= rough * 0.999)
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    return tuple(round(n * step, 10) for n in range(first, last + 1))


def value_axis(
    values: Sequence[float], start: float, end: float, *, about: int = 5, least: float = 0.0
) -> Axis:
    """An axis for values; it begins at 0 unless all of them lie far from it.

    Far means that the smallest is more than two fifths of the largest: then the axis would be
    mostly empty, and the chart says that it does not begin at 0. least: the shortest span, so
    that a change too small to matter does not fill the chart.
    """
    low, high = span(values, least)
    marks = round_marks(low, high, about)
    return Axis(marks[0], marks[-1], start, end, marks)


def span(values: Sequence[float], least: float) -> tuple[float, float]:
    """Where an axis for the values begins and ends, before its marks are made round.

    >>> span([0.2, 0.9], 0), span([0.70, 0.72], 0.1), span([5], 0)
    ((0.0, 0.9), (0.66, 0.76), (4.5, 5.5))
    """
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if 0 <= low <= 0.4 * high:
        low = 0.0
    if high == low:
        least = least or abs(high) * 0.2 or 1.0
    short = max(least - (high - low), 0.0)
    if low != 0 or high == 0:
        below = short / 2 if low < 0 else min(short / 2, low)
        low, short = low - below, short - below
    return round(low, 10), round(high + short, 10)


def spread(places: Sequence[float], apart: float, lowest: float, highest: float) -> list[float]:
    """The places moved as little as keeps them `apart` from each other within the limits.

    >>> spread([10, 12, 40], 14, 0, 100)
    [4.0, 18.0, 40.0]
    """
    blocks: list[list[float]] = []  # centre, number of places in it
    for place in sorted(places):
        blocks.append([place, 1])
        while len(blocks) > 1 and _overlap(blocks[-2], blocks[-1], apart):
            (first, many), (second, few) = blocks[-2], blocks[-1]
            blocks[-2:] = [[(first * many + second * few) / (many + few), many + few]]
    found = [
        centre + apart * (index - (number - 1) / 2)
        for centre, number in blocks
        for index in range(int(number))
    ]
    for index in range(len(found)):
        found[index] = max(found[index], found[index - 1] + apart if index else lowest)
    for index in reversed(range(len(found))):
        is_last = index == len(found) - 1
        found[index] = min(found[index], highest if is_last else found[index + 1] - apart)
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved = [0.0] * len(places)
    for index, place in zip(order, found, strict=True):
        moved[index] = float(place)
    return moved


def _overlap(upper: list[float], lower: list[float], apart: float) -> bool:
    return lower[0] - upper[0] < apart * (upper[1] + lower[1]) / 2
