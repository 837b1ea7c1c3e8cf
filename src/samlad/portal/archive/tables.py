"""Which tables and columns an archive holds, and their values as JSON and back.

Secrets and what belongs to one machine are left out: passwords, second factors, passkeys, links to
a provider of OpenID Connect, sessions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.db import models

from samlad.portal.content.partial_date import PartialDate

#: The apps whose tables are kept, in this order.
APPS = ("pages", "content", "register", "accounts", "audit")
#: Tables that are not kept: proofs of who somebody is, and what lasts a moment.
NOT_KEPT = frozenset(
    {
        "accounts.recoverycode",
        "accounts.onetimelink",
        "accounts.failures",
        "accounts.passkey",
        "accounts.openidlink",
        "pages.change",
    }
)
#: Columns that are not kept: table → columns. They get their defaults when read back; an account
#: without password and second factor gets new ones by `samlad user link`.
LEFT_OUT: Mapping[str, frozenset[str]] = {
    "pages.loaded": frozenset({"id", "at"}),
    "accounts.account": frozenset(
        {"password", "last_login", "totp_salt", "totp_step", "proofs", "made_at"}
    ),
}
#: Tables whose rows are never changed or removed, in the database itself.
APPEND_ONLY = ("register.version", "audit.entry")

Table = type[models.Model]


def tables() -> dict[str, Table]:
    """Every table that is kept, by the name it has in the archive, those between two others too."""
    return {
        name_of(table): table
        for app in APPS
        for table in sorted(
            apps.get_app_config(app).get_models(include_auto_created=True), key=name_of
        )
        if name_of(table) not in NOT_KEPT
    }


def proofs() -> list[Table]:
    """The tables that are not kept: what is in them belongs to accounts that are replaced."""
    return [apps.get_model(name) for name in sorted(NOT_KEPT)]


def name_of(table: Table) -> str:
    """The name of a table in the archive: `register.initiative`."""
    return f"{table._meta.app_label}.{table._meta.model_name}"


def columns_of(table: Table) -> list[models.Field[Any, Any]]:
    """The columns of a table that are kept, in the order of the model."""
    left_out = LEFT_OUT.get(name_of(table), frozenset())
    return [field for field in table._meta.concrete_fields if field.attname not in left_out]


def rows_of(table: Table) -> Iterator[dict[str, Any]]:
    """Every row as JSON can hold it, in the order of its key."""
    names = [field.attname for field in columns_of(table)]
    rows = table._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=2000):
        yield dict(zip(names, map(_plain, row), strict=True))


def instance_of(table: Table, row: Mapping[str, Any]) -> models.Model:
    """The row that a line of the archive stands for. Raises ValidationError, ValueError."""
    values = {field.attname: _value(field, row[field.attname]) for field in columns_of(table)}
    return table(**values)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value) if isinstance(value, PartialDate) else value


def _value(field: models.Field[Any, Any], value: Any) -> Any:
    """The value of a column; None only where the column may be empty."""
    if value is None:
        if not field.null:
            raise ValueError(f"column '{field.attname}' is empty")
        return None
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return target.to_python(value)
