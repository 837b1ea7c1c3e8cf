"""The kinds of rule over sums: parts against totals, totals against what is published.

Perturbed counts are left out: from then on parts need not sum. A difference is reported, never
mended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from glob import escape
from typing import Any

from samlad.catalogue import CheckRule, sources
from samlad.checks.finding import Found
from samlad.checks.read import Read
from samlad.model import Status
from samlad.sources import companion_of


def parts(rule: CheckRule, read: Read) -> Iterator[Found]:
    """Areas where the parts of a table do not sum to its total."""
    for entry in rule.options["sums"]:
        source, table, whole = entry["source"], entry["table"], entry["total"]
        for unit, period, summed, published, _, total in read.first(
            """
            SELECT unit, period, sum(value) FILTER (list_contains($parts, "group")) AS summed,
                   sum(value) FILTER ("group" = $whole) AS published, 1 AS one
            FROM observations WHERE source = $source AND "table" = $table
            GROUP BY unit, period
            HAVING summed <> published AND NOT bool_or(status = $perturbed)
            """,
            "one",
            parts=_parts(entry),
            whole=whole,
            source=source,
            table=table,
            perturbed=Status.PERTURBED.value,
        ):
            words = {"value": summed, "other": published}
            yield read.found(source, (table, unit, period), whole, total, **words)


def _parts(entry: Mapping[str, Any]) -> list[str]:
    """The parts that an entry names, else every group of the table but its total."""
    table = sources()[entry["source"]].options["tables"][entry["table"]]
    return entry.get("parts") or [name for name in table["groups"] if name != entry["total"]]


def national_parts(rule: CheckRule, read: Read) -> Iterator[Found]:
    """How far parts are from their total in the whole country, where a difference is declared."""
    for entry in rule.options["sums"]:
        source, table, period = entry["source"], entry["table"], entry["period"]
        rows = read.rows(
            """
            SELECT sum(value) FILTER (list_contains($parts, "group"))
                   - sum(value) FILTER ("group" = $whole)
            FROM observations
            WHERE source = $source AND "table" = $table AND period = $period
              AND status <> $perturbed
            """,
            parts=entry["parts"],
            whole=entry["total"],
            source=source,
            table=table,
            period=period,
            perturbed=Status.PERTURBED.value,
        )
        difference = rows[0][0]
        if difference is None:
            continue
        here = read.found(source, (table, period))
        words = {"value": f"{difference:g}", "other": entry["difference"]}
        has_changed = difference != entry["difference"]
        yield Found(here.file, here.at, entry["total"], words, has_changed=has_changed)


def at_most(rule: CheckRule, read: Read) -> Iterator[Found]:
    """Units where a part is more than its whole."""
    for entry in rule.options["pairs"]:
        source, table, whole = entry["source"], entry["table"], entry["whole"]
        for unit, period, part, limit, _, total in read.first(
            """
            SELECT unit, period, sum(value) FILTER ("group" = $part) AS part,
                   sum(value) FILTER ("group" = $whole) AS whole, 1 AS one
            FROM observations WHERE source = $source AND "table" = $table
            GROUP BY unit, period HAVING part > whole AND NOT bool_or(status = $perturbed)
            """,
            "one",
            part=entry["part"],
            whole=whole,
            source=source,
            table=table,
            perturbed=Status.PERTURBED.value,
        ):
            words = {"value": part, "other": f"{whole} ({limit:,.0f})"}
            yield read.found(source, (table, unit, period), entry["part"], total, **words)


def national_sum(rule: CheckRule, read: Read) -> Iterator[Found]:
    """Sums over the country that are not the published ones."""
    for entry in rule.options["sums"]:
        key = {name: entry[name] for name in ("source", "table", "group", "period")}
        rows = read.rows(
            """SELECT sum(value) FROM observations WHERE source = $source AND "table" = $table
               AND "group" = $group AND period = $period""",
            **key,
        )
        summed = rows[0][0]
        if summed is not None and summed != entry["sum"]:
            at = (entry["table"], entry["period"])
            words = {"value": summed, "other": f"{entry['sum']:,}"}
            yield read.found(entry["source"], at, entry["group"], **words)


def roll_up(rule: CheckRule, read: Read) -> Iterator[Found]:
    """Larger areas whose smaller ones do not sum to what is published for them."""
    inner, outer, period = (rule.options[key] for key in ("inner", "outer", "period"))
    if not (read.has(inner) and read.has(outer)):
        return
    lists = companion_of(read.inputs, "deso2018_to_regso2020.parquet")
    for table, groups in rule.options["tables"].items():
        for group, unit, summed, published, total in read.first(
            """
            WITH summed AS (
                SELECT RegSOkod_2020 AS unit, "group", sum(value) AS value
                FROM observations JOIN read_parquet($lists) ON DeSO_2018 = unit
                WHERE source = $inner AND "table" = $table AND period = $period
                GROUP BY ALL
            )
            SELECT o."group", o.unit, s.value AS summed, o.value AS published
            FROM observations o JOIN summed s USING (unit, "group")
            WHERE o.source = $outer AND o."table" = $table AND o.period = $period
              AND list_contains($groups, o."group") AND o.value <> s.value
            """,
            '"group"',
            lists=escape(str(lists)),
            inner=inner,
            outer=outer,
            table=table,
            period=period,
            groups=groups,
        ):
            words = {"value": summed, "other": published}
            yield read.found(outer, (table, unit, period), group, total, **words)


KINDS: dict[str, Callable[[CheckRule, Read], Iterator[Found]]] = {
    "parts": parts,
    "national-parts": national_parts,
    "at-most": at_most,
    "national-sum": national_sum,
    "roll-up": roll_up,
}
