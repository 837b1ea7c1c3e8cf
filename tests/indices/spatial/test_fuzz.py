"""Any counts at all: a number within its range, NaN with its reason, or one of our sentences."""

from dataclasses import replace

import numpy as np

from samlad.errors import SamladError
from samlad.indices import Counts
from samlad.indices.scale import (
    distortion,
    nearest_persons,
    profile_by_persons,
    profile_by_radius,
    zoning_band,
)
from samlad.indices.spatial import (
    absolute_centralisation,
    absolute_clustering,
    absolute_concentration,
    adjacent,
    contacts_by_distance,
    decay_exposure,
    delta,
    moran,
    morrill,
    relative_clustering,
    spatial_exposure,
    spatial_proximity,
    spatial_theil_h,
    surroundings,
    within,
)
from tests.indices.spatial.landscapes import lattice

ROUNDS = 250
ROUNDING = 1e-9
#: name → lowest and highest value that any input may give.
RANGES = {
    "delta": (0, 1), "concentration": (0, 1), "centralisation": (-1, 1), "decay": (0, 1),
    "proximity": (0, np.inf), "clustering": (-np.inf, np.inf), "relative": (-1, np.inf),
    "exposure": (0, 1), "h": (-np.inf, 1), "morrill": (-1, 1), "p": (0.05, 1),
    "profile": (0, 1), "persons": (0, 1), "distortion": (0, 1.01), "band": (0, 1),
}  # fmt: skip


def anything(chance: np.random.Generator) -> Counts:
    """Zeros, single persons and billions; one unit or a dozen; one segment or several."""
    units, groups = 12, int(chance.integers(2, 5))
    scale = chance.choice([0.05, 1.0, 40.0, 1e9], size=(units, groups))
    table = chance.poisson(scale).astype(float) * chance.choice([1.0, 0.5])
    table[:, chance.integers(groups)] *= chance.integers(0, 2)
    table[chance.random(units) < chance.choice([0.0, 0.5, 0.95])] = 0
    segments = chance.integers(0, chance.integers(1, 4), units)
    return Counts.from_arrays(table, segments=segments)


def everything(counts: Counts) -> dict[str, np.ndarray]:
    places = replace(lattice(4, 3), areas=np.tile([1.0, 2.0, 2.0, 9.0], 3))
    near = contacts_by_distance(counts, places, decay=1)
    lived = surroundings(counts, within(counts, places, radius=1, kernel="biweight"))
    found = {
        "delta": delta(counts, places),
        "concentration": absolute_concentration(counts, places),
        "centralisation": absolute_centralisation(counts, places),
        "proximity": spatial_proximity(near),
        "clustering": absolute_clustering(near),
        "relative": relative_clustering(near),
        "decay": decay_exposure(near),
        "exposure": spatial_exposure(lived),
        "h": spatial_theil_h(lived),
        "p": moran(counts, adjacent(counts, places), permutations=19).p,
        "profile": profile_by_radius(counts, places, "theil-h", radii=[1, 2]).values,
        "persons": profile_by_persons(counts, places, "theil-h", persons=[2, 30], cell=1).values,
        "distortion": distortion(counts, places).normalised,
        "band": zoning_band(counts, places, "theil-h", size=2, draws=3).draws,
    }
    if len(counts.groups) == 2:
        found["morrill"] = morrill(counts, places)
    return found


def test_any_counts_give_a_number_within_range_or_none() -> None:
    chance = np.random.default_rng(11)
    shown = dict.fromkeys(RANGES, 0)
    with np.errstate(all="raise", under="ignore"):
        for _ in range(ROUNDS):
            counts = anything(chance)
            for name, values in everything(counts).items():
                low, high = RANGES[name]
                known = values[~np.isnan(values)]
                shown[name] += len(known)
                assert ((known >= low - ROUNDING) & (known <= high + ROUNDING)).all(), name
            assert not np.isinf(nearest_persons(counts, lattice(4, 3), persons=[3]).people).any()
    assert min(shown.values()) > 20


def test_counts_without_people_are_no_fault() -> None:
    counts = Counts.from_arrays(np.zeros((12, 2)))
    try:
        found = everything(counts)
    except SamladError:
        return
    assert all(np.isnan(values).all() for values in found.values())
