"""How an initiative's document lies in a spreadsheet: which sheets and columns there are, and what
each cell may hold.

One sheet has a row for each initiative; each list of the document has a sheet with a row for each
of its entries. What a cell may hold follows from the tables of the register. Knows nothing of
files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Field

from samlad.portal.content.words import Evidence
from samlad.portal.register.contents import COLUMNS, MONEY, PARTS
from samlad.portal.register.models import Initiative, Money
from samlad.portal.register.words import (
    Basis,
    DateBasis,
    Evaluation,
    Kind,
    Moment,
    ParticipationRole,
    PlaceBasis,
    RelationKind,
    Stage,
    State,
    Status,
)

#: The sheet of initiatives, and of each list of a document: its key there → the sheet's name.
INITIATIVES = "Insatser"
SHEETS: Mapping[str, str] = {
    "areas": "Områden",
    "participations": "Medverkan",
    "places": "Platser",
    "dates": "Datum",
    "due_reports": "Redovisningar",
    "goals": "Mål",
    "documents": "Dokument",
    "relations": "Samband",
    "money": "Pengar",
}
ID, VERSION = "id", "version"
#: Lists whose cell in a flat file is codes with `;` between, having one column.
SIMPLE = ("areas",)

#: Closed lists of words, by part (empty: the initiative itself) and column.
WORDS: Mapping[tuple[str, str], type[StrEnum]] = {
    ("", "kind"): Kind,
    ("", "state"): State,
    ("", "status"): Status,
    ("", "status_evidence"): Evidence,
    ("", "evaluation"): Evaluation,
    ("", "evidence"): Evidence,
    ("participations", "role"): ParticipationRole,
    ("places", "basis"): PlaceBasis,
    ("dates", "moment"): Moment,
    ("dates", "basis"): DateBasis,
    ("relations", "kind"): RelationKind,
    ("money", "basis"): Basis,
    ("money", "stage"): Stage,
    ("money", "evidence"): Evidence,
}
#: Keys of other tables, by part and column → the list of codes they come from.
REFERENCES: Mapping[tuple[str, str], str] = {
    ("", "lead_department"): "departments",
    ("areas", "area"): "areas",
    ("participations", "actor"): "actors",
    ("places", "place"): "places",
    ("goals", "goal"): "goals",
    ("relations", "other"): "initiatives",
    ("money", "actor"): "actors",
}
#: What a row must have.
REQUIRED = {
    ("", "title_sv"),
    ("", "kind"),
    ("", "state"),
    ("", "evaluation"),
    ("", "evidence"),
    ("areas", "area"),
    ("participations", "actor"),
    ("participations", "role"),
    ("places", "place"),
    ("places", "basis"),
    ("dates", "moment"),
    ("dates", "basis"),
    ("dates", "date"),
    ("due_reports", "due"),
    ("goals", "goal"),
    ("documents", "title"),
    ("documents", "url"),
    ("relations", "other"),
    ("relations", "kind"),
}
#: What tells the entries of a list apart; two with the same are one too many.
ONCE: Mapping[str, tuple[str, ...]] = {
    "areas": ("area",),
    "participations": ("actor", "role"),
    "places": ("place", "basis", "area_code", "vintage"),
    "due_reports": ("due",),
    "goals": ("goal",),
    "relations": ("other", "kind"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of a sheet and what its cells may hold.

    part: the list of the document, empty for the initiative itself. field: the table's column.
    """

    part: str
    name: str
    field: Field[object, object]
    words: type[StrEnum] | None
    reference: str
    is_required: bool


def columns_of(part: str) -> list[Cell]:
    """The columns of a sheet without the initiative's id, in their order."""
    if part == "":
        return [_cell(Initiative, "", name, column) for name, column in COLUMNS.items()]
    if part == "money":
        return [_cell(Money, part, name, column) for name, column in MONEY.items()]
    table = PARTS[part].table
    return [_cell(table, part, name, column) for name, column in PARTS[part].columns.items()]


def _cell(table: type, part: str, name: str, column: str) -> Cell:
    field = table._meta.get_field(column.removesuffix("_id"))  # type: ignore[attr-defined]
    return Cell(
        part=part,
        name=name,
        field=field,
        words=WORDS.get((part, name)),
        reference=REFERENCES.get((part, name), ""),
        is_required=(part, name) in REQUIRED,
    )
