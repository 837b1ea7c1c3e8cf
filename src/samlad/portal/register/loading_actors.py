"""Places and actors, from the fact tables of counties, municipalities, agencies and departments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from samlad.model import NATION
from samlad.portal.content.rows import Facts, Row, keys_of, rows_of
from samlad.portal.content.tables import fill
from samlad.portal.content.words import Evidence
from samlad.portal.register.models import Actor, ActorArea, Place
from samlad.portal.register.words import ActorKind, PlaceLevel

COUNTY_BOARD = "lansstyrelsen-"


def load_actors(facts: Facts, written_here: Sequence[Actor] = ()) -> None:
    """Fill the tables of places and actors.

    written_here: actors of the register itself, which stand even where the facts have the same id.
    """
    counties = keys_of(facts, "counties", "code")
    keys_of(facts, "municipalities", "code")
    fill(Place, [_nation(), *_counties(facts), *_municipalities(facts, counties)])
    own = {actor.pk for actor in written_here}
    known = (*_agencies(facts), *_departments(facts), *_municipal_actors(facts))
    fill(Actor, [*written_here, *(actor for actor in known if actor.pk not in own)])
    fill(
        ActorArea,
        (
            ActorArea(actor_id=row.text("id"), area=area, position=position)
            for row in rows_of(facts, "agencies")
            if row.text("id") not in own
            for position, area in enumerate(row.areas())
        ),
    )


def actor_of_department(department: str) -> str:
    """The id of the actor that is this department."""
    return f"departement-{department}"


def actor_of_municipality(code: str) -> str:
    """The id of the actor that is this municipality."""
    return f"kommun-{code}"


def _nation() -> Place:
    return Place(
        code=NATION,
        level=PlaceLevel.NATION,
        name="Sverige",
        name_short="Sverige",
        evidence=Evidence.OFFICIAL,
    )


def _counties(facts: Facts) -> Iterator[Place]:
    for row in rows_of(facts, "counties"):
        yield _place(row, PlaceLevel.COUNTY, NATION)


def _municipalities(facts: Facts, counties: frozenset[str]) -> Iterator[Place]:
    for row in rows_of(facts, "municipalities"):
        county = row.required_reference("county_code", counties, "counties.csv")
        if row.text("code")[:2] != county:
            raise row.fault("county_code", f"does not begin the code {row.text('code')}")
        yield _place(row, PlaceLevel.MUNICIPALITY, county)


def _place(row: Row, level: PlaceLevel, parent: str | None) -> Place:
    return Place(
        code=row.required("code"),
        level=level,
        name=row.required("name"),
        name_short=row.required("name_short"),
        parent_id=parent,
        start=row.date("valid_from"),
        end=row.date("valid_to"),
        start_evidence=row.word("valid_from_evidence", Evidence) or "",
        **row.source(),
    )


def _agencies(facts: Facts) -> Iterator[Actor]:
    keys_of(facts, "agencies", "id")
    departments = keys_of(facts, "departments", "id")
    for row in rows_of(facts, "agencies"):
        is_board = row.text("id").startswith(COUNTY_BOARD)
        yield Actor(
            id=row.required("id"),
            kind=ActorKind.COUNTY_BOARD if is_board else ActorKind.AGENCY,
            name_sv=row.required("name_sv"),
            name_en=row.required("name_en"),
            short=row.text("short"),
            organisation_number=row.text("org_nr"),
            start=row.date("valid_from"),
            end=row.date("valid_to"),
            start_evidence=row.word("valid_from_evidence", Evidence) or "",
            parent_department_id=row.reference(
                "parent_department_id", departments, "departments.csv"
            ),
            parent_over_time=row.text("parent_department_over_time"),
            website=row.text("website"),
            **row.source(),
        )


def _departments(facts: Facts) -> Iterator[Actor]:
    for row in rows_of(facts, "departments"):
        yield Actor(
            id=actor_of_department(row.text("id")),
            kind=ActorKind.DEPARTMENT,
            name_sv=row.text("name_sv"),
            name_en=row.text("name_en"),
            short=row.text("abbreviation"),
            start=row.date("valid_from"),
            end=row.date("valid_to"),
            department_id=row.text("id"),
            **row.source(),
        )


def _municipal_actors(facts: Facts) -> Iterator[Actor]:
    for row in rows_of(facts, "municipalities"):
        yield Actor(
            id=actor_of_municipality(row.text("code")),
            kind=ActorKind.MUNICIPALITY,
            name_sv=row.text("name"),
            place_id=row.text("code"),
            **row.source(),
        )
