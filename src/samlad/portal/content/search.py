"""Search over everything that has a page: what is found of each kind, as links with a line.

One registry, kind → how its hits are shown. What is found comes from `finding`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.urls import NoReverseMatch, reverse

from samlad.catalogue import indicators, policy_areas
from samlad.model import NATION, Level
from samlad.portal.content.finding import Found, Wanted, find
from samlad.portal.content.models import Item, Person
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
class Shown:
    """How hits of a kind are shown: the kind of `finding`, and from keys to hits, in order."""

    kind: str
    hits: Callable[[Sequence[str]], list[Hit]]


def found_of(name: str, query: str, wanted: slice) -> tuple[Found, list[Hit]]:
    """What is found of a kind by its name on the page, and the hits of that part, best first."""
    shown = SHOWN[name]
    start, stop = wanted.start or 0, wanted.stop
    found = find(
        Wanted(
            kind=shown.kind,
            query=query,
            language=language(),
            sort="relevance",
            offset=start,
            limit=stop - start,
        )
    )
    return found, shown.hits(found.keys)


def _items(keys: Sequence[str]) -> list[Hit]:
    rows = Item.objects.select_related("type").in_bulk(list(keys))
    return [_item_hit(rows[key]) for key in keys if key in rows]


def _item_hit(item: Item) -> Hit:
    line = in_language(item.type.name)
    if item.published:
        line += f", {in_words(str(item.published), language())}"
    return Hit(item.official_title, _address("item", item.id), line, "sv" if _is_english() else "")


def _initiatives(keys: Sequence[str]) -> list[Hit]:
    from samlad.portal.register.models import Initiative

    rows = Initiative.objects.public().in_bulk(list(keys))
    return [_initiative_hit(rows[key]) for key in keys if key in rows]


def _initiative_hit(initiative: Any) -> Hit:
    line = in_language(initiative.kind_word)
    if initiative.decided:
        line += f", {in_words(str(initiative.decided), language())}"
    return Hit(in_language(initiative.title), _address("initiative", initiative.id), line)


def _goals(keys: Sequence[str]) -> list[Hit]:
    from samlad.portal.register.models import Goal

    rows = Goal.objects.in_bulk(list(keys))
    return [_goal_hit(rows[key]) for key in keys if key in rows]


def _goal_hit(goal: Any) -> Hit:
    area = policy_areas()[goal.area]
    line = f"{in_language(goal.level_word)}, {in_language(area.name).lower()}"
    return Hit(in_language(goal.title), _address("goal", goal.id), line)


def _indicators(keys: Sequence[str]) -> list[Hit]:
    known = indicators()
    return [
        Hit(in_language(known[key].title), _address("indicator", key))
        for key in keys
        if key in known
    ]


def _ministers(keys: Sequence[str]) -> list[Hit]:
    rows = Person.objects.prefetch_related("roles").in_bulk(list(keys))
    return [_minister_hit(rows[key]) for key in keys if key in rows]


def _minister_hit(person: Person) -> Hit:
    posts = dict.fromkeys(in_language(role.title) for role in person.roles.all())
    return Hit(person.name, f"{reverse('ministers')}#{person.id}", "; ".join(posts))


def _places(keys: Sequence[str]) -> list[Hit]:
    """Each neighbourhood leads to its municipality, with whose code its own begins."""
    from samlad.portal.register.models import Place

    codes = {key[:4] for key in keys}
    rows = Place.objects.select_related("parent").in_bulk(list(codes))
    names = _neighbourhood_names() if any(len(key) > 4 for key in keys) else {}
    return [_place_hit(key, rows[key[:4]], names) for key in keys if key[:4] in rows]


def _place_hit(key: str, place: Any, names: Mapping[str, str]) -> Hit:
    above = place if len(key) > 4 else place.parent
    level = "regso" if len(key) > 4 else place.level
    parent, short = (above.name, above.name_short) if above else ("", "")
    if level == "regso":
        parent = short  # its name as a place, in both languages
    line = words(f"content.place_{level}", parent=parent, short=short)
    address = _address("place", place.code)
    if place.code == NATION:
        return Hit(words("content.nation"), address, line)
    return Hit(names.get(key, place.name), address, line, "sv" if _is_english() else "")


def _neighbourhood_names() -> Mapping[str, str]:
    from samlad.portal.results import results

    return {area.code: area.name for area in results().areas() if area.level is Level.REGSO}


#: Name on the page → how it is shown, in the order of the page.
SHOWN: Mapping[str, Shown] = {
    "places": Shown("place", _places),
    "indicators": Shown("indicator", _indicators),
    "initiatives": Shown("initiative", _initiatives),
    "goals": Shown("goal", _goals),
    "items": Shown("item", _items),
    "ministers": Shown("minister", _ministers),
}


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
