"""Which search index answers now: made when there is none, made anew when something has changed.

Every index has its own folder, named by what it was made from, and comes into place whole; so
processes and threads that share the data folder find the same, and none sees a half-made one.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.utils.timezone import localdate

from samlad.portal.changes import edition, note_change
from samlad.portal.finding.facets import FACETS, facets
from samlad.portal.finding.kinds import MODULES, kinds
from samlad.portal.finding.search_index import SearchIndex, make
from samlad.portal.finding.synonyms import SYNONYMS
from samlad.portal.finding.vocabulary import read_word_lists

log = logging.getLogger(__name__)

#: An index of more documents is made anew in the background, while the one before answers.
SMALL = 3000
_HALF_MADE = "making-"
#: The module that makes one in a process of its own.
MAKING = "samlad.portal.finding.making"

_open: dict[str, tuple[str, SearchIndex]] = {}
_locks: dict[str, threading.Lock] = {}


def index_of(kind: str) -> SearchIndex:
    """The index of a kind as it is now, or the one before it while a large one is made."""
    name = wanted_name(kind)
    opened = _open.get(kind)
    if opened is not None and opened[0] == name:
        return opened[1]
    if (_folder(kind) / name).is_dir():
        return _opened(kind, name)
    before = opened[1] if opened else _newest(kind)
    if before is not None and before.count > SMALL and settings.DATA is not None:
        _make_in_background(kind)
        return before
    with _lock(kind):
        return _opened(kind, make_now(kind))


def answering(kind: str) -> str:
    """The name of the index that answers now: what is worked out from it holds as long."""
    index_of(kind)
    return _open[kind][0]


def make_now(kind: str) -> str:
    """The name of the index of a kind as the database is, made when it is not there."""
    name, folder = wanted_name(kind), _folder(kind)
    if (folder / name).is_dir():
        return name
    folder.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=_HALF_MADE, dir=folder))
    try:
        make(kinds()[kind].documents(), [facet.id for facet in facets(kind)], made)
        if not (folder / name).is_dir():
            made.rename(folder / name)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    _remove_older(folder, name)
    return name


def make_missing() -> None:
    """Make the index of every kind that has none of what the database holds now."""
    for kind in kinds():
        make_now(kind)


def make_ready() -> None:
    """Make what is missing, and read the word lists while nobody waits for them."""
    make_missing()
    threading.Thread(target=read_word_lists, daemon=True).start()


def make_anew() -> Iterator[tuple[str, int]]:
    """Make every index anew, whatever there is; each kind with its number of documents."""
    note_change()
    for kind in kinds():
        yield kind, _opened(kind, make_now(kind)).count


def wanted_name(kind: str) -> str:
    """The name of the index that holds what the database holds now, today."""
    day = f"-{localdate().isoformat()}" if kinds()[kind].is_of_the_day else ""
    return f"{_version()}-{edition(kind) or 'none'}{day}"


@cache
def _version() -> str:
    """What an index depends on beside the database: code, definitions, results."""
    digest = hashlib.sha256()
    own = sorted(Path(__file__).parent.glob("*.py"))
    declared = [Path(str(import_module(module).__file__)) for module in MODULES]
    for path in (*own, *declared, FACETS, SYNONYMS):
        digest.update(path.read_bytes())
    digest.update(os.environ.get("SAMLAD_RELEASE", "").encode())
    return digest.hexdigest()[:12]


def _lock(kind: str) -> threading.Lock:
    """Held by whoever makes the index of a kind in this process."""
    return _locks.setdefault(kind, threading.Lock())


def _opened(kind: str, name: str) -> SearchIndex:
    index = SearchIndex(_folder(kind) / name)
    _open[kind] = (name, index)
    return index


def _newest(kind: str) -> SearchIndex | None:
    """The index that was made last by this version, whatever it was made from."""
    found = [path for path in _folder(kind).glob(f"{_version()}-*") if path.is_dir()]
    if not found:
        return None
    return _opened(kind, max(found, key=lambda path: path.stat().st_mtime).name)


def _make_in_background(kind: str) -> None:
    if _lock(kind).acquire(blocking=False):
        threading.Thread(target=_make_and_release, args=(kind,), daemon=True).start()


def _make_and_release(kind: str) -> None:
    """Make it in a process of its own: in a thread of this one, visitors would wait for it."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", MAKING, kind], capture_output=True, text=True, check=False
        )
        if done.returncode:
            log.error("the search index of %s could not be made: %s", kind, done.stderr)
    finally:
        _lock(kind).release()


def _remove_older(folder: Path, name: str) -> None:
    """Keep the index and the one before it, which others may still read."""
    others = [path for path in folder.iterdir() if path.name != name]
    others = [path for path in others if not path.name.startswith(_HALF_MADE)]
    for path in sorted(others, key=lambda path: path.stat().st_mtime)[:-1]:
        shutil.rmtree(path, ignore_errors=True)


def _folder(kind: str) -> Path:
    return _root() / kind


@cache
def _root() -> Path:
    """The folder of all indexes: in the data folder, or a passing one where there is none."""
    if settings.DATA is not None:
        return Path(settings.DATA) / "search"
    passing = tempfile.TemporaryDirectory(prefix="samlad-search-")
    _passing.append(passing)
    return Path(passing.name)


_passing: list[tempfile.TemporaryDirectory[str]] = []
