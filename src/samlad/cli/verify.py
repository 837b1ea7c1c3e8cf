"""`samlad verify`: recompute the bundled release and compare."""

from __future__ import annotations

import argparse
from typing import Any


def add(commands: Any) -> None:
    """Declare the command and its arguments."""
    parser = commands.add_parser("verify", help="recompute the bundled release and compare")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do it."""
    raise NotImplementedError
