"""Passwords that have leaked, from a file that whoever runs the portal gives (SAMLAD_BREACHED).

One on each line: its SHA-1 in hexadecimal, with or without `:count` after it, or as it is; sorted
or not. The file is read once; of each eight bytes of its SHA-1 are kept, so ten million take 80 MB.
"""

from __future__ import annotations

import hashlib
import os
import re
from array import array
from bisect import bisect_left
from functools import lru_cache
from pathlib import Path

from samlad.errors import EnvironmentFault

_SHA_1 = re.compile(rb"([0-9A-Fa-f]{40})(?::[0-9]+)?")


def breached_of(named: str) -> Path | None:
    """The file that is named; None where none is.

    Raises EnvironmentFault when it cannot be read.
    """
    if not named:
        return None
    path = Path(named)
    if not (path.is_file() and os.access(path, os.R_OK)):
        raise EnvironmentFault(
            f"SAMLAD_BREACHED: {named} is no file that can be read; name one with a leaked "
            "password or its SHA-1 on each line"
        )
    return path


def is_breached(password: str, path: Path | None) -> bool:
    """Whether the file holds the password."""
    if path is None:
        return False
    kept, sought = _read(path), _mark(hashlib.sha1(password.encode()).digest())
    at = bisect_left(kept, sought)
    return at < len(kept) and kept[at] == sought


@lru_cache(maxsize=1)
def _read(path: Path) -> array[int]:
    with path.open("rb") as file:
        lines = (line.rstrip(b"\r\n") for line in file)
        return array("Q", sorted({_mark(_digest(line)) for line in lines if line}))


def _digest(line: bytes) -> bytes:
    found = _SHA_1.fullmatch(line)
    return bytes.fromhex(found[1].decode()) if found else hashlib.sha1(line).digest()


def _mark(digest: bytes) -> int:
    return int.from_bytes(digest[:8], "big")
