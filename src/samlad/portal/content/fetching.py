"""Takes a list that was read from the publisher into the database: new, changed, vanished items.

What was fetched is kept as it was given, and the tables of content are filled anew from it and
the facts, so that the same lists give the same tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from samlad.catalogue import facts
from samlad.portal.content.loading import load
from samlad.portal.content.models import FetchedItem, FetchedName, Item
from samlad.portal.content.partial_date import PartialDate
from samlad.portal.content.tables import fill
from samlad.portal.content.words import Origin
from samlad.sources.regeringen import ItemList, PublishedItem


@dataclass(frozen=True, slots=True)
class Taken:
    """What a list brought: numbers of items. known: those that are in our fact table too."""

    new: int
    changed: int
    unchanged: int
    vanished: int
    known: int


def take(
    found: ItemList, names: Mapping[str, str] | None = None, *, today: date, is_part: bool = False
) -> Taken:
    """Take the list in, all or nothing.

    is_part: the list is a part of what there is, so that nothing in it vanishes by not being there.
    """
    day = PartialDate(today.isoformat())
    with transaction.atomic():
        kept = {each.path: each for each in FetchedItem.objects.all()}
        rows = {item.path: row_of(item) for item in found.items}
        new = [path for path in rows if path not in kept]
        changed = [path for path, row in rows.items() if path in kept and kept[path].row != row]
        back = [path for path in rows if path in kept and kept[path].vanished is not None]
        unusable = {bad.path for bad in found.bad}
        vanished = [] if is_part else _vanished(kept, rows.keys() | unusable)
        fill(FetchedItem, (FetchedItem(path=p, row=rows[p], fetched=day) for p in new))
        _update(kept, rows, changed=[*changed, *back], vanished=vanished, day=day)
        are_named = _name({**found.names, **(names or {})})
        if new or changed or back or vanished or are_named:
            load(facts)
        known = sum(path in rows for path in _own_paths())
    said_anew = len({*changed, *back})
    return Taken(len(new), said_anew, len(rows) - len(new) - said_anew, len(vanished), known)


def row_of(item: PublishedItem) -> dict[str, Any]:
    """The item as it is kept, in the shapes that JSON has."""
    return {
        "title": item.title,
        "published": item.published,
        "updated": item.updated,
        "reference": item.reference,
        "types": list(item.types),
        "senders": list(item.senders),
        "topics": list(item.topics),
        "attachments": [[link.name, link.url] for link in item.attachments],
        "shortcuts": [[link.name, link.url] for link in item.shortcuts],
    }


def _vanished(kept: Mapping[str, FetchedItem], there: set[str]) -> list[str]:
    return [path for path, each in kept.items() if path not in there and each.vanished is None]


def _update(
    kept: Mapping[str, FetchedItem],
    rows: Mapping[str, dict[str, Any]],
    *,
    changed: list[str],
    vanished: list[str],
    day: PartialDate,
) -> None:
    for path in changed:
        kept[path].row, kept[path].vanished = rows[path], None
    for path in vanished:
        kept[path].vanished = day
    touched = [kept[path] for path in dict.fromkeys([*changed, *vanished])]
    FetchedItem.objects.bulk_update(touched, ["row", "vanished"], batch_size=100)


def _name(names: Mapping[str, str]) -> bool:
    """Keep the names of codes; whether any of them is new."""
    kept = dict(FetchedName.objects.values_list("code", "name"))
    new = {code: name[:150] for code, name in names.items() if kept.get(code) != name[:150]}
    FetchedName.objects.filter(code__in=[code for code in new if code in kept]).delete()
    fill(FetchedName, (FetchedName(code=code, name=name) for code, name in new.items()))
    return bool(new)


def _own_paths() -> list[str]:
    """The addresses of the items of our fact table."""
    own = Item.objects.exclude(origin=Origin.FETCHED).exclude(path="")
    return list(own.order_by().values_list("path", flat=True))
