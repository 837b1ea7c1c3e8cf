"""Content types, topics, senders and items, from their fact tables to the database."""

from __future__ import annotations

from samlad.portal.content import models
from samlad.portal.content.rows import Facts, Row, keys_of, rows_of
from samlad.portal.content.tables import fill
from samlad.portal.content.topics import grouping
from samlad.portal.content.words import AREAS, Origin, SenderKind, TopicStatus, word
from samlad.portal.ordering import alphabetical
from samlad.sources.regeringen import path_of


def load_items(facts: Facts) -> None:
    """Fill the tables of items and of what they are sorted by."""
    _load_types(facts)
    _load_topics(facts)
    _load_senders(facts)
    _load_items(facts)


def _load_types(facts: Facts) -> None:
    known = keys_of(facts, "content_types", "code")
    fill(
        models.ContentType,
        (
            models.ContentType(
                code=row.required("code"),
                name_sv=row.required("sv"),
                name_en=row.required("en"),
                parent_id=row.reference("parent_code", known, "content_types.csv"),
                url_path=row.text("url_path"),
                **row.source(),
            )
            for row in rows_of(facts, "content_types")
        ),
    )


def _load_topics(facts: Facts) -> None:
    keys_of(facts, "policy_areas", "code")
    codes = {row.required("sv"): row.text("code") for row in rows_of(facts, "policy_areas")}
    fill(models.Topic, (_topic(row, codes) for row in rows_of(facts, "policy_areas")))


def _topic(row: Row, codes: dict[str, str]) -> models.Topic:
    area = row.required("priority_area")
    if area not in AREAS and area != "none":
        raise row.fault("priority_area", f"is not one of {', '.join(AREAS)} or none")
    return models.Topic(
        code=row.required("code"),
        name_sv=row.required("sv"),
        name_en=row.required("en"),
        area=AREAS.get(area, ""),
        predecessor_name=row.text("predecessor_sv"),
        successor_name=row.text("successor_sv"),
        predecessor_id=codes.get(row.text("predecessor_sv")),
        successor_id=codes.get(row.text("successor_sv")),
        parent_id=grouping().parent_of(row.text("code")),
        status=row.required_word("status", TopicStatus),
        **row.source(),
    )


def _load_senders(facts: Facts) -> None:
    keys_of(facts, "senders", "code")
    departments = {row.text("id"): row for row in rows_of(facts, "departments")}
    persons = {row.text("person_id") for row in rows_of(facts, "ministers")}
    senders = []
    for row in rows_of(facts, "senders"):
        department = row.reference("department_id", departments, "departments.csv")
        kind = row.required_word("kind", SenderKind)
        english = {
            SenderKind.DEPARTMENT: lambda id_=department: departments[id_].text("name_en"),
            SenderKind.MINISTER: lambda row=row: row.text("sv"),
            SenderKind.BODY: lambda row=row: word("content.sender", row.text("code")).en,
        }
        senders.append(
            models.Sender(
                code=row.required("code"),
                name_sv=row.required("sv"),
                name_en=english[kind](),
                kind=kind,
                department_id=department,
                person_id=row.reference("person_id", persons, "ministers.csv"),
                status=row.required_word("status", TopicStatus),
                **row.source(),
            )
        )
    fill(models.Sender, senders)


def _load_items(facts: Facts) -> None:
    keys_of(facts, "items", "id")
    types = keys_of(facts, "content_types", "code")
    rows = list(rows_of(facts, "items"))
    fill(models.Item, (_item(row, types) for row in rows))
    fill(
        models.ItemArea,
        (
            models.ItemArea(item_id=row.text("id"), area=area, position=position)
            for row in rows
            for position, area in enumerate(row.areas())
        ),
    )
    _load_tags(facts, rows, "sender", "senders", models.ItemSender)
    _load_tags(facts, rows, "policy_area", "policy_areas", models.ItemTopic)


def _item(row: Row, types: frozenset[str]) -> models.Item:
    published = row.required_date("published")
    if row.text("published_precision") != published.precision:
        raise row.fault("published_precision", f"does not fit {published}; write its precision")
    return models.Item(
        id=row.required("id"),
        official_title=row.required("official_title"),
        path=path_of(row.text("source_url")),
        origin=Origin.FACTS,
        type_id=row.required_reference("type_code", types, "content_types.csv"),
        published=published,
        first_seen=row.date("first_seen"),
        updated=row.date("updated"),
        reference=row.text("reference_id"),
        summary_sv=row.required("summary_sv"),
        summary_en=row.required("summary_en"),
        sort_title=alphabetical(row.text("official_title")),
        **row.source(),
    )


def _load_tags(
    facts: Facts,
    rows: list[Row],
    column: str,
    target: str,
    table: type[models.ItemSender] | type[models.ItemTopic],
) -> None:
    known = keys_of(facts, target, "code")
    other = "sender_id" if table is models.ItemSender else "topic_id"
    fill(
        table,
        (
            table(
                **{"item_id": row.text("id"), other: code}, is_suggested=own != "", position=place
            )
            for row in rows
            for own in ("", "_suggested")
            for place, code in enumerate(
                row.references(f"{column}_codes{own}", known, f"{target}.csv")
            )
        ),
    )
