"""The tables of the register: who does what against segregation, where, for what money and goal."""

from samlad.portal.register.models.actors import Actor, ActorArea, Place
from samlad.portal.register.models.follow_up import (
    Document,
    DueReport,
    GoalLink,
    InitiativeDate,
    PeriodReport,
    Relation,
)
from samlad.portal.register.models.goals import (
    CandidateIndicator,
    Goal,
    GoalIndicator,
    IndicatorSource,
    StatisticsSource,
)
from samlad.portal.register.models.history import Draft, Version
from samlad.portal.register.models.initiatives import (
    Initiative,
    InitiativeArea,
    InitiativePlace,
    ItemInitiative,
    Participation,
)
from samlad.portal.register.models.money import Money, MoneyInitiative
from samlad.portal.register.models.timeline import EventArea, EventInitiative, TimelineEvent

__all__ = [
    "Actor",
    "ActorArea",
    "CandidateIndicator",
    "Document",
    "Draft",
    "DueReport",
    "EventArea",
    "EventInitiative",
    "Goal",
    "GoalIndicator",
    "GoalLink",
    "IndicatorSource",
    "Initiative",
    "InitiativeArea",
    "InitiativeDate",
    "InitiativePlace",
    "ItemInitiative",
    "Money",
    "MoneyInitiative",
    "Participation",
    "PeriodReport",
    "Place",
    "Relation",
    "StatisticsSource",
    "TimelineEvent",
    "Version",
]
