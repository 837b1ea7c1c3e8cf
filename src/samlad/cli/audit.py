"""`samlad audit verify`: read the chain of all changes and prove it unbroken, and that what is
published is what it says.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from samlad.cli.opening import add_data, open_register
from samlad.errors import InputError


def add(commands: Any) -> None:
    """Declare the command and its arguments."""
    parser = commands.add_parser("audit", help="the chain of all changes in the register")
    verbs = parser.add_subparsers(required=True, metavar="verb")
    verify = verbs.add_parser(
        "verify",
        help="prove the chain unbroken, or name the first broken link",
        description="Prints the number of entries and the hash of the last. Note both somewhere "
        "else and give them as --noted next time: then not even a chain forged whole passes.",
    )
    add_data(verify)
    verify.add_argument("--noted", metavar="NUMBER:HASH", help="what was printed before")
    verify.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when the chain is whole and every version what it says; 2 with the first that is not."""
    noted = _noted(arguments.noted)
    open_register(arguments.data)
    from samlad.portal.audit.chain import verify
    from samlad.portal.register.kept_versions import other_than_published

    verdict = verify(noted)
    if verdict.broken is not None:
        print(
            f"samlad: audit chain broken at entry {verdict.broken}: {verdict.why}", file=sys.stderr
        )
        return 2
    for sentence in other_than_published():
        print(f"samlad: {sentence}", file=sys.stderr)
        return 2
    print(f"{verdict.entries} entries, unbroken; noted as {verdict.entries}:{verdict.hash}")
    return 0


def _noted(text: str | None) -> tuple[int, str] | None:
    if text is None:
        return None
    number, _, hash_ = text.partition(":")
    if not (number.isascii() and number.isdigit() and len(hash_) == 64):
        raise InputError(f"--noted {text}: is not a number, a colon and a hash as verify prints")
    return int(number), hash_
