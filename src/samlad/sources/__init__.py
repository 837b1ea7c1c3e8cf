"""One module per publisher: a file as the publisher gives it, in; observations, out.

`read_all` fills the table `observations` of a DuckDB connection, one row per published value,
with the columns of model.OBSERVATION_COLUMNS. It computes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb

from samlad.catalogue import sources
from samlad.errors import ObservationError, UnknownName
from samlad.model import Source
from samlad.sources import kolada, scb, skolverket, valmyndigheten
from samlad.sources.companions import companion_of
from samlad.sources.scb_exports import exports_in, read_exports
from samlad.sources.staging import begin, begin_anew

__all__ = [
    "READERS",
    "companion_of",
    "files_of",
    "observations_folder",
    "read_all",
    "read_exports",
    "read_source",
]

Reader = Callable[[duckdb.DuckDBPyConnection, Source, Path], None]

#: Name in a source's definition → what reads its tidy file.
READERS: dict[str, Reader] = {
    "kolada": kolada.read,
    "scb": scb.read,
    "skolverket": skolverket.read,
    "valmyndigheten": valmyndigheten.read,
}


def read_all(inputs: Path, connection: duckdb.DuckDBPyConnection) -> tuple[Path, ...]:
    """Fill `observations` from every declared source; give back the files that were read.

    inputs: the folder with the sources' files, or its parent (`observations/` in it); or a folder
    of SCB's exports as downloaded, where none of those files is.
    Raises ObservationError with file, row, column and value for the first thing that cannot be
    true; nothing is mended.
    """
    begin_anew(connection)
    folder = observations_folder(inputs)
    if exports_in(folder) and not any((folder / s.file).is_file() for s in sources().values()):
        return read_exports(folder, connection)
    found = files_of(inputs)
    for id_, path in found.items():
        read_source(id_, path, connection)
    return tuple(found.values())


def read_source(id_: str, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Add one source's tidy file to `observations`."""
    begin(connection)
    source = sources()[id_]
    if source.reader not in READERS:
        raise UnknownName("reader", source.reader, READERS)
    READERS[source.reader](connection, source, path)


def files_of(inputs: Path) -> dict[str, Path]:
    """Source → its file below the inputs; a missing one is an ObservationError."""
    folder = observations_folder(inputs)
    found = {}
    for source in sources().values():
        path = folder / source.file
        if not path.is_file():
            raise ObservationError(
                f"{folder}: '{source.file}' ({source.title.en}, {source.publisher}) is not there; "
                "put it in the folder or name another with --inputs"
            )
        found[source.id] = path
    return found


def observations_folder(inputs: Path) -> Path:
    """The folder with the files: `inputs` itself or its `observations/`."""
    if not inputs.is_dir():
        raise ObservationError(
            f"{inputs}: is no folder; name the folder of observations with --inputs"
        )
    inner = inputs / "observations"
    return inner if inner.is_dir() else inputs
