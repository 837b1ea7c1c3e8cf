"""Initiatives with their areas, actors, places, due reports and items, from their fact tables."""

from __future__ import annotations

from collections.abc import Iterator

from samlad.model import NATION
from samlad.portal.content.rows import Facts, Row, keys_of, rows_of
from samlad.portal.content.search_words import search_text
from samlad.portal.content.tables import fill
from samlad.portal.content.words import Evidence
from samlad.portal.ordering import alphabetical
from samlad.portal.register.loading_actors import actor_of_department, actor_of_municipality
from samlad.portal.register.models import (
    DueReport,
    Initiative,
    InitiativeArea,
    InitiativePlace,
    ItemInitiative,
    Participation,
)
from samlad.portal.register.words import Kind, ParticipationRole, State

WHOLE_COUNTRY = "national"
COUNTY = "lan-"


def load_initiatives(facts: Facts) -> None:
    """Fill the tables of initiatives and of what belongs to each."""
    keys_of(facts, "initiatives", "id")
    rows = list(rows_of(facts, "initiatives"))
    departments = keys_of(facts, "departments", "id")
    fill(Initiative, (_initiative(row, departments) for row in rows))
    fill(InitiativeArea, (link for row in rows for link in _areas(row)))
    fill(InitiativePlace, (link for row in rows for link in _places(facts, row)))
    agencies = keys_of(facts, "agencies", "id")
    fill(Participation, (link for row in rows for link in _participations(row, agencies)))
    fill(DueReport, (report for row in rows for report in _due_reports(row)))
    fill(ItemInitiative, _items(facts))


def _initiative(row: Row, departments: frozenset[str]) -> Initiative:
    if row.text("on_founding_page") not in ("", "yes"):
        raise row.fault("on_founding_page", "is neither yes nor empty")
    return Initiative(
        id=row.required("id"),
        title_sv=row.required("title_sv"),
        title_en=row.required("title_en"),
        official_title=row.text("official_title"),
        kind=row.required_word("kind", Kind),
        lead_department_id=row.reference("lead_department_id", departments, "departments.csv"),
        decided=row.date("decided"),
        reference=row.text("reference_number"),
        appropriation=row.text("appropriation"),
        start=row.date("period_from"),
        end=row.date("period_to"),
        status=row.required_word("status", State),
        status_as_of=row.required_date("status_as_of"),
        status_evidence=row.word("status_evidence", Evidence) or "",
        is_on_founding_page=row.text("on_founding_page") == "yes",
        sort_sv=alphabetical(row.text("title_sv")),
        sort_en=alphabetical(row.text("title_en")),
        search_text=search_text(
            row.text("title_sv"),
            row.text("title_en"),
            row.text("official_title"),
            row.text("reference_number"),
        ),
        **row.source(),
    )


def _areas(row: Row) -> Iterator[InitiativeArea]:
    for position, area in enumerate(row.areas()):
        yield InitiativeArea(initiative_id=row.text("id"), area=area, position=position)


def _places(facts: Facts, row: Row) -> Iterator[InitiativePlace]:
    for position, code in enumerate(_codes(facts, row)):
        yield InitiativePlace(initiative_id=row.text("id"), place_id=code, position=position)


def _codes(facts: Facts, row: Row) -> list[str]:
    """The recipients as codes of places: the nation, counties, municipalities."""
    codes = {WHOLE_COUNTRY: NATION}
    codes |= {f"{COUNTY}{county['code']}": county["code"] for county in facts("counties")}
    codes |= {place["code"]: place["code"] for place in facts("municipalities")}
    return [codes[name] for name in row.references("recipients", codes, "municipalities.csv")]


def _participations(row: Row, agencies: frozenset[str]) -> Iterator[Participation]:
    taking_part = [
        (ParticipationRole.ACCOUNTABLE, agency)
        for agency in row.references("responsible_ids", agencies, "agencies.csv")
    ]
    if row.text("lead_department_id"):
        lead = actor_of_department(row.text("lead_department_id"))
        taking_part.append((ParticipationRole.LEAD, lead))
    if row.text("kind") == Kind.GRANT:
        taking_part += [
            (ParticipationRole.RECIPIENT, actor_of_municipality(place))
            for place in row.list("recipients")
            if place.isdigit()
        ]
    for position, (role, actor) in enumerate(taking_part):
        yield Participation(
            initiative_id=row.text("id"), actor_id=actor, role=role, position=position
        )


def _due_reports(row: Row) -> Iterator[DueReport]:
    for due in row.dates("report_due"):
        yield DueReport(initiative_id=row.text("id"), due=due)


def _items(facts: Facts) -> Iterator[ItemInitiative]:
    known = keys_of(facts, "initiatives", "id")
    for row in rows_of(facts, "items"):
        for position, initiative in enumerate(
            row.references("initiative_ids", known, "initiatives.csv")
        ):
            yield ItemInitiative(
                item_id=row.text("id"), initiative_id=initiative, position=position
            )
