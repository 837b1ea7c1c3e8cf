"""Fact tables with one cell changed, to see what the loaders say of it."""

from __future__ import annotations

from collections.abc import Callable

from samlad.catalogue import facts


def with_cell(
    table: str, key: str, column: str, value: str
) -> Callable[[str], list[dict[str, str]]]:
    """The facts, but for one cell of the row whose first column is `key`."""

    def changed(name: str) -> list[dict[str, str]]:
        rows = [dict(row) for row in facts(name)]
        if name == table:
            row = next(row for row in rows if next(iter(row.values())) == key)
            row[column] = value
        return rows

    return changed
