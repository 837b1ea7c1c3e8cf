"""Emptying and filling tables at once, in few statements; the door through which facts come in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import models, router
from django.db.models import QuerySet

Row = TypeVar("Row", bound=models.Model)


def empty(*tables: type[models.Model]) -> None:
    """Delete every row. References between tables are checked when the transaction ends."""
    for table in tables:
        rows: QuerySet[models.Model] = table._default_manager.order_by()
        rows._raw_delete(using=router.db_for_write(table))


def fill(table: type[Row], rows: Iterable[Row]) -> None:
    """Insert all rows."""
    table._default_manager.bulk_create(list(rows), batch_size=500)


@contextmanager
def referred_kept(*tables: type[models.Model]) -> Iterator[None]:
    """Let rows be emptied and filled within; those that are gone after it but still referred to,
    by something written in the register, come back as they were.
    """
    before = {table: {row.pk: row for row in table._default_manager.all()} for table in tables}
    yield
    while kept := [row for table in tables for row in _missed(table, before[table])]:
        for row in kept:
            row.save(force_insert=True)


def _missed(table: type[Row], before: dict[object, Row]) -> list[Row]:
    gone = before.keys() - set(table._default_manager.values_list("pk", flat=True))
    return [before[pk] for pk in gone if _is_referred(table, pk)]


def _is_referred(table: type[models.Model], pk: object) -> bool:
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: pk}).exists()
        for relation in table._meta.related_objects
    )
