"""A release: observations in, a folder of results, places, shapes and manifest out.

The same inputs and definitions give the same files, byte for byte. How long each step took comes
back beside the numbers of rows; it is written nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from time import perf_counter

import duckdb
import numpy as np

from samlad.areas import area_columns, area_table, deso_parents, hierarchy_files
from samlad.areas.shapes import write_shapes
from samlad.catalogue import indicators
from samlad.errors import InputError
from samlad.indicators import Inputs, Rows, compute
from samlad.model import Indicator
from samlad.sources import observations_folder, read_all
from samlad.store import write_areas, write_manifest, write_results, writing

#: Results are kept to this many decimals: finer than any reader needs, coarser than the last bits
#: in which processors differ.
DECIMALS = 10
SHAPES = "shapes.json"

BUNDLED = Path(__file__).parents[1] / "release"


@dataclass(frozen=True)
class Built:
    """What a build made. seconds: step (read, compute, write) → wall time."""

    rows: int
    indicators: int
    places: int
    seconds: dict[str, float] = field(default_factory=dict)


def build(inputs: Path, out: Path, chosen: Iterable[Indicator] | None = None) -> Built:
    """Compute every indicator from the observations in `inputs` and write the release to `out`.

    `out` changes only when all of it is made. Raises ObservationError for inputs that cannot be
    used, InputError when `out` is the inputs' own folder, EnvironmentFault when it cannot be
    written.
    """
    observations_folder(inputs)
    _refuse_own_inputs(inputs, out)
    declared = tuple(indicators().values() if chosen is None else chosen)
    seconds: dict[str, float] = {}
    with duckdb.connect() as connection:
        with _timed("read", seconds):
            areas = area_table(inputs)
            files = (*read_all(inputs, connection), *hierarchy_files(inputs))
        with _timed("compute", seconds):
            rows = compute(declared, Inputs(connection, deso_parents(areas)))
    with _timed("write", seconds), writing(out) as folder:
        write_results(columns_of(rows), folder)
        write_areas(area_columns(areas), folder)
        write_shapes(folder / SHAPES)
        counts = {"areas": len(areas), "indicators": len(declared), "results": len(rows)}
        write_manifest(folder, files, rows=counts)
    return Built(len(rows), len(declared), len(areas), seconds)


def columns_of(rows: Rows) -> dict[str, np.ndarray]:
    """The rows as columns of results.parquet, numbers rounded, no negative zero."""
    columns = {column.name: getattr(rows, column.name) for column in fields(Rows)}
    for name in ("value", "low", "high", "corrected", "persons"):
        columns[name] = np.round(columns[name], DECIMALS) + 0.0
    return columns


def _refuse_own_inputs(inputs: Path, out: Path) -> None:
    if out.is_file():
        raise InputError(f"{out}: is a file; name a folder for the release with --out")
    own = {inputs.resolve(), (inputs / "observations").resolve()}
    if out.resolve() in own:
        raise InputError(f"{out}: holds the inputs; name another folder for the release with --out")


@contextmanager
def _timed(step: str, seconds: dict[str, float]) -> Iterator[None]:
    start = perf_counter()
    yield
    seconds[step] = perf_counter() - start
