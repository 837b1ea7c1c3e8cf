"""Kind `published`: a municipality's figure as its publisher gives it, and our mean of them.

The value of a municipality is passed on with its status. County and nation are weighted means
of the municipalities with weights that are the same in all years; where municipalities with too
much of the weight have no value there is no mean.
"""

from __future__ import annotations

import numpy as np

from samlad.catalogue import rules
from samlad.indicators.observed import NO_VALUE, SEVERITY, Counted, Inputs
from samlad.indicators.rows import Gap, Rows, rows_of
from samlad.model import GroupSum, Indicator, Level, Series, Status, Weights

#: Why a municipality's figure is missing, by what its publisher says of it.
WITHOUT_FIGURE = {
    Status.NOT_APPLICABLE: "figure_not_applicable",
    Status.NOT_REPORTED: "figure_not_reported",
    Status.HIDDEN: "figure_hidden",
}


def compute(indicator: Indicator, inputs: Inputs) -> list[Rows]:
    """The figure for each series and level."""
    found = []
    for series in indicator.series:
        counted = inputs.counted(_with_figure(series))
        for level in series.levels:
            is_own = level is Level.MUNICIPALITY
            compute_level = _as_published if is_own else _weighted_mean
            found.append(compute_level(indicator, series, level, counted, inputs))
    return found


def _as_published(
    indicator: Indicator, series: Series, level: Level, counted: Counted, inputs: Inputs
) -> Rows:
    cells = inputs.cells(counted, level)
    known = counted.severity < NO_VALUE
    severity = cells.worst(counted.severity)
    gaps = [
        Gap(severity == SEVERITY.index(status), status, reason)
        for status, reason in WITHOUT_FIGURE.items()
    ]
    none = cells.sum(np.ones(len(known))) == 0
    return rows_of(
        cells,
        indicator=indicator.id,
        division=series.division,
        value=cells.sum(np.where(known, counted.groups["figure"], 0.0)),
        units=1,
        severity=severity,
        gaps=[Gap(none, Status.NOT_REPORTED, "no_observations"), *gaps],
    )


def _weighted_mean(
    indicator: Indicator, series: Series, level: Level, counted: Counted, inputs: Inputs
) -> Rows:
    assert series.weights is not None  # the catalogue sees to it
    cells = inputs.cells(counted, level)
    known = counted.severity < NO_VALUE
    own = _weights(series.weights, Level.MUNICIPALITY, inputs)
    weight = np.array([own.get(code, 0.0) for code in counted.municipality])
    used = cells.sum(np.where(known, weight, 0.0))
    all_of = _weights(series.weights, level, inputs)
    whole = np.array([all_of.get(code, 0.0) for code in cells.place])
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = cells.sum(np.where(known, weight * counted.groups["figure"], 0.0)) / used
        missing = 100 * (1 - used / whole)
    too_much = ~(missing <= rules().largest_missing_weight)
    return rows_of(
        cells,
        indicator=indicator.id,
        division=series.division,
        value=mean,
        units=cells.sum(known),
        gaps=[Gap(too_much, Status.NOT_REPORTED, "too_few_municipalities")],
    )


def _with_figure(series: Series) -> Series:
    """The series with the published figure as its only group."""
    figure = GroupSum("figure", plus=(f"{series.table}/total",))
    return Series(series.source, series.table, series.division, series.levels, {"figure": figure})


def _weights(weights: Weights, level: Level, inputs: Inputs) -> dict[str, float]:
    """Place → people of the weight's group in its one period."""
    series = Series(weights.source, weights.table, weights.division, (), {"weight": weights.group})
    counted = inputs.counted(series)
    if weights.period not in counted.periods:
        return {}
    counted = counted.where(counted.period == counted.periods.index(weights.period))
    cells = inputs.cells(counted, level)
    return dict(zip(cells.place, cells.sum(np.nan_to_num(counted.groups["weight"])), strict=True))
