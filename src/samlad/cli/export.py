"""`samlad export`: the whole register as one archive."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from samlad.cli.opening import add_data, open_register


def add(commands: Any) -> None:
    """Declare the command and its arguments."""
    parser = commands.add_parser(
        "export",
        help="write the whole register as one archive",
        description="Every table as JSON lines with a manifest of hashes, in one zip.",
    )
    parser.add_argument("file", type=Path, metavar="FILE.zip")
    add_data(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the archive and say what it holds."""
    open_register(arguments.data)
    from samlad.portal.archive import export

    manifest = export(arguments.file)
    rows = sum(table["rows"] for table in manifest["tables"].values())
    print(f"{arguments.file}: {rows:,} rows of {len(manifest['tables'])} tables")
    return 0
