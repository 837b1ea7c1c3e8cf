"""How an answer depends on scale: profiles, nearest persons, distortion and re-zoning.

Takes counts and coordinates in a plane; knows nothing of map projections, files or pages.
"""

from samlad.indices.scale.distortion import (
    Distortion,
    Trajectory,
    distortion,
    largest_distortion,
    trajectory,
)
from samlad.indices.scale.egocentric import NEAREST, NearestPersons, nearest_persons
from samlad.indices.scale.profile import (
    Profile,
    profile_by_persons,
    profile_by_radius,
    surroundings_by_radius,
)
from samlad.indices.scale.zoning import ZoningBand, zoning_band

__all__ = [
    "NEAREST",
    "Distortion",
    "NearestPersons",
    "Profile",
    "Trajectory",
    "ZoningBand",
    "distortion",
    "largest_distortion",
    "nearest_persons",
    "profile_by_persons",
    "profile_by_radius",
    "surroundings_by_radius",
    "trajectory",
    "zoning_band",
]
