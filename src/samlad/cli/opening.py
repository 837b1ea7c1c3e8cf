"""Opens the register of a data folder for a command that works on it without serving it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from samlad.cli.serve import data_folder
from samlad.errors import EnvironmentFault

DATABASE = "samlad.sqlite3"


def add_data(parser: Any) -> None:
    """Declare `--data` as `samlad serve` has it."""
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="data folder (the platform's own for programs)"
    )


def open_register(wanted: Path | None, *, may_be_new: bool = False) -> bool:
    """Make the register of the folder ready to be read and written; whether it is new and empty.

    Raises EnvironmentFault where there is none, unless it may be new: a folder that is misspelt
    must not come to hold a register of its own.
    """
    folder = data_folder(wanted)
    is_new = not (folder / DATABASE).exists() and not os.environ.get("SAMLAD_DATABASE")
    if is_new and not may_be_new:
        raise EnvironmentFault(
            f"{folder}: holds no register; name its folder with --data, "
            "or start 'samlad serve' there first"
        )
    os.environ["SAMLAD_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "samlad.portal.settings"
    import django

    django.setup()
    if is_new:
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
    else:
        from samlad.portal.database import prepare_database

        prepare_database()
    return is_new


def remove_register() -> None:
    """Take away the register that was just made, since nothing came to be in it."""
    from django.conf import settings
    from django.db import connection

    connection.close()
    made = str(settings.DATABASES["default"]["NAME"])
    for ending in ("", "-wal", "-shm"):
        Path(made + ending).unlink(missing_ok=True)
