"""An initiative as one document: all that is known of it, as plain values ready for JSON.

A version, a draft, an entry of the audit chain and a spreadsheet's row hold the same document, and
it is the one way by which initiatives are read whole and written. Keys are those of the tables;
`""` and None are unknown. Money: only the sums that stand at the initiative itself; sums of the
budget and of grants belong to their own facts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q

from samlad.portal.changes import note_change
from samlad.portal.content.models import Department
from samlad.portal.content.partial_date import PartialDate
from samlad.portal.content.tables import fill
from samlad.portal.content.words import Evidence
from samlad.portal.ordering import alphabetical
from samlad.portal.register.due_writing import write_due_reports
from samlad.portal.register.latest_dates import current
from samlad.portal.register.models import (
    Actor,
    Document,
    DueReport,
    Goal,
    GoalLink,
    Initiative,
    InitiativeArea,
    InitiativeDate,
    InitiativePlace,
    Money,
    MoneyInitiative,
    Participation,
    Place,
    Relation,
)
from samlad.portal.register.words import Moment, MoneyKind

Content = dict[str, Any]
Row = TypeVar("Row", bound=models.Model)
#: Which initiatives are read: the name of the column with their ids → the condition on it.
Among = Callable[[str], Q]

#: The columns of the initiative itself, by the name they have in the document.
COLUMNS: Mapping[str, str] = {
    name: name
    for name in (
        "title_sv", "title_en", "official_title", "kind", "description_sv", "description_en",
        "decided", "reference", "appropriation", "state", "status", "status_as_of",
        "status_evidence", "evaluation", "evaluation_note", "is_on_founding_page", "source_url",
        "evidence", "note",
    )
} | {"lead_department": "lead_department_id"}  # fmt: skip

#: Columns that follow from the document.
DERIVED = ("start", "end", "sort_sv")


@dataclass(frozen=True, slots=True)
class Part:
    """A list in the document: its table, and the table's columns by their names there."""

    table: type[models.Model]
    columns: Mapping[str, str]
    order: str = "position"


PARTS: Mapping[str, Part] = {
    "areas": Part(InitiativeArea, {"area": "area"}),
    "participations": Part(Participation, {"actor": "actor_id", "role": "role"}),
    "places": Part(
        InitiativePlace,
        {"place": "place_id", "basis": "basis", "area_code": "area_code", "vintage": "vintage"},
    ),
    "dates": Part(
        InitiativeDate,
        {name: name for name in ("moment", "basis", "date", "noted", "reason")},
    ),
    "due_reports": Part(DueReport, {"due": "due", "about": "about"}, order="due"),
    "goals": Part(GoalLink, {"goal": "goal_id", "how_sv": "how_sv", "how_en": "how_en"}),
    "documents": Part(Document, {name: name for name in ("title", "url", "published")}),
    "relations": Part(Relation, {"other": "other_id", "kind": "kind"}),
}

#: The columns of a sum, by the name they have in the document's list `money`.
MONEY: Mapping[str, str] = {
    name: name
    for name in (
        "amount_sek", "basis", "stage", "start", "end", "appropriation", "covers", "source_url",
        "evidence",
    )
} | {"actor": "actor_id"}  # fmt: skip

#: What a document has where nothing is known.
EMPTY: Content = {
    **dict.fromkeys(COLUMNS, ""),
    "decided": None,
    "status_as_of": None,
    "lead_department": None,
    "is_on_founding_page": False,
    "state": "unknown",
    "evaluation": "none-known",
    **{name: [] for name in PARTS},
    "money": [],
}


#: What a new one that is written here begins with: whoever writes it says so.
NEW: Content = EMPTY | {"evidence": str(Evidence.REPORTED)}


def content_of(initiative_id: str) -> Content:
    """The document of one initiative, as its tables stand."""
    return contents([initiative_id])[initiative_id]


def contents(ids: Collection[str] | None = None) -> dict[str, Content]:
    """The documents of many (None: of all) by id, in a fixed number of queries."""
    return _contents(lambda id_: Q() if ids is None else Q((f"{id_}__in", ids)))


def contents_between(first: str, last: str) -> dict[str, Content]:
    """Those of every id from the first to the last: many in a row are read faster than by name."""
    return _contents(lambda id_: Q((f"{id_}__gte", first), (f"{id_}__lte", last)))


def _contents(among: Among) -> dict[str, Content]:
    rows = Initiative.objects.order_by("id").filter(among("pk"))
    found: dict[str, Content] = {
        row["id"]: {name: _plain(row[column]) for name, column in COLUMNS.items()}
        for row in rows.values("id", *COLUMNS.values())
    }
    for name, part in PARTS.items():
        lists = _lists(part, among)
        for id_, content in found.items():
            content[name] = lists[id_]
    sums = _own_sums(among)
    for id_, content in found.items():
        content["money"] = sums[id_]
    return found


def write(documents: Mapping[str, Content]) -> None:
    """Make the tables of these initiatives say what their documents say; others stay.

    An initiative that is new is a draft that nobody but its writers sees. The caller's transaction
    undoes all, and checks references when it ends. Where what is public changes, that is noted.
    """
    ids = list(documents)
    Initiative.objects.bulk_create(
        [_initiative(id_, content) for id_, content in documents.items()],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*COLUMNS.values(), *DERIVED],
    )
    for name, part in PARTS.items():
        if part.table is DueReport:
            write_due_reports(documents, _rows_of(DueReport, ids))
        else:
            _delete(part.table, documents)
            fill(part.table, _rows(name, part, documents))
    _write_own_sums(documents)
    if any(Initiative.objects.public().filter(pk__in=some).exists() for some in _batches(ids)):
        note_change("initiative", "due")


def dangling(content: Content) -> list[str]:
    """The ids in a document that stand for nothing here, as when the facts no longer hold them."""
    asked: dict[type[models.Model], set[str | None]] = {
        Actor: {e["actor"] for part in ("participations", "money") for e in content[part]},
        Place: {e["place"] for e in content["places"]},
        Goal: {e["goal"] for e in content["goals"]},
        Initiative: {e["other"] for e in content["relations"]},
        Department: {content["lead_department"]},
    }
    found = []
    for table, given in asked.items():
        ids = {id_ for id_ in given if id_}
        here = table._default_manager.filter(pk__in=ids).values_list("pk", flat=True)
        found += sorted(ids - set(here))
    return found


def key_of_sum(initiative_id: str, position: int) -> str:
    """The key of the sum that stands at an initiative, the first one's without a number."""
    return f"{MoneyKind.INITIATIVE}:{initiative_id}" + (f":{position}" if position else "")


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, PartialDate) else value


def _lists(part: Part, among: Among) -> defaultdict[str, list[Any]]:
    """The rows of a table by initiative; a list of one column is a list of plain values."""
    rows = part.table._default_manager.filter(among("initiative_id"))
    found: defaultdict[str, list[Any]] = defaultdict(list)
    names, columns = list(part.columns), list(part.columns.values())
    in_order = rows.order_by("initiative_id", part.order)
    for id_, *values in in_order.values_list("initiative_id", *columns):
        plain = [_plain(value) for value in values]
        found[id_].append(plain[0] if len(names) == 1 else dict(zip(names, plain, strict=True)))
    return found


def _own_sums(among: Among) -> defaultdict[str, list[Any]]:
    links = MoneyInitiative.objects.filter(among("initiative_id"))
    columns = [f"money__{column}" for column in MONEY.values()]
    found: defaultdict[str, list[Any]] = defaultdict(list)
    rows = links.filter(money__kind=MoneyKind.INITIATIVE)
    in_order = rows.order_by("initiative_id", "position", "money_id")
    for id_, *values in in_order.values_list("initiative_id", *columns):
        found[id_].append(dict(zip(MONEY, map(_plain, values), strict=True)))
    return found


def _initiative(id_: str, content: Content) -> Initiative:
    columns = {column: content[name] for name, column in COLUMNS.items()}
    return Initiative(
        id=id_,
        **columns,
        start=current(content["dates"], Moment.START),
        end=current(content["dates"], Moment.END),
        sort_sv=alphabetical(content["title_sv"])[:200],
    )


def _rows(name: str, part: Part, documents: Mapping[str, Content]) -> list[models.Model]:
    return [
        part.table(initiative_id=id_, position=position, **_values(part, entry))
        for id_, content in documents.items()
        for position, entry in enumerate(content[name])
    ]


def _values(part: Part, entry: Any) -> dict[str, Any]:
    if not isinstance(entry, Mapping):
        return {next(iter(part.columns.values())): entry}
    return {column: entry[name] for name, column in part.columns.items()}


def _rows_of(table: type[Row], ids: Sequence[str]) -> Iterator[Row]:
    for some in _batches(ids):
        yield from table._default_manager.filter(initiative_id__in=some)


def _delete(table: type[models.Model], ids: Iterable[str]) -> None:
    rows = table._default_manager.order_by()
    for some in _batches(list(ids)):
        rows.filter(initiative_id__in=some)._raw_delete(rows.db)


def _write_own_sums(documents: Mapping[str, Content]) -> None:
    for some in _batches(list(documents)):
        links = MoneyInitiative.objects.filter(
            initiative_id__in=some, money__kind=MoneyKind.INITIATIVE
        )
        Money.objects.filter(pk__in=list(links.values_list("money_id", flat=True))).delete()
    sums = [
        (id_, position, key_of_sum(id_, position), entry)
        for id_, content in documents.items()
        for position, entry in enumerate(content["money"])
    ]
    fill(
        Money,
        [
            Money(
                id=key,
                kind=MoneyKind.INITIATIVE,
                **{column: entry[name] for name, column in MONEY.items()},
            )
            for _, _, key, entry in sums
        ],
    )
    fill(
        MoneyInitiative,
        [MoneyInitiative(money_id=key, initiative_id=i, position=at) for i, at, key, _ in sums],
    )


def _batches(ids: Sequence[str], size: int = 500) -> list[Sequence[str]]:
    return [ids[at : at + size] for at in range(0, len(ids), size)]
