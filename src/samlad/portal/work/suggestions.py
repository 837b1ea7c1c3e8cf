"""The names that forms suggest, id → name in the page's language: actors, places, initiatives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
    return {
        id_: in_language(Text(sv, en or sv))
        for id_, sv, en in Actor.objects.values_list("id", "name_sv", "name_en")
    }


@kept
def places() -> Mapping[str, str]:
    """The nation, counties and municipalities."""
    return dict(Place.objects.values_list("code", "name"))


@kept
def goals() -> Mapping[str, str]:
    """All goals, in their order."""
    return {goal.pk: in_language(goal.title) for goal in Goal.objects.all()}


@kept
def departments() -> Mapping[str, str]:
    """All departments by their names."""
    return {row.pk: in_language(row.name) for row in Department.objects.order_by("name_sv", "id")}


def initiatives() -> Mapping[str, str]:
    """All published initiatives."""
    return dict(Initiative.objects.public().order_by("sort_sv").values_list("id", "title_sv"))


def names(*, apart_from: str = "") -> Mapping[str, Mapping[str, str]]:
    """All that the rows of an initiative's form ask for, by the id of its list."""
    others = {id_: title for id_, title in initiatives().items() if id_ != apart_from}
    return {
        "actors": actors(),
        "places": places(),
        "initiatives": others,
        "goals": goals(),
    }


def lists(named: Mapping[str, Mapping[str, str]]) -> list[Suggestions]:
    """The lists that the page sends for the browser to suggest from."""
    return [
        Suggestions(id_, tuple(shown(key, name) for key, name in listed.items()))
        for id_, listed in named.items()
        if id_ != "goals" and len(listed) <= MOST_SUGGESTED
    ]
