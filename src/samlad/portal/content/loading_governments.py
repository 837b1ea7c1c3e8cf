"""Governments, departments, persons and posts, from their fact tables to the database."""

from __future__ import annotations

from functools import cache

from samlad.catalogue.files import DEFINITIONS, read_toml, shown
from samlad.errors import DefinitionError, UnknownName
from samlad.portal.content import models
from samlad.portal.content.rows import Facts, Row, keys_of, rows_of
from samlad.portal.content.tables import fill

#: A post answers for the work when its title or its source's note names it by one of these.
RESPONSIBLE = ("segregation", "utanförskap")

MINISTERS = DEFINITIONS / "ministers.toml"


def load_governments(facts: Facts) -> None:
    """Fill the tables of governments, departments, persons and posts."""
    _load_governments(facts)
    _load_departments(facts)
    _load_roles(facts)


@cache
def group_2018() -> tuple[str, ...]:
    """The ids of the posts in the ministers' group of the founding page, in its order."""
    roles = read_toml(MINISTERS).get("group_2018")
    if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
        raise DefinitionError(f"{shown(MINISTERS)}: 'group_2018' must list ids of ministers.csv")
    return tuple(roles)


def _load_governments(facts: Facts) -> None:
    keys_of(facts, "governments", "id")
    fill(
        models.Government,
        (
            models.Government(
                id=row.required("id"),
                name_sv=row.required("name_sv"),
                name_en=row.required("name_en"),
                start=row.required_date("from"),
                end=row.date("to"),
                prime_minister=row.required("prime_minister"),
                parties=row.text("parties"),
                **row.source(),
            )
            for row in rows_of(facts, "governments")
        ),
    )


def _load_departments(facts: Facts) -> None:
    known = keys_of(facts, "departments", "id")
    rows = list(rows_of(facts, "departments"))
    fill(models.Department, (_department(row, known) for row in rows))
    through = models.Department.predecessors.through
    fill(
        through,
        (
            through(from_department_id=row.text("id"), to_department_id=earlier)
            for row in rows
            for earlier in row.references("predecessor_id", known, "departments.csv")
        ),
    )


def _department(row: Row, known: frozenset[str]) -> models.Department:
    return models.Department(
        id=row.required("id"),
        abbreviation=row.required("abbreviation"),
        name_sv=row.required("name_sv"),
        name_en=row.required("name_en"),
        start=row.date("valid_from"),
        end=row.date("valid_to"),
        successor_id=row.reference("successor_id", known, "departments.csv"),
        role_in_area=row.text("role_in_area_sv"),
        **row.source(),
    )


def _load_roles(facts: Facts) -> None:
    known = keys_of(facts, "ministers", "id")
    for role in group_2018():
        if role not in known:
            raise DefinitionError(f"{shown(MINISTERS)}: {UnknownName('post', role, known)}")
    rows = list(rows_of(facts, "ministers"))
    names = {row.required("person_id"): row.required("person") for row in rows}
    fill(models.Person, (models.Person(id=id_, name=name) for id_, name in names.items()))
    fill(models.Role, (_role(row) for row in rows))
    _link_roles(facts, rows)


def _role(row: Row) -> models.Role:
    id_ = row.required("id")
    said = f"{row.text('role_sv')} {row.text('note')}"
    return models.Role(
        id=id_,
        person_id=row.required("person_id"),
        title_sv=row.required("role_sv"),
        title_en=row.required("role_en"),
        start=row.required_date("from"),
        end=row.date("to"),
        is_responsible=any(name in said for name in RESPONSIBLE),
        group_2018=group_2018().index(id_) + 1 if id_ in group_2018() else None,
        **row.source(),
    )


def _link_roles(facts: Facts, rows: list[Row]) -> None:
    departments = keys_of(facts, "departments", "id")
    governments = keys_of(facts, "governments", "id")
    held_in, held_under = models.Role.departments.through, models.Role.governments.through
    fill(
        held_in,
        (
            held_in(role_id=row.text("id"), department_id=department)
            for row in rows
            for department in row.references("department_ids", departments, "departments.csv")
        ),
    )
    fill(
        held_under,
        (
            held_under(role_id=row.text("id"), government_id=government)
            for row in rows
            for government in row.references("government_ids", governments, "governments.csv")
        ),
    )
