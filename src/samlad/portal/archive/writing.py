"""Writes the register as it is at one moment as an archive.

A file that is there is replaced whole or not at all, and only by one whose references fit.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db import connection, transaction

from samlad import __version__
from samlad.errors import EnvironmentFault
from samlad.portal.archive.fitting import Fitting
from samlad.portal.archive.tables import Table, columns_of, rows_of, tables

FORMAT = 1
MANIFEST, ABOUT = "manifest.json", "README.txt"
EARLIEST = (1980, 1, 1, 0, 0, 0)

_README = """Samlad: an archive of the whole register

Each file in tables/ is one table: one row on each line, as a JSON object with a value for each
column. manifest.json names every table with its columns, its number of rows and the SHA-256 of
its file. Dates are as exact as they are known (2018, 2018-06, 2018-06-26); null is unknown. A
column that ends in _id holds the key of a row in another table.

The register itself is in the tables that begin with register: initiative has one row for each
initiative; participation, initiativeplace, money, duereport, goallink and others belong to it by
initiative_id. version holds every initiative as it was published each time.

To read it back: samlad restore FILE.zip --data FOLDER

Samlad: ett arkiv av hela registret

Varje fil i tables/ är en tabell: en rad per rad, som ett JSON-objekt med ett värde för varje
kolumn. manifest.json anger tabellernas kolumner, antal rader och SHA-256. Läs tillbaka arkivet
med: samlad restore FIL.zip --data MAPP
"""


def export(path: Path) -> dict[str, Any]:
    """Write the archive; gives its manifest.

    Raises EnvironmentFault where it cannot be written, or the register does not fit together.
    """
    try:
        handle, unfinished = tempfile.mkstemp(suffix=".zip", dir=path.absolute().parent)
    except OSError as error:
        raise _cannot(path, error) from None
    try:
        with os.fdopen(handle, "wb") as file, _one_moment():
            manifest = _write(file)
        Path(unfinished).replace(path)
    except OSError as error:
        raise _cannot(path, error) from None
    finally:
        Path(unfinished).unlink(missing_ok=True)
    return manifest


@contextmanager
def _one_moment() -> Iterator[None]:
    """Whatever others write meanwhile is not seen. SQLite's transactions are like that."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _write(file: Any) -> dict[str, Any]:
    fitting = Fitting()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr(_entry(ABOUT), _README)
        manifest = {
            "format": FORMAT,
            "samlad": __version__,
            "tables": {
                name: _write_table(archive, name, table, fitting)
                for name, table in tables().items()
            },
        }
        fitting.check()
        archive.writestr(_entry(MANIFEST), json.dumps(manifest, indent=1, ensure_ascii=False))
    return manifest


def _write_table(archive: ZipFile, name: str, table: Table, fitting: Fitting) -> dict[str, Any]:
    note = fitting.of(table)
    digest, count = hashlib.sha256(), 0
    with archive.open(_entry(member_of(name)), "w") as member:
        for count, row in enumerate(rows_of(table), start=1):  # noqa: B007  the last count stays
            line = json.dumps(row, ensure_ascii=False, sort_keys=True).encode() + b"\n"
            note(row)
            digest.update(line)
            member.write(line)
    return {
        "columns": [field.attname for field in columns_of(table)],
        "rows": count,
        "sha256": digest.hexdigest(),
    }


def member_of(name: str) -> str:
    """Where a table lies in the archive."""
    return f"tables/{name}.jsonl"


def _entry(name: str) -> ZipInfo:
    """A member without a clock in it."""
    entry = ZipInfo(name, EARLIEST)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _cannot(path: Path, error: OSError) -> EnvironmentFault:
    return EnvironmentFault(f"{path}: cannot be written ({error.strerror}); choose another place")
