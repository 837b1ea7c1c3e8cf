"""Search over every kind of thing that has a page.

One registry, kind → how it is found. Texts are found by the index, in every form of a word; names
of places and ministers by the beginnings of their words. A hit has a title, an address, a line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from django.urls import NoReverseMatch, reverse

from samlad.catalogue import indicators, policy_areas
from samlad.errors import SamladError
from samlad.model import NATION, Indicator, Level
from samlad.portal.content.finding import Wanted, find
from samlad.portal.content.models import Item, Person
from samlad.portal.content.search_words import is_match, matching, search_text, words_of
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
    """The hits of one kind: how many there are, and those asked for.

    nearest: the words with the nearest that have hits, blank when there is nothing to offer.
    """

    total: int
    hits: tuple[Hit, ...]
    nearest: str = ""


#: From what is typed and the slice wanted to what was found.
Finder = Callable[[str, slice], Found]


def find_items(query: str, wanted: slice) -> Found:
    """Items, the most fitting first."""
    rows = Item.objects.select_related("type")
    return _by_index("item", query, wanted, rows.in_bulk, _item_hit)


def find_initiatives(query: str, wanted: slice) -> Found:
    """Initiatives, the most fitting first."""
    from samlad.portal.register.models import Initiative

    return _by_index("initiative", query, wanted, Initiative.objects.in_bulk, _initiative_hit)


def find_goals(query: str, wanted: slice) -> Found:
    """Goals, the most fitting first; each leads to its area."""
    from samlad.portal.register.models import Goal

    return _by_index("goal", query, wanted, Goal.objects.in_bulk, _goal_hit)


def find_indicators(query: str, wanted: slice) -> Found:
    """Indicators by title and definition, the most fitting first."""
    return _by_index("indicator", query, wanted, lambda _: indicators(), _indicator_hit)


def find_ministers(query: str, wanted: slice) -> Found:
    """Persons by name and post."""
    rows = Person.objects.prefetch_related("roles").order_by("name")
    found = rows.filter(matching(words_of(query)))
    return Found(found.count(), tuple(map(_person_hit, found[wanted])))


def find_places(query: str, wanted: slice) -> Found:
    """The nation, counties, municipalities, neighbourhoods; the last lead to their municipality."""
    asked = words_of(query)
    found = [place for place in _places() if is_match(asked, place.kept)]
    return Found(len(found), tuple(_place_hit(place) for place in found[wanted]))


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


def _by_index(
    kind: str,
    query: str,
    wanted: slice,
    rows: Callable[[Sequence[str]], Mapping[str, Any]],
    hit: Callable[[Any], Hit],
) -> Found:
    """What the index finds. rows: the things of those keys, by key."""
    offset = wanted.start or 0
    asked = Wanted(
        kind=kind,
        query=query,
        language=language(),
        sort="relevance",
        offset=offset,
        limit=wanted.stop - offset,
    )
    found = find(asked)
    things = rows(found.keys)
    hits = tuple(hit(things[key]) for key in found.keys if key in things)
    return Found(found.total, hits, found.nearest)


def _item_hit(item: Item) -> Hit:
    line = in_language(item.type.name)
    if item.published:
        line += f", {in_words(str(item.published), language())}"
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


def _indicator_hit(indicator: Indicator) -> Hit:
    return Hit(in_language(indicator.title), _address("indicator", indicator.id))


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
