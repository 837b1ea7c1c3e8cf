"""The pages of actors: all that take part in any initiative, and each with what it does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samlad.errors import InputError, UnknownName
from samlad.portal.content.words import word
from samlad.portal.data_files import FORMS, Data, Plain, data_file
from samlad.portal.finding.letters import words_of
from samlad.portal.navigation import Link
from samlad.portal.ordering import alphabetical
from samlad.portal.parameters import read_one_of, read_page, read_words
from samlad.portal.register.actor_page import actor_page, in_role, newest_in_role, numbers_in_roles
from samlad.portal.register.choices import ACTOR_ORDER
from samlad.portal.register.models import Actor
from samlad.portal.register.plain import COLUMNS as INITIATIVE_COLUMNS
from samlad.portal.register.plain import plain_initiatives
from samlad.portal.register.quality import verdict_on_actor
from samlad.portal.register.ways import register_trail, ways
from samlad.portal.register.words import ParticipationRole
from samlad.portal.table_html import table_html
from samlad.portal.tables import Cell, Column, Table
from samlad.portal.wording import in_language, language, words

LIST_COLUMNS = ("id", "kind", "name_sv", "name_en", *ParticipationRole, "website")
PAGE = 50


@dataclass(frozen=True, slots=True)
class TakingPart:
    """An actor and in how many initiatives it has each role."""

    actor: Actor
    numbers: Mapping[str, int]


def actor_list(request: HttpRequest) -> HttpResponse:
    """Every actor that takes part, sort by sort, with a number for each role."""
    query = read_words(request.GET)
    found = taking_part(query)
    by_kind: dict[str, list[TakingPart]] = defaultdict(list)
    for one in found:
        by_kind[one.actor.kind].append(one)
    asked = f"?{request.GET.urlencode()}" if query else ""
    context = {
        "query": query,
        "total": len(found),
        "tables": [
            table_html(_table(kind, by_kind[kind])) for kind in ACTOR_ORDER if by_kind[kind]
        ],
        "files": [(form, reverse("actors-file", args=[form]) + asked) for form in FORMS],
        "ways": ways("actors"),
        "trail": register_trail(Link(words("register.way_actors"))),
    }
    return render(request, "register/actors.html", context)


def actor_list_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same actors as a file."""
    query = read_words(request.GET)
    rows = [
        {
            "id": one.actor.id,
            "kind": one.actor.kind,
            "name_sv": one.actor.name_sv,
            "name_en": one.actor.name_en or None,
            **{str(role): one.numbers.get(role, 0) for role in ParticipationRole},
            "website": one.actor.website or None,
        }
        for one in taking_part(query)
    ]
    name = words("register.way_actors").lower()
    return data_file(form, Data(name, LIST_COLUMNS, rows, f"q={query}" if query else ""))


def actor(request: HttpRequest, actor_id: str) -> HttpResponse:
    """The page of one actor; `?roll=` gives all of one role, page by page."""
    page = actor_page(actor_id)
    if page is None:
        raise _unknown(actor_id)
    role = _role(request)
    address = reverse("actor", args=[actor_id])
    number, last = read_page(request.GET), 1
    if role:
        total = next((one.total for one in page.roles if one.role == role), 0)
        last = max(1, -(-total // PAGE))
        if number > last:
            raise InputError(words("content.page_past_last", page=number, last=last))
    start, end = (number - 1) * PAGE, number * PAGE
    context = {
        "page": page,
        "verdict": verdict_on_actor(actor_id),
        "actor": page.actor,
        "kind": in_language(word("register.actor", page.actor.kind)),
        "role": role,
        "listed": newest_in_role(page.actor, role, start, end) if role else [],
        "number": number,
        "pages": last,
        "previous": f"{address}?roll={role}&sida={number - 1}" if number > 1 else "",
        "next": f"{address}?roll={role}&sida={number + 1}" if number < last else "",
        "files": [
            (form, reverse("actor-file", args=[actor_id, form]) + (f"?roll={role}" if role else ""))
            for form in FORMS
        ],
        "trail": register_trail(
            Link(words("register.way_actors"), reverse("actors")),
            Link(in_language(page.actor.name)),
        ),
    }
    return render(request, "register/actor.html", context)


def actor_file(request: HttpRequest, actor_id: str, form: str) -> HttpResponse:
    """What the actor does in which initiatives, as a file: all roles, or the one asked for."""
    found = Actor.objects.filter(pk=actor_id).first()
    if found is None:
        raise _unknown(actor_id)
    role = _role(request)
    roles = [role] if role else list(ParticipationRole)
    rows = [{"role": str(each), **row} for each in roles for row in _in_role(found, each)]
    asked = f"roll={role}" if role else ""
    columns = ("role", *INITIATIVE_COLUMNS)
    return data_file(form, Data(found.id, columns, rows, asked, {"actor": found.id}))


def taking_part(query: str = "") -> list[TakingPart]:
    """The actors that take part in any initiative and have these words in their names, by name."""
    numbers = numbers_in_roles()
    asked = words_of(query)
    found = [
        TakingPart(actor, numbers[actor.id])
        for actor in Actor.objects.order_by()
        if actor.id in numbers and _has(asked, words_of(actor.name_sv, actor.name_en, actor.short))
    ]
    return sorted(found, key=lambda one: alphabetical(in_language(one.actor.name)))


def _has(asked: Sequence[str], own: Sequence[str]) -> bool:
    """Whether every word that is asked for begins one of its own."""
    return all(any(word.startswith(each) for word in own) for each in asked)


def _table(kind: str, found: Sequence[TakingPart]) -> Table:
    roles = [role for role in ParticipationRole if any(role in one.numbers for one in found)]
    heads = (
        Column(in_language(word("register.actor", kind))),
        *(Column(in_language(word("register.role", role)), is_numeric=True) for role in roles),
    )
    rows = tuple((_name(one.actor), *_numbers(one, roles)) for one in found)
    caption = f"{words(f'register.actors_{kind}'.replace('-', '_'))}: {len(found)}"
    return Table(f"aktorer-{kind}", caption, heads, rows)


def _name(actor: Actor) -> Cell:
    is_swedish = language() == "en" and not actor.name_en
    return Cell(
        in_language(actor.name),
        reverse("actor", args=[actor.id]),
        lang="sv" if is_swedish else "",
    )


def _numbers(one: TakingPart, roles: Sequence[str]) -> Iterator[Cell]:
    address = reverse("actor", args=[one.actor.id])
    name = in_language(one.actor.name)
    if language() == "en" and not one.actor.name_en:
        name = name.removesuffix(" kommun")  # what is heard is in the language of the page
    for role in roles:
        number = one.numbers.get(role, 0)
        of = f"{in_language(word('register.role', role))}, {name}"
        yield Cell(str(number), f"{address}?roll={role}", of=of) if number else Cell("0")


def _in_role(actor: Actor, role: str) -> Iterator[Plain]:
    ids = in_role(actor, role).select_related(None).prefetch_related(None)
    yield from plain_initiatives(list(ids.values_list("pk", flat=True)))


def _role(request: HttpRequest) -> str:
    return read_one_of("roll", request.GET, ParticipationRole)


def _unknown(id_: str) -> UnknownName:
    return UnknownName("actor", id_[:80], Actor.objects.values_list("id", flat=True))
