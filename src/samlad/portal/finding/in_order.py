"""The rows of what was found, in the order it was found in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def in_order(rows: QuerySet[Row, Row], keys: Sequence[Any]) -> list[Row]:
    """The rows of those primary keys, in that order; one that is gone is left out. One query."""
    by_key = rows.in_bulk(list(keys))
    return [by_key[key] for key in keys if key in by_key]
