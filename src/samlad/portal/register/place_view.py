"""What is promised in a place: the initiatives that name it, and apart from them those that name
the county or the nation around it, or a municipality inside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samlad.errors import InputError
from samlad.model import NATION, Level
from samlad.portal.changes import edition
from samlad.portal.data_files import FORMS, Data, Plain, data_file
from samlad.portal.navigation import Link, trail
from samlad.portal.parameters import read_page
from samlad.portal.register.initiative_lists import initiatives, initiatives_for_place
from samlad.portal.register.models import Initiative, InitiativePlace
from samlad.portal.register.plain import COLUMNS, plain_initiatives
from samlad.portal.statistics.places import county_of, name_of, place
from samlad.portal.wording import language, words

PAGE = 50
#: So many of each level beside the place's own are shown; the rest is a link away.
SHOWN = 10
#: Of so many levels of places it is kept which rows are first.
KEPT = 4096


@dataclass(frozen=True, slots=True)
class AtLevel:
    """The initiatives at one level: `own`, `inside`, `county` or `nation`.

    code: the place they name, empty for those inside. address: all of them, where it is another
    page than this.
    """

    level: str
    code: str
    title: str
    rows: QuerySet[Initiative]
    address: str = ""


def initiatives_of_place(request: HttpRequest, code: str) -> HttpResponse:
    """The page: the place's own, page by page, then the other levels, each apart."""
    own, *others = levels(code)
    total = _first(edition(), own.level, code)[0]
    last = max(1, -(-total // PAGE))
    number = read_page(request.GET)
    if number > last:
        raise InputError(words("content.page_past_last", page=number, last=last))
    address = reverse("place-initiatives", args=[code])
    name = name_of(code, language())
    context = {
        "name": name,
        "code": code,
        "own": own,
        "total": total,
        "shown": list(own.rows[(number - 1) * PAGE : number * PAGE]),
        "number": number,
        "pages": last,
        "previous": f"{address}?sida={number - 1}" if number > 1 else "",
        "next": f"{address}?sida={number + 1}" if number < last else "",
        "others": [(one, *_first_rows(one, code)) for one in others],
        "files": [(form, reverse("place-initiatives-file", args=[code, form])) for form in FORMS],
        "trail": trail(
            Link(words("base.nav_places"), reverse("places")),
            Link(name, reverse("place", args=[code])),
            Link(words("register.title")),
        ),
    }
    return render(request, "register/place.html", context)


def initiatives_of_place_file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The same initiatives, all of every level, with the level first."""
    rows = [row for level in levels(code) for row in _plain(level)]
    name = f"{words('register.title').lower()}-{code}"
    return data_file(form, Data(name, ("level", *COLUMNS), rows, "", {"place": code}))


def levels(code: str) -> list[AtLevel]:
    """The levels of a place, its own first. Raises UnknownName when there is no such place."""
    area = place(code)
    found = [AtLevel("own", code, words("register.place_own"), initiatives_for_place(code))]
    if area.level is Level.COUNTY:
        found.append(AtLevel("inside", "", words("register.place_inside"), _inside(code)))
    county = county_of(code)
    if county:
        found.append(_around("county", county))
    if code != NATION:
        found.append(_around("nation", NATION))
    return found


def _first_rows(level: AtLevel, code: str) -> tuple[int, list[Initiative]]:
    """How many a level of the place has, and the newest of them."""
    total, ids = _first(edition(), level.level, code)
    by_id = {row.id: row for row in initiatives().filter(pk__in=ids)}
    return total, [by_id[id_] for id_ in ids if id_ in by_id]


@lru_cache(maxsize=KEPT)
def _first(_edition: str, level: str, code: str) -> tuple[int, tuple[str, ...]]:
    """How many, and which are the newest, kept while what is public stays the same."""
    rows = next(one.rows for one in levels(code) if one.level == level)
    ids = rows.select_related(None).prefetch_related(None).values_list("pk", flat=True)
    return ids.order_by().count(), tuple(ids[:SHOWN])


def _around(level: str, code: str) -> AtLevel:
    title = words(f"register.place_{level}", name=name_of(code, language()))
    address = reverse("place-initiatives", args=[code])
    return AtLevel(level, code, title, initiatives_for_place(code), address)


def _inside(county: str) -> QuerySet[Initiative]:
    """The initiatives that name a municipality of the county."""
    named = InitiativePlace.objects.filter(place__parent_id=county).order_by()
    return initiatives().filter(pk__in=named.values("initiative_id")).order_by("-decided", "id")


def _plain(level: AtLevel) -> Iterator[Plain]:
    ids = level.rows.select_related(None).prefetch_related(None).values_list("pk", flat=True)
    return ({"level": level.level, **row} for row in plain_initiatives(list(ids)))
