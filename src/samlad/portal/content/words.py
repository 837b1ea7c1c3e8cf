"""The closed lists of words that the fact tables use, shared by content and register.

Their texts in both languages stand in definitions/texts/content.toml and register.toml.
"""

from __future__ import annotations

from enum import StrEnum

from samlad.catalogue import texts
from samlad.model import Text


class Evidence(StrEnum):
    """How a fact is known; derived only for a status computed from the row's dates, reported
    only for what an actor has written in the register about its own initiative.
    """

    OFFICIAL = "official"
    SECONDARY = "secondary"
    INFERRED = "inferred"
    DERIVED = "derived"
    REPORTED = "reported"


class TopicStatus(StrEnum):
    """Whether the publisher's list still holds the topic."""

    CURRENT = "current"
    RETIRED = "retired"
    HISTORICAL_NAME = "historical-name"


class SenderKind(StrEnum):
    """What sort of sender an item comes from."""

    DEPARTMENT = "department"
    MINISTER = "minister"
    BODY = "body"


#: The fact tables' words for priority areas → ids of samlad.catalogue.policy_areas().
AREAS = {
    "housing": "housing",
    "education": "education",
    "labour": "labour",
    "democracy": "democracy",
    "crime": "crime",
    "cross-cutting": "cross_cutting",
}


def word(group: str, value: str) -> Text:
    """The text of one word of a closed list: `word("content.evidence", "official")`."""
    return texts()[f"{group}_{value.replace('-', '_')}"]
