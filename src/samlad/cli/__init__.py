"""The command line: build · verify · check · index · fetch · reindex · serve · user · audit ·
register · export · restore.

Each command is a module of this package with two functions: `add(commands)` declares its
arguments, `run(arguments)` does the work and returns the exit code.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from samlad import __version__
from samlad.errors import SamladError

COMMANDS = (
    "build", "verify", "check", "index", "fetch", "reindex", "serve", "user", "audit", "register",
    "export", "restore",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; a fault the user can mend is one sentence on stderr and exit code 2."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parsed = _parser(given).parse_args(given)
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


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    """Only the command that is asked for is imported, so that none waits for another's parts."""
    parser = argparse.ArgumentParser(
        prog="samlad", description="Measure and follow up work against segregation in Sweden."
    )
    parser.add_argument("--version", action="version", version=f"samlad {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="command")
    for name in given[:1] if given[:1] and given[0] in COMMANDS else COMMANDS:
        import_module(f"samlad.cli.{name}").add(commands)
    return parser
