"""How the values of one indicator are written: in a sentence, on an axis, in a table.

Takes a unit, decimals and a language; the numbers themselves are written by samlad.portal.numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

from samlad.model import Indicator, Unit
from samlad.portal import numbers
from samlad.portal.statistics.words import word

#: Units that are words behind the number; the others are a sign or nothing.
WORDED = {Unit.PERCENTAGE_POINTS, Unit.PER_100000, Unit.PER_INHABITANT}

#: The shortest span of a value axis, in the unit.
LEAST_SPANS = {Unit.INDEX: 0.05, Unit.PER_CENT: 5.0, Unit.PERCENTAGE_POINTS: 5.0}


@dataclass(frozen=True, slots=True)
class Format:
    """How the values of one indicator are written in one language."""

    unit: Unit
    decimals: int
    language: str

    def full(self, value: float | None) -> str:
        """The number with its unit, to stand in a sentence."""
        return numbers.with_unit(value, self.unit, self.decimals, self.language)

    def short(self, value: float | None) -> str:
        """The number with a sign that is short, without a unit that is words."""
        return self.plain(value) if self.unit in WORDED else self.full(value)

    def plain(self, value: float | None) -> str:
        """The number alone, for a table whose head names the unit."""
        return numbers.number(value, self.decimals, self.language)

    def change(self, value: float | None) -> str:
        """A difference with its sign; of shares, in percentage points."""
        return numbers.change(value, self.unit, self.decimals, self.language)

    def size(self, value: float) -> str:
        """The size of a difference without its sign."""
        kept = Unit.PERCENTAGE_POINTS if self.unit is Unit.PER_CENT else self.unit
        return numbers.with_unit(abs(value), kept, self.decimals, self.language)

    def interval(self, low: float | None, high: float | None) -> str:
        """Two limits; an en dash between them unless one is negative."""
        if low is None or high is None:
            return numbers.NOTHING
        between = "–" if low >= 0 else f" {word('to', self.language)} "
        return f"{self.plain(low)}{between}{self.plain(high)}"

    def axis(self, value: float, step: float) -> str:
        """A value on an axis whose marks lie `step` apart."""
        decimals = next((d for d in range(4) if abs(step * 10**d - round(step * 10**d)) < 1e-6), 4)
        return Format(self.unit, decimals, self.language).short(value)

    @property
    def least_span(self) -> float:
        """The shortest span of an axis: less than this is too small a change to fill a chart."""
        return LEAST_SPANS.get(self.unit, 0.0)

    def captioned(self, title: str) -> str:
        """The title with the unit, unless it names it already."""
        return title if self.unit_name in title else f"{title}, {self.unit_name}"

    @property
    def unit_name(self) -> str:
        """The unit in words, for a caption."""
        return word(f"unit_{self.unit}", self.language)


def format_of(indicator: Indicator, language: str) -> Format:
    """How the indicator's values are written in the language."""
    return Format(indicator.unit, indicator.decimals, language)
