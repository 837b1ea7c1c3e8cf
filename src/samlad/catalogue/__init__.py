"""Reads and checks definitions/ into model objects; says file and key when something is wrong.

Everything is read once and kept: definitions do not change while the program runs.
"""

from samlad.catalogue.facts import facts
from samlad.catalogue.files import DEFINITIONS, definitions_hash
from samlad.catalogue.policy_areas import policy_areas
from samlad.catalogue.texts import prose, texts

__all__ = ["DEFINITIONS", "definitions_hash", "facts", "policy_areas", "prose", "texts"]
