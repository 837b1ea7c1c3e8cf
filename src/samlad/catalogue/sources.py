"""The sources of definitions/sources/: publisher, terms, file and what each table holds."""

from __future__ import annotations

from functools import cache
from typing import Any

from samlad.catalogue.files import DEFINITIONS, read_toml, shown, text_of
from samlad.errors import DefinitionError
from samlad.model import Source, Text

FOLDER = DEFINITIONS / "sources"
PLAIN = ("publisher", "url", "reader", "file")
TABLE_KEYS = ("unit", "groups", "periods")


@cache
def sources() -> dict[str, Source]:
    """Every source by id (the file's name), in order of id.

    `options` holds the division, the reader's own keys and `tables`: name → title (a Text), unit,
    groups and periods as published, and where it has one SCB's reference `code`.
    """
    return {path.stem: _source(path) for path in sorted(FOLDER.glob("*.toml"))}


def table_title(source: str, table: str) -> Text:
    """What the source's table is called, in both languages."""
    return sources()[source].options["tables"][table]["title"]


def table_unit(source: str, table: str) -> str | None:
    """What the source's table counts (persons, dwellings …); None for one that is not declared."""
    declared = sources().get(source)
    return declared.options["tables"].get(table, {}).get("unit") if declared else None


def _source(path: Any) -> Source:
    entry = read_toml(path)
    for key in PLAIN:
        if not isinstance(entry.get(key), str) or not entry[key]:
            raise DefinitionError(f"{shown(path)}: '{key}' is missing; write it as text")
    options = dict(entry.get("options", {}))
    if not isinstance(options.get("division"), str):
        raise DefinitionError(f"{shown(path)}: 'options.division' is missing; name a division")
    options["tables"] = {
        name: _table(name, table, path) for name, table in options.get("tables", {}).items()
    }
    return Source(
        id=path.stem,
        title=text_of(entry, "title", path),
        licence=text_of(entry, "licence", path),
        options=options | {"fact": entry.get("fact")},
        **{key: entry[key] for key in PLAIN},
    )


def _table(name: str, table: dict[str, Any], path: Any) -> dict[str, Any]:
    for key in TABLE_KEYS:
        if not table.get(key):
            raise DefinitionError(f"{shown(path)}: 'options.tables.{name}.{key}' is missing")
    return table | {"title": text_of(table, "title", path)}
