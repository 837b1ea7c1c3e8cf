"""Any counts at all: a number within its range, NaN with its reason, or one of our sentences."""

import numpy as np

from samlad.errors import SamladError
from samlad.indices import Counts, find
from samlad.indices.scale import (
    distortion,
    nearest_persons,
    profile_by_persons,
    profile_by_radius,
    zoning_band,
)
from samlad.indices.spatial import (
    Places,
    absolute_centralisation,
    absolute_clustering,
    absolute_concentration,
    adjacent,
    contacts_by_distance,
    decay_exposure,
    delta,
    moran,
    morrill,
    placement_test,
    relative_centralisation,
    relative_clustering,
    spatial_dissimilarity,
    spatial_exposure,
    spatial_proximity,
    spatial_theil_h,
    surroundings,
    within,
    wong_borders,
    wong_shapes,
)
from tests.indices.spatial.landscapes import lattice

#: Tables of as many segments each; what goes segment by segment in Python meets fewer of them.
ROUNDS, SEGMENTS, FEW = 25, 400, 8
ROUNDING = 1e-9
#: name → lowest and highest value that any input may give.
RANGES = {
    "delta": (0, 1), "concentration": (0, 1), "centralisation": (-1, 1), "decay": (0, 1),
    "proximity": (0, np.inf), "clustering": (-np.inf, np.inf), "relative": (-1, np.inf),
    "exposure": (0, 1), "h": (-np.inf, 1), "dissimilarity": (0, np.inf), "p": (0.05, 1),
    "placement": (0.25, 1), "relative centralisation": (-1, 1), "morrill": (-1, 1),
    "wong_borders": (-1, 1), "wong_shapes": (-1, 1),
    "profile": (0, 1), "persons": (0, 1), "distortion": (0, 1.01), "band": (0, 1),
}  # fmt: skip


def anything(chance: np.random.Generator, segments: int) -> Counts:
    """Zeros, single persons and billions; in each segment one unit or a dozen."""
    units, groups = 12 * segments, int(chance.integers(2, 5))
    scale = chance.choice([0.05, 1.0, 40.0, 1e9], size=(units, groups))
    table = chance.poisson(scale).astype(float) * chance.choice([1.0, 0.5])
    own = np.repeat(np.arange(segments), 12)
    table[:, chance.integers(groups)] *= chance.integers(0, 2, segments)[own]
    table[chance.random(units) < chance.choice([0.0, 0.5, 0.95], segments)[own]] = 0
    return Counts.from_arrays(table, segments=own)


def places_of(segments: int) -> Places:
    """A lattice for each segment, all of them in one place: segments never meet."""
    one = lattice(4, 3)
    pairs = one.neighbours[None] + 12 * np.arange(segments)[:, None, None]
    return Places.from_arrays(
        np.tile(one.coordinates, (segments, 1)),
        areas=np.tile([1.0, 2.0, 2.0, 9.0], 3 * segments),
        neighbours=pairs.reshape(-1, 2),
        shared_borders=np.ones(len(one.neighbours) * segments),
        perimeters=np.full(12 * segments, 4.0),
    )


def at_once(counts: Counts) -> dict[str, np.ndarray]:
    """What is computed for all segments together."""
    places = places_of(len(counts.segments))
    near = contacts_by_distance(counts, places, decay=1)
    lived = surroundings(counts, within(counts, places, radius=1, kernel="biweight"))
    found = {
        "delta": delta(counts, places),
        "concentration": absolute_concentration(counts, places),
        "centralisation": absolute_centralisation(counts, places),
        "relative centralisation": relative_centralisation(counts, places),
        "proximity": spatial_proximity(near),
        "clustering": absolute_clustering(near),
        "relative": relative_clustering(near),
        "decay": decay_exposure(near),
        "exposure": spatial_exposure(lived),
        "h": spatial_theil_h(lived),
        "dissimilarity": spatial_dissimilarity(lived),
        "p": moran(counts, adjacent(counts, places), permutations=19).p,
        "placement": placement_test(counts, find("theil-h").value, placements=3).p,
    }
    if len(counts.groups) == 2:
        for boundary in (morrill, wong_borders, wong_shapes):
            found[boundary.__name__] = boundary(counts, places)
    return found


def one_by_one(counts: Counts) -> dict[str, np.ndarray]:
    places = places_of(len(counts.segments))
    return {
        "profile": profile_by_radius(counts, places, "theil-h", radii=[1, 2]).values,
        "persons": profile_by_persons(counts, places, "theil-h", persons=[2, 30], cell=1).values,
        "distortion": distortion(counts, places).normalised,
        "band": zoning_band(counts, places, "theil-h", size=2, draws=3).draws,
    }


def test_any_counts_give_a_number_within_range_or_none() -> None:
    chance = np.random.default_rng(11)
    shown = dict.fromkeys(RANGES, 0)
    with np.errstate(all="raise", under="ignore"):
        for _ in range(ROUNDS):
            many, few = anything(chance, SEGMENTS), anything(chance, FEW)
            for name, values in (at_once(many) | one_by_one(few)).items():
                low, high = RANGES[name]
                known = values[~np.isnan(values)]
                shown[name] += len(known)
                assert ((known >= low - ROUNDING) & (known <= high + ROUNDING)).all(), name
            people = nearest_persons(few, places_of(FEW), persons=[3]).people
            assert not np.isinf(people).any()
    assert min(shown.values()) > 20


def test_counts_without_people_are_no_fault() -> None:
    counts = Counts.from_arrays(np.zeros((12, 2)))
    try:
        found = at_once(counts) | one_by_one(counts)
    except SamladError:
        return
    assert all(np.isnan(values).all() for values in found.values())
