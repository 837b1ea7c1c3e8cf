"""Generated inputs for the measurements: no real person, place or number; the same every time.

Units lie on a lattice of square kilometres in municipalities around random centres. What groups
live where varies smoothly over the lattice, with noise of its own in each unit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from scipy.spatial import cKDTree

from samlad.indices import Counts

UNITS, MUNICIPALITIES, EVERYONE = 6160, 290, 10_500_000
#: Years of the panel.
YEARS = tuple(range(2015, 2025))
_SIDE = 1000.0
_WAVES = 48


@dataclass(frozen=True, eq=False)
class Land:
    """Units on a lattice: places (units, 2) in metres, municipality and people of each."""

    places: np.ndarray
    municipality: np.ndarray
    sizes: np.ndarray


@cache
def land(units: int = UNITS) -> Land:
    """Units with some log-normal number of people each, all municipalities with at least one."""
    random = np.random.default_rng([1, units])
    places = lattice(units) * _SIDE
    centres = places[random.choice(units, MUNICIPALITIES, replace=False)]
    municipality = cKDTree(centres).query(places)[1]
    sizes = random.lognormal(np.log(EVERYONE / units), 0.35, units)
    return Land(places, municipality, np.maximum(sizes, 200).astype(int))


def lattice(units: int) -> np.ndarray:
    """Rows and columns of the first so many cells of a square; shape (units, 2)."""
    side = int(np.ceil(np.sqrt(units)))
    return np.argwhere(np.ones((side, side), dtype=bool))[:units].astype(float)


def compositions(
    places: np.ndarray, groups: int, seed: int, *, reach: float = 8.0, strength: float = 1.0
) -> np.ndarray:
    """Shares of each group, shape (places, groups): waves of some reach, and noise."""
    random = np.random.default_rng([2, groups, seed])
    directions = random.normal(0, 1 / reach, (2, _WAVES))
    waves = np.sin(places @ directions + random.uniform(0, 2 * np.pi, _WAVES))
    smooth = waves @ random.normal(0, np.sqrt(2 / _WAVES), (_WAVES, groups))
    noise = random.normal(0, 0.5, smooth.shape)
    logit = np.linspace(2, -1.5, groups) + strength * (smooth + noise)
    shares = np.exp(logit - logit.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


@cache
def people(groups: int, units: int = UNITS) -> np.ndarray:
    """People by unit and group."""
    shares = compositions(lattice(units), groups, 0)
    return np.random.default_rng([3, groups]).multinomial(land(units).sizes, shares).astype(float)


def nation(groups: int, units: int = UNITS) -> Counts:
    """All units as one segment."""
    return Counts.from_arrays(people(groups, units))


def schools() -> Counts:
    """As many units with a twentieth of the people, two groups.

    PySAL's density correction takes a unit that is some 38 standard errors from the mix for one
    on it, since its density is nought in floating point; here no unit is.
    """
    shares = compositions(lattice(UNITS), 2, 0)
    sizes = land().sizes // 20
    return Counts.from_arrays(np.random.default_rng(8).multinomial(sizes, shares))


def towns(groups: int) -> Counts:
    """Units in their municipalities."""
    return Counts.from_arrays(people(groups), segments=land().municipality)


@cache
def panel(groups: int) -> tuple[Counts, ...]:
    """The municipalities in each year, drifting from one composition to another."""
    random = np.random.default_rng([4, groups])
    places = lattice(UNITS)
    first = compositions(places, groups, 1, strength=0.8)
    last = compositions(places, groups, 2, strength=1.2)
    years = []
    for part in np.linspace(0, 1, len(YEARS)):
        sizes = (land().sizes * random.lognormal(0.01 * part, 0.03, UNITS)).astype(int)
        shares = first * (1 - part) + last * part
        years.append(
            Counts.from_arrays(random.multinomial(sizes, shares), segments=land().municipality)
        )
    return tuple(years)


def all_years(groups: int) -> Counts:
    """The panel as one: every municipality in every year a segment."""
    years = panel(groups)
    segments = [(town, year) for year, one in zip(YEARS, years, strict=True)
                for town in np.repeat(one.segments, one.unit_counts).tolist()]  # fmt: skip
    counts = Counts.from_arrays(np.concatenate([one.table for one in years]), segments=segments)
    return replace(counts, by=("municipality", "year"))


@cache
def million() -> np.ndarray:
    """A million units of about ten people in ten groups."""
    random = np.random.default_rng(5)
    sizes = random.negative_binomial(2, 2 / 12.5, 1_000_000)
    shares = compositions(lattice(1_000_000), 10, 3, reach=40.0)
    return random.multinomial(sizes, shares).astype(float)


def incomes() -> np.ndarray:
    """People by unit and sixteen income bins."""
    random = np.random.default_rng(6)
    centres = compositions(lattice(UNITS), 2, 4)[:, 0] * 6 + 5
    distance = (np.arange(16) - centres[:, None]) / 5
    shares = np.exp(-(distance**2) / 2)
    return random.multinomial(land().sizes, shares / shares.sum(axis=1, keepdims=True))


def rook() -> np.ndarray:
    """Pairs of units that share a side; shape (pairs, 2)."""
    number = {tuple(cell): unit for unit, cell in enumerate(lattice(UNITS).astype(int).tolist())}
    sides = ((1, 0), (0, 1))
    return np.array(
        [
            (unit, number[row + down, column + across])
            for (row, column), unit in number.items()
            for down, across in sides
            if (row + down, column + across) in number
        ]
    )


@dataclass(frozen=True, eq=False)
class Cells:
    """Populated cells of a grid: points (cells, 2) in metres, people (cells, groups)."""

    points: np.ndarray
    people: np.ndarray


def cells(number: int, side: float) -> Cells:
    """So many populated cells around sixty centres, four groups, dense where centres are."""
    random = np.random.default_rng([7, number])
    width = int(np.sqrt(number * 4))
    centres = random.uniform(0, width, (60, 2))
    weight = random.pareto(1.2, 60) + 0.2
    found = np.empty((0, 2), dtype=int)
    while len(found) < number:
        around = centres[random.choice(60, number, p=weight / weight.sum())]
        scattered = (around + random.standard_t(2.2, (number, 2)) * width * 0.03).round()
        inside = ((scattered >= 0) & (scattered < width)).all(axis=1)
        found = np.unique(np.vstack([found, scattered[inside].astype(int)]), axis=0)
    found = found[np.sort(random.choice(len(found), number, replace=False))]
    away = cKDTree(centres).query(found)[0]
    dense = np.exp(-away / (width * 0.04)) * random.lognormal(0, 0.8, number)
    sizes = np.maximum(1, random.poisson(dense / dense.sum() * EVERYONE))
    shares = compositions(found.astype(float), 4, number, reach=width / 30)
    return Cells(found * side + side / 2, random.multinomial(sizes, shares).astype(float))
