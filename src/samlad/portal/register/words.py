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


class Status(StrEnum):
    """What the facts say of it, in their own word. `due-passed`: the date has passed, no more."""

    ONGOING = "ongoing"
    IN_FORCE = "in-force"
    PROPOSED = "proposed"
    DUE_PASSED = "due-passed"
    REPORTED = "reported"
    ENDED = "ended"
    SUPERSEDED = "superseded"
    DISCONTINUED = "discontinued"
    UNKNOWN = "unknown"


class State(StrEnum):
    """Where an initiative stands."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"


class Visibility(StrEnum):
    """Who may see it: only published things are public."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Evaluation(StrEnum):
    """Whether somebody has found out, or is to find out, what came of it."""

    NONE_KNOWN = "none-known"
    PLANNED = "planned"
    ONGOING = "ongoing"
    DONE = "done"
    NOT_POSSIBLE = "not-possible"


class ActorKind(StrEnum):
    """What sort of actor it is."""

    AGENCY = "agency"
    COUNTY_BOARD = "county-board"
    DEPARTMENT = "department"
    MUNICIPALITY = "municipality"
    REGION = "region"
    ASSOCIATION = "association"
    COMPANY = "company"


class ParticipationRole(StrEnum):
    """What an actor does in an initiative.

    The facts also name the ministry that leads it and the municipalities that receive a grant.
    """

    ACCOUNTABLE = "accountable"
    FUNDING = "funding"
    IMPLEMENTING = "implementing"
    PARTNER = "partner"
    LEAD = "lead"
    RECIPIENT = "recipient"


class PlaceBasis(StrEnum):
    """Why a place is named: it receives the money, or its people are meant to gain."""

    RECIPIENT = "recipient"
    BENEFICIARY = "beneficiary"


class DateBasis(StrEnum):
    """Whether a date is what was meant or what came."""

    PLANNED = "planned"
    ACTUAL = "actual"


class Moment(StrEnum):
    """What a date is of."""

    START = "start"
    END = "end"


class RelationKind(StrEnum):
    """How an initiative stands to another one."""

    PART_OF = "part-of"
    REPLACES = "replaces"
    CO_FUNDED = "co-funded"


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


class Stage(StrEnum):
    """How far the money has come; none where the source does not say."""

    DECIDED = "decided"
    PAID = "paid"
    REPORTED = "reported"


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
