"""The results that the pages show: opened once, from the bundled release or SAMLAD_RELEASE."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from samlad.errors import InputError

if TYPE_CHECKING:
    from samlad.store import Results
    from samlad.store.manifest import Manifest

#: What the pages say of the release: the hash of this file, the numbers of these rows.
RESULTS = "results.parquet"
COUNTED = {"results", "indicators", "areas"}

BUNDLED = Path(__file__).parents[1] / "release"


def release_folder() -> Path:
    """Where the results lie: the folder in SAMLAD_RELEASE, else the bundled one."""
    return Path(os.environ.get("SAMLAD_RELEASE") or BUNDLED)


@cache
def results() -> Results:
    """The results, read-only and shared by all threads."""
    from samlad.store import open_results

    opened = open_results(release_folder())
    _check(opened.manifest)
    return opened


def _check(manifest: Manifest) -> None:
    """InputError where the manifest lacks something that the pages tell of the release."""
    entries = (*manifest.inputs.values(), *manifest.files.values())
    is_whole = (
        RESULTS in manifest.files
        and manifest.rows.keys() >= COUNTED
        and all(entry.keys() >= {"sha256", "bytes"} for entry in entries)
    )
    if not is_whole:
        raise InputError(
            f"{release_folder() / 'manifest.json'}: lacks the hash or size of a file, or how many "
            "rows there are; make the release again with 'samlad build'"
        )
