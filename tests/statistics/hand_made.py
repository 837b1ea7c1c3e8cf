"""Results and indicators made by hand, small enough to reckon with in one's head."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from samlad.model import Direction, Indicator, Level, Result, Series, Status, Text, Unit

SHARE = Indicator(
    id="share",
    area="housing",
    kind="share",
    title=Text("Andel", "Share"),
    short=Text("Andel", "Share"),
    definition=Text("En andel.", "A share."),
    limits=Text("Inget mer.", "Nothing more."),
    unit=Unit.PER_CENT,
    direction=Direction.DOWN,
    levels=(Level.NATION, Level.COUNTY, Level.MUNICIPALITY),
    series=(Series(source="scb-regso", table="birth_region", division="regso-2020"),),
)
INDEX = replace(SHARE, id="index", kind="index", unit=Unit.INDEX, decimals=3)


def result(period: str, value: float | None, *, half: float | None = None, **other: Any) -> Result:
    """One row; half: half the width of its interval, around the corrected value where given."""
    centre = other.get("corrected", value)
    row = {
        "indicator": "share",
        "place": "00",
        "division": "regso-2020",
        "low": None if half is None or centre is None else centre - half,
        "high": None if half is None or centre is None else centre + half,
        "corrected": None,
        "units": 10,
        "persons": 1000.0,
        "status": Status.SHOWN if value is not None else Status.HIDDEN,
        "reason": None if value is not None else "inputs_hidden",
    }
    return Result(period=period, value=value, **{**row, **other})
