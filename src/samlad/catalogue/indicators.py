"""The indicators, one file each in definitions/indicators/, checked key by key.

A file may hold several [[variant]]: what they share stands once, and each adds its own id and
texts, in which `{…}` is filled from the variant's `words`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from samlad.catalogue.breaks import breaks
from samlad.catalogue.facts import facts
from samlad.catalogue.files import DEFINITIONS, read_toml, shown, text_of
from samlad.catalogue.groups import read_group
from samlad.catalogue.kinds import KINDS, Kind
from samlad.catalogue.policy_areas import policy_areas
from samlad.catalogue.sources import table_unit
from samlad.errors import DefinitionError, UnknownName
from samlad.model import Break, Direction, Indicator, Level, Series, Text, Unit, Weights

FOLDER = DEFINITIONS / "indicators"
E = TypeVar("E", Level, Unit, Direction)
TEXTS = ("title", "short", "definition", "limits")
SERIES_KEYS = {"source", "table", "division", "levels"}


@cache
def indicators(folder: Path = FOLDER) -> dict[str, Indicator]:
    """Every indicator by id, in the order of policy areas, cards, then ids."""
    found: dict[str, Indicator] = {}
    for path in sorted(folder.glob("*.toml")):
        for indicator in read_indicators(path):
            if indicator.id in found:
                raise DefinitionError(f"{shown(path)}: id '{indicator.id}' is already taken")
            found[indicator.id] = indicator
    areas = list(policy_areas())
    order = sorted(found.values(), key=lambda i: (areas.index(i.area), i.card or 99, i.id))
    return {indicator.id: indicator for indicator in order}


def read_indicators(path: Path) -> list[Indicator]:
    """The indicators of one file; a fault is a DefinitionError with file and key."""
    table = read_toml(path)
    variants = table.pop("variant", None)
    if variants is None:
        if table.get("id") != path.stem:
            raise DefinitionError(f"{shown(path)}: 'id' is not the file's name '{path.stem}'")
        return [_indicator(table, path)]
    return [_indicator(_joined(table, variant), path) for variant in variants]


def _joined(table: Mapping[str, Any], variant: Mapping[str, Any]) -> dict[str, Any]:
    """What the file says for all, with what one variant adds; its words fill the texts."""
    own = dict(variant)
    words = own.pop("words", {})
    both = {**table, **own}
    for key in TEXTS:
        entry = both.get(key)
        if isinstance(entry, Mapping):
            both[key] = {
                language: _filled(
                    text, {name: word[language] for name, word in words.items() if language in word}
                )
                for language, text in entry.items()
            }
    return both


def _filled(text: str, words: Mapping[str, str]) -> str:
    for name, word in words.items():
        text = text.replace("{" + name + "}", word)
    return text


def _indicator(table: Mapping[str, Any], path: Path) -> Indicator:
    kind = _kind(table, path)
    own = {field.name for field in fields(Indicator)} - {"breaks", "options"}
    known = own | {"break"} | kind.needs | kind.takes
    _only(table, known, path)
    for key in {"id", "area", "series", "unit", "direction", "levels"} | kind.needs:
        if key not in table:
            raise DefinitionError(f"{shown(path)}: '{key}' is missing")
    levels = tuple(_one_of(Level, level, "levels", path) for level in table["levels"])
    series = tuple(_series(entry, kind, levels, path) for entry in table["series"])
    return Indicator(
        id=table["id"],
        area=_area(table["area"], path),
        kind=table["kind"],
        **{key: _plain(text_of(table, key, path), key, path) for key in TEXTS},
        unit=_one_of(Unit, table["unit"], "unit", path),
        direction=_one_of(Direction, table["direction"], "direction", path),
        levels=levels,
        series=series,
        decimals=table.get("decimals", 1),
        card=table.get("card"),
        goals=_goals(table, "goals", path),
        near_goals=_goals(table, "near_goals", path),
        breaks=_breaks(table.get("break", ()), series, path),
        is_official=table.get("is_official", False),
        options={key: table[key] for key in kind.needs | kind.takes if key in table},
    )


def _series(entry: Mapping[str, Any], kind: Kind, levels: tuple[Level, ...], path: Path) -> Series:
    known = SERIES_KEYS | kind.series_needs | kind.groups
    _only(entry, known, path, "series.")
    for key in {"source", "table", "division"} | kind.series_needs | kind.groups:
        if key not in entry:
            raise DefinitionError(f"{shown(path)}: 'series.{key}' is missing")
    own = tuple(_one_of(Level, one, "series.levels", path) for one in entry.get("levels", levels))
    if not set(own) <= set(levels):
        raise DefinitionError(f"{shown(path)}: 'series.levels' holds more than 'levels'")
    written = {**entry.get("groups", {}), **{key: entry[key] for key in kind.groups}}
    where = f"{shown(path)}, 'series'"
    return Series(
        source=entry["source"],
        table=entry["table"],
        division=entry["division"],
        levels=own,
        groups={
            name: read_group(name, group, entry["table"], f"{where}, '{name}'")
            for name, group in written.items()
        },
        weights=_weights(entry["weights"], path) if "weights" in entry else None,
    )


def _weights(entry: Mapping[str, Any], path: Path) -> Weights:
    """The counts of people that a mean of municipalities is weighted by, one fixed period."""
    _only(entry, {"source", "table", "division", "period", "group"}, path, "series.weights.")
    try:
        where = f"{shown(path)}, 'series.weights.group'"
        group = read_group("weight", entry["group"], entry["table"], where)
        return Weights(entry["source"], entry["table"], entry["division"], entry["period"], group)
    except KeyError as error:
        raise DefinitionError(
            f"{shown(path)}: 'series.weights.{error.args[0]}' is missing"
        ) from None


def _kind(table: Mapping[str, Any], path: Path) -> Kind:
    try:
        return KINDS[table["kind"]]
    except KeyError:
        fault = UnknownName("kind of indicator", str(table.get("kind")), KINDS)
        raise DefinitionError(f"{shown(path)}, 'kind': {fault}") from None


def _only(table: Mapping[str, Any], known: set[str], path: Path, prefix: str = "") -> None:
    for key in table:
        if key not in known:
            raise DefinitionError(
                f"{shown(path)}, '{prefix}{key}': {UnknownName('key', key, known)}"
            )


def _one_of(enum: type[E], value: Any, key: str, path: Path) -> E:
    try:
        return enum(value)
    except ValueError:
        fault = UnknownName(key, str(value), (member.value for member in enum))
        raise DefinitionError(f"{shown(path)}, '{key}': {fault}") from None


def _area(area: str, path: Path) -> str:
    if area not in policy_areas():
        fault = UnknownName("policy area", area, policy_areas())
        raise DefinitionError(f"{shown(path)}, 'area': {fault}")
    return area


def _goals(table: Mapping[str, Any], key: str, path: Path) -> tuple[str, ...]:
    """The goals under a key; a goal is measured or merely near, never both."""
    known = {row["id"] for row in facts("goals")}
    found = tuple(table.get(key, ()))
    for goal in found:
        if goal not in known:
            raise DefinitionError(f"{shown(path)}, '{key}': {UnknownName('goal', goal, known)}")
        if key == "near_goals" and goal in table.get("goals", ()):
            raise DefinitionError(
                f"{shown(path)}, '{key}': '{goal}' stands in 'goals' too; keep one"
            )
    return found


def _plain(text: Text, key: str, path: Path) -> Text:
    """A text is one running paragraph: no line breaks, nothing left to fill."""
    for language in (text.sv, text.en):
        if "{" in language:
            raise DefinitionError(f"{shown(path)}, '{key}': a word in braces is not filled")
    return Text(sv=" ".join(text.sv.split()), en=" ".join(text.en.split()))


def _breaks(entries: Any, series: Iterable[Series], path: Path) -> tuple[Break, ...]:
    """The indicator's own breaks and those of its sources, in order of period."""
    found = set()
    for entry in entries:
        _only(entry, {"period", "reason"}, path, "break.")
        found.add(
            Break(
                period=str(entry["period"]),
                reason=_plain(text_of(entry, "reason", path), "break.reason", path),
            )
        )
    for one in series:
        unit = table_unit(one.source, one.table)
        found.update(
            cut.plain()
            for cut in breaks().values()
            if cut.concerns(one.source, one.table, one.division, unit)
        )
    return tuple(sorted(found, key=lambda cut: (cut.period, cut.reason.sv)))
