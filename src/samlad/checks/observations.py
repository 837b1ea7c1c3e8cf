"""The kinds of rule over observations: what was read against what its sources declare.

Each takes a rule and what was read, and gives the first places where it does not hold with the
number of all. Values that a known fault means are left to the rule on corrections.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from samlad.areas import area_table
from samlad.catalogue import CheckRule, corrections, divisions, sources
from samlad.checks.finding import Found
from samlad.checks.read import Read
from samlad.model import Level


def declared_series(rule: CheckRule, read: Read) -> Iterator[Found]:
    """Tables, groups and periods in the files that no source declares."""
    for (source, table), here in read.series.items():
        declared = sources()[source].options["tables"].get(table)
        other = f"definitions/sources/{source}.toml"
        if declared is None:
            yield read.found(source, (), "table", value=table, other=other)
            continue
        for column, found in (("groups", here.groups), ("periods", here.periods)):
            for value in sorted(found - set(declared[column])):
                yield read.found(source, (table,), column, value=value, other=other)


def absent_series(rule: CheckRule, read: Read) -> Iterator[Found]:
    """Declared tables, groups and periods of a source in the files that are not there."""
    for source in filter(lambda one: read.has(one.id), sources().values()):
        other = f"definitions/sources/{source.id}.toml"
        for name, table in source.options["tables"].items():
            here = read.series.get((source.id, name))
            if here is None:
                yield read.found(source.id, (), "table", value=f"'{name}'", other=other)
                continue
            for column, found in (("groups", here.groups), ("periods", here.periods)):
                for value in [one for one in table[column] if one not in found]:
                    yield read.found(source.id, (name,), column, value=f"'{value}'", other=other)


def all_units(rule: CheckRule, read: Read) -> Iterator[Found]:
    """Series with another number of areas than their division has."""
    areas = {
        name: divisions()[sources()[name].options["division"]].areas
        for name in rule.options["sources"]
    }
    for source, table, *at, units, expected, total in read.first(
        """
        SELECT source, "table", period, "group", count(*) AS units,
               map($sources, $areas)[source] AS expected
        FROM observations GROUP BY source, "table", period, "group" HAVING units <> expected
        """,
        'source, "table"',
        sources=list(areas),
        areas=list(areas.values()),
    ):
        yield read.found(source, tuple(at), table, total, value=units, other=expected)


def known_areas(rule: CheckRule, read: Read) -> Iterator[Found]:
    """Codes of RegSO and DeSO that the lists of areas do not have."""
    areas = area_table(read.inputs, read.connection)
    for source in filter(lambda one: read.has(one.id), sources().values()):
        division = divisions()[source.options["division"]]
        if division.level not in {Level.REGSO, Level.DESO}:
            continue
        known = {area.code for area in areas if area.division == division.id}
        units = read.rows(
            "SELECT DISTINCT unit FROM observations WHERE source = $source ORDER BY unit",
            source=source.id,
        )
        for unit in [unit for (unit,) in units if unit not in known]:
            other = f"the list of {division.title.en}"
            yield read.found(source.id, (), "unit", value=unit, other=other)


def within_range(rule: CheckRule, read: Read) -> Iterator[Found]:
    """Values that cannot be in their unit, or are implausible for their key figure."""
    ranges = rule.options["ranges"]
    for source, table, *at, value, low, high, measured, total in read.first(
        """
        SELECT source, "table", unit, period, "group", value,
               coalesce(low, map($units, $lows)[measured]) AS low,
               coalesce(high, map($units, $highs)[measured]) AS high, measured
        FROM sound JOIN declared USING (source, "table", "group")
        WHERE NOT value BETWEEN coalesce(low, map($units, $lows)[measured], value)
              AND coalesce(high, map($units, $highs)[measured], value)
        """,
        'source, "table"',
        units=list(ranges),
        lows=[float(low) for low, _ in ranges.values()],
        highs=[float(high) for _, high in ranges.values()],
    ):
        other = f"{low:g}–{high:g} ({measured})"
        yield read.found(source, tuple(at), table, total, value=value, other=other)


def whole(rule: CheckRule, read: Read) -> Iterator[Found]:
    """Counts with decimals."""
    for source, table, *at, value, total in read.first(
        """
        SELECT source, "table", unit, period, "group", value
        FROM sound JOIN declared USING (source, "table", "group")
        WHERE list_contains($units, measured) AND value <> round(value)
        """,
        'source, "table"',
        units=rule.options["units"],
    ):
        yield read.found(source, tuple(at), table, total, value=value)


def shift(rule: CheckRule, read: Read) -> Iterator[Found]:
    """Series whose median is many times that of the period before: the unit may have changed."""
    for source, *at, ratio, before in read.rows(
        """
        SELECT * FROM (
            SELECT source, "table", "group", period, mid / lag(mid) OVER series AS ratio,
                   lag(period) OVER series AS before
            FROM (
                SELECT source, "table", "group", period, median(value) AS mid FROM observations
                WHERE value IS NOT NULL GROUP BY ALL
            )
            WINDOW series AS (PARTITION BY source, "table", "group" ORDER BY period)
        )
        WHERE isfinite(ratio) AND NOT ratio BETWEEN 1.0 / $factor AND $factor ORDER BY ALL
        """,
        factor=float(rule.options["factor"]),
    ):
        yield read.found(source, tuple(at), "value", value=ratio, other=before)


def lone_zero(rule: CheckRule, read: Read) -> Iterator[Found]:
    """Zeros where the same unit never comes near zero in any other period."""
    for source, table, *at, least, total in read.first(
        """
        SELECT source, "table", unit, period, least FROM (
            SELECT *, median(value) OVER (PARTITION BY source, "table", "group") AS mid,
                   min(value) FILTER (value > 0) OVER one AS least,
                   count(*) FILTER (value = 0) OVER one AS zeros
            FROM sound WHERE list_contains($sources, source)
            WINDOW one AS (PARTITION BY source, "table", "group", unit)
        )
        WHERE value = 0 AND zeros = 1 AND least > $share * mid
        """,
        'source, "table"',
        sources=rule.options["sources"],
        share=rule.options["share"],
    ):
        yield read.found(source, tuple(at), table, total, other=least)


def still_known(rule: CheckRule, read: Read) -> Iterator[Found]:
    """Each known fault with the number of values it means, an error where that has changed."""
    counted = dict(read.rows("SELECT correction, count(*) FROM known_faults GROUP BY 1"))
    for entry in corrections().values():
        if not read.has(entry.source):
            continue
        rows = counted.get(entry.id, 0)
        words: dict[str, Any] = {"value": rows, "other": entry.date, "reason": entry.reason}
        has_changed = rows != entry.rows
        if has_changed:
            words["other"] = entry.rows
        here = read.found(entry.source, (entry.id,), entry.table)
        yield Found(here.file, here.at, here.column, words, has_changed=has_changed)


KINDS: dict[str, Callable[[CheckRule, Read], Iterator[Found]]] = {
    "declared-series": declared_series,
    "absent-series": absent_series,
    "all-units": all_units,
    "known-areas": known_areas,
    "range": within_range,
    "whole": whole,
    "shift": shift,
    "lone-zero": lone_zero,
    "corrections": still_known,
}
