"""Shapes of places: everybody is there, neighbours meet, the same borders give the same bytes."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import shapely

from samlad.areas import shapes as module
from samlad.areas.shapes import Shapes, load_shapes, mend, svg_path, write_shapes
from samlad.catalogue import facts
from samlad.errors import InputError

STEP = re.compile(r"([Mlhvz])([^Mlhvz]*)")


def corners(path: str) -> list[list[tuple[int, int]]]:
    """The rings of a path, read back the way a browser reads it."""
    rings: list[list[tuple[int, int]]] = []
    x = y = 0
    for letter, text in STEP.findall(path):
        numbers = [int(number) for number in re.findall(r"-?\d+", text)]
        if letter == "M":
            x, y = numbers
            rings.append([(x, y)])
        elif letter in "hv":
            x, y = (x + numbers[0], y) if letter == "h" else (x, y + numbers[0])
            rings[-1].append((x, y))
        elif letter == "l":
            for across, down in zip(numbers[::2], numbers[1::2], strict=True):
                x, y = x + across, y + down
                rings[-1].append((x, y))
        else:
            rings[-1].append(rings[-1][0])
    return rings


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shapes") / "shapes.json"
    write_shapes(path)
    return path


@pytest.fixture(scope="module")
def shapes(written: Path) -> Shapes:
    return load_shapes(written)


def test_every_municipality_and_county_has_a_shape(shapes: Shapes) -> None:
    assert set(shapes.municipalities) == {row["code"] for row in facts("municipalities")}
    assert set(shapes.counties) == {row["code"] for row in facts("counties")}


def test_the_same_borders_give_the_same_bytes(written: Path, tmp_path: Path) -> None:
    write_shapes(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == written.read_bytes()


def test_the_paths_of_all_municipalities_stay_small(shapes: Shapes) -> None:
    size = sum(len(shape.path) for shape in shapes.municipalities.values())
    assert 25_000 < size < 37_000


def test_islands_are_kept(shapes: Shapes) -> None:
    _, borders = module.read_borders()
    parts = sum(shapely.get_num_geometries(borders))
    drawn = sum(len(corners(s.path)) for s in shapes.municipalities.values())
    assert drawn == parts
    assert shapes.municipalities["0980"].neighbours == ()  # Gotland
    for shape in shapes.municipalities.values():
        assert min(shape.box[2:]) >= 4


def test_every_ring_has_a_surface_and_lies_in_its_box(shapes: Shapes) -> None:
    for places in (shapes.municipalities, shapes.counties):
        for code, shape in places.items():
            x, y, width, height = shape.box
            for ring in corners(shape.path):
                assert len(set(ring)) >= 3, code
                assert shapely.Polygon(ring).area > 0, code
                assert all(x <= a <= x + width and y <= b <= y + height for a, b in ring), code


def test_neighbours_share_their_border_corner_by_corner(shapes: Shapes) -> None:
    """No gaps: what one municipality draws of a common border, the other draws too."""
    edges: dict[str, set[frozenset[tuple[int, int]]]] = {}
    for code, shape in shapes.municipalities.items():
        edges[code] = {frozenset(pair) for ring in corners(shape.path) for pair in pairwise(ring)}
    for code, shape in shapes.municipalities.items():
        for other in shape.neighbours:
            assert code in shapes.municipalities[other].neighbours
            assert edges[code] & edges[other], f"{code} and {other}"


def test_counties_are_drawn_with_the_borders_of_their_municipalities(shapes: Shapes) -> None:
    inner = {
        corner
        for shape in shapes.municipalities.values()
        for ring in corners(shape.path)
        for corner in ring
    }
    outer = {c for s in shapes.counties.values() for ring in corners(s.path) for c in ring}
    assert outer <= inner


def test_stockholm_has_the_neighbours_it_has(shapes: Shapes) -> None:
    solna, sundbyberg, huddinge = "0184", "0183", "0126"
    assert {solna, sundbyberg, huddinge} <= set(shapes.municipalities["0180"].neighbours)


def test_an_overlap_goes_to_one_and_a_sliver_to_its_neighbour() -> None:
    left = shapely.box(0, 0, 10, 10)
    right = shapely.Polygon([(9, 0), (20, 0), (20, 10), (10, 10), (11, 5)])
    mended = mend(np.array([left, right, shapely.box(0, -5, 20, 0)]))
    assert shapely.coverage_is_valid(mended)
    assert shapely.union_all(mended).area == pytest.approx(300)


def test_a_path_is_relative_and_whole() -> None:
    ring = shapely.Polygon([(0, 0), (3, 4), (3, 9), (1, 9), (0, 5)])
    assert svg_path(ring) == "M0 0l3 4v5h-2l-1-4z"
    assert corners("M0 0l3 4v5h-2l-1-4z") == [[(0, 0), (3, 4), (3, 9), (1, 9), (0, 5), (0, 0)]]


def test_a_missing_or_broken_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.json: .*samlad build"):
        load_shapes(tmp_path / "none.json")
    (tmp_path / "bad.json").write_text('{"box": 1}')
    with pytest.raises(InputError, match=r"bad\.json: is no shapes file"):
        load_shapes(tmp_path / "bad.json")


def test_no_two_rings_are_the_same(shapes: Shapes) -> None:
    rings = Counter(
        tuple(ring) for shape in shapes.municipalities.values() for ring in corners(shape.path)
    )
    assert rings.most_common(1)[0][1] == 1
