"""Finds Debian's PostgreSQL for the tests that start one of their own."""

from __future__ import annotations

from pathlib import Path


def find_postgresql() -> Path | None:
    """The folder of its programs, of the newest version; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None
