"""The tables of the register: who does what against segregation, where, for what money and goal."""

from samlad.portal.register.models.actors import Actor, ActorArea, Place
from samlad.portal.register.models.goals import (
    CandidateIndicator,
    Goal,
    GoalIndicator,
    IndicatorSource,
    StatisticsSource,
)
from samlad.portal.register.models.initiatives import (
    DueReport,
    Initiative,
    InitiativeArea,
    InitiativePlace,
    ItemInitiative,
    Money,
    MoneyInitiative,
    Participation,
)
from samlad.portal.register.models.timeline import EventArea, EventInitiative, TimelineEvent

__all__ = [
    "Actor",
    "ActorArea",
    "CandidateIndicator",
    "DueReport",
    "EventArea",
    "EventInitiative",
    "Goal",
    "GoalIndicator",
    "IndicatorSource",
    "Initiative",
    "InitiativeArea",
    "InitiativePlace",
    "ItemInitiative",
    "Money",
    "MoneyInitiative",
    "Participation",
    "Place",
    "StatisticsSource",
    "TimelineEvent",
]
