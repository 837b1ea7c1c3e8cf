"""Files and folders written beside and renamed, so that nothing half-written stays.

Knows nothing of what is written.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from samlad.errors import EnvironmentFault


@contextmanager
def writing(folder: Path) -> Iterator[Path]:
    """A fresh folder to fill; its files move into `folder` together when the block succeeds.

    When the block fails, `folder` is as it was. Raises EnvironmentFault when it cannot be made.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise _refusal(folder, error) from None
    try:
        yield fresh
        _move(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def write_text(text: str, path: Path) -> Path:
    """Write a UTF-8 file beside and rename it; the old one stays when it fails."""
    with beside(path) as fresh:
        fresh.write_text(text, encoding="utf-8", newline="\n")
    return path


def write_bytes(content: bytes, path: Path) -> Path:
    """Write a user's file beside and rename it; its folder must be there.

    Raises EnvironmentFault; the old file stays then.
    """
    if not path.parent.is_dir():
        raise EnvironmentFault(
            f"{path}: cannot be written (its folder is not there); choose another folder"
        )
    with beside(path) as fresh:
        fresh.write_bytes(content)
    return path


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A name beside `path` to write to, renamed to it when the block succeeds.

    Raises EnvironmentFault when the place cannot be written.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield fresh
        fresh.replace(path)
    except OSError as error:
        raise _refusal(path, error) from None
    except duckdb.IOException as error:
        raise EnvironmentFault(
            f"{path}: cannot be written ({str(error).splitlines()[0]}); choose another folder"
        ) from None
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _move(fresh: Path, folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
        # the manifest last: a folder whose manifest is new holds only new files
        for path in sorted(fresh.iterdir(), key=lambda p: (p.name == "manifest.json", p.name)):
            path.replace(folder / path.name)
    except OSError as error:
        raise _refusal(folder, error) from None


def _refusal(path: Path, error: OSError) -> EnvironmentFault:
    return EnvironmentFault(
        f"{path}: cannot be written ({error.strerror or error}); choose another folder"
    )
