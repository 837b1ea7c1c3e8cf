"""Styles, scripts and drawings as visitors get them: named by their content, compressed, lasting.

They are copied to the data folder when they differ from what was copied last.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from whitenoise.storage import CompressedManifestStaticFilesStorage

from samlad.errors import EnvironmentFault

SOURCE = Path(__file__).parent / "static"


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Files with a hash in their names, in links between scripts as well."""

    support_js_module_import_aggregation = True


def prepare_static_files(folder: Path) -> None:
    """Copy, hash and compress the static files to the folder, beside it first and then at once.

    Raises EnvironmentFault when the folder cannot be written.
    """
    fingerprint = _fingerprint()
    stamp = folder / "fingerprint"
    if stamp.is_file() and stamp.read_text() == fingerprint:
        return
    try:
        fresh = _copied(folder.with_name(f"{folder.name}.{os.getpid()}"))
        (fresh / "fingerprint").write_text(fingerprint)
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
    except OSError as error:
        raise EnvironmentFault(
            f"{folder}: cannot be written ({error.strerror}); choose another folder with --data"
        ) from None


def _copied(fresh: Path) -> Path:
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(SOURCE, fresh)
    storage = HashedFiles(location=str(fresh))
    names = [path.relative_to(SOURCE).as_posix() for path in _files()]
    for _, _, problem in storage.post_process({name: (storage, name) for name in names}):
        if isinstance(problem, Exception):
            raise problem
    return fresh


def _files() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*") if path.is_file())


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in _files():
        digest.update(path.relative_to(SOURCE).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
