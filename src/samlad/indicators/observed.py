"""From published values to counts of people by unit, as an indicator's groups put them together.

Takes the in-memory table `observations`; knows nothing of indices or of how results are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import duckdb
import numpy as np

from samlad.catalogue import breaks, sources
from samlad.catalogue.groups import cells_of as published_in
from samlad.errors import ObservationError, UnknownName
from samlad.indicators.places import Cells, Codes, Floats, Integers, cells_of, places_at
from samlad.model import Group, GroupKnown, GroupShare, GroupSum, Level, Series, Status

#: From what may be shown to what may not: a row takes the most severe status of its cells.
SEVERITY = (
    Status.SHOWN,
    Status.ROUNDED,
    Status.PERTURBED,
    Status.NOT_APPLICABLE,
    Status.NOT_REPORTED,
    Status.HIDDEN,
)
#: From here on there is no value.
NO_VALUE = SEVERITY.index(Status.NOT_APPLICABLE)


@dataclass(frozen=True)
class Counted:
    """People by unit and group: one row for each unit and period, NaN where unknown.

    everyone: the people of the unit whether their group is known or not, NaN where unknown.
    severity: position in SEVERITY of the worst status behind the row.
    """

    units: Codes
    municipality: Codes
    period: Integers
    periods: tuple[str, ...]
    groups: Mapping[str, Floats]
    everyone: Floats
    severity: Integers

    def where(self, kept: np.ndarray) -> Counted:
        """Only the rows that a mask keeps, and only the periods that they leave."""
        present, period = np.unique(self.period[kept], return_inverse=True)
        return Counted(
            self.units[kept],
            self.municipality[kept],
            period,
            tuple(self.periods[number] for number in present),
            {name: values[kept] for name, values in self.groups.items()},
            self.everyone[kept],
            self.severity[kept],
        )


@dataclass(frozen=True)
class Published:
    """Published groups side by side: `table/group` → value (NaN) and severity by row."""

    units: Codes
    municipality: Codes
    period: Integers
    periods: tuple[str, ...]
    values: Mapping[str, Floats]
    severities: Mapping[str, Integers]


@dataclass(frozen=True)
class Inputs:
    """The observations and the hierarchy of areas. parents: DeSO → RegSO."""

    connection: duckdb.DuckDBPyConnection
    parents: Mapping[str, str]
    _kept: dict[tuple[str, ...], Published] = field(default_factory=dict)

    def counted(self, series: Series) -> Counted:
        """The counts of the series' groups, for every unit and period that has them all."""
        wanted = dict.fromkeys(
            cell for group in series.groups.values() for cell in published_in(group)
        )
        published = self.published(series.source, series.division, tuple(wanted))
        counted = put_together(series, published)
        without_people = _without_people(series.groups.values(), published)
        return counted.where(~without_people) if without_people.any() else counted

    def published(self, source: str, division: str, wanted: tuple[str, ...]) -> Published:
        """Published groups of one source and division; kept, since indicators share them."""
        key = (source, division, *wanted)
        if key not in self._kept:
            read = _read(self.connection, source, division, wanted)
            if not len(read.units):
                self._refuse_unpublished(source, division, wanted)
            self._kept[key] = read
        return self._kept[key]

    def _refuse_unpublished(self, source: str, division: str, wanted: tuple[str, ...]) -> None:
        """A group that nobody publishes is a misspelt one: UnknownName with the nearest.

        One that its source declares but these inputs lack only has no results: a folder may hold
        some of the sources.
        """
        query = 'SELECT DISTINCT "table" || \'/\' || "group" FROM observations WHERE source = ?'
        rows = self.connection.execute(f"{query} AND division = ?", [source, division]).fetchall()
        known = {row[0] for row in rows} | _declared(source)
        for cell in wanted:
            if cell not in known:
                raise UnknownName(f"published group of {source} ({division})", cell, known)

    def cells(self, counted: Counted, level: Level) -> Cells:
        """The cells of one level, and each counted row's place in them."""
        return cells_of(
            level,
            units=counted.units,
            municipality=counted.municipality,
            period=counted.period,
            periods=counted.periods,
            parents=self.parents,
        )


def _declared(source: str) -> set[str]:
    """Every group that the source declares, written `table/group`."""
    if source not in sources():
        return set()
    tables = sources()[source].options["tables"]
    return {f"{name}/{group}" for name, table in tables.items() for group in table["groups"]}


def put_together(series: Series, published: Published) -> Counted:
    """Counts of the series' groups from what is published.

    Raises ObservationError when a difference of groups is negative.
    """
    groups = {name: _count(group, published) for name, group in series.groups.items()}
    severity = np.zeros(len(published.units), dtype=np.int64)
    for group in series.groups.values():
        behind = (group.of,) if isinstance(group, GroupKnown) else published_in(group)
        for cell in behind:
            severity = np.maximum(severity, published.severities[cell])
    if any(isinstance(group, GroupSum) and group.minus for group in series.groups.values()):
        severity = np.where(_is_forbidden(series, published), NO_VALUE, severity)
        groups = {
            name: np.where(severity < NO_VALUE, count, np.nan) for name, count in groups.items()
        }
    return Counted(
        published.units,
        published.municipality,
        published.period,
        published.periods,
        groups,
        _everyone(series.groups.values(), groups, published),
        severity,
    )


def _count(group: Group, published: Published) -> Floats:
    values = published.values
    if isinstance(group, GroupKnown):
        return np.where(np.isnan(values[group.known]), 0.0, values[group.of])
    if isinstance(group, GroupShare):
        share = values[group.per_cent] / 100
        return (1 - share if group.is_rest else share) * values[group.of]
    count = sum((values[cell] for cell in group.plus), np.zeros(len(published.units)))
    for cell in group.minus:
        count = count - values[cell]
    if np.any(count < 0) and group.minus:
        row = int(np.argmax(count < 0))
        raise ObservationError(
            f"{published.units[row]}, {published.periods[published.period[row]]}: "
            f"{' + '.join(group.minus)} is more than {' + '.join(group.plus)}; "
            "run `samlad check` on the observations"
        )
    return count


def _everyone(
    groups: Iterable[Group], counts: Mapping[str, Floats], published: Published
) -> Floats:
    """All people of the unit: the count that percentages are of, else the sum of the groups."""
    for group in groups:
        if isinstance(group, GroupShare):
            return published.values[group.of]
    return np.sum(list(counts.values()), axis=0)


def _without_people(groups: Iterable[Group], published: Published) -> np.ndarray:
    """Rows whose whole count does not apply: a school that has no pupils of its own that year."""
    none = np.zeros(len(published.units), dtype=bool)
    for group in groups:
        if isinstance(group, GroupShare | GroupKnown):
            none |= published.severities[group.of] == SEVERITY.index(Status.NOT_APPLICABLE)
    return none


def _is_forbidden(series: Series, published: Published) -> np.ndarray:
    """Rows of periods whose counts are perturbed: no group may be found by subtraction."""
    tables = sources()[series.source].options["tables"] if series.source in sources() else {}
    unit = tables.get(series.table, {}).get("unit", "persons")
    from_years = [
        found.period
        for found in breaks().values()
        if not found.subtracts
        and found.concerns(series.source, series.table, series.division, unit)
    ]
    barred = [any(period[:4] >= year for year in from_years) for period in published.periods]
    perturbed = np.zeros(len(published.units), dtype=bool)
    for severity in published.severities.values():
        perturbed |= severity == SEVERITY.index(Status.PERTURBED)
    return np.array(barred, dtype=bool)[published.period] | perturbed


def _read(
    connection: duckdb.DuckDBPyConnection, source: str, division: str, wanted: tuple[str, ...]
) -> Published:
    """One row for each unit and period; only periods in which every wanted group is published."""
    ranks = " ".join(f"WHEN '{status}' THEN {rank}" for rank, status in enumerate(SEVERITY))
    columns = ", ".join(
        f"max(value) FILTER (cell = {n}) AS v{n}, "
        f"coalesce(max(CASE status {ranks} END) FILTER (cell = {n}), "
        f"{SEVERITY.index(Status.NOT_REPORTED)}) AS s{n}, "
        f"count(*) FILTER (cell = {n}) AS n{n}"
        for n in range(len(wanted))
    )
    names = ", ".join(f"({n}, ?, ?)" for n in range(len(wanted)))
    addresses = [part for cell in wanted for part in cell.split("/", 1)]
    found = connection.execute(
        f"""
        WITH wanted(cell, "table", "group") AS (VALUES {names}),
        picked AS (
            SELECT o.*, cell FROM observations AS o JOIN wanted AS w
            ON o."table" = w."table" AND o."group" = w."group"
            WHERE o.source = ? AND o.division = ?
        )
        SELECT unit, municipality, period, {columns} FROM picked
        WHERE period IN (
            SELECT period FROM picked GROUP BY period HAVING count(DISTINCT cell) = {len(wanted)}
        )
        GROUP BY unit, municipality, period ORDER BY period, unit, municipality
        """,
        [*addresses, source, division],
    ).fetchnumpy()
    _refuse_unknown_municipalities(found)
    _refuse_duplicates(found, wanted)
    periods, numbers = np.unique(found["period"].astype(object), return_inverse=True)
    return Published(
        units=found["unit"].astype(object),
        municipality=found["municipality"].astype(object),
        period=numbers.astype(np.int64),
        periods=tuple(periods),
        values={cell: _floats(found[f"v{n}"]) for n, cell in enumerate(wanted)},
        severities={
            cell: np.asarray(found[f"s{n}"]).astype(np.int64) for n, cell in enumerate(wanted)
        },
    )


def _refuse_unknown_municipalities(found: Mapping[str, np.ndarray]) -> None:
    unknown = set(found["municipality"]) - set(places_at(Level.MUNICIPALITY))
    if unknown:
        code = min(unknown)
        row = int(np.argmax(found["municipality"] == code))
        raise ObservationError(
            f"{found['unit'][row]}, {found['period'][row]}: there is no municipality '{code}'; "
            "run `samlad check` on the observations"
        )


def _refuse_duplicates(found: Mapping[str, np.ndarray], wanted: tuple[str, ...]) -> None:
    for n, cell in enumerate(wanted):
        if np.any(found[f"n{n}"] > 1):
            row = int(np.argmax(found[f"n{n}"]))
            raise ObservationError(
                f"{found['unit'][row]}, {found['period'][row]}: '{cell}' is published more than "
                "once; run `samlad check` on the observations"
            )


def _floats(column: np.ndarray) -> Floats:
    """A column of DuckDB as floats, NULL as NaN."""
    return np.ma.filled(np.ma.asarray(column, dtype=np.float64), np.nan)
