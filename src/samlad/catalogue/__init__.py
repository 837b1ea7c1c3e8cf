"""Reads and checks definitions/ into model objects; says file and key when something is wrong.

Everything is read once and kept: definitions do not change while the program runs.
"""

from samlad.catalogue.breaks import SourceBreak, breaks
from samlad.catalogue.checks import CheckRule, check_rules
from samlad.catalogue.corrections import Correction, corrections
from samlad.catalogue.divisions import Division, divisions
from samlad.catalogue.facts import facts
from samlad.catalogue.files import DEFINITIONS, definitions_hash, results_hash
from samlad.catalogue.goals import (
    SetBy,
    aspect_of,
    check_goals,
    goal_for,
    goals_of,
    set_by,
    targets,
)
from samlad.catalogue.indicators import indicators
from samlad.catalogue.policy_areas import policy_areas
from samlad.catalogue.reasons import reasons
from samlad.catalogue.rules import AreaTypes, Rules, rules
from samlad.catalogue.sources import sources, table_title
from samlad.catalogue.texts import prose, texts
from samlad.catalogue.thresholds import thresholds

__all__ = [
    "DEFINITIONS",
    "AreaTypes",
    "CheckRule",
    "Correction",
    "Division",
    "Rules",
    "SetBy",
    "SourceBreak",
    "aspect_of",
    "breaks",
    "check_goals",
    "check_rules",
    "corrections",
    "definitions_hash",
    "divisions",
    "facts",
    "goal_for",
    "goals_of",
    "indicators",
    "policy_areas",
    "prose",
    "reasons",
    "results_hash",
    "rules",
    "set_by",
    "sources",
    "table_title",
    "targets",
    "texts",
    "thresholds",
]
