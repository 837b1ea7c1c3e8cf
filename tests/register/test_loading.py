"""Every row of the fact tables of the register is in the database, as it stands in the table."""

from __future__ import annotations

import pytest
from django.db import transaction

from samlad.catalogue import facts
from samlad.catalogue.facts import listed
from samlad.errors import DefinitionError
from samlad.portal.loading import load_facts
from samlad.portal.register import models
from samlad.portal.register.loading import load
from samlad.portal.register.words import MoneyKind, ParticipationRole
from tests.changed_facts import with_cell

pytestmark = pytest.mark.django_db


def cell(value: object) -> str:
    return "" if value is None else str(value)


def recipient(code: str) -> str:
    return "national" if code == "00" else f"lan-{code}" if len(code) == 2 else code


def test_initiatives_come_back_as_they_stand():
    found = {i.id: i for i in models.Initiative.objects.prefetch_related(
        "area_links", "participations", "due_reports", "place_links", "money")}  # fmt: skip
    rows = facts("initiatives")
    assert len(found) == len(rows) == 215
    for row in rows:
        it = found[row["id"]]
        money = next((m for m in it.money.all() if m.kind == MoneyKind.INITIATIVE), None)
        responsible = [p.actor_id for p in it.participations.all()
                       if p.role == ParticipationRole.ACCOUNTABLE]  # fmt: skip
        assert {
            "id": it.id,
            "title_sv": it.title_sv,
            "title_en": it.title_en,
            "priority_areas": ";".join(a.area.replace("_", "-") for a in it.area_links.all()),
            "kind": it.kind,
            "responsible_ids": ";".join(responsible),
            "lead_department_id": cell(it.lead_department_id),
            "decided": cell(it.decided),
            "reference_number": it.reference,
            "amount_sek": cell(money and money.amount_sek),
            "amount_basis": money.basis if money else "",
            "amount_covers_sv": money.covers if money else "",
            "amount_source_url": money.source_url if money else "",
            "amount_evidence": money.evidence if money else "",
            "appropriation": it.appropriation,
            "period_from": cell(it.start),
            "period_to": cell(it.end),
            "report_due": ";".join(str(r.due) for r in it.due_reports.all()),
            "recipients": ";".join(recipient(p.place_id) for p in it.place_links.all()),
            "status": it.status,
            "status_as_of": str(it.status_as_of),
            "status_evidence": it.status_evidence,
            "on_founding_page": "yes" if it.is_on_founding_page else "",
            "official_title": it.official_title,
            "source_url": it.source_url,
            "evidence": it.evidence,
            "note": it.note,
        } == {**row, "report_due": ";".join(sorted(listed(row["report_due"])))}


def test_the_leading_department_takes_part_as_an_actor():
    for row in facts("initiatives"):
        leads = models.Participation.objects.filter(
            initiative=row["id"], role=ParticipationRole.LEAD
        )
        expected = [row["lead_department_id"]] if row["lead_department_id"] else []
        assert [p.actor.department_id for p in leads.select_related("actor")] == expected


def test_sums_in_the_budget_come_back_as_they_stand():
    for row in facts("appropriations"):
        money = models.Money.objects.get(pk=f"appropriation:{row['id']}")
        assert {
            "id": row["id"],
            "year": cell(money.start),
            "expenditure_area": money.expenditure_area,
            "appropriation": money.appropriation,
            "name_sv": money.name,
            "amount_kind": money.basis,
            "amount_sek": cell(money.amount_sek),
            "covers_sv": money.covers,
            "initiative_ids": ";".join(link.initiative_id for link in money.initiative_links.all()),
            "source_url": money.source_url,
            "evidence": money.evidence,
            "note": money.note,
        } == row
    assert models.Money.objects.filter(kind=MoneyKind.APPROPRIATION).count() == 34


def test_grants_come_back_as_they_stand():
    for row in facts("grants_32"):
        money = models.Money.objects.get(pk=f"grant:{row['id']}")
        period = f"{money.start}" if money.start == money.end else f"{money.start}-{money.end}"
        assert {
            "id": row["id"],
            "municipality_code": cell(money.place_id),
            "initiative_id": money.initiative_links.get().initiative_id,
            "period": period,
            "amount_kind": money.basis,
            "amount_sek": cell(money.amount_sek),
            "source_url": money.source_url,
            "evidence": money.evidence,
            "note": money.note,
        } == row
    assert models.Money.objects.filter(kind=MoneyKind.GRANT).count() == 46


def test_goals_come_back_as_they_stand():
    goals = list(models.Goal.objects.prefetch_related("indicator_links"))
    assert len(goals) == 49
    for goal, row in zip(goals, facts("goals"), strict=True):
        assert {
            "id": goal.id,
            "parent_id": cell(goal.parent_id),
            "level": goal.level,
            "priority_area": goal.area.replace("_", "-"),
            "title_sv": goal.title_sv,
            "title_en": goal.title_en,
            "description_sv": goal.description_sv,
            "description_en": goal.description_en,
            "direction": goal.direction,
            "target_value": goal.target_value,
            "candidate_indicator_ids": ";".join(i.indicator_id for i in goal.indicator_links.all()),
            "official_indicator": goal.official_indicator,
            "valid_from": cell(goal.start),
            "valid_to": cell(goal.end),
            "source_status": goal.source_status,
            "source_url": goal.source_url,
            "evidence": goal.evidence,
            "note": goal.note,
        } == row


def test_the_timeline_comes_back_as_it_stands():
    events = {e.id: e for e in models.TimelineEvent.objects.prefetch_related(
        "area_links", "initiative_links")}  # fmt: skip
    assert len(events) == 65
    for row in facts("timeline"):
        event = events[row["id"]]
        assert {
            "id": event.id,
            "date": str(event.date),
            "date_precision": str(event.date.precision),
            "kind": event.kind,
            "title_sv": event.title_sv,
            "title_en": event.title_en,
            "description_sv": event.description,
            "priority_areas": ";".join(a.area.replace("_", "-") for a in event.area_links.all()),
            "related_initiative_ids": ";".join(
                i.initiative_id for i in event.initiative_links.all()
            ),
            "source_url": event.source_url,
            "evidence": event.evidence,
            "note": event.note,
        } == row


def test_agencies_come_back_as_they_stand():
    for row in facts("agencies"):
        actor = models.Actor.objects.prefetch_related("area_links").get(pk=row["id"])
        assert {
            "id": actor.id,
            "name_sv": actor.name_sv,
            "short": actor.short,
            "name_en": actor.name_en,
            "org_nr": actor.organisation_number,
            "valid_from": cell(actor.start),
            "valid_to": cell(actor.end),
            "valid_from_evidence": actor.start_evidence,
            "parent_department_id": cell(actor.parent_department_id),
            "parent_department_over_time": actor.parent_over_time,
            "priority_areas": ";".join(a.area.replace("_", "-") for a in actor.area_links.all()),
            "website": actor.website,
            "source_url": actor.source_url,
            "evidence": actor.evidence,
            "note": actor.note,
        } == row
    kinds = [models.Actor.objects.filter(kind=k).count()
             for k in ("agency", "county-board", "department", "municipality")]  # fmt: skip
    assert kinds == [41, 21, 17, 290]


def test_places_come_back_as_they_stand():
    for table, parent in (("counties", None), ("municipalities", "county_code")):
        for row in facts(table):
            place = models.Place.objects.get(pk=row["code"])
            assert (place.name, place.name_short, place.note) == (
                row["name"],
                row["name_short"],
                row["note"],
            )
            assert (cell(place.start), cell(place.end)) == (row["valid_from"], row["valid_to"])
            assert place.start_evidence == row["valid_from_evidence"]
            assert place.parent_id == (row[parent] if parent else "00")
    assert models.Place.objects.count() == 1 + 21 + 290


def test_proposed_statistics_and_their_sources_come_back():
    for row in facts("indicators"):
        it = models.CandidateIndicator.objects.get(pk=row["id"])
        assert (it.name_sv, it.name_en, it.unit, it.direction, it.levels, it.note) == (
            row["name_sv"], row["name_en"], row["unit"], row["desired_direction"], row["levels"],
            row["note"])  # fmt: skip
        assert it.area.replace("_", "-") == row["priority_area"]
        assert ";".join(s.source_id for s in it.source_links.all()) == row["source_ids"]
        assert it.is_official_for_goal is (row["official_for_goal"] == "yes")
    for row in facts("sources"):
        source = models.StatisticsSource.objects.get(pk=row["id"])
        assert (source.publisher, source.interface, source.table_id, source.content, source.levels,
                source.years, source.licence, source.url, source.url_evidence, source.evidence,
                source.note, source.areas.replace("_", "-")) == (
            row["publisher"], row["interface"], row["table_id"], row["content_sv"], row["levels"],
            row["years"], row["licence"], row["url"], row["url_evidence"], row["evidence"],
            row["note"], row["priority_areas"])  # fmt: skip
    assert models.CandidateIndicator.objects.count() == 38
    assert models.StatisticsSource.objects.count() == 79


def test_loading_again_changes_nothing_and_is_quick():
    def everything() -> list[object]:
        return [
            list(table.objects.order_by("pk").values_list(*columns))
            for table, columns in (
                (
                    models.Initiative,
                    ("id", "decided", "status", "sort_sv"),
                ),
                (models.Money, ("id", "kind", "basis", "amount_sek", "start", "end")),
                (models.Goal, ("id", "parent", "position")),
                (models.Actor, ("id", "kind", "place", "department")),
            )
        ] + [sorted(models.Participation.objects.values_list("initiative", "actor", "role"))]

    before = everything()
    load_facts()
    assert everything() == before


@pytest.mark.parametrize(
    ("table", "key", "column", "value", "said"),
    [
        ("initiatives", "reformprogram-2016", "kind", "strategi", "is not one of assignment"),
        ("initiatives", "reformprogram-2016", "status", "", "is empty"),
        ("initiatives", "reformprogram-2016", "recipients", "0181;0182;9999", "'9999', which is not in municipalities.csv"),
        ("initiatives", "reformprogram-2016", "recipients", "lan-99", "which is not in"),
        ("initiatives", "reformprogram-2016", "amount_sek", "1,5", "is not a whole number"),
        ("initiatives", "reformprogram-2016", "amount_sek", "-5", "is not a whole number"),
        ("initiatives", "reformprogram-2016", "amount_basis", "", "does not fit the amount"),
        ("initiatives", "reformprogram-2016", "report_due", "2018-02-30", "is not a date"),
        ("initiatives", "utredare-delmos-2017", "responsible_ids", "delmo", "did you mean 'delmos'"),
        ("initiatives", "reformprogram-2016", "on_founding_page", "ja", "neither yes nor empty"),
        ("goals", "ben-1", "parent_id", "overgripande", "did you mean 'overgripande-mal'"),
        ("goals", "ben-1", "candidate_indicator_ids", "index", "which is not in indicators.csv"),
        ("goals", "ben-1", "priority_area", "", "is empty"),
        ("timeline", "polislista-2015", "date_precision", "day", "does not fit 2015"),
        ("timeline", "polislista-2015", "kind", "police", "is not one of"),
        ("grants_32", "0123-2018-2021-recipient", "period", "2018-21", "is not a year or two"),
        ("grants_32", "0123-2018-2021-recipient", "municipality_code", "0124", "which is not in municipalities.csv"),
        ("appropriations", "uo13-4-1-2017-outcome", "amount_kind", "result", "is not one of outcome"),
        ("appropriations", "uo13-4-1-2017-outcome", "initiative_ids", "x", "which is not in initiatives.csv"),
        ("municipalities", "0114", "county_code", "03", "does not begin the code"),
        ("agencies", "boverket", "parent_department_id", "lii", "which is not in departments.csv"),
        ("indicators", "socioekonomiskt-index", "source_ids", "scb", "which is not in sources.csv"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named(table, key, column, value, said):
    with pytest.raises(DefinitionError) as fault, transaction.atomic():
        load(with_cell(table, key, column, value))
    assert models.Initiative.objects.count() == 215, "the transaction must undo all"
    number = next(n for n, row in enumerate(facts(table), 2) if next(iter(row.values())) == key)
    sentence = str(fault.value)
    assert sentence.startswith(f"definitions/facts/{table}.csv, row {number}, column '{column}': ")
    assert said in sentence
