"""What was fetched from the publisher, beside the facts, in the tables of content.

An item of the list that stands in our fact table too is one item: ours keeps its key, summary,
links, areas and suggested tags, and gets what the publisher says today.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models as django_models

from samlad.portal.content import models
from samlad.portal.content.partial_date import PartialDate
from samlad.portal.content.tables import fill
from samlad.portal.content.topics import Grouping, grouping
from samlad.portal.content.words import Evidence, LinkKind, Origin, SenderKind, TopicStatus
from samlad.portal.ordering import alphabetical
from samlad.sources.regeringen import SITE

LONGEST_KEY = 120
#: The type of pages that are of none of the publisher's types.
PAGE = ("x-page", "Webbsida", "Web page")

Row = Mapping[str, Any]
Table = TypeVar("Table", bound=django_models.Model)


@dataclass
class Merged:
    """Rows to write: new items, changed ones, and what hangs on them."""

    new: list[models.Item] = field(default_factory=list)
    changed: list[models.Item] = field(default_factory=list)
    senders: list[models.ItemSender] = field(default_factory=list)
    topics: list[models.ItemTopic] = field(default_factory=list)
    links: list[models.ItemLink] = field(default_factory=list)


def load_fetched() -> None:
    """Add the fetched items to the tables that the facts have filled."""
    fetched = list(models.FetchedItem.objects.order_by("path"))
    if not fetched:
        return
    _name_unknown_codes([each.row for each in fetched])
    types = TypesByPath()
    own = {item.path: item for item in models.Item.objects.exclude(path="")}
    taken = set(models.Item.objects.order_by().values_list("id", flat=True))
    merged = Merged()
    for each in fetched:
        item = own.get(each.path) or _new_item(each.path, taken)
        _say_anew(item, each, types)
        (merged.changed if each.path in own else merged.new).append(item)
        _add_links(merged, item, each.row)
    _write(merged)


def _new_item(path: str, taken: set[str]) -> models.Item:
    item = models.Item(
        id=key_of(path, taken),
        path=path,
        origin=Origin.FETCHED,
        source_url=f"{SITE}{path}/",
        evidence=Evidence.OFFICIAL,
    )
    taken.add(item.id)
    return item


def key_of(path: str, taken: Collection[str]) -> str:
    """The key of an item in our addresses, from its address on the publisher's site.

    >>> key_of("/rattsliga-dokument/proposition/2019/10/prop.-20192010", ())
    'proposition-2019-10-prop.-20192010'
    """
    parts = path.strip("/").removeprefix("rattsliga-dokument/")
    key = re.sub(r"[^a-z0-9.-]+", "-", parts.lower()).strip("-.")
    if len(key) <= LONGEST_KEY and key not in taken:
        return key
    mark = hashlib.sha256(path.encode()).hexdigest()[:8]
    return f"{key[: LONGEST_KEY - 9]}-{mark}"


def _say_anew(item: models.Item, each: models.FetchedItem, types: TypesByPath) -> None:
    """Put what the publisher says on the item."""
    row = each.row
    if item.origin != Origin.FETCHED:
        item.origin = Origin.BOTH
    type_ = types.type_of(row, each.path)
    if item.type_id is None or type_ != PAGE[0]:
        item.type_id = type_
    item.official_title = row["title"]
    item.sort_title = alphabetical(row["title"])
    item.published = more_exact(_date(row["published"]), item.published)
    item.updated = _date(row["updated"]) or item.updated
    item.reference = row["reference"] or item.reference
    item.vanished = each.vanished


def more_exact(said: PartialDate | None, known: PartialDate | None) -> PartialDate | None:
    """The date that the publisher says, or ours where it is the same told more exactly."""
    if said is None or (known is not None and known.text.startswith(said.text)):
        return known
    return said


def _date(text: str) -> PartialDate | None:
    return PartialDate(text) if text else None


class TypesByPath:
    """The type of an item: the innermost that the publisher says, else that of its address."""

    def __init__(self) -> None:
        rows = models.ContentType.objects.order_by().values_list("code", "parent_id", "url_path")
        self.parents = {code: parent for code, parent, _ in rows}
        self.folders = {f"/{path}/": code for code, _, path in rows if path}

    def type_of(self, row: Row, path: str) -> str:
        """The code of the type."""
        said = row["types"]
        inner = [code for code in said if all(self.parents.get(c) != code for c in said)]
        # a recording is a form that an article or a speech has
        inner = [code for code in inner if code != "1343"] or inner
        if inner:
            return inner[0]
        of_address = [folder for folder in self.folders if path.startswith(folder)]
        return self.folders[max(of_address, key=len)] if of_address else PAGE[0]


def _name_unknown_codes(rows: Iterable[Row]) -> None:
    """A row for every type, sender and topic that the facts do not know."""
    rows = list(rows)
    names = dict(models.FetchedName.objects.values_list("code", "name"))
    source = {"evidence": Evidence.OFFICIAL, "note": ""}
    types = [*_unknown(models.ContentType, rows, "types")]
    if not models.ContentType.objects.filter(pk=PAGE[0]).exists():
        models.ContentType.objects.create(
            code=PAGE[0], name_sv=PAGE[1], name_en=PAGE[2], evidence=Evidence.INFERRED
        )
    fill(models.ContentType, (
        models.ContentType(**_named(code, names), **_at(code), **source) for code in types
    ))  # fmt: skip
    fill(models.Sender, (
        models.Sender(**_named(code, names), kind=SenderKind.BODY, status=TopicStatus.CURRENT,
                      **_at(code), **source)
        for code in _unknown(models.Sender, rows, "senders")
    ))  # fmt: skip
    _name_unknown_topics(list(_unknown(models.Topic, rows, "topics")), names)


def _name_unknown_topics(codes: list[str], names: Mapping[str, str]) -> None:
    groups = grouping()
    if any(groups.is_country(code) for code in codes):
        fill(models.Topic, [_countries(groups)])
    fill(models.Topic, (
        models.Topic(
            **_named(code, names),
            parent_id=groups.parent_of(code),
            status=TopicStatus.CURRENT,
            evidence=Evidence.OFFICIAL,
            **_at(code),
        )
        for code in codes
    ))  # fmt: skip


def _countries(groups: Grouping) -> models.Topic:
    return models.Topic(
        code=groups.countries_code,
        name_sv=groups.countries_name.sv,
        name_en=groups.countries_name.en,
        parent_id=groups.countries_parent,
        status=TopicStatus.CURRENT,
        evidence=Evidence.INFERRED,
    )


def _unknown(table: type[django_models.Model], rows: list[Row], column: str) -> Iterator[str]:
    known = set(table._default_manager.order_by().values_list("pk", flat=True))
    yield from sorted({code for row in rows for code in row[column]} - known)


def _named(code: str, names: Mapping[str, str]) -> dict[str, str]:
    name = names.get(code, code)
    return {"code": code, "name_sv": name, "name_en": name}


def _at(code: str) -> dict[str, str]:
    return {"source_url": f"{SITE}/tx/{code}"}


def _add_links(merged: Merged, item: models.Item, row: Row) -> None:
    """The publisher's own tags, and the documents and pages that it leads to."""
    for place, code in enumerate(row["senders"]):
        merged.senders.append(
            models.ItemSender(item=item, sender_id=code, is_suggested=False, position=place)
        )
    for place, code in enumerate(row["topics"]):
        merged.topics.append(
            models.ItemTopic(item=item, topic_id=code, is_suggested=False, position=place)
        )
    for kind, column in ((LinkKind.ATTACHMENT, "attachments"), (LinkKind.SHORTCUT, "shortcuts")):
        for place, (name, url) in enumerate(row[column]):
            merged.links.append(
                models.ItemLink(item=item, kind=kind, name=name, url=url, position=place)
            )


def _write(merged: Merged) -> None:
    fill(models.Item, merged.new)
    models.Item.objects.bulk_update(
        merged.changed,
        ["origin", "type", "official_title", "sort_title", "published", "updated", "reference",
         "vanished"],
        batch_size=100,
    )  # fmt: skip
    _tag(models.ItemSender, "sender_id", merged.senders, merged.changed)
    _tag(models.ItemTopic, "topic_id", merged.topics, merged.changed)
    fill(models.ItemLink, merged.links)


def _tag(table: type[Table], other: str, tags: list[Table], changed: Iterable[models.Item]) -> None:
    """Add the publisher's tags; where it has tags, they take the place of its earlier ones.

    What we suggested stays, but for what the publisher now says itself.
    """
    tagged = {(tag.item_id, getattr(tag, other)) for tag in tags}  # type: ignore[attr-defined]
    with_tags = {item for item, _ in tagged}
    rows = table._default_manager.filter(item__in=[item.pk for item in changed])
    outdated = [
        row.pk
        for row in rows
        if (row.item_id in with_tags and not row.is_suggested)  # type: ignore[attr-defined]
        or (row.item_id, getattr(row, other)) in tagged  # type: ignore[attr-defined]
    ]
    table._default_manager.filter(pk__in=outdated).delete()
    fill(table, tags)
