"""Reads and checks definitions/ into model objects; says file and key when something is wrong.

Everything is read once and kept: definitions do not change while the program runs.
"""

from samlad.catalogue.breaks import SourceBreak, breaks
from samlad.catalogue.divisions import Division, divisions
from samlad.catalogue.facts import facts
from samlad.catalogue.files import DEFINITIONS, definitions_hash
from samlad.catalogue.policy_areas import policy_areas
from samlad.catalogue.sources import sources, table_title
from samlad.catalogue.texts import prose, texts

__all__ = [
    "DEFINITIONS",
    "Division",
    "SourceBreak",
    "breaks",
    "definitions_hash",
    "divisions",
    "facts",
    "policy_areas",
    "prose",
    "sources",
    "table_title",
    "texts",
]
