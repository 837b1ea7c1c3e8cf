"""`samlad reindex`: make the portal's search index anew."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def add(commands: Any) -> None:
    """Declare the command and its arguments."""
    parser = commands.add_parser("reindex", help="make the portal's search index anew")
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="data folder (that of `samlad serve`)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make the search index of every kind anew, beside the one in use."""
    from samlad.cli.fetch import open_portal

    open_portal(arguments.data)
    from samlad.portal.finding.current import make_anew

    for kind, count in make_anew():
        print(f"{count:,} {kind}{'' if count == 1 else 's'}")
    return 0
