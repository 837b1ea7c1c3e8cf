"""The command line: fetch · build · verify · check · index · serve.

Each command is a module of this package with two functions: `add(commands)` declares its
arguments, `run(arguments)` does the work and returns the exit code.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from samlad import __version__
from samlad.cli import build, check, index, serve, verify
from samlad.errors import SamladError

COMMANDS = (build, verify, check, index, serve)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; a fault the user can mend is one sentence on stderr and exit code 2."""
    parsed = _parser().parse_args(arguments)
    try:
        return parsed.run(parsed)
    except SamladError as error:
        print(f"samlad: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="samlad", description="Measure and follow up work against segregation in Sweden."
    )
    parser.add_argument("--version", action="version", version=f"samlad {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="command")
    for command in COMMANDS:
        command.add(commands)
    return parser
