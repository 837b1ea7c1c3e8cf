"""`samlad build`: compute results from a folder of observations."""

from __future__ import annotations

import argparse
from typing import Any


def add(commands: Any) -> None:
    """Declare the command and its arguments."""
    parser = commands.add_parser("build", help="compute results from a folder of observations")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do it."""
    raise NotImplementedError
