"""Where units lie: surroundings, proximity, concentration, boundaries and autocorrelation.

Takes counts and places that are aligned with the units as given; knows nothing of map
projections, files or pages.
"""

from samlad.indices.spatial.autocorrelation import Moran, moran
from samlad.indices.spatial.boundary import morrill, wong_borders, wong_shapes
from samlad.indices.spatial.concentration import (
    absolute_centralisation,
    absolute_concentration,
    delta,
    relative_centralisation,
    relative_concentration,
)
from samlad.indices.spatial.neighbourhoods import (
    KERNELS,
    Neighbourhoods,
    adjacent,
    given_weights,
    nearest_units,
    reachable,
    within,
)
from samlad.indices.spatial.placement import Placement, placement_test
from samlad.indices.spatial.places import Places
from samlad.indices.spatial.proximity import (
    Contacts,
    absolute_clustering,
    contacts_by_distance,
    contacts_by_neighbours,
    decay_exposure,
    mean_proximity,
    relative_clustering,
    spatial_proximity,
)
from samlad.indices.spatial.surroundings import (
    Surroundings,
    spatial_dissimilarity,
    spatial_exposure,
    spatial_relative_diversity,
    spatial_theil_h,
    surroundings,
)

__all__ = [
    "KERNELS",
    "Contacts",
    "Moran",
    "Neighbourhoods",
    "Placement",
    "Places",
    "Surroundings",
    "absolute_centralisation",
    "absolute_clustering",
    "absolute_concentration",
    "adjacent",
    "contacts_by_distance",
    "contacts_by_neighbours",
    "decay_exposure",
    "delta",
    "given_weights",
    "mean_proximity",
    "moran",
    "morrill",
    "nearest_units",
    "placement_test",
    "reachable",
    "relative_centralisation",
    "relative_clustering",
    "relative_concentration",
    "spatial_dissimilarity",
    "spatial_exposure",
    "spatial_proximity",
    "spatial_relative_diversity",
    "spatial_theil_h",
    "surroundings",
    "within",
    "wong_borders",
    "wong_shapes",
]
