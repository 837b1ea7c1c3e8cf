"""The kinds of rule over the other definitions: everything loads, and names what is declared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from samlad import catalogue
from samlad.catalogue import DEFINITIONS, CheckRule
from samlad.catalogue.groups import cells_of
from samlad.checks.finding import Found
from samlad.errors import SamladError
from samlad.model import Series

LOADERS: tuple[Callable[[], object], ...] = (
    catalogue.breaks,
    catalogue.check_goals,
    catalogue.check_rules,
    catalogue.corrections,
    catalogue.divisions,
    catalogue.indicators,
    catalogue.policy_areas,
    catalogue.reasons,
    catalogue.rules,
    catalogue.sources,
    catalogue.texts,
    catalogue.thresholds,
)


def loads(rule: CheckRule) -> Iterator[Found]:
    """Files that the catalogue cannot read; its own sentence says which and where."""
    prose = sorted({path.name.split(".")[0] for path in DEFINITIONS.glob("texts/*.md")})
    tables = sorted(path.stem for path in DEFINITIONS.glob("facts/*.csv"))
    loaders: list[Callable[[], object]] = [
        *LOADERS,
        *(partial(catalogue.prose, name) for name in prose),
        *(partial(catalogue.facts, name) for name in tables),
    ]
    for load in loaders:
        try:
            load()
        except SamladError as error:
            yield Found("", words={"value": error})


def series(rule: CheckRule) -> Iterator[Found]:
    """Series of indicators whose source, table, division or group is not declared."""
    for indicator in catalogue.indicators().values():
        file = f"definitions/indicators/ ({indicator.id})"
        for one in indicator.series:
            for value, other in _undeclared(one):
                yield Found(file, words={"value": value, "other": other})


def _undeclared(one: Series) -> Iterator[tuple[str, str]]:
    if one.source not in catalogue.sources():
        yield one.source, "definitions/sources/"
        return
    source = catalogue.sources()[one.source]
    where = f"definitions/sources/{source.id}.toml"
    if one.division != source.options["division"]:
        yield one.division, where
    for name in _names(one):
        table, _, group = name.partition("/")
        declared = source.options["tables"].get(table)
        if declared is None or (group and group not in declared["groups"]):
            yield name, where


def _names(one: Series) -> Iterator[str]:
    """The series' table, and every published group it counts, written `table/group`."""
    yield f"{one.table}/"
    for group in one.groups.values():
        yield from cells_of(group)


def declared(rule: CheckRule) -> Iterator[Found]:
    """Sources, breaks and corrections that name a fact, source, table or division there is not."""
    sources = catalogue.sources()
    facts = {row["id"] for row in catalogue.facts("sources")}
    for source in sources.values():
        file = f"definitions/sources/{source.id}.toml"
        yield from _unknown(file, [source.options["fact"]], facts, "facts/sources.csv")
    tables = {name for source in sources.values() for name in source.options["tables"]}
    known = {
        "sources": (set(sources), "definitions/sources/"),
        "tables": (tables, "definitions/sources/"),
        "divisions": (set(catalogue.divisions()), "definitions/divisions.toml"),
    }
    for entry in catalogue.breaks().values():
        for key, (names, where) in known.items():
            yield from _unknown(
                f"definitions/breaks.toml, {entry.id}", getattr(entry, key), names, where
            )
    for fault in catalogue.corrections().values():
        file = f"definitions/corrections.toml, {fault.id}"
        yield from _unknown(file, [fault.source], set(sources), "definitions/sources/")
        yield from _unknown(file, [fault.table], tables, "definitions/sources/")


def _unknown(file: str, names: Iterable[str], known: set[str], where: str) -> Iterator[Found]:
    for name in names:
        if name not in known:
            yield Found(file, words={"value": name, "other": where})


KINDS: dict[str, Callable[[CheckRule], Iterator[Found]]] = {
    "loads": loads,
    "series": series,
    "declared": declared,
}
