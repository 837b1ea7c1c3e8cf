"""SQL that makes a table append-only in the database itself, for migrations.

Takes the table's name, which is ours and never a visitor's. SQLite and PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

SQLITE = (
    "CREATE TRIGGER {table}_no_{what} BEFORE {what} ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION samlad_append_only() RETURNS trigger AS "
    "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$ LANGUAGE plpgsql",
    "CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION samlad_append_only()",
    "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION samlad_append_only()",
)


def append_only(table: str) -> Callable[[Any, Any], None]:
    """The step of a migration that lets rows be added to the table and nothing else."""

    def step(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "sqlite":
            for what in ("update", "delete"):
                editor.execute(SQLITE.format(table=table, what=what))
        elif editor.connection.vendor == "postgresql":
            for statement in POSTGRESQL:
                editor.execute(statement.replace("{table}", table), params=None)

    return step
