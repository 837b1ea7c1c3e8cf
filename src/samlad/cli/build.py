"""`samlad build`: compute results from a folder of observations."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def add(commands: Any) -> None:
    """Declare the command and its arguments."""
    parser = commands.add_parser(
        "build",
        help="compute results from a folder of observations",
        description="Read the observations, compute every indicator, and write a release.",
    )
    parser.add_argument(
        "--inputs", type=Path, required=True, metavar="DIR", help="folder of observations"
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder that gets the release"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Build the release and say in one line what it holds."""
    from samlad.indicators.release import build

    built = build(arguments.inputs, arguments.out)
    print(
        f"{arguments.out}: {built.rows} results of {built.indicators} indicators for "
        f"{built.places} places in {sum(built.seconds.values()):.1f} s"
    )
    return 0
