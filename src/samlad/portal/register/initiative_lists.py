"""Which initiatives there are to list, by what facets and in what orders; and for other pages."""

from __future__ import annotations

from django.db.models import QuerySet

from samlad.portal.content.facets import Facet, Option
from samlad.portal.content.item_lists import area_options, year_options
from samlad.portal.content.selection import Sort
from samlad.portal.content.words import word
from samlad.portal.ordering import alphabetical
from samlad.portal.register.models import (
    Actor,
    Goal,
    GoalLink,
    Initiative,
    InitiativeArea,
    InitiativePlace,
    Participation,
    Place,
)
from samlad.portal.register.words import ActorKind, Kind, PlaceLevel, State, Status
from samlad.portal.wording import in_language, language, words

#: The order in which sorts of actor stand in the form.
ACTOR_ORDER = (
    ActorKind.DEPARTMENT,
    ActorKind.AGENCY,
    ActorKind.COUNTY_BOARD,
    ActorKind.MUNICIPALITY,
    ActorKind.REGION,
    ActorKind.ASSOCIATION,
    ActorKind.COMPANY,
)


def initiatives() -> QuerySet[Initiative]:
    """All published initiatives with what a list shows of each: actors, department."""
    return (
        Initiative.objects.public()
        .select_related("lead_department")
        .prefetch_related("participations__actor")
    )


def initiatives_for_place(code: str) -> QuerySet[Initiative]:
    """The initiatives that name this place as their recipient, newest first.

    code: `00`, two digits or four. A municipality does not get those of its county or the nation.
    """
    named = InitiativePlace.objects.filter(place=code).order_by().values("initiative_id")
    return initiatives().filter(pk__in=named).order_by("-decided", "id")


def initiatives_for_area(area_id: str) -> QuerySet[Initiative]:
    """The initiatives of a policy area (id of the catalogue), newest first."""
    inside = InitiativeArea.objects.filter(area=area_id).order_by().values("initiative_id")
    return initiatives().filter(pk__in=inside).order_by("-decided", "id")


def kind_options() -> list[Option]:
    """Every sort of initiative."""
    return [Option(kind, in_language(word("register.kind", kind)), (kind,)) for kind in Kind]


def _status_options() -> list[Option]:
    return [
        Option(state, in_language(word("register.status", state)), (state,)) for state in Status
    ]


def _state_options() -> list[Option]:
    return [Option(state, in_language(word("register.state", state)), (state,)) for state in State]


def _place_options() -> list[Option]:
    """The places that any published initiative names: the nation, then counties, municipalities."""
    public = Initiative.objects.public().order_by().values("pk")
    named = InitiativePlace.objects.filter(initiative__in=public).order_by().values("place_id")
    places = Place.objects.filter(pk__in=named).order_by()
    rows = list(places.values_list("code", "level", "name_short"))
    levels = list(PlaceLevel)
    rows.sort(key=lambda row: (levels.index(PlaceLevel(row[1])), alphabetical(row[2])))
    return [_place_option(*row) for row in rows]


def _place_option(code: str, level: str, name: str) -> Option:
    if level == PlaceLevel.NATION:
        return Option(code, words("register.national"), (code,))
    return Option(code, name, (code,))


def _goal_options() -> list[Option]:
    """The goals that any published initiative is for."""
    public = Initiative.objects.public().order_by().values("pk")
    linked = GoalLink.objects.filter(initiative__in=public).order_by().values("goal_id")
    goals = Goal.objects.filter(pk__in=linked).order_by("position")
    return [Option(goal.id, in_language(goal.title), (goal.id,)) for goal in goals]


def actor_options() -> list[Option]:
    """The actors that take part in any initiative, sort by sort, by name."""
    public = Initiative.objects.public().order_by().values("pk")
    taking_part = Participation.objects.filter(initiative__in=public).order_by().values("actor_id")
    actors = Actor.objects.filter(pk__in=taking_part).order_by()
    rows = actors.values_list("id", "kind", "name_sv", "name_en")
    return [_actor_option(*row) for row in sorted(rows, key=_place_in_list)]


def _actor_option(id_: str, kind: str, name_sv: str, name_en: str) -> Option:
    if language() == "sv":
        return Option(id_, name_sv, (id_,))
    return Option(id_, name_en or name_sv, (id_,), lang="" if name_en else "sv")


def _place_in_list(row: tuple[str, str, str, str]) -> tuple[int, str]:
    _, kind, name_sv, name_en = row
    name = name_en if language() == "en" and name_en else name_sv
    return ACTOR_ORDER.index(ActorKind(kind)), alphabetical(name)


def _decided_years() -> list[Option]:
    dates = Initiative.objects.public().order_by().values_list("decided", flat=True).distinct()
    return year_options(date.text[:4] for date in dates if date is not None)


FACETS = (
    Facet(
        "omrade",
        "register.facet_area",
        "area_links__area",
        area_options,
        link=(InitiativeArea, "initiative_id"),
        is_short=True,
    ),
    Facet("typ", "register.facet_kind", "kind", kind_options, is_short=True),
    Facet("lage", "register.facet_state", "state", _state_options, is_short=True),
    Facet("status", "register.facet_status", "status", _status_options, is_short=True),
    Facet(
        "aktor",
        "register.facet_actor",
        "participations__actor_id",
        actor_options,
        link=(Participation, "initiative_id"),
    ),
    Facet(
        "plats",
        "register.facet_place",
        "place_links__place_id",
        _place_options,
        link=(InitiativePlace, "initiative_id"),
    ),
    Facet(
        "mal",
        "register.facet_goal",
        "goal_links__goal_id",
        _goal_options,
        link=(GoalLink, "initiative_id"),
    ),
    Facet("ar", "register.facet_year", "decided", _decided_years, years=True),
)

SORTS = (
    Sort("beslut", "register.sort_decided", {"sv": ("-decided", "id"), "en": ("-decided", "id")}),
    Sort("aldst", "register.sort_oldest", {"sv": ("decided", "id"), "en": ("decided", "id")}),
    Sort("titel", "register.sort_title", {"sv": ("sort_sv", "id"), "en": ("sort_en", "id")}),
)
