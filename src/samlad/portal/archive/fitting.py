"""Whether the rows of an archive refer to rows that it holds, found while they are written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from django.db import models

from samlad.errors import EnvironmentFault
from samlad.portal.archive.tables import Table, columns_of, name_of

Column = tuple[str, str]


class Fitting:
    """The keys that rows have, and those that they refer to, by table and column."""

    def __init__(self) -> None:
        self._keys: dict[Column, set[Any]] = defaultdict(set)
        self._named: dict[tuple[Column, Column], set[Any]] = defaultdict(set)

    def of(self, table: Table) -> Callable[[Mapping[str, Any]], None]:
        """What notes a row of the table."""
        name = name_of(table)
        unique = [f.attname for f in columns_of(table) if f.unique]
        keys = [(column, self._keys[name, column]) for column in unique]
        named = [
            (field.attname, self._named[(name, field.attname), _target(field)])
            for field in columns_of(table)
            if isinstance(field, models.ForeignKey)
        ]

        def note(row: Mapping[str, Any]) -> None:
            for column, found in (*keys, *named):
                if row[column] is not None:
                    found.add(row[column])

        return note

    def check(self) -> None:
        """Raises EnvironmentFault when a row refers to one that is not there."""
        for (column, target), named in self._named.items():
            missing = named - self._keys[target]
            if missing:
                raise EnvironmentFault(
                    f"the register does not fit together: {'.'.join(column)} names "
                    f"'{min(map(str, missing))}', which {target[0]} does not hold; nothing is "
                    "written; mend the database or take up a backup"
                )


def _target(field: models.ForeignKey[Any, Any]) -> Column:
    return name_of(field.target_field.model), field.target_field.attname
