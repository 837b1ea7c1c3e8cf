"""The codes that a spreadsheet of initiatives may hold, with what they mean in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from samlad.catalogue import policy_areas
from samlad.portal.content.models import Department
from samlad.portal.content.words import word
from samlad.portal.register.models import Actor, Goal, Initiative, Place
from samlad.portal.register.sheet_layout import WORDS

CODE_COLUMNS = ("list", "code", "sv", "en")
#: Column of a closed list → the beginning of the keys of its texts.
_TEXTS = {
    "kind": "register.kind",
    "state": "register.state",
    "status": "register.status",
    "status_evidence": "content.evidence",
    "evaluation": "register.evaluation",
    "evidence": "content.evidence",
    "participations.role": "register.role",
    "places.basis": "register.place_basis",
    "dates.moment": "register.moment",
    "dates.basis": "register.date",
    "relations.kind": "register.relation",
    "money.basis": "register.basis",
    "money.stage": "register.stage",
    "money.evidence": "content.evidence",
}


def known_codes() -> Mapping[str, frozenset[str]]:
    """The keys of every table that a cell can refer to."""
    return {
        "departments": frozenset(Department.objects.values_list("id", flat=True)),
        "areas": frozenset(policy_areas()),
        "actors": frozenset(Actor.objects.values_list("id", flat=True)),
        "places": frozenset(Place.objects.values_list("code", flat=True)),
        "goals": frozenset(Goal.objects.values_list("id", flat=True)),
        "initiatives": frozenset(Initiative.objects.values_list("id", flat=True)),
    }


def code_rows() -> Iterator[tuple[str, str, str, str]]:
    """Every code with its list and what it means; the lists in the order of the sheets."""
    for (part, column), kinds in WORDS.items():
        name = f"{part}.{column}" if part else column
        for code in kinds:
            text = word(_TEXTS[name], code)
            yield name, str(code), text.sv, text.en
    for area in policy_areas().values():
        yield "areas", area.id, area.name.sv, area.name.en
    for department in Department.objects.order_by("id"):
        yield "lead_department", department.id, department.name_sv, department.name_en
    for actor in Actor.objects.order_by("kind", "id"):
        yield "actor", actor.id, actor.name_sv, actor.name_en
    for place in Place.objects.order_by("code"):
        yield "place", place.code, place.name, place.name
    for goal in Goal.objects.order_by("position"):
        yield "goal", goal.id, goal.title_sv, goal.title_en
