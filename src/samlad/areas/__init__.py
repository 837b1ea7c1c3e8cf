"""Divisions and their vintages, the hierarchy of places, and the shapes they are drawn with."""

from samlad.areas.hierarchy import (
    area_columns,
    area_table,
    county_of,
    deso_parents,
    hierarchy_files,
    places,
    read_areas,
)

__all__ = [
    "area_columns",
    "area_table",
    "county_of",
    "deso_parents",
    "hierarchy_files",
    "places",
    "read_areas",
]
