"""An initiative's document in words: its fields as lines, and where two documents differ.

Takes documents of `contents`; gives labels and lines in the page's language, for versions and for
whoever must see what another has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from samlad.catalogue import policy_areas
from samlad.portal.content.models import Department
from samlad.portal.content.words import word
from samlad.portal.numbers import kronor
from samlad.portal.register.contents import Content
from samlad.portal.register.models import Actor, Goal, Initiative, Place
from samlad.portal.wording import in_language, language, words


@dataclass(frozen=True, slots=True)
class Told:
    """One field in words; no lines where nothing is known. name: the field's in the document.

    lang: `sv` where the lines are Swedish on a page that is not.
    """

    name: str
    label: str
    lines: tuple[str, ...]
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that two documents say different things of."""

    name: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]


#: The fields in the order of the page.
FIELDS = (
    "title_sv", "title_en", "kind", "areas", "description_sv", "description_en", "state",
    "participations", "lead_department", "decided", "dates", "due_reports", "places", "goals",
    "money", "appropriation", "evaluation", "evaluation_note", "relations", "documents",
    "official_title", "reference", "status", "status_as_of", "status_evidence",
    "is_on_founding_page", "source_url", "evidence", "note",
)  # fmt: skip


#: Fields whose words are Swedish whatever the page's language.
SWEDISH = frozenset(
    {"title_sv", "description_sv", "official_title", "reference", "appropriation"}
    | {"evaluation_note", "note"}
)


def told(content: Content, readable: QuerySet[Initiative] | None = None) -> list[Told]:
    """Every field that says something. readable: the initiatives that the reader may know the
    titles of; None: those that everybody may.
    """
    return [field for field in _fields(content, _names([content], readable)) if field.lines]


def differences(
    before: Content, after: Content, readable: QuerySet[Initiative] | None = None
) -> list[Difference]:
    """Every field that the two say different things of. readable: as of `told`."""
    names = _names([before, after], readable)
    return [
        Difference(old.name, old.label, old.lines, new.lines)
        for old, new in zip(_fields(before, names), _fields(after, names), strict=True)
        if before[old.name] != after[new.name]
    ]


def label_of(name: str) -> str:
    """What a field is called on pages."""
    return words(f"register.field_{name}")


def _fields(content: Content, names: Mapping[str, str]) -> list[Told]:
    is_other = language() != "sv"
    return [
        Told(
            name,
            label_of(name),
            _lines(name, content[name], names),
            lang="sv" if is_other and name in SWEDISH else "",
        )
        for name in FIELDS
    ]


def _lines(name: str, value: Any, names: Mapping[str, str]) -> tuple[str, ...]:
    if value in (None, "", [], False):
        return ()
    if isinstance(value, list):
        return tuple(ENTRIES[name](entry, names) for entry in value)
    if name in WORDS:
        return (in_language(word(WORDS[name], value)),)
    if value is True:
        return (words("register.yes"),)
    return (names.get(f"{name}:{value}", str(value)),)


WORDS = {
    "kind": "register.kind",
    "state": "register.state",
    "status": "register.status",
    "evaluation": "register.evaluation",
    "evidence": "content.evidence",
    "status_evidence": "content.evidence",
}


def _area(entry: str, names: Mapping[str, str]) -> str:
    return in_language(policy_areas()[entry].name) if entry in policy_areas() else entry


def _participation(entry: Mapping[str, Any], names: Mapping[str, str]) -> str:
    return f"{_name(names, 'actor', entry)} ({_said('register.role', entry['role'])})"


def _place(entry: Mapping[str, Any], names: Mapping[str, str]) -> str:
    smaller = f", {entry['area_code']} ({entry['vintage']})" if entry["area_code"] else ""
    basis = _said("register.place_basis", entry["basis"])
    return f"{_name(names, 'place', entry)}{smaller} – {basis}"


def _date(entry: Mapping[str, Any], names: Mapping[str, str]) -> str:
    moment, basis = _said("register.moment", entry["moment"]), entry["basis"]
    noted = f", {words('register.noted')} {entry['noted']}" if entry["noted"] else ""
    reason = f": {entry['reason']}" if entry["reason"] else ""
    return f"{moment} {entry['date']} ({_said('register.date', basis)}{noted}){reason}"


def _due(entry: Mapping[str, Any], names: Mapping[str, str]) -> str:
    return f"{entry['due']}: {entry['about']}" if entry["about"] else str(entry["due"])


def _sum(entry: Mapping[str, Any], names: Mapping[str, str]) -> str:
    amount = entry["amount_sek"]
    parts = [
        words("register.amount_unknown") if amount is None else kronor(amount, language()),
        _said("register.basis", entry["basis"]),
        _said("register.stage", entry["stage"]),
        "–".join(filter(None, dict.fromkeys([entry["start"], entry["end"]]))),
        _name(names, "actor", entry) if entry["actor"] else "",
        entry["appropriation"],
        entry["covers"],
        entry["source_url"],
    ]
    return ", ".join(filter(None, parts))


def _goal(entry: Mapping[str, Any], names: Mapping[str, str]) -> str:
    how = entry["how_en"] if language() == "en" and entry["how_en"] else entry["how_sv"]
    return f"{_name(names, 'goal', entry)}: {how}" if how else _name(names, "goal", entry)


def _document(entry: Mapping[str, Any], names: Mapping[str, str]) -> str:
    return f"{entry['title']}, {entry['published'] or ''} {entry['url']}".replace(",  ", ", ")


def _relation(entry: Mapping[str, Any], names: Mapping[str, str]) -> str:
    return f"{_said('register.relation', entry['kind'])}: {_name(names, 'other', entry)}"


ENTRIES: Mapping[str, Callable[[Any, Mapping[str, str]], str]] = {
    "areas": _area,
    "participations": _participation,
    "places": _place,
    "dates": _date,
    "due_reports": _due,
    "money": _sum,
    "goals": _goal,
    "documents": _document,
    "relations": _relation,
}


def _said(group: str, value: str) -> str:
    return in_language(word(group, value)) if value else ""


def _name(names: Mapping[str, str], what: str, entry: Mapping[str, Any]) -> str:
    return names.get(f"{what}:{entry[what]}", str(entry[what]))


def _names(documents: list[Content], readable: QuerySet[Initiative] | None) -> dict[str, str]:
    """What the ids in the documents stand for: `actor:boverket` → Boverket."""
    initiatives = Initiative.objects.public() if readable is None else readable
    actors = {
        e["actor"] for d in documents for part in ("participations", "money") for e in d[part]
    }
    asked: dict[str, tuple[QuerySet[Any], set[Any]]] = {
        "actor": (Actor.objects.all(), actors),
        "place": (Place.objects.all(), {e["place"] for d in documents for e in d["places"]}),
        "goal": (Goal.objects.all(), {e["goal"] for d in documents for e in d["goals"]}),
        "other": (initiatives, {e["other"] for d in documents for e in d["relations"]}),
        "lead_department": (Department.objects.all(), {d["lead_department"] for d in documents}),
    }
    return {
        f"{what}:{row.pk}": in_language(getattr(row, "title", None) or getattr(row, "name", ""))
        for what, (rows, ids) in asked.items()
        for row in rows.filter(pk__in=[id_ for id_ in ids if id_])
    }
