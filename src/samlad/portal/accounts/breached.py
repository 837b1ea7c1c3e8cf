"""Passwords that have leaked, from a file that whoever runs the portal gives (SAMLAD_BREACHED).

One on each line: its SHA-1 in hexadecimal, with or without `:count` after it, or as it is; sorted
or not. The file is read once; of each eight bytes of its SHA-1 are kept, 80 MB for ten million.
"""

from __future__ import annotations

import hashlib
import os
import re
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

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
    at = int(np.searchsorted(kept, np.uint64(sought)))
    return at < len(kept) and int(kept[at]) == sought


@lru_cache(maxsize=1)
def _read(path: Path) -> NDArray[np.uint64]:
    with path.open("rb") as file:
        lines = (line.rstrip(b"\r\n") for line in file)
        kept = np.fromiter((_mark(_digest(line)) for line in lines if line), np.uint64)
    kept.sort()
    return kept


def _digest(line: bytes) -> bytes:
    found = _SHA_1.fullmatch(line)
    return bytes.fromhex(found[1].decode()) if found else hashlib.sha1(line).digest()


def _mark(digest: bytes) -> int:
    return int.from_bytes(digest[:8], "big")
