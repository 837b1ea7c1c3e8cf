"""The results that the pages show: opened once, from the bundled release or SAMLAD_RELEASE."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samlad.store import Results

BUNDLED = Path(__file__).parents[1] / "release"


def release_folder() -> Path:
    """Where the results lie: the folder in SAMLAD_RELEASE, else the bundled one."""
    return Path(os.environ.get("SAMLAD_RELEASE") or BUNDLED)


@cache
def results() -> Results:
    """The results, read-only and shared by all threads."""
    from samlad.store import open_results

    return open_results(release_folder())
