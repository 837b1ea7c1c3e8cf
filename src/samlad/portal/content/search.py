"""Simple search: every kind of thing that has a page, found by the beginnings of its words.

One registry, kind → how it is found. Words are AND-ed; a hit has a title, an address, a line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from samlad.catalogue import policy_areas
from samlad.errors import SamladError
from samlad.model import NATION, Level, Text
from samlad.portal.content.models import Item, Person
from samlad.portal.content.search_words import is_match, matching, search_text
from samlad.portal.dates import in_words
from samlad.portal.wording import in_language, language, words


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. lang: of the title, where it is not the page's."""

    title: str
    address: str
    line: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of one kind: how many there are, and those asked for."""

    total: int
    hits: tuple[Hit, ...]


#: From the words and the slice wanted to what was found.
Finder = Callable[[Sequence[str], slice], Found]


def find_items(asked: Sequence[str], wanted: slice) -> Found:
    """Items by title, summary and reference, newest first."""
    rows = Item.objects.select_related("type").order_by("-published", "id")
    return _in_table(rows, asked, wanted, _item_hit)


def find_initiatives(asked: Sequence[str], wanted: slice) -> Found:
    """Initiatives by titles and reference, newest decision first."""
    from samlad.portal.register.models import Initiative

    rows = Initiative.objects.public().order_by("-decided", "id")
    return _in_table(rows, asked, wanted, _initiative_hit)


def find_goals(asked: Sequence[str], wanted: slice) -> Found:
    """Goals by title and description, in the order of the strategy; each leads to its area."""
    from samlad.portal.register.models import Goal

    return _in_table(Goal.objects.order_by("position"), asked, wanted, _goal_hit)


def find_ministers(asked: Sequence[str], wanted: slice) -> Found:
    """Persons by name and post."""
    rows = Person.objects.prefetch_related("roles").order_by("name")
    return _in_table(rows, asked, wanted, _person_hit)


def find_places(asked: Sequence[str], wanted: slice) -> Found:
    """The nation, counties, municipalities, neighbourhoods; the last lead to their municipality."""
    found = [place for place in _places() if is_match(list(asked), place.kept)]
    return Found(len(found), tuple(_place_hit(place) for place in found[wanted]))


def find_indicators(asked: Sequence[str], wanted: slice) -> Found:
    """Indicators by title and definition, in the order of their declaration."""
    found = [(id_, title) for id_, title, kept in _indicators() if is_match(list(asked), kept)]
    return Found(
        len(found),
        tuple(Hit(in_language(title), _address("indicator", id_)) for id_, title in found[wanted]),
    )


#: Kind → how it is found, in the order of the page.
FINDERS: Mapping[str, Finder] = {
    "places": find_places,
    "indicators": find_indicators,
    "initiatives": find_initiatives,
    "goals": find_goals,
    "items": find_items,
    "ministers": find_ministers,
}


@dataclass(frozen=True, slots=True)
class KeptPlace:
    """A place with its words; shown_at: the code of the place whose page it is shown on."""

    name: str
    level: str
    parent: str
    parent_short: str
    shown_at: str
    kept: str


def _in_table(
    rows: QuerySet[Any], asked: Sequence[str], wanted: slice, hit: Callable[[Any], Hit]
) -> Found:
    found = rows.filter(matching(list(asked)))
    return Found(found.count(), tuple(map(hit, found[wanted])))


def _item_hit(item: Item) -> Hit:
    line = f"{in_language(item.type.name)}, {in_words(str(item.published), language())}"
    return Hit(item.official_title, _address("item", item.id), line, "sv" if _is_english() else "")


def _initiative_hit(initiative: Any) -> Hit:
    line = in_language(initiative.kind_word)
    if initiative.decided:
        line += f", {in_words(str(initiative.decided), language())}"
    return Hit(in_language(initiative.title), _address("initiative", initiative.id), line)


def _goal_hit(goal: Any) -> Hit:
    area = policy_areas()[goal.area]
    line = f"{in_language(goal.level_word)}, {in_language(area.name).lower()}"
    return Hit(in_language(goal.title), _address("policy-area", area.slug), line)


def _person_hit(person: Person) -> Hit:
    posts = dict.fromkeys(in_language(role.title) for role in person.roles.all())
    return Hit(person.name, f"{reverse('ministers')}#{person.id}", "; ".join(posts))


def _place_hit(place: KeptPlace) -> Hit:
    line = words(f"content.place_{place.level}", parent=place.parent, short=place.parent_short)
    address = _address("place", place.shown_at)
    if place.shown_at == NATION:
        return Hit(words("content.nation"), address, line)
    return Hit(place.name, address, line, "sv" if _is_english() else "")


def _address(name: str, key: str) -> str:
    """The page's address; the list above it, or the start, where no such page is there."""
    for attempt in (partial(reverse, name, args=[key]), partial(reverse, f"{name}s")):
        try:
            return attempt()
        except NoReverseMatch:
            continue
    return reverse("theme")


def _is_english() -> bool:
    return language() == "en"


@cache
def _indicators() -> tuple[tuple[str, Text, str], ...]:
    from samlad.catalogue import indicators

    return tuple(
        (i.id, i.title, search_text(*(f"{t.sv} {t.en}" for t in (i.title, i.short, i.definition))))
        for i in indicators().values()
    )


@cache
def _places() -> tuple[KeptPlace, ...]:
    """All places in order; neighbourhoods are left out where no results are there."""
    from samlad.portal.register.models import Place

    rows = list(Place.objects.select_related("parent").order_by("code"))
    names = {place.code: place.name_short for place in rows}
    largest_first = sorted(rows, key=lambda place: (len(place.code) > 2, place.code))
    known = [
        KeptPlace(
            place.name,
            place.level,
            place.parent.name if place.parent else "",
            place.parent.name_short if place.parent else "",
            place.code,
            place.search_text,
        )
        for place in largest_first
    ]
    return (*known, *_neighbourhoods(names))


def _neighbourhoods(municipalities: Mapping[str, str]) -> list[KeptPlace]:
    from samlad.portal.results import results

    try:
        areas = results().areas()
    except SamladError:
        return []
    return [
        KeptPlace(
            area.name,
            "regso",
            municipalities[area.code[:4]],
            municipalities[area.code[:4]],
            area.code[:4],
            search_text(area.code, area.name, municipalities[area.code[:4]]),
        )
        for area in areas
        if area.level is Level.REGSO and area.code[:4] in municipalities
    ]
