"""The names that forms suggest, id → name in the page's language: actors, places, initiatives."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from samlad.model import Text
from samlad.portal.content.models import Department
from samlad.portal.kept import kept
from samlad.portal.register.models import Actor, Goal, Initiative, Place
from samlad.portal.register.words import PlaceLevel
from samlad.portal.wording import in_language
from samlad.portal.work.fields import MOST_SUGGESTED, suggested
from samlad.portal.work.names import Known, shown


@dataclass(frozen=True, slots=True)
class Suggestions:
    """A list of suggestions on the page: its id, and each as it is typed."""

    id: str
    names: tuple[str, ...]


@kept
def actors() -> Mapping[str, str]:
    """All actors. One that is added shows when something is next published."""
    return _told_apart(Actor.objects.all())


@kept
def known_actors() -> Known:
    """All actors with the names they go by: in either language, in short, and as places."""
    others = {
        row.pk: (row.name_sv, row.name_en, row.short, *(_names_of(row.place) if row.place else ()))
        for row in Actor.objects.select_related("place")
    }
    return Known(actors(), others)


@kept
def known_places() -> Known:
    """The nation, counties and municipalities."""
    rows = list(Place.objects.all())
    return Known({row.pk: row.name for row in rows}, {row.pk: _names_of(row) for row in rows})


@kept
def goals() -> list[tuple[str, Any]]:
    """All goals as choices in their order: those of no other, then each one's parts below it."""
    titles = {goal.pk: in_language(goal.title) for goal in Goal.objects.all()}
    parts: dict[str | None, list[tuple[str, str]]] = defaultdict(list)
    for id_, parent in Goal.objects.values_list("pk", "parent_id"):
        parts[parent].append((id_, titles[id_]))
    return [*parts[None], *((titles[id_], parts[id_]) for id_ in titles if id_ in parts)]


@kept
def departments() -> Mapping[str, str]:
    """All departments by their names."""
    return _told_apart(Department.objects.order_by("name_sv", "id"))


def known_initiatives(apart_from: str, standing: Iterable[str]) -> Known:
    """All published initiatives but one, and by their ids those that it is related to already."""
    rows = Initiative.objects.public().order_by("sort_sv").exclude(pk=apart_from)
    titles = list(rows.values_list("id", "title_sv", "title_en"))
    by_id = {id_: id_ for id_ in standing}
    return Known(by_id | {id_: sv for id_, sv, _ in titles}, {id_: (en,) for id_, _, en in titles})


def names(*, apart_from: str = "", standing: Iterable[str] = ()) -> dict[str, Known]:
    """All that the rows of an initiative's form ask for, by the id of its list."""
    return {
        "actors": known_actors(),
        "places": known_places(),
        "initiatives": known_initiatives(apart_from, standing),
    }


def lists(named: Mapping[str, Known]) -> list[Suggestions]:
    """The lists that the page sends for the browser to suggest from."""
    return [
        Suggestions(suggested(id_), tuple(shown(key, name) for key, name in known.names.items()))
        for id_, known in named.items()
        if len(known.names) <= MOST_SUGGESTED
    ]


def _names_of(place: Place) -> tuple[str, ...]:
    """What a place goes by: its name, its name alone, and a municipality also as a town."""
    town = place.name.removesuffix(" kommun") + " stad"
    towns = (town, f"{place.name_short} stad") if place.level == PlaceLevel.MUNICIPALITY else ()
    return (place.name, place.name_short, *towns)


def _told_apart(rows: QuerySet[Any]) -> dict[str, str]:
    """Id → name of rows that existed for a time; those of one name have their years with it."""
    found = {
        row.pk: (in_language(Text(row.name_sv, row.name_en or row.name_sv)), row) for row in rows
    }
    times = Counter(name for name, _ in found.values())
    return {
        id_: f"{name} ({_years(row)})" if times[name] > 1 and _years(row) else name
        for id_, (name, row) in found.items()
    }


def _years(row: Any) -> str:
    start, end = (str(day.year) if day else "" for day in (row.start, row.end))
    return f"{start}–{end}" if start or end else ""
