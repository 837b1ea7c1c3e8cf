"""Segregation indices: counts of people in, numbers with uncertainty out.

Counts are units × groups in segments; an index is one number for each segment. Nothing here
knows of Sweden, of files or of pages.
"""

# The modules of indices register them, in the order of the manual.
from samlad.indices import dissimilarity, gini, information, evenness, made_of_d  # noqa: F401, I001
from samlad.indices import exposure, composition  # noqa: F401
from samlad.indices import ordinal, rank_order  # noqa: F401
from samlad.indices.any_function import BootstrapOf, bootstrap_of
from samlad.indices.comparison import Differences, compare, difference
from samlad.indices.concentration import concentration_profile, share_above
from samlad.indices.corrections import CORRECTIONS, correct
from samlad.indices.counts import Counts, Dropped
from samlad.indices.curve import Curve, segregation_curve
from samlad.indices.local import (
    LocalTable,
    contribution_to_d,
    divergence,
    exposure_matrix,
    group_divergence,
    local_diversity,
    local_h,
    local_h_of_groups,
    local_m,
    local_m_of_groups,
    local_table,
    location_quotient,
)
from samlad.indices.local_groups import GroupTable, group_table
from samlad.indices.plug_in import plug_in
from samlad.indices.registry import Index, all_indices, find
from samlad.indices.resampling import Bootstrap, RandomAllocation, bootstrap, random_allocation
from samlad.indices.share_bounds import ShareBounds, share_bounds
from samlad.indices.table import IndexTable, table
from samlad.indices.waiting import hearing

__all__ = [
    "CORRECTIONS",
    "Bootstrap",
    "BootstrapOf",
    "Counts",
    "Curve",
    "Differences",
    "Dropped",
    "GroupTable",
    "Index",
    "IndexTable",
    "LocalTable",
    "RandomAllocation",
    "ShareBounds",
    "all_indices",
    "bootstrap",
    "bootstrap_of",
    "compare",
    "concentration_profile",
    "contribution_to_d",
    "correct",
    "difference",
    "divergence",
    "exposure_matrix",
    "find",
    "group_divergence",
    "group_table",
    "hearing",
    "local_diversity",
    "local_h",
    "local_h_of_groups",
    "local_m",
    "local_m_of_groups",
    "local_table",
    "location_quotient",
    "plug_in",
    "random_allocation",
    "segregation_curve",
    "share_above",
    "share_bounds",
    "table",
]
