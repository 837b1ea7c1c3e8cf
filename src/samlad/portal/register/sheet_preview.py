"""What a spreadsheet would change, worked out before anything is saved.

Takes the rows that were read and the register as it stands; gives, for each initiative of the file,
whether it is new, changed, the same or in error, with every change and every fault. Nothing is
written here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from samlad.portal.register.contents import EMPTY, NEW, Content
from samlad.portal.register.entries import wrong_in
from samlad.portal.register.sheet_cells import CellFault, text_of, value_of
from samlad.portal.register.sheet_layout import (
    ID,
    INITIATIVES,
    ONCE,
    SHEETS,
    VERSION,
    Cell,
    columns_of,
)
from samlad.portal.register.sheet_rows import Row, Rows
from samlad.portal.wording import words

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
#: Addresses of the register that no initiative can have.
TAKEN = ("pengar", "tidslinje", "kalender", "kvalitet", "ny")


class Outcome(StrEnum):
    """What would come of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be used: where it stands and why. column: empty for the whole row."""

    sheet: str
    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """A column or list of the document before and after."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Looked:
    """One initiative of the file. document: None where nothing is told of it; with faults it is as
    far as it could be read.
    """

    id: str
    row: int
    title: str
    outcome: Outcome
    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()
    document: Content | None = None
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What the file would do. Only a preview without faults can be saved, and then all of it."""

    rows: tuple[Looked, ...]
    faults: tuple[Fault, ...] = ()  # of rows that belong to no initiative of the file

    @property
    def every_fault(self) -> list[Fault]:
        """All faults, in the order of the file."""
        own = [fault for row in self.rows for fault in row.faults]
        return sorted([*own, *self.faults], key=lambda f: (f.sheet != INITIATIVES, f.sheet, f.row))

    def of(self, outcome: Outcome) -> list[Looked]:
        """The rows that come to this."""
        return [row for row in self.rows if row.outcome == outcome]

    @property
    def documents(self) -> dict[str, Content]:
        """The documents to write: those that are new or changed."""
        return {
            row.id: row.document
            for row in self.rows
            if row.outcome in (Outcome.NEW, Outcome.CHANGED) and row.document is not None
        }

    @property
    def can_be_saved(self) -> bool:
        """Whether there is something to save and nothing is wrong."""
        return not self.every_fault and bool(self.documents)


@dataclass(slots=True)
class _Reading:
    """What the rows are held against, and the faults found so far of one initiative."""

    known: Mapping[str, Collection[str]]
    columns: Collection[str]
    entries: Mapping[str, Mapping[str, list[Row]]]
    faults: list[Fault] = field(default_factory=list)

    def value(self, row: Row, cell: Cell) -> Any:
        """The value of a cell; None with a fault noted where it cannot be used."""
        try:
            return value_of(cell, row.cells.get(cell.name), self.known)
        except CellFault as fault:
            self.faults.append(Fault(row.sheet, row.number, cell.name, str(fault)))
            return None


def preview(
    sheets: Mapping[str, Rows],
    current: Mapping[str, Content],
    versions: Mapping[str, int],
    known: Mapping[str, Collection[str]],
    closed: Collection[str] = (),
) -> Preview:
    """What the sheets would change.

    current: the documents of the initiatives that the sheets name, as the register has them.
    versions: the number of the version of each. known: the keys of every list of codes. closed:
    initiatives of which nothing is told, not even whether the file says the same.
    """
    main = sheets[INITIATIVES]
    ids = [text_of(row.cells.get(ID)).strip() for row in main.rows]
    known = {**known, "initiatives": {*known["initiatives"], *ids}}
    entries = {part: _by_id(sheets[name]) for part, name in SHEETS.items() if name in sheets}
    seen: dict[str, int] = {}
    looked = []
    for row, id_ in zip(main.rows, ids, strict=True):
        if id_ in closed:
            fault = Fault(row.sheet, row.number, ID, words("work.import_not_yours"))
            looked.append(Looked(id_, row.number, id_, Outcome.ERROR, faults=(fault,)))
            continue
        reading = _Reading(_known(known, current.get(id_)), main.columns, entries)
        _check_id(reading, row, id_, seen)
        _check_version(reading, row, id_, versions)
        document = _document(reading, row, id_, current.get(id_))
        looked.append(_looked(reading, row, id_, document, current.get(id_)))
        seen.setdefault(id_, row.number)
    return Preview(tuple(looked), tuple(_strays(entries, set(ids))))


def _known(
    known: Mapping[str, Collection[str]], before: Content | None
) -> Mapping[str, Collection[str]]:
    """The known codes with the initiatives that this one stands in relation to already."""
    own = {entry["other"] for entry in before["relations"]} if before else set()
    if all(id_ in known["initiatives"] for id_ in own):
        return known
    return {**known, "initiatives": {*known["initiatives"], *own}}


def named_ids(sheets: Mapping[str, Rows]) -> set[str]:
    """The ids of the initiatives that the sheets name."""
    return {text_of(row.cells.get(ID)).strip() for row in sheets[INITIATIVES].rows}


def _by_id(rows: Rows) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows.rows:
        found[text_of(row.cells.get(ID)).strip()].append(row)
    return found


def _check_id(reading: _Reading, row: Row, id_: str, seen: Mapping[str, int]) -> None:
    if not _ID.fullmatch(id_) or id_ in TAKEN:
        reason = words("register.fault_id", value=id_[:80])
    elif id_ in seen:
        reason = words("register.fault_id_twice", row=seen[id_])
    else:
        return
    reading.faults.append(Fault(row.sheet, row.number, ID, reason))


def _check_version(reading: _Reading, row: Row, id_: str, versions: Mapping[str, int]) -> None:
    """Refuse a row that was written out before somebody else changed the initiative."""
    said = text_of(row.cells.get(VERSION)).strip()
    now = str(versions.get(id_, 0))
    if said and said != now and not (said == "0" and id_ not in versions):
        reason = words("register.fault_version", file=said[:20], now=now)
        reading.faults.append(Fault(row.sheet, row.number, VERSION, reason))


def _document(reading: _Reading, row: Row, id_: str, before: Content | None) -> Content:
    """The document as the file has it; what the file has no column or sheet for stays."""
    document = deepcopy(NEW if before is None else before)
    for cell in columns_of(""):
        if _is_read(reading, row, cell, before is None):
            document[cell.name] = reading.value(row, cell)
    for part, rows in reading.entries.items():
        document[part] = _list(reading, part, rows.get(id_, []))
    for relation in document["relations"]:
        if relation["other"] == id_:
            reason = words("register.fault_itself")
            reading.faults.append(Fault(SHEETS["relations"], row.number, "other", reason))
    return document


def _is_read(reading: _Reading, row: Row, cell: Cell, is_new: bool) -> bool:
    """Whether the cell says something: of a new initiative, also that a needed one is missing."""
    if not is_new:
        return cell.name in reading.columns
    is_needed = cell.is_required and not NEW[cell.name]
    return is_needed or text_of(row.cells.get(cell.name)) != ""


def _list(reading: _Reading, part: str, rows: list[Row]) -> list[Any]:
    cells = columns_of(part)
    found, seen, entries = [], set(), []
    for row in rows:
        if "" in row.cells:
            reason = words("register.fault_too_many", value=str(row.cells[""])[:80])
            reading.faults.append(Fault(row.sheet, row.number, part, reason))
        values, usable = {}, {}
        for cell in cells:
            before = len(reading.faults)
            values[cell.name] = reading.value(row, cell)
            if len(reading.faults) == before:
                usable[cell.name] = values[cell.name]
        entries.append(usable)
        key = tuple(values[name] for name in ONCE.get(part, ()))
        if key and key in seen:
            reason = words("register.fault_twice")
            reading.faults.append(Fault(row.sheet, row.number, ONCE[part][0], reason))
        seen.add(key)
        found.append(values if len(cells) > 1 else values[cells[0].name])
    for wrong in wrong_in(part, entries):
        row = rows[wrong.position]
        reason = words(wrong.key, **wrong.words)
        reading.faults.append(Fault(row.sheet, row.number, wrong.name, reason))
    if part == "due_reports":
        found.sort(key=lambda entry: str(entry["due"]))
    return found


def _looked(
    reading: _Reading, row: Row, id_: str, document: Content, before: Content | None
) -> Looked:
    title = str(document.get("title_sv") or "")
    stood: Mapping[str, Any] = dict.fromkeys(EMPTY) if before is None else before
    held = EMPTY if before is None else before
    changes = tuple(Change(k, stood[k], v) for k, v in document.items() if v != held[k])
    if reading.faults:
        outcome = Outcome.ERROR
    elif before is None:
        outcome = Outcome.NEW
    else:
        outcome = Outcome.CHANGED if changes else Outcome.SAME
    return Looked(
        id_, row.number, title, outcome, changes, tuple(reading.faults), document, before is None
    )


def _strays(entries: Mapping[str, Mapping[str, list[Row]]], ids: Collection[str]) -> list[Fault]:
    """Rows of a list whose initiative has no row of its own."""
    return [
        Fault(row.sheet, row.number, ID, words("register.fault_stray", value=id_[:80]))
        for rows in entries.values()
        for id_, of in rows.items()
        if id_ not in ids
        for row in of
    ]
