"""The names that forms suggest, id → name in the page's language: actors, places, initiatives."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from samlad.model import Text
from samlad.portal.content.models import Department
from samlad.portal.kept import kept
from samlad.portal.register.models import Actor, Goal, Initiative, Place
from samlad.portal.wording import in_language
from samlad.portal.work.fields import MOST_SUGGESTED, shown


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
def places() -> Mapping[str, str]:
    """The nation, counties and municipalities."""
    return dict(Place.objects.values_list("code", "name"))


@kept
def places_in_short() -> Mapping[str, str]:
    """What each of them is called in everyday speech: Västerås of Västerås kommun."""
    return dict(Place.objects.values_list("code", "name_short"))


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


def initiatives() -> Mapping[str, str]:
    """All published initiatives."""
    return dict(Initiative.objects.public().order_by("sort_sv").values_list("id", "title_sv"))


def names(*, apart_from: str = "") -> dict[str, dict[str, str]]:
    """All that the rows of an initiative's form ask for, by the id of its list; names that are
    taken beside those of a list stand at its id with `_short`.
    """
    others = {id_: title for id_, title in initiatives().items() if id_ != apart_from}
    return {
        "actors": dict(actors()),
        "places": dict(places()),
        "initiatives": others,
        "places_short": dict(places_in_short()),
    }


def lists(named: Mapping[str, Mapping[str, str]]) -> list[Suggestions]:
    """The lists that the page sends for the browser to suggest from."""
    return [
        Suggestions(id_, tuple(shown(key, name) for key, name in listed.items()))
        for id_, listed in named.items()
        if not id_.endswith("_short") and len(listed) <= MOST_SUGGESTED
    ]


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
