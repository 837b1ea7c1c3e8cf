"""What the register has to find: initiatives, their days for reporting, goals, places, events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse

from samlad.catalogue import policy_areas
from samlad.errors import SamladError
from samlad.model import NATION, Area, Level
from samlad.portal.content.partial_date import PartialDate
from samlad.portal.dates import in_words
from samlad.portal.finding.documents import Coded, Document
from samlad.portal.finding.kinds import Hit, Kind
from samlad.portal.register.due_reports import Day, due_reports
from samlad.portal.register.models import Goal, Initiative, Place, TimelineEvent
from samlad.portal.results import results
from samlad.portal.wording import in_language, language, words

#: Days that have passed stand the latest first: each digit is turned round.
_TURNED = str.maketrans("0123456789", "9876543210")


def initiative_documents() -> Iterator[Document]:
    """Every published initiative: titles, official title and reference."""
    public = Initiative.objects.public()
    coded = Coded("initiative", public)
    rows = public.order_by().values_list(
        "id", "title_sv", "title_en", "official_title", "reference", "decided", "kind"
    )
    for key, swedish, english, official, reference, decided, kind in rows.iterator(5000):
        yield Document(
            key=key,
            heading={"sv": swedish, "en": english},
            body={"sv": f"{official} {reference}"},
            date=decided,
            codes=coded.of(key),
            group=kind,
        )


def due_documents() -> Iterator[Document]:
    """Every day for reporting of what is published, by the words of its initiative.

    Its key is the initiative's and its own, so that days alike stand by initiative.
    """
    public = due_reports()
    coded = Coded("due", public)
    rows = public.select_related(None).prefetch_related(None).order_by()
    told = rows.values_list(
        "pk", "initiative_id", "due", "about", "day", "is_past", "initiative__title_sv",
        "initiative__title_en", "initiative__official_title", "initiative__reference",
    )  # fmt: skip
    for (
        pk,
        initiative,
        due,
        about,
        day,
        is_past,
        swedish,
        english,
        official,
        reference,
    ) in told.iterator(5000):
        yield Document(
            key=f"{initiative}:{pk}",
            heading={"sv": swedish, "en": english},
            body={"sv": f"{official} {reference} {about}"},
            date=due,
            codes=coded.of(pk),
            group=str(Day(day)),
            orders={"nearest": nearest(due, is_past=bool(is_past))},
        )


def nearest(due: PartialDate, *, is_past: bool) -> str:
    """What a day stands by where the coming ones are first, the nearest of each before others.

    >>> nearest(PartialDate("2026-06"), is_past=False), nearest(PartialDate("2018"), is_past=True)
    ('0 2026-06', '1 7981~')
    """
    return f"1 {due.text.translate(_TURNED)}~" if is_past else f"0 {due.text}"


def event_documents() -> Iterator[Document]:
    """Every event of the timeline: title and description."""
    coded = Coded("event", TimelineEvent.objects.all())
    for event in TimelineEvent.objects.order_by():
        yield Document(
            key=event.id,
            heading={"sv": event.title_sv, "en": event.title_en},
            body={"sv": event.description},
            date=event.date,
            codes=coded.of(event.id),
            group=event.kind,
        )


def goal_documents() -> Iterator[Document]:
    """Every goal: title and description."""
    for goal in Goal.objects.order_by("position"):
        yield Document(
            key=goal.id,
            heading={"sv": goal.title_sv, "en": goal.title_en},
            body={"sv": goal.description_sv, "en": goal.description_en},
        )


def place_documents() -> Iterator[Document]:
    """The nation, counties and municipalities by code and name; neighbourhoods where results are.

    A place stands before the neighbourhoods that share its name or lie in it, so its own name is
    said often. The key of a neighbourhood is its code, which begins with its municipality's.
    """
    names = {}
    for code, name, short in Place.objects.order_by("code").values_list(
        "code", "name", "name_short"
    ):
        names[code] = short
        english = "Sweden" if code == NATION else ""
        yield Document(
            key=code,
            heading={"sv": f"{name} {f'{short} ' * 4}", "en": english},
            body={"sv": f"{code} {short}"},
        )
    for area in _neighbourhoods():
        if area.code[:4] in names:
            yield Document(
                key=area.code,
                heading={"sv": area.name},
                body={"sv": f"{area.code} {names[area.code[:4]]}"},
            )


def _neighbourhoods() -> list[Area]:
    try:
        return [area for area in results().areas() if area.level is Level.REGSO]
    except SamladError:
        return []


def initiative_hits(keys: Sequence[str]) -> list[Hit]:
    """Initiatives with their kind and date; those that are withdrawn meanwhile are left out."""
    rows = Initiative.objects.public().in_bulk(list(keys))
    return [_initiative_hit(rows[key]) for key in keys if key in rows]


def _initiative_hit(initiative: Initiative) -> Hit:
    line = in_language(initiative.kind_word)
    if initiative.decided:
        line += f", {in_words(str(initiative.decided), language())}"
    address = reverse("initiative", args=[initiative.id])
    return Hit(in_language(initiative.title), address, line)


def goal_hits(keys: Sequence[str]) -> list[Hit]:
    """Goals with their level and policy area."""
    rows = Goal.objects.in_bulk(list(keys))
    return [_goal_hit(rows[key]) for key in keys if key in rows]


def _goal_hit(goal: Goal) -> Hit:
    area = policy_areas()[goal.area]
    line = f"{in_language(goal.level_word)}, {in_language(area.name).lower()}"
    return Hit(in_language(goal.title), reverse("goal", args=[goal.id]), line)


def place_hits(keys: Sequence[str]) -> list[Hit]:
    """Places; each neighbourhood leads to its municipality, with whose code its own begins."""
    codes = {key[:4] for key in keys}
    rows = Place.objects.select_related("parent").in_bulk(list(codes))
    names = {area.code: area.name for area in _neighbourhoods()} if _has_parts(keys) else {}
    return [_place_hit(key, rows[key[:4]], names) for key in keys if key[:4] in rows]


def _has_parts(keys: Sequence[str]) -> bool:
    return any(len(key) > 4 for key in keys)


def _place_hit(key: str, place: Any, names: Mapping[str, str]) -> Hit:
    above = place if len(key) > 4 else place.parent
    level = "regso" if len(key) > 4 else place.level
    parent, short = (above.name, above.name_short) if above else ("", "")
    if level == "regso":
        parent = short  # its name as a place, in both languages
    line = words(f"content.place_{level}", parent=parent, short=short)
    address = reverse("place", args=[place.code])
    if place.code == NATION:
        return Hit(words("content.nation"), address, line)
    is_other = language() != "sv"
    return Hit(names.get(key, place.name), address, line, "sv" * is_other)


#: What an initiative, and so its days, is found by.
_INITIATIVE = ("register.Initiative", "register.InitiativeArea", "register.Participation")

KINDS = (
    Kind(
        "initiative",
        initiative_documents,
        (*_INITIATIVE, "register.InitiativePlace", "register.GoalLink"),
        initiative_hits,
    ),
    Kind(
        "due",
        due_documents,
        (*_INITIATIVE, "register.DueReport", "register.PeriodReport"),
        is_of_the_day=True,
    ),
    Kind("event", event_documents, ("register.TimelineEvent", "register.EventArea")),
    Kind("goal", goal_documents, ("register.Goal",), goal_hits),
    Kind("place", place_documents, ("register.Place",), place_hits),
)
