"""`samlad verify`: recompute the bundled release and compare."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any


def add(commands: Any) -> None:
    """Declare the command and its arguments."""
    parser = commands.add_parser(
        "verify",
        help="recompute the bundled release and compare",
        description="Build the release again in a temporary folder and name what differs.",
    )
    parser.add_argument(
        "--inputs", type=Path, required=True, metavar="DIR", help="folder of observations"
    )
    parser.add_argument(
        "--release", type=Path, metavar="DIR", help="another release than the bundled one"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when the release is what the inputs give, 2 with the differences when it is not."""
    from samlad.indicators.release import BUNDLED, build
    from samlad.indicators.verification import differences

    release = arguments.release or BUNDLED
    with tempfile.TemporaryDirectory(prefix="samlad-verify-") as folder:
        built = build(arguments.inputs, Path(folder) / "release")
        found = differences(release, Path(folder) / "release")
    for difference in found:
        print(difference, file=sys.stderr)
    if found:
        print(
            f"samlad: {release}: the release is not what the inputs and definitions give; "
            f"make it again with 'samlad build --inputs {arguments.inputs} --out {release}'",
            file=sys.stderr,
        )
        return 2
    print(f"{release}: all {built.rows} results are what the inputs give")
    return 0
