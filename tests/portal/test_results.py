"""A release whose manifest lacks what the pages tell of it is refused with one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from samlad.errors import InputError
from samlad.portal.results import BUNDLED, results


@pytest.mark.parametrize(
    "spoil",
    [
        lambda manifest: manifest["files"].pop("results.parquet"),
        lambda manifest: manifest["files"]["areas.parquet"].pop("sha256"),
        lambda manifest: next(iter(manifest["inputs"].values())).pop("bytes"),
        lambda manifest: manifest["rows"].pop("areas"),
        lambda manifest: manifest.pop("rows"),
    ],
)
def test_a_manifest_that_lacks_something_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[dict[str, Any]], Any]
) -> None:
    manifest = json.loads((BUNDLED / "manifest.json").read_text(encoding="utf-8"))
    spoil(manifest)
    for path in BUNDLED.iterdir():
        if path.name != "manifest.json":
            (tmp_path / path.name).symlink_to(path)
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    monkeypatch.setenv("SAMLAD_RELEASE", str(tmp_path))
    with pytest.raises(InputError, match=r"manifest\.json: lacks .*; make the release again"):
        results.__wrapped__()
