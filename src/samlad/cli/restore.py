"""`samlad restore`: read an archive back into the register of a data folder."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from samlad.cli.opening import add_data, open_register, remove_register
from samlad.errors import InputError


def add(commands: Any) -> None:
    """Declare the command and its arguments."""
    parser = commands.add_parser(
        "restore",
        help="read an archive back to the same register",
        description="All of it or nothing: a broken archive changes nothing.",
    )
    parser.add_argument("file", type=Path, metavar="FILE.zip")
    add_data(parser)
    parser.add_argument(
        "--replace", action="store_true", help="also where the folder holds a register already"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read the archive and say what it held."""
    is_new = open_register(arguments.data, may_be_new=True)
    if not is_new and not arguments.replace:
        raise InputError(
            "the folder holds a register already; keep it with 'samlad export', then restore "
            "with --replace, or name another folder with --data"
        )
    from samlad.portal.archive import restore

    try:
        rows = restore(arguments.file)
    except InputError:
        if is_new:
            remove_register()
        raise
    print(f"{arguments.file}: {sum(rows.values()):,} rows of {len(rows)} tables restored")
    return 0
