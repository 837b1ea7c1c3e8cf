"""The closed lists of words of the register; their texts are in definitions/texts/register.toml."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What sort of initiative it is."""

    ASSIGNMENT = "assignment"
    GRANT = "grant"
    LEGISLATION = "legislation"
    INQUIRY = "inquiry"
    STRATEGY = "strategy"
    INVESTMENT = "investment"
    AGREEMENT = "agreement"


class State(StrEnum):
    """Where an initiative stands. `due-passed`: the date has passed, and no more than that."""

    ONGOING = "ongoing"
    IN_FORCE = "in-force"
    PROPOSED = "proposed"
    DUE_PASSED = "due-passed"
    REPORTED = "reported"
    ENDED = "ended"
    SUPERSEDED = "superseded"
    DISCONTINUED = "discontinued"
    UNKNOWN = "unknown"


class ActorKind(StrEnum):
    """What sort of actor it is."""

    AGENCY = "agency"
    COUNTY_BOARD = "county-board"
    DEPARTMENT = "department"
    MUNICIPALITY = "municipality"


class ParticipationRole(StrEnum):
    """What an actor does in an initiative: answers for it, leads it as a ministry, receives it."""

    ACCOUNTABLE = "accountable"
    LEAD = "lead"
    RECIPIENT = "recipient"


class PlaceLevel(StrEnum):
    """The sizes of place that an initiative names."""

    NATION = "nation"
    COUNTY = "county"
    MUNICIPALITY = "municipality"


class MoneyKind(StrEnum):
    """Where a sum stands: at an initiative, in the state budget, or by recipient of a grant."""

    INITIATIVE = "initiative"
    APPROPRIATION = "appropriation"
    GRANT = "grant"


class Basis(StrEnum):
    """What a sum at an initiative covers in time."""

    PER_YEAR = "per-year"
    TOTAL_PERIOD = "total-period"
    SINGLE_YEAR = "single-year"
    ONE_OFF = "one-off"
    UNSPECIFIED = "unspecified"


class BudgetBasis(StrEnum):
    """What a sum in the state budget is."""

    OUTCOME = "outcome"
    BUDGET = "budget"
    FORECAST = "forecast"
    PROPOSAL = "proposal"
    ESTIMATE = "estimate"
    SPRING_ADDITION = "spring-addition"
    DECIDED = "decided"
    PLANNED = "planned"
    TRANSFER = "transfer"
    GRANTS_DECIDED = "grants-decided"
    GRANTS_ANNOUNCED = "grants-announced"


class GrantBasis(StrEnum):
    """What a row of the grant to 32 municipalities says."""

    RECIPIENT = "recipient"
    CEILING = "ceiling"
    PLANNED = "planned"
    PLANNED_PER_YEAR = "planned-per-year"


class GoalLevel(StrEnum):
    """Where a goal stands in the strategy, or beside it."""

    OVERALL = "overall"
    COMPONENT = "component"
    LEG = "leg"
    SUBGOAL = "subgoal"
    AIM = "aim"
    STARTING_POINT = "starting-point"
    PERSPECTIVE = "perspective"
    PROGRAMME_AREA = "programme-area"
    SUCCESSOR_GOAL = "successor-goal"
    INTEGRATION_SUBGOAL = "integration-subgoal"


class GoalDirection(StrEnum):
    """Which way a goal wants things to move."""

    INCREASE = "increase"
    DECREASE = "decrease"
    IMPROVE = "improve"
    MIXED = "mixed"


class EventKind(StrEnum):
    """What sort of event stands on the timeline."""

    POLICY = "policy"
    MONEY = "money"
    INSTITUTION = "institution"
    GOVERNMENT = "government"
    STATISTICS = "statistics"
    GEOGRAPHY = "geography"
    POLICE_LIST = "police-list"
    AUDIT = "audit"
    DUE = "due"
