"""Segregation indices: counts of people in, numbers with uncertainty out.

Counts are units × groups in segments; an index is one number for each segment. Nothing here
knows of Sweden, of files or of pages.
"""

from samlad.indices import dissimilarity, gini, information, evenness, exposure, composition  # noqa: F401, I001
from samlad.indices.counts import Counts, Dropped
from samlad.indices.local import local_h, local_m
from samlad.indices.registry import Index, all_indices, find
from samlad.indices.table import IndexTable, table

__all__ = [
    "Counts",
    "Dropped",
    "Index",
    "IndexTable",
    "all_indices",
    "find",
    "local_h",
    "local_m",
    "table",
]
