"""Every row of the fact tables of content is in the database, as it stands in the table."""

from __future__ import annotations

import pytest
from django.db import transaction

from samlad.catalogue import facts
from samlad.catalogue.facts import listed
from samlad.errors import DefinitionError
from samlad.portal.content import models
from samlad.portal.content.loading import load
from samlad.portal.content.partial_date import PartialDate
from tests.changed_facts import with_cell

pytestmark = pytest.mark.django_db


def cell(value: object) -> str:
    return "" if value is None else str(value)


def test_items_come_back_as_they_stand():
    found = {item.id: item for item in models.Item.objects.prefetch_related(
        "sender_links", "topic_links", "area_links", "initiative_links")}  # fmt: skip
    rows = facts("items")
    assert len(found) == len(rows) == 250
    for row in rows:
        item = found[row["id"]]
        senders, topics = list(item.sender_links.all()), list(item.topic_links.all())
        assert {
            "id": item.id,
            "official_title": item.official_title,
            "type_code": item.type_id,
            "published": str(item.published),
            "published_precision": str(item.published.precision),
            "first_seen": cell(item.first_seen),
            "updated": cell(item.updated),
            "sender_codes": ";".join(s.sender_id for s in senders if not s.is_suggested),
            "sender_codes_suggested": ";".join(s.sender_id for s in senders if s.is_suggested),
            "policy_area_codes": ";".join(t.topic_id for t in topics if not t.is_suggested),
            "policy_area_codes_suggested": ";".join(t.topic_id for t in topics if t.is_suggested),
            "reference_id": item.reference,
            "priority_areas": ";".join(a.area.replace("_", "-") for a in item.area_links.all()),
            "initiative_ids": ";".join(i.initiative_id for i in item.initiative_links.all()),
            "summary_sv": item.summary_sv,
            "summary_en": item.summary_en,
            "source_url": item.source_url,
            "evidence": item.evidence,
            "note": item.note,
        } == row


def test_posts_come_back_as_they_stand():
    found = {r.id: r for r in models.Role.objects.select_related("person").prefetch_related(
        "departments", "governments")}  # fmt: skip
    rows = facts("ministers")
    assert len(found) == len(rows) == 114
    assert models.Person.objects.count() == 79
    for row in rows:
        role = found[row["id"]]
        assert (role.person_id, role.person.name) == (row["person_id"], row["person"])
        assert (role.title_sv, role.title_en) == (row["role_sv"], row["role_en"])
        assert {d.id for d in role.departments.all()} == set(listed(row["department_ids"]))
        assert {g.id for g in role.governments.all()} == set(listed(row["government_ids"]))
        assert (str(role.start), cell(role.end)) == (row["from"], row["to"])
        assert (role.source_url, role.evidence, role.note) == (
            row["source_url"], row["evidence"], row["note"])  # fmt: skip


def test_departments_come_back_as_they_stand():
    rows = facts("departments")
    for row in rows:
        department = models.Department.objects.get(pk=row["id"])
        assert (department.abbreviation, department.name_sv, department.name_en) == (
            row["abbreviation"], row["name_sv"], row["name_en"])  # fmt: skip
        assert (cell(department.start), cell(department.end)) == (
            row["valid_from"],
            row["valid_to"],
        )
        assert {d.id for d in department.predecessors.all()} == set(listed(row["predecessor_id"]))
        assert cell(department.successor_id) == row["successor_id"]
        assert (department.role_in_area, department.note) == (row["role_in_area_sv"], row["note"])
    assert models.Department.objects.count() == len(rows) == 17


def test_the_small_lists_come_back_as_they_stand():
    for row in facts("governments"):
        government = models.Government.objects.get(pk=row["id"])
        assert (government.name_sv, government.name_en, str(government.start), cell(government.end)) == (
            row["name_sv"], row["name_en"], row["from"], row["to"])  # fmt: skip
        assert (government.prime_minister, government.parties) == (
            row["prime_minister"],
            row["parties"],
        )
    for row in facts("content_types"):
        type_ = models.ContentType.objects.get(pk=row["code"])
        assert (type_.name_sv, type_.name_en, cell(type_.parent_id), type_.url_path) == (
            row["sv"], row["en"], row["parent_code"], row["url_path"])  # fmt: skip
    for row in facts("policy_areas"):
        topic = models.Topic.objects.get(pk=row["code"])
        area = topic.area.replace("_", "-") or "none"
        assert (topic.name_sv, topic.name_en, area, topic.status, topic.note) == (
            row["sv"], row["en"], row["priority_area"], row["status"], row["note"])  # fmt: skip
        assert (topic.predecessor_name, topic.successor_name) == (
            row["predecessor_sv"], row["successor_sv"])  # fmt: skip
    for row in facts("senders"):
        sender = models.Sender.objects.get(pk=row["code"])
        assert (sender.name_sv, sender.kind, cell(sender.department_id), cell(sender.person_id)) == (
            row["sv"], row["kind"], row["department_id"], row["person_id"])  # fmt: skip
    assert models.Government.objects.count() == 5
    assert models.ContentType.objects.count() == 27
    assert models.Topic.objects.count() == 160
    assert models.Sender.objects.count() == 41


def test_renamed_topics_are_linked_by_name():
    assert models.Topic.objects.get(pk="2460").predecessor_id == "x-segregation"
    assert models.Topic.objects.get(pk="x-segregation").successor_id == "2460"
    assert models.Topic.objects.get(pk="2344").predecessor_id is None  # a name outside the list


def test_loading_again_changes_nothing():
    def everything() -> list[object]:
        return [
            list(table.objects.order_by("pk").values_list(*columns))
            for table, columns in (
                (models.Item, ("id", "published", "path", "sort_title")),
                (models.Role, ("id", "start", "end", "is_responsible", "group_2018")),
                (models.Topic, ("code", "predecessor", "successor")),
                (models.Sender, ("code", "name_en")),
            )
        ] + [sorted(models.ItemSender.objects.values_list("item", "sender", "is_suggested"))]

    before = everything()
    load(facts)
    assert everything() == before


@pytest.mark.parametrize(
    ("table", "key", "column", "value", "said"),
    [
        (
            "items",
            "skr-2014-skr-20141531",
            "type_code",
            "9999",
            "'9999', which is not in content_types.csv",
        ),
        ("items", "skr-2014-skr-20141531", "published", "2014-13", "'2014-13' is not a date"),
        ("items", "skr-2014-skr-20141531", "published", "2014-12", "does not fit 2014-12"),
        ("items", "skr-2014-skr-20141531", "evidence", "offical", "is not one of official"),
        ("items", "skr-2014-skr-20141531", "summary_en", "", "is empty"),
        ("items", "skr-2014-skr-20141531", "priority_areas", "hosing", "did you mean 'housing'"),
        ("items", "skr-2014-skr-20141531", "sender_codes", "1296;1296", "names something twice"),
        ("ministers", "aida-hadzialic-1", "department_ids", "x", "which is not in departments.csv"),
        ("ministers", "aida-hadzialic-1", "id", "alice-bah-kuhnke-1", "stands twice"),
        ("departments", "kn", "predecessor_id", "n;m-2020", "did you mean 'm-201"),
        ("policy_areas", "2460", "priority_area", "all", "is not one of"),
        ("senders", "1284", "kind", "ministry", "is not one of department"),
        ("governments", "lofven-1", "from", "", "is empty"),
    ],
)
def test_a_wrong_cell_is_named(table, key, column, value, said):
    with pytest.raises(DefinitionError) as fault, transaction.atomic():
        load(with_cell(table, key, column, value))
    number = next(n for n, row in enumerate(facts(table), 2) if next(iter(row.values())) == key)
    assert models.Item.objects.count() == 250, "the transaction must undo all"
    sentence = str(fault.value)
    assert f"definitions/facts/{table}.csv" in sentence
    assert said in sentence
    assert f"column '{column}" in sentence
    if "twice" not in sentence:
        assert f"row {number}," in sentence


def test_a_missing_column_is_named():
    def without(name):
        return [{k: v for k, v in r.items() if k != "updated"} for r in facts(name)]

    with (
        pytest.raises(DefinitionError, match=r"items\.csv, row 1: column 'updated' is missing"),
        transaction.atomic(),
    ):
        load(without)


def test_dates_are_filtered_and_sorted_in_the_database():
    year = models.Item.objects.filter(published__gte="2018", published__lt="2019")
    assert year.count() == sum(row["published"].startswith("2018") for row in facts("items"))
    newest = models.Item.objects.order_by("-published").first()
    assert newest is not None and isinstance(newest.published, PartialDate)
    assert str(newest.published) == max(row["published"] for row in facts("items"))
