"""Reads an archive back into the database, whole or not at all.

Everything is checked before the first row is written: the package, the manifest, every hash, that
its tables and columns are those of this version. Raises InputError with one sentence.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction

from samlad.errors import InputError
from samlad.portal.archive.tables import (
    APPEND_ONLY,
    Table,
    columns_of,
    instance_of,
    proofs,
    rows_of,
    tables,
)
from samlad.portal.archive.writing import ABOUT, FORMAT, MANIFEST, member_of
from samlad.portal.changes import note_change
from samlad.portal.content.tables import empty

#: No register is larger; a package that says it is, is none of ours.
LARGEST_MEMBER = 4 * 1024**3
LARGEST_MANIFEST = 1024**2
LONGEST_LINE = 16 * 1024**2
#: So many rows are written at a time.
BATCH = 500


def restore(path: Path) -> Mapping[str, int]:
    """Make the database hold what the archive does; table → rows."""
    try:
        with ZipFile(path) as archive:
            manifest = _manifest(path, archive)
            for name in manifest:
                _check_table(path, archive, name, manifest[name])
            _write_all(path, archive, manifest)
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the path") from None
    except (BadZipFile, ZlibError, EOFError, NotImplementedError, OSError) as error:
        raise InputError(
            f"{path}: is broken or no archive of Samlad ({error}); fetch it again"
        ) from None
    return {name: table["rows"] for name, table in manifest.items()}


def _manifest(path: Path, archive: ZipFile) -> dict[str, Any]:
    """The tables that the manifest names, which must be those of this version."""
    manifest = _read_manifest(path, archive)
    if manifest.get("format") != FORMAT:
        raise InputError(
            f"{path}: is an archive of another form ({manifest.get('format')}); "
            "read it with the version of Samlad that wrote it"
        )
    found, own = manifest.get("tables"), tables()
    if not isinstance(found, dict) or any(not isinstance(t, dict) for t in found.values()):
        raise InputError(f"{path}: {MANIFEST} names no tables; fetch the archive again")
    for name in sorted(found.keys() ^ own.keys()):
        raise _other_version(path, manifest, f"table '{name}'")
    for name, table in own.items():
        columns = [field.attname for field in columns_of(table)]
        if found[name].get("columns") != columns:
            raise _other_version(path, manifest, f"the columns of '{name}'")
    expected = {ABOUT, MANIFEST, *map(member_of, own)}
    if sorted(archive.namelist()) != sorted(expected):
        raise InputError(f"{path}: does not hold just what {MANIFEST} names; fetch it again")
    return {name: found[name] for name in own}


def _read_manifest(path: Path, archive: ZipFile) -> dict[str, Any]:
    try:
        info = archive.getinfo(MANIFEST)
        if info.file_size > LARGEST_MANIFEST:
            raise ValueError("it is too large")
        manifest = json.loads(archive.read(info))
    except (KeyError, ValueError, RecursionError):
        raise InputError(
            f"{path}: is no archive of Samlad ({MANIFEST} is missing or cannot be read); "
            "name one that 'samlad export' wrote"
        ) from None
    if not isinstance(manifest, dict):
        raise InputError(f"{path}: {MANIFEST} is no table of contents; fetch the archive again")
    return manifest


def _other_version(path: Path, manifest: Mapping[str, Any], what: str) -> InputError:
    return InputError(
        f"{path}: was written by another version of Samlad ({manifest.get('samlad')}), which "
        f"differs in {what}; restore it with that version"
    )


def _check_table(path: Path, archive: ZipFile, name: str, said: Mapping[str, Any]) -> None:
    """The hash and number of rows of a table are those of the manifest."""
    info = archive.getinfo(member_of(name))
    if info.file_size > LARGEST_MEMBER:
        raise InputError(f"{path}: {member_of(name)} is larger than any register; fetch it again")
    digest, rows = hashlib.sha256(), 0
    with archive.open(info) as member:
        while block := member.read(1 << 20):
            digest.update(block)
            rows += block.count(b"\n")
    if digest.hexdigest() != said.get("sha256") or rows != said.get("rows"):
        raise InputError(
            f"{path}: {member_of(name)} is not what {MANIFEST} says; fetch the archive again"
        )


def _write_all(path: Path, archive: ZipFile, manifest: Mapping[str, Any]) -> None:
    own = tables()
    try:
        with transaction.atomic():
            # Else proofs of an account here would let their owner into the one that gets its key.
            empty(*proofs(), *(table for name, table in own.items() if name not in APPEND_ONLY))
            for name in manifest:
                there = _already(path, archive, name, own[name])
                _write_table(path, archive, name, own[name], there)
            note_change()
            _renew_sequences(list(own.values()))
            connection.check_constraints()
    except DatabaseError as error:
        raise InputError(
            f"{path}: its rows do not fit together ({_first_line(error)}); nothing is restored"
        ) from None


def _already(path: Path, archive: ZipFile, name: str, table: Table) -> int:
    """How many of its rows are there already, since nothing can take them away.

    Raises InputError when the archive does not begin with just these.
    """
    if name not in APPEND_ONLY:
        return 0
    there, lines = 0, _lines(path, archive, name)
    for there, row in enumerate(rows_of(table), start=1):  # noqa: B007  the last count stays
        if next(lines, (0, None))[1] != row:
            raise InputError(
                f"{path}: the register here has entries in {name} that the archive does not hold, "
                "and none is ever removed; restore it into a new folder with --data"
            )
    return there


def _write_table(path: Path, archive: ZipFile, name: str, table: Table, there: int) -> None:
    batch = []
    for number, row in _lines(path, archive, name):
        if number <= there:
            continue
        try:
            batch.append(instance_of(table, row))
        except (ValidationError, ValueError, TypeError, KeyError) as error:
            raise _bad_line(path, name, number, error) from None
        if len(batch) == BATCH:
            table._base_manager.bulk_create(batch)
            batch = []
    table._base_manager.bulk_create(batch)


def _lines(path: Path, archive: ZipFile, name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    with archive.open(member_of(name)) as member:
        number = 0
        while line := member.readline(LONGEST_LINE):
            number += 1
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise _bad_line(path, name, number, error) from None
            if not isinstance(row, dict):
                raise _bad_line(path, name, number, "it is no row")
            yield number, row


def _bad_line(path: Path, name: str, number: int, error: object) -> InputError:
    return InputError(
        f"{path}: {member_of(name)}, line {number}: cannot be read ({error}); nothing is restored"
    )


def _first_line(error: Exception) -> str:
    """PostgreSQL tells details on lines of their own."""
    return str(error).strip().partition("\n")[0]


def _renew_sequences(own: list[Table]) -> None:
    """New rows get keys above those that were read back; SQLite sees to it by itself."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), own):
            cursor.execute(statement)
