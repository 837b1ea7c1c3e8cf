"""`samlad check`: check the definitions and, given inputs, the observations."""

from __future__ import annotations

import argparse
from typing import Any


def add(commands: Any) -> None:
    """Declare the command and its arguments."""
    parser = commands.add_parser("check", help="check the definitions and, given inputs, the observations")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do it."""
    raise NotImplementedError
