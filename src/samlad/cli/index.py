"""`samlad index`: compute segregation indices for a file of your own."""

from __future__ import annotations

import argparse
from typing import Any


def add(commands: Any) -> None:
    """Declare the command and its arguments."""
    parser = commands.add_parser("index", help="compute segregation indices for a file of your own")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do it."""
    raise NotImplementedError
