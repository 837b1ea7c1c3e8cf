"""How the values of many places lie: the ends, the quarters, and how many have no value.

Takes results of one period, gives numbers; knows nothing of pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import quantiles

from samlad.model import Result
from samlad.progress.change import best

#: Fewer values than this are not summed up in quarters.
FEWEST_FOR_QUARTERS = 8


@dataclass(frozen=True, slots=True)
class Quarters:
    """A quarter of the values lie below `lower`, half below `middle`, a quarter above `upper`."""

    lower: float
    middle: float
    upper: float


@dataclass(frozen=True, slots=True)
class Spread:
    """number, missing: places with and without a value. low, high: None where no place has one.

    quarters: None for fewer values than FEWEST_FOR_QUARTERS.
    """

    number: int
    missing: int
    low: float | None
    high: float | None
    quarters: Quarters | None


def spread(results: Iterable[Result]) -> Spread:
    """The spread of the values to show; each place counts once, whatever its size."""
    found = [best(result) for result in results]
    values = sorted(value for value in found if value is not None)
    return Spread(
        number=len(values),
        missing=len(found) - len(values),
        low=values[0] if values else None,
        high=values[-1] if values else None,
        quarters=Quarters(*quantiles(values, n=4, method="inclusive"))
        if len(values) >= FEWEST_FOR_QUARTERS
        else None,
    )
