"""The only door to statistics on disk: a release is a folder of results, areas and a manifest.

`writing` and the `write_…` functions make one; `open_results` reads one, for any number of
threads. It knows nothing of what the numbers mean.
"""

from samlad.store.files import write_bytes, write_text, writing
from samlad.store.manifest import Manifest, file_entry, read_manifest, write_manifest
from samlad.store.parquet import AREA_COLUMNS, write_areas, write_results, write_table
from samlad.store.results import Results, level_of, open_results

__all__ = [
    "AREA_COLUMNS",
    "Manifest",
    "Results",
    "file_entry",
    "level_of",
    "open_results",
    "read_manifest",
    "write_areas",
    "write_bytes",
    "write_manifest",
    "write_results",
    "write_table",
    "write_text",
    "writing",
]
