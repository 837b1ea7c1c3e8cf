"""What a release was made of: inputs with hash and size, the definitions' hash, the engine.

There is no clock in it: the same inputs and definitions give the same manifest, byte for byte.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from samlad import __version__
from samlad.catalogue import results_hash
from samlad.errors import InputError
from samlad.store.files import write_text

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest as read. inputs and files: name → {"sha256": …, "bytes": …}."""

    engine: str
    definitions: str
    inputs: Mapping[str, Mapping[str, Any]]
    files: Mapping[str, Mapping[str, Any]]
    rows: Mapping[str, int] = field(default_factory=dict)


def file_entry(path: Path) -> dict[str, Any]:
    """SHA-256 and size in bytes of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"sha256": digest, "bytes": path.stat().st_size}


def write_manifest(
    folder: Path, inputs: Iterable[Path], *, rows: Mapping[str, int] | None = None
) -> Path:
    """Write manifest.json for the files that lie in `folder`, made from those inputs.

    rows: table → number of rows, to be read without opening the tables.
    """
    made = sorted(p for p in folder.iterdir() if p.name != MANIFEST and p.name[0] != ".")
    content = {
        "engine": __version__,
        "definitions": results_hash(),
        "inputs": {path.name: file_entry(path) for path in sorted(inputs, key=lambda p: p.name)},
        "files": {path.name: file_entry(path) for path in made},
        "rows": dict(sorted((rows or {}).items())),
    }
    return write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", folder / MANIFEST)


def read_manifest(folder: Path) -> Manifest:
    """The release's manifest; InputError when it is missing or not one."""
    path = folder / MANIFEST
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Manifest(
            engine=content["engine"],
            definitions=content["definitions"],
            inputs=content["inputs"],
            files=content["files"],
            rows=content.get("rows", {}),
        )
    except FileNotFoundError:
        raise InputError(
            f"{folder}: 'manifest.json' is not there; make the release with 'samlad build'"
        ) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError(
            f"{path}: is no manifest of a release; make it again with 'samlad build'"
        ) from None
