"""What an initiative is tied to: actors by role, places by basis, goals, other initiatives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samlad.catalogue import divisions, policy_areas
from samlad.model import PolicyArea, Text
from samlad.portal.content.words import word
from samlad.portal.register.models import (
    Actor,
    Goal,
    GoalLink,
    Initiative,
    InitiativePlace,
    Place,
    Relation,
)
from samlad.portal.register.words import (
    GoalLevel,
    ParticipationRole,
    PlaceBasis,
    PlaceLevel,
    RelationKind,
    Visibility,
)

#: The goals that a policy area's initiatives are for.
GOALS_OF_AN_AREA = (GoalLevel.OVERALL, GoalLevel.SUBGOAL, GoalLevel.AIM)


@dataclass(frozen=True, slots=True)
class Role:
    """Those who have one role beside the accountable."""

    word: Text
    actors: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class SmallerArea:
    """A part of a municipality: its code and the division that the code belongs to."""

    place: Place
    code: str
    division: Text | str


@dataclass(frozen=True, slots=True)
class Named:
    """The places that are named for one reason."""

    basis: str
    is_national: bool
    counties: tuple[Place, ...]
    municipalities: tuple[Place, ...]
    smaller: tuple[SmallerArea, ...]


@dataclass(frozen=True, slots=True)
class AreaGoals:
    """A policy area of the initiative with its goals, without those the initiative is linked to.

    are_all_linked: there are none but those.
    """

    area: PolicyArea
    goals: tuple[Goal, ...]
    are_all_linked: bool


@dataclass(frozen=True, slots=True)
class Tie:
    """Another initiative and how this one stands to it; other: None where it is not public."""

    word: Text
    other: Initiative | None


def actors(initiative: Initiative, role: ParticipationRole) -> list[Actor]:
    """The actors that have this role in it, in the order of the source."""
    return [p.actor for p in initiative.participations.all() if p.role == role]


def roles(initiative: Initiative, places: Sequence[InitiativePlace]) -> Iterator[Role]:
    """Every role but the accountable, without what department and places say already."""
    received = {link.place_id for link in places if link.basis == PlaceBasis.RECIPIENT}
    for role in ParticipationRole:
        found = actors(initiative, role)
        if role == ParticipationRole.LEAD:
            found = [a for a in found if a.department_id != initiative.lead_department_id]
        if role == ParticipationRole.RECIPIENT:
            found = [a for a in found if a.place_id is None or a.place_id not in received]
        if found and role != ParticipationRole.ACCOUNTABLE:
            yield Role(word("register.role", role), tuple(found))


def named_places(links: Sequence[InitiativePlace]) -> Iterator[Named]:
    """The places by why they are named."""
    for basis in PlaceBasis:
        of = [link for link in links if link.basis == basis]
        whole = [link.place for link in of if not link.area_code]
        if of:
            yield Named(
                basis=str(basis),
                is_national=any(place.level == PlaceLevel.NATION for place in whole),
                counties=tuple(p for p in whole if p.level == PlaceLevel.COUNTY),
                municipalities=tuple(p for p in whole if p.level == PlaceLevel.MUNICIPALITY),
                smaller=tuple(_smaller(link) for link in of if link.area_code),
            )


def _smaller(link: InitiativePlace) -> SmallerArea:
    division = divisions().get(link.vintage)
    return SmallerArea(link.place, link.area_code, division.title if division else link.vintage)


def areas_with_goals(initiative: Initiative, linked: Sequence[GoalLink]) -> Iterator[AreaGoals]:
    """The policy areas, each with the goals that stand for it."""
    ids = [link.area for link in initiative.area_links.all()]
    own = {link.goal_id for link in linked}
    goals = list(Goal.objects.filter(area__in=ids, level__in=GOALS_OF_AN_AREA))
    for id_ in ids:
        of = [goal for goal in goals if goal.area == id_]
        others = tuple(goal for goal in of if goal.id not in own)
        yield AreaGoals(policy_areas()[id_], others, bool(of) and not others)


def ties(initiative: Initiative) -> list[Tie]:
    """Its relations to others, then those of others to it; funded together with is said once."""
    own = list(initiative.relations.select_related("other"))
    theirs = initiative.related_from.select_related("initiative").order_by("kind", "initiative_id")
    funded = {one.other_id for one in own if one.kind == RelationKind.CO_FUNDED}
    found = [Tie(one.kind_word, _shown(one.other)) for one in own]
    found += [
        Tie(_turned(one), one.initiative)
        for one in theirs
        if one.initiative.visibility == Visibility.PUBLISHED
        and not (one.kind == RelationKind.CO_FUNDED and one.initiative_id in funded)
    ]
    return found


def _turned(relation: Relation) -> Text:
    """The relation as the other initiative would say it: replaces → replaced by."""
    return word("register.related", relation.kind)


def _shown(other: Initiative) -> Initiative | None:
    """One that was public once can be named; a draft is nobody's business."""
    return other if other.visibility in (Visibility.PUBLISHED, Visibility.WITHDRAWN) else None
