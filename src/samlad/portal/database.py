"""Makes the database ready: tables as this version wants them, filled with the facts.

Does nothing where nothing is to do. Raises EnvironmentFault for a file that is no database, one
made by a newer version, or one that cannot be written.
"""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from samlad.errors import EnvironmentFault
from samlad.portal.loading import is_loaded, load_facts


def prepare_database() -> None:
    """Bring tables and facts up to date."""
    try:
        loader = MigrationLoader(connection)
        _refuse_newer(loader)
        if set(loader.disk_migrations) - set(loader.applied_migrations):
            call_command("migrate", verbosity=0, interactive=False)
            load_facts()
        elif not is_loaded():
            load_facts()
        renew_statistics()
    except DatabaseError as error:
        raise EnvironmentFault(
            f"{_where()}: cannot be used as Samlad's database ({error}); "
            "move it away, or choose another folder with --data"
        ) from error
    finally:
        connection.close()


def renew_statistics() -> None:
    """Let SQLite count its rows, so that it begins with the smaller table: a page of a register
    of 100,000 takes a tenth of the time. PostgreSQL does so by itself.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _refuse_newer(loader: MigrationLoader) -> None:
    ours = {app for app, _ in loader.disk_migrations}
    unknown = sorted(
        f"{app} {name}"
        for app, name in set(loader.applied_migrations) - set(loader.disk_migrations)
        if app in ours
    )
    if unknown:
        raise EnvironmentFault(
            f"{_where()}: was made by a newer version of Samlad ({unknown[-1]}); "
            "install that version, or choose another folder with --data"
        )


def _where() -> str:
    return str(settings.DATABASES["default"]["NAME"])
