"""Places as the pages name them: nation, counties and municipalities, in both languages.

Takes codes, gives names and relations from the release's areas; knows nothing of numbers.
"""

from __future__ import annotations

from functools import cache

from samlad.areas.shapes import Shapes, load_shapes
from samlad.catalogue import facts
from samlad.errors import UnknownName
from samlad.model import NATION, Area, Level
from samlad.portal.ordering import alphabetical
from samlad.portal.results import release_folder, results
from samlad.portal.statistics.words import word

#: The sizes of place that have a page.
WITH_PAGE = (Level.NATION, Level.COUNTY, Level.MUNICIPALITY)


@cache
def places() -> dict[str, Area]:
    """The nation, the counties and the municipalities by code, in order of code."""
    return {area.code: area for area in results().areas() if area.level in WITH_PAGE}


@cache
def shapes() -> Shapes:
    """The shapes of the release."""
    return load_shapes(release_folder() / "shapes.json")


def place(code: str) -> Area:
    """The place of that code; UnknownName when it has no page."""
    try:
        return places()[code]
    except KeyError:
        raise UnknownName("place", code, places()) from None


@cache
def name_of(code: str, language: str) -> str:
    """The place's name: in English a county is called County, as Statistics Sweden does."""
    area = places()[code]
    if area.level is Level.NATION:
        return word("nation", language)
    if area.level is Level.COUNTY and language == "en":
        return f"{_short_names()[code]} County"
    return area.name


def inside(code: str, language: str) -> str:
    """The name as it stands after `in`."""
    return word("in_nation", language) if code == NATION else name_of(code, language)


@cache
def counties() -> tuple[Area, ...]:
    """The counties in order of code."""
    return tuple(area for area in places().values() if area.level is Level.COUNTY)


@cache
def municipalities(county: str = "") -> tuple[Area, ...]:
    """The municipalities in order of name, all or those of a county."""
    found = (
        area
        for area in places().values()
        if area.level is Level.MUNICIPALITY and area.code.startswith(county)
    )
    return tuple(sorted(found, key=lambda area: alphabetical(area.name)))


def county_of(code: str) -> str | None:
    """The county of a municipality; None for a county and the nation."""
    return code[:2] if len(code) == 4 else None


def found(query: str, language: str) -> list[Area]:
    """The places whose name or code begins with, or else holds, the query."""
    sought = query.strip().casefold()
    if not sought:
        return []
    named = sorted(
        ((area, name_of(area.code, language).casefold()) for area in places().values()),
        key=lambda pair: alphabetical(pair[1]),
    )
    first = [area for area, name in named if name.startswith(sought) or area.code == sought]
    rest = [area for area, name in named if sought in name and area not in first]
    return first + rest


@cache
def _short_names() -> dict[str, str]:
    return {row["code"]: row["name_short"] for row in facts("counties")}
