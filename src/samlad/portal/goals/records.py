"""Assessments as data: every value, year, break, threshold and release that each rests on.

Takes assessments, gives plain values for JSON and rows for CSV.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from samlad.catalogue import indicators
from samlad.model import Result
from samlad.portal.goals import reasons, words
from samlad.progress import Assessment, best

#: Columns of the CSV, one row for each indicator.
COLUMNS = (
    "area", "indicator", "title", "goal", "goals", "aspect", "unit", "direction", "standing",
    "ground", "latest", "latest_period", "latest_low", "latest_high", "baseline",
    "baseline_period", "start", "change", "change_low", "change_high", "change_verdict", "slope",
    "slope_low", "slope_high", "points", "first_used", "last_used", "breaks", "target",
    "target_period", "needed", "share_of_needed", "projected", "division", "release",
)  # fmt: skip


def record(found: Assessment, language: str) -> dict[str, Any]:
    """An assessment with all it rests on, for JSON."""
    indicator = indicators()[found.goal.indicator]
    return {
        "indicator": indicator.id,
        "title": indicator.title[language],
        "goal": found.goal.id or None,
        "goals": list(indicator.goals),
        "aspect": str(found.goal.aspect),
        "unit": str(indicator.unit),
        "direction": str(found.goal.direction),
        "standing": str(found.standing),
        "in_words": words.standing(found, language),
        "ground": str(found.ground),
        "reasons": reasons.reasons(found, indicator, language),
        "baseline": _end(found.baseline),
        "start": str(found.start) if found.start else None,
        "latest": _end(found.latest),
        "change": {
            "verdict": str(found.change.verdict),
            **(asdict(found.change.difference) if found.change.difference else {}),
        },
        "trend": asdict(found.trend) if found.trend else None,
        "target": asdict(found.target) if found.target else None,
        "path": _without_target(asdict(found.path)) if found.path else None,
        "outlook": asdict(found.outlook) if found.outlook else None,
        "breaks": [{"period": cut.period, "reason": cut.reason[language]} for cut in found.breaks],
        "values": [_value(row, found) for row in found.series],
        "thresholds": asdict(found.thresholds),
        "release": found.release,
    }


def rows(assessments: Iterable[Assessment], language: str) -> Iterator[list[Any]]:
    """An assessment in each row, for CSV."""
    for found in assessments:
        row = _flat(found, language)
        yield [row[column] for column in COLUMNS]


def _flat(found: Assessment, language: str) -> dict[str, Any]:
    indicator = indicators()[found.goal.indicator]
    amount, slope = found.change.difference, found.trend
    ends = {"latest": found.latest, "baseline": found.baseline}
    return {
        "area": indicator.area,
        "indicator": indicator.id,
        "title": indicator.title[language],
        "goal": found.goal.id or None,
        "goals": list(indicator.goals),
        "aspect": str(found.goal.aspect),
        "unit": str(indicator.unit),
        "direction": str(found.goal.direction),
        "standing": str(found.standing),
        "ground": str(found.ground),
        **{name: best(row) if row else None for name, row in ends.items()},
        **{f"{name}_period": row.period if row else None for name, row in ends.items()},
        "latest_low": found.latest.low if found.latest else None,
        "latest_high": found.latest.high if found.latest else None,
        "start": str(found.start) if found.start else None,
        "change": amount.amount if amount else None,
        "change_low": amount.low if amount else None,
        "change_high": amount.high if amount else None,
        "change_verdict": str(found.change.verdict),
        "slope": slope.slope if slope else None,
        "slope_low": slope.low if slope else None,
        "slope_high": slope.high if slope else None,
        "points": len(found.used),
        "first_used": found.used[0].period if found.used else None,
        "last_used": found.used[-1].period if found.used else None,
        "breaks": [cut.period for cut in found.breaks],
        "target": found.target.value if found.target else None,
        "target_period": found.target.period if found.target else None,
        "needed": found.path.needed if found.path else None,
        "share_of_needed": found.outlook.share if found.outlook else None,
        "projected": found.outlook.projected if found.outlook else None,
        "division": found.series[0].division if found.series else None,
        "release": found.release,
    }


def _end(row: Result | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {"period": row.period, "value": best(row), "low": row.low, "high": row.high}


def _value(row: Result, found: Assessment) -> dict[str, Any]:
    return {
        "period": row.period,
        "value": row.value,
        "corrected": row.corrected,
        "low": row.low,
        "high": row.high,
        "units": row.units,
        "persons": row.persons,
        "status": str(row.status),
        "reason": row.reason,
        "division": row.division,
        "is_used": row in found.used,
    }


def _without_target(path: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in path.items() if name != "target"}
