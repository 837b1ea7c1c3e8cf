"""The whole register as one file that outlives its owner: written, and read back to the same.

A zip of one JSON line for each row of each table, a manifest with hashes, and a text that tells a
reader without Samlad what it holds. The same register gives the same bytes.
"""

from samlad.portal.archive.reading import restore
from samlad.portal.archive.writing import export

__all__ = ["export", "restore"]
